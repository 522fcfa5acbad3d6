"""The story in Chromium, Firefox and WebKit: what every engine must do, done once in each."""

import re
from pathlib import Path

import pytest

from browser.engines import Window, until
from story.publishing.folder import load
from story.surfaces.briefing import chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.slides import slides
from story.text import Language

pytestmark = pytest.mark.xdist_group("edition")
WIDE, PHONE = (1280, 900), (390, 844)
# What is wrong with a page as it stands: no words, a scroll sideways, or a picture not drawn.
WRONG = """() => {
  const root = document.documentElement;
  const wrong = [];
  const heading = document.querySelector("h1");
  if (!heading?.checkVisibility() || !heading.textContent.trim()) wrong.push("no heading");
  if (document.querySelector("main").textContent.trim().length < 300) wrong.push("no words");
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) wrong.push(`${over} px beyond the window`);
  for (const picture of document.querySelectorAll("svg.picture")) {
    const { width, height } = picture.getBoundingClientRect();
    if (picture.checkVisibility() && !(width > 200 && height > 50)) wrong.push("an empty picture");
  }
  if (!root.lang) wrong.push("no language");
  return wrong;
}"""


def read(window: Window, addresses: list[str]) -> dict[str, object]:
    """Open each address as a phone, then widen it; return what is wrong, by address and width.

    The site's app does not come to a phone by itself.
    """
    wrong: dict[str, object] = {}
    for address in addresses:
        window.resize(*PHONE)
        if window.tells:
            window.go("about:blank")  # the page before complains of being left until here, if ever
            window.complaints.clear()
        window.go(address)
        for width, height in (PHONE, WIDE):
            window.resize(width, height)
            if found := [*window.run(WRONG), *window.complaints]:
                wrong[f"{address} at {width}"] = found
    return wrong


def middle(window: Window, element: str) -> tuple[float, float]:
    """Return the middle of an element, a JavaScript expression, once it is in the window."""
    return tuple(
        window.run(f"""() => {{
          const element = {element};
          element.scrollIntoView({{ block: "center", behavior: "instant" }});
          const box = element.getClientRects()[0];
          return [box.x + box.width / 2, box.y + box.height / 2];
        }}""")
    )


def test_every_page_of_the_edition_reads_whole(window: Window, edition: Path) -> None:
    pages = [file for language in Language for file in sorted((edition / language).glob("*.html"))]
    # Of the pages that each camp, event and claim has, and of those to embed, one of each kind.
    pages += [
        sorted(folder.glob("*.html"))[0]
        for folder in sorted(edition.glob("??/*/"))
        if list(folder.glob("*.html"))
    ]
    assert read(window, [file.as_uri() for file in pages]) == {}


def test_the_edition_is_walked_through_from_a_disk(window: Window, edition: Path) -> None:
    window.resize(*WIDE)
    # A deep link stands at what it names, unfolded.
    window.go((edition / "en" / "claims.html").as_uri() + "#c15")
    until(window, "() => document.querySelector('#c15 details').open")
    until(window, "() => Math.abs(document.querySelector('#c15').getBoundingClientRect().top) < 90")
    # A fold closes, a filter hides, a search finds.
    window.click(*middle(window, "document.querySelector('#c15 summary')"))
    until(window, "() => !document.querySelector('#c15 details').open")
    window.click(*middle(window, "document.querySelector('[data-code=opinion]')"))
    until(window, "() => !document.querySelector('.claim[data-code=opinion]').checkVisibility()")
    window.click(*middle(window, "document.querySelector('[data-search]')"))
    for letter in "congress":
        window.press(letter)
    said = window.run("() => document.querySelector('[data-count]').textContent")
    shown, whole = re.findall(r"\d+", said)
    assert 0 < int(shown) < int(whole)
    # The other language keeps the passage, and Back comes back to it.
    address = (edition / "en" / "the-number.html").as_uri() + "#step-2.2"
    window.go(address)
    # In the upper third of the window, below what sticks there.
    place = "document.getElementById('step-2.2').getBoundingClientRect().top"
    near = f"Math.abs({place}) < innerHeight / 3"
    until(window, f"() => {near}")
    window.run("() => document.querySelector('a[data-language]').focus({ preventScroll: true })")
    window.press("Enter")
    until(window, f"() => document.documentElement.lang === 'ko' && {near}")
    window.back()
    until(window, f"() => document.documentElement.lang === 'en' && {near}")
    assert window.run("() => location.href") == address
    # The marks of the map are gone through with the arrow keys.
    window.go((edition / "en" / "camps.html").as_uri())
    until(window, "() => document.querySelectorAll('.walk').length")
    window.run("() => document.querySelector('.walk').focus()")
    first = window.run("() => document.querySelector('.walk').textContent")
    window.press("ArrowRight")
    assert until(window, "() => document.querySelector('.walk').textContent") != first
    assert (
        until(window, "() => document.querySelector('.walk-ring').getBoundingClientRect().width")
        > 5
    )
    # What belongs to one opens beside it, and the walk goes on from there.
    window.press("Enter")
    until(window, "() => document.querySelector('.panel:popover-open .card') !== null")
    window.press("Escape")
    until(
        window,
        "() => !document.querySelector('.panel:popover-open')"
        " && document.activeElement.matches('.walk')",
    )
    # A table is there to be taken away.
    assert window.run("() => document.querySelector('a[download]').href.endsWith('.csv')")
    assert window.complaints == []


def test_slides_go_from_one_to_the_next_from_a_disk(window: Window, tmp_path: Path) -> None:
    data = load()
    choice = chosen(chapter_titles(data), Language.KO, chapters=["6"], length="5")
    file = tmp_path / "slides.html"
    file.write_text(slides(deck(data, choice, site="https://example.org")), encoding="utf-8")
    window.resize(1280, 720)
    window.go(file.as_uri())
    place = "() => document.querySelector('.place').textContent"
    first = until(window, place)
    window.press("ArrowRight")
    assert until(window, place).split(" / ") == ["2", first.split(" / ")[1]]
    window.press("ArrowLeft")
    assert until(window, place) == first
    assert window.complaints == []
