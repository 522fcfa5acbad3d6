"""What can be measured of a page by those who see little of it, or none."""

import io

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page

# Elements a reader acts on. A hidden input is acted on through its label or its track.
TARGETS = """() => {
  const targets = "a[href], button, input, select, textarea, summary, [tabindex='0'], " +
    "[role=slider], [role=switch], [role=radio], [role=option]:not(.walk-point)";
  const boxOf = (one) => {
    const own = one.getBoundingClientRect();
    const hidden = ["checkbox", "radio", "range"].includes(one.type);
    const held = hidden ? one.closest("label") ?? one.closest("[role=group]") : one;
    return held ? held.getBoundingClientRect() : own;
  };
  const inSentence = (one) => {
    const flow = getComputedStyle(one).display;
    const around = one.parentElement.textContent.trim().length;
    return (flow === "inline" || flow === "inline-block") && flow !== "block"
      && around > one.textContent.trim().length && !one.closest("nav, [role=navigation]");
  };
  const shown = [...document.querySelectorAll(targets)].filter((one) =>
    one.id !== "stMain" && one.getAttribute("href") !== "#stMain" && one.checkVisibility({
      checkOpacity: false, checkVisibilityCSS: true }) && !one.closest("[inert]"));
  return shown.filter((one) => {
    const box = boxOf(one);
    return box.width && (box.width < 23.9 || box.height < 23.9) && !inSentence(one);
  }).map((one) => {
    const box = boxOf(one);
    const name = (one.getAttribute("aria-label") || one.textContent).trim().slice(0, 40);
    return `${one.tagName} “${name}” ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`;
  });
}"""

# Words cut off by a box around them, or beyond the right edge of the window.
CUT = """() => {
  const cut = [];
  const quiet = ".walk-point, svg, style, script, noscript, [inert], summary > span";
  const walker = document.createTreeWalker(
    document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.textContent.trim() || holder.closest(quiet)) continue;
    if (!holder.checkVisibility({ checkVisibilityCSS: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((one) => one.width > 1 && one.height > 1);
    if (!boxes.length) continue;
    const right = Math.max(...boxes.map((one) => one.right));
    const left = Math.min(...boxes.map((one) => one.left));
    const bottom = Math.max(...boxes.map((one) => one.bottom));
    const top = Math.min(...boxes.map((one) => one.top));
    const words = node.textContent.trim().slice(0, 50);
    let clip = null;
    for (let one = holder; one.tagName !== "MAIN"; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.clipPath !== "none") { clip = null; break; }
      // A box that scrolls by itself hides nothing.
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) { clip = null; break; }
      if (!clip && style.overflowX !== "visible") clip = one.getBoundingClientRect();
      if (one.parentElement.tagName === "MAIN" && (right > innerWidth + 1 || left < -1)) {
        cut.push(`beyond the window: “${words}” ${Math.round(left)}–${Math.round(right)}`);
      }
    }
    // Half a line's leading may be cut; letters may not.
    const leading = (bottom - top) / boxes.length * 0.25;
    if (clip && (right > clip.right + 1 || left < clip.left - 1
      || bottom - leading > clip.bottom || top + leading < clip.top)) {
      cut.push(`cut off: “${words}”`);
    }
  }
  return cut;
}"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }
  svg *, svg { letter-spacing: normal !important; word-spacing: normal !important; }"""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) =>
  ["", "::before", "::after"].filter((part) => {
    const style = getComputedStyle(one, part || undefined);
    const seconds = (text) => Math.max(...text.split(",").map((t) =>
      parseFloat(t) / (t.trim().endsWith("ms") ? 1000 : 1)));
    return (style.animationName !== "none" && seconds(style.animationDuration) > 0.02)
      || seconds(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
  }).map((part) => `${one.tagName}.${one.getAttribute("class")}${part}`))"""

# Passages in another language than the page's, by their letters.
TONGUES = """() => {
  const page = document.documentElement.lang;
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const holder = node.parentElement;
    if (!text || holder.closest("style, script, noscript, [aria-hidden=true]")) continue;
    const tongue = holder.closest("[lang]").lang;
    if (/[\\uac00-\\ud7a3]/.test(text) && !tongue.startsWith("ko")) wrong.push(text.slice(0, 60));
    const words = text.match(/[A-Za-z][A-Za-z’']+/g) ?? [];
    const sentence = /(?:\\b[A-Za-z’']+\\b[ ,]+){4,}/.test(text);
    if (page === "ko" && tongue === "ko" && sentence && words.length) wrong.push(text.slice(0, 60));
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"]) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      const text = one.getAttribute(name);
      const tongue = one.closest("[lang]").lang;
      const hangul = /[\\uac00-\\ud7a3]/.test(text);
      // “Language · 언어” is said in both on purpose; file names are the same in every language.
      const both = text.includes("·") || text.endsWith(".csv");
      if (both || !/[A-Za-z\\uac00-\\ud7a3]/.test(text)) continue;
      if (hangul !== tongue.startsWith("ko")) wrong.push(`${name}: ${text.slice(0, 60)}`);
    }
  }
  const tags = [...document.querySelectorAll("[lang]")].map((one) => one.lang);
  return { wrong, tags: [...new Set(tags)] };
}"""

FOCUS_BOX = """() => {
  const one = document.activeElement;
  const hidden = ["checkbox", "radio", "range"].includes(one.type);
  const held = hidden ? (one.closest("label") ?? one.closest("[role=group]") ?? one) : one;
  const box = held.getBoundingClientRect();
  const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
  const wide = Math.min(box.right, innerWidth) - left;
  const high = Math.min(box.bottom, innerHeight) - top;
  const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) =>
    [left + wide * x, top + high * y]);
  const seen = spots.some(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && (held.contains(there) || there.contains(held));
  });
  return { x: box.x, y: box.y, width: box.width, height: box.height, seen };
}"""


def picture(page: Page, clip: FloatRect) -> Image.Image:
    """Return the pixels of a part of the window."""
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


def changed_pixels(before: Image.Image, after: Image.Image) -> int:
    """Return how many pixels differ clearly, by more than a shade."""
    grey = ImageChops.difference(before, after).convert("L")
    return sum(count for shade, count in enumerate(grey.histogram()) if shade > 32)


def focus_mark(page: Page) -> tuple[int, int]:
    """Return how many pixels the focus changes around what has it, and the length of its outline.

    The outline is that of the part within the window. Takes the focus away for a moment and
    gives it back.
    """
    box = page.evaluate(FOCUS_BOX)
    size = page.viewport_size or {"width": 0, "height": 0}
    left, top = max(box["x"] - 6, 0), max(box["y"] - 6, 0)
    clip: FloatRect = {
        "x": left, "y": top,
        "width": min(box["x"] + box["width"] + 6, size["width"]) - left,
        "height": min(box["y"] + box["height"] + 6, size["height"]) - top,
    }  # fmt: skip
    focused = picture(page, clip)
    page.evaluate("() => { window.held = document.activeElement; window.held.blur(); }")
    without = picture(page, clip)
    page.evaluate("() => window.held.focus({ focusVisible: true, preventScroll: true })")
    return changed_pixels(focused, without), int(2 * (clip["width"] + clip["height"]))
