"""Every figure at every width: words apart, whole and large enough, and no room left empty.

One window is widened, narrowed and turned. The pages are the edition's, which the site shows as
well before its app stands.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Page

from browser.waiting import two_frames
from story.text import Language

pytestmark = pytest.mark.xdist_group("edition")
WIDTHS = (*range(320, 1921, 40), 768, 810, 820)  # and the tablets that are held upright
PICTURES = re.compile(r'<svg aria-label=[^>]* class="picture (?:narrow|wide)".*?</svg>', re.DOTALL)
# The words that lie on others or that their picture cuts off. Of a line's height the letters count.
CLASHES = """() => [...document.querySelectorAll("figure")].flatMap((figure) => {
  const frame = figure.querySelector("svg").getBoundingClientRect();
  const lines = [...figure.querySelectorAll("text")].flatMap((text) => {
    const parts = [...text.querySelectorAll(":scope > tspan[x]")];
    return (parts.length ? parts : [text]).map((line) => {
      const { left, right, top, bottom } = line.getBoundingClientRect();
      const spare = 0.22 * (bottom - top);
      return { said: line.textContent, left, right, top: top + spare, bottom: bottom - spare };
    });
  }).filter((line) => line.said.trim());
  return lines.flatMap((line, at) => {
    const cut = line.left < frame.left - 1 || line.right > frame.right + 1
      || line.top < frame.top || line.bottom > frame.bottom;
    const under = lines.slice(at + 1).filter((other) =>
      Math.min(line.right, other.right) - Math.max(line.left, other.left) > 1
      && Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top) > 1);
    return [...(cut ? ["the edge"] : []), ...under.map((other) => other.said)]
      .map((other) => `${figure.id}: "${line.said}" meets "${other}"`);
  });
})"""
# What is wrong with a page in this window: a scroll sideways, a figure with no picture or two,
# letters under 11 pixels, a picture that leaves a third of its room empty, text too narrow to read.
WRONG = """() => {
  const root = document.documentElement;
  const size = Number.parseFloat(getComputedStyle(root).fontSize);
  const over = root.scrollWidth - root.clientWidth;
  const wrong = over > 0 ? [`${over} px beyond the window`] : [];
  for (const plate of document.querySelectorAll(".plate")) {
    if (!plate.checkVisibility()) continue;
    const name = plate.closest("[id]")?.id ?? "embedded";
    const pictures = [...plate.querySelectorAll("svg.picture")]
      .filter((one) => one.checkVisibility());
    if (pictures.length !== 1) {
      wrong.push(`${name}: ${pictures.length} pictures`);
      continue;
    }
    const [picture] = pictures;
    const { width } = picture.getBoundingClientRect();
    picture.smallest ??= Math.min(...[picture, ...picture.querySelectorAll("[font-size]")]
      .map((one) => Number(one.getAttribute("font-size"))));
    const letters = picture.smallest * width / picture.viewBox.baseVal.width;
    if (letters < 10.99) wrong.push(`${name}: letters of ${letters.toFixed(1)} px`);
    const room = plate.clientWidth;
    if (width < room * 2 / 3) wrong.push(`${name}: ${width} px of ${room}`);
  }
  for (const prose of document.querySelectorAll(".step .prose")) {
    const least = Math.min(15 * size, root.clientWidth - 2 * size);
    if (prose.clientWidth < least) wrong.push(`text ${prose.clientWidth} px wide`);
  }
  return wrong;
}"""
# What stands on the page, and how wide.
SHAPE = """() => [...document.querySelectorAll(".plate svg.picture, .prose, .stepper")]
  .filter((one) => one.checkVisibility())
  .map((one) => `${one.classList} ${Math.round(one.getBoundingClientRect().width)}`).join()"""
# How large the words of the first picture are, in pixels.
LETTERS = """() => [...document.querySelectorAll("svg.picture")]
  .filter((one) => one.checkVisibility())
  .map((one) => 12 * one.getBoundingClientRect().width / one.viewBox.baseVal.width)[0]"""


@pytest.fixture
def window(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


def resize(page: Page, width: int, height: int = 900) -> None:
    page.set_viewport_size({"width": width, "height": height})
    two_frames(page)


def read(page: Page, file: Path, style: str = "") -> None:
    """Open a page of which everything is laid out, however far below."""
    page.goto(file.as_uri())
    page.add_style_tag(content=f"* {{ content-visibility: visible !important }} {style}")


def wrong(page: Page) -> list[str]:
    return cast(list[str], page.evaluate(WRONG))


@pytest.mark.parametrize("language", list(Language))
def test_no_words_of_a_picture_lie_on_others_or_are_cut(
    language: Language, window: Page, edition: Path
) -> None:
    pages = sorted((edition / language / "embed").glob("*.html"))
    style = re.search(r"<style>.*?</style>", pages[0].read_text(encoding="utf-8"), re.DOTALL)
    assert style
    figures = [
        f'<figure id="{page.stem}">{picture}</figure>'
        for page in pages
        for picture in PICTURES.findall(page.read_text(encoding="utf-8"))
    ]
    assert len(figures) == 2 * len(pages)
    apart = "<style>figure svg.picture.picture { display: block; width: auto; max-width: none }"
    window.set_content(f'<html lang="{language}">{style[0]}{apart}</style>{"".join(figures)}')
    assert window.evaluate(CLASHES) == []


def pages_of(edition: Path, language: Language) -> list[Path]:
    """Return a page of each kind that has figures; in Korean, whose pages are made alike, one."""
    folder = edition / language
    if language is Language.KO:
        return [folder / "summits.html"]
    own = [sorted((folder / kind).glob("*.html"))[0] for kind in ("camp", "embed")]
    return [*(folder / f"{name}.html" for name in ("index", "two-speeches")), *own]


@pytest.mark.parametrize("language", list(Language))
def test_at_every_width_each_figure_has_the_picture_that_fills_its_room(
    language: Language, window: Page, edition: Path
) -> None:
    found = {}
    for page in pages_of(edition, language):
        read(window, page)
        for width in WIDTHS:
            resize(window, width)
            if said := wrong(window):
                found[page.stem, width] = said
    assert found == {}


def test_a_window_that_was_turned_and_resized_shows_what_a_new_one_does(
    window: Page, edition: Path
) -> None:
    sizes = [(390, 844), (844, 390), (768, 1024), (1024, 768), (520, 900), (1280, 900), (1920, 900)]
    for page in (edition / "en" / "index.html", edition / "ko" / "every-year.html"):
        fresh = {}
        for size in sizes:
            resize(window, *size)
            read(window, page)
            two_frames(window)
            fresh[size] = window.evaluate(SHAPE)
        order = random.Random(18).sample(sizes * 2, 2 * len(sizes))
        for size in order:
            resize(window, *size)
            assert window.evaluate(SHAPE) == fresh[size], (page.stem, size)


def test_letters_twice_as_large_are_so_in_pictures_too_and_leave_columns_to_read(
    window: Page, edition: Path
) -> None:
    for name in ("index", "two-speeches", "camps"):
        page = edition / "en" / f"{name}.html"
        for width in (390, 768, 1280, 1920):
            resize(window, width)
            read(window, page)
            common = window.evaluate(LETTERS)
            read(window, page, "html { font-size: 200% }")
            two_frames(window)
            assert wrong(window) == [], (name, width)
            # A phone has no room for more; from a tablet on the words grow as the text does.
            assert window.evaluate(LETTERS) > common * (1.5 if width > 390 else 0.99), (name, width)
