// The story stands before the app does. This starts the app once the story has been painted, and
// gives the page over to it, at the passage being read, when it stands as well. Where the app
// never comes (no script, no socket), the story stays.
(() => {
  const origin = `${location.origin}/`;
  window.__streamlit = { BACKEND_BASE_URL: origin, MAIN_PAGE_BASE_URL: origin };
  // The passage a link names is noted because the app drops it when it writes the address.
  window.__story = { passage: location.hash };
  const root = document.documentElement;
  const prose = document.getElementById("edition");
  const files = document.getElementById("app-files")?.textContent ?? "";
  /** @type {{ styles: string[], early: string[], late: string[], start: string }} */
  const { styles, early, late, start } = JSON.parse(files);
  /** @param {string} tag @param {object} given */
  const add = (tag, given) => document.head.append(Object.assign(document.createElement(tag), given));

  const boot = () => {
    for (const href of styles) add("link", { rel: "stylesheet", href });
    for (const href of early) add("link", { rel: "modulepreload", href });
    add("script", { type: "module", src: start });
    for (const href of late) add("link", { rel: "modulepreload", href, fetchPriority: "low" });
  };
  if (!prose) {
    root.classList.add("live");
    boot();
    return;
  }

  const sheet = () => document.querySelector(".st-key-sheet");
  const stands = () => {
    const app = sheet();
    if (!app?.querySelector(".colophon") || app.querySelector("[data-testid=stSkeleton]")) return false;
    return [...app.querySelectorAll(".js-plotly-plot")].every((plot) => plot.querySelector(".main-svg"))
      // What the reader has not come near is not drawn yet (near.js).
      && !app.querySelector("[data-held]:not([data-near=no])");
  };
  // A reader who has opened something, or is selecting or typing, is not disturbed.
  const busy = () => {
    /** @param {Element} fold */
    const inView = (fold) => {
      const { top, bottom } = fold.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    return [...prose.querySelectorAll("details[open]")].some(inView)
      || !getSelection()?.isCollapsed
      || prose.contains(document.activeElement);
  };

  // What is being read: the last words above a line in the window that the app shows as well.
  // A figure beside the text is none: the app may set it elsewhere.
  const TEXTS = "h1, h2, h3, dt, p";
  /** @param {Element} text */
  const words = (text) => text.firstChild?.textContent?.trim().slice(0, 40);
  /** @param {(text: Element) => boolean} fits */
  const above = (fits) => [...prose.querySelectorAll(TEXTS)].findLast((text) =>
    fits(text) && !text.closest(".beside figure") && text.checkVisibility()
    && text.getBoundingClientRect().top < innerHeight / 4);

  // The app's styles and fonts set the story's lines anew as they arrive: what is being read is put
  // back where the reader left it. A step stands still where its text sticks to the window.
  const anchor = () => {
    /** @type {{ box: Element, top: number } | undefined} */
    let held;
    const note = () => {
      const from = scrollY < 40 ? undefined : above(() => true);
      const box = from?.closest(".step") ?? from;
      held = box && { box, top: box.getBoundingClientRect().top };
    };
    const restore = new ResizeObserver(() => {
      const by = held?.box.isConnected ? held.box.getBoundingClientRect().top - held.top : 0;
      if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
    });
    addEventListener("scroll", note, { passive: true });
    restore.observe(prose);
    return () => {
      removeEventListener("scroll", note);
      restore.disconnect();
    };
  };
  /** @param {Element} app */
  const place = (app) => {
    if (scrollY < 40) return null;
    const twins = new Map();
    for (const text of app.querySelectorAll(TEXTS)) {
      if (text.checkVisibility() && !twins.has(words(text))) twins.set(words(text), text);
    }
    const from = above((text) => twins.has(words(text)));
    return from && { target: twins.get(words(from)), offset: from.getBoundingClientRect().top };
  };
  /** @param {Element} from */
  const scroller = (from) => {
    for (let box = /** @type {Element | null} */ (from); box; box = box.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
    }
    return root;
  };

  // Plots above the passage may still grow; it is held where it was until they are done, or until
  // the reader moves.
  /** @param {Element} app @param {Element} target @param {number} offset */
  const hold = (app, target, offset) => {
    let moved = false;
    for (const move of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(move, () => { moved = true; }, { once: true, passive: true });
    }
    const end = performance.now() + 2000;
    const align = () => {
      if (moved || performance.now() > end) return;
      const by = target.getBoundingClientRect().top - offset;
      if (Math.abs(by) >= 1) scroller(app).scrollBy({ top: by, behavior: "instant" });
      requestAnimationFrame(align);
    };
    align();
  };

  // The pictures keep the room of plots that are still to be drawn.
  /** @param {Element} app */
  const leavePictures = (app) => {
    /** @type {NodeListOf<HTMLElement>} */
    const held = app.querySelectorAll("[data-held]");
    for (const place of held) {
      const here = prose.querySelectorAll(`[id="${place.dataset.passage}"] svg.picture`);
      place.append(...[...here].filter((picture) => picture.checkVisibility()));
    }
    if (held.length) document.body.append(...prose.querySelectorAll("svg.store"));
  };

  const hand = () => {
    const app = /** @type {Element} */ (sheet());
    const read = place(app);
    release();
    leavePictures(app);
    prose.remove();
    document.getElementById("edition-style")?.remove();
    root.classList.add("live");
    if (read) hold(app, read.target, read.offset);
  };

  let still = 0;
  let last = scrollY;
  const watch = () => {
    // Two looks in a row at rest: neither the app nor the reader is moving.
    still = stands() && !busy() && scrollY === last ? still + 1 : 0;
    last = scrollY;
    if (still < 3) setTimeout(watch, 120);
    else hand();
  };

  const release = anchor();
  requestAnimationFrame(() => setTimeout(() => {
    boot();
    watch();
  }, 0));
})();
