"""Every filter, search and sort of the edition, used on every page in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from story.text import Language

pytestmark = pytest.mark.xdist_group("edition")
LANGUAGES = pytest.mark.parametrize("language", list(Language))
WITH_CHOICES = ("camps", "summits", "claims", "data", "glossary")

# What the page shows: at first, without each box, without all of them, and for each search.
USED = """searches => {
  const form = document.querySelector("form[data-choices]");
  const items = [...form.parentElement.querySelectorAll(".item")];
  const search = form.querySelector("[data-search]");
  const shown = () => ({
    said: form.querySelector("[data-count]").textContent,
    items: items.flatMap((item, at) => item.checkVisibility() ? [at] : []),
  });
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const press = (some) => some.forEach((box) => box.click());
  const without = (some) => { press(some); const left = shown(); press(some); return left; };
  const whole = shown();
  const typed = (words) => {
    search.value = words;
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return shown();
  };
  return {
    whole,
    items: items.map((item) => ({ ...item.dataset, text: item.textContent })),
    boxes: boxes.map((box) => ({ code: Object.entries(box.dataset)[0], left: without([box]) })),
    none: without(boxes),
    last: typed(items.at(-1).textContent.trim().split(/\\s+/).slice(0, 2).join(" ").toUpperCase()),
    absent: typed("zzzz"),
    again: typed(""),
  };
}"""
# Each column of each table: how it reads after its heading is pressed once, and once more.
SORTED = """() => [...document.querySelectorAll("table:has(th button)")].flatMap((table) =>
  [...table.querySelectorAll("thead th")].map((head, column) => {
    const press = () => {
      head.querySelector("button").click();
      return { sort: head.getAttribute("aria-sort"),
        cells: [...table.tBodies[0].rows].map((row) => row.cells[column].textContent) };
    };
    return { heading: head.textContent, once: press(), twice: press(),
      others: table.querySelectorAll("th[aria-sort]").length - 1 };
  }))"""
MONTHS = "January February March April May June July August September October November December"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@LANGUAGES
@pytest.mark.parametrize("name", WITH_CHOICES)
def test_a_filter_hides_what_has_its_code_and_a_search_what_lacks_a_word(
    name: str, language: Language, edition: Path, page: Page
) -> None:
    page.goto((edition / language / f"{name}.html").as_uri())
    assert page.locator("[data-search]").is_visible()
    used = page.evaluate(USED)
    items = used["items"]
    whole = list(range(len(items)))

    def told(left: list[int]) -> dict[str, object]:
        said = (
            f"{len(left)} of {len(whole)} shown" if language is Language.EN
            else f"전체 {len(whole)}건 가운데 {len(left)}건"
        )  # fmt: skip
        return {"said": said, "items": left}

    assert len(whole) > 5
    assert used["whole"] == used["again"] == told(whole)
    assert used["absent"] == told([])
    for box in used["boxes"]:
        key, code = box["code"]
        assert box["left"] == told([at for at in whole if items[at][key] != code])
    # Every item has a box that hides it: none is beyond the filters' reach.
    assert used["none"] == told([] if used["boxes"] else whole)
    words = items[-1]["text"].lower().split()[:2]
    found = [at for at in whole if all(word in items[at]["text"].lower() for word in words)]
    assert used["last"] == told(found)
    assert 0 < len(found) < len(whole)


def test_the_pages_with_choices_are_all_of_them(edition: Path) -> None:
    found = {
        file.stem
        for file in edition.glob("??/*.html")
        if 'form class="choices"' in file.read_text()
    }
    assert found == set(WITH_CHOICES)


def test_a_year_without_an_event_left_has_no_heading(edition: Path, page: Page) -> None:
    page.goto((edition / "en" / "summits.html").as_uri())
    page.locator("[data-search]").fill("Hanoi")
    years = page.locator(".year:visible").all_text_contents()
    events = page.locator(".item:visible")
    assert 0 < len(years) <= events.count() < page.locator(".item").count()
    assert len(years) < page.locator(".year").count()


def day(text: str, language: Language) -> tuple[int, ...] | None:
    """Return the year, month and day with which a cell begins, as far as it says them."""
    if language is Language.KO:
        found = re.match(r"(\d{4})년(?: (\d+)월)?(?: (\d+))?", text)
        return tuple(int(part or 0) for part in found.groups()) if found else None
    months = MONTHS.replace(" ", "|")
    found = re.match(rf"(?:about )?(?:(\d+)\S* )?({months}).*?(\d{{4}})", text)
    if found:
        return int(found[3]), MONTHS.split().index(found[2]) + 1, int(found[1] or 0)
    return (int(text[:4]), 0, 0) if re.match(r"\d{4}\b", text) else None


def amount(text: str, _: Language) -> tuple[int, ...] | None:
    """Return the number of people with which a cell begins."""
    found = re.match(r"\D{0,12}(\d[\d,]*)(만)?(\d*)", text)
    if not found:
        return None
    number = int(found[1].replace(",", ""))
    return (number * 10_000 + int(found[3] or 0),) if found[2] else (number,)


@LANGUAGES
def test_a_column_is_sorted_by_what_it_says_with_blanks_at_the_end(
    language: Language, edition: Path, page: Page
) -> None:
    measured = {day: 0, amount: 0}
    tables = 0
    for file in sorted((edition / language).glob("*.html")):
        if "<table" not in file.read_text():
            continue
        page.goto(file.as_uri())
        for column in page.evaluate(SORTED):
            tables += 1
            assert column["once"]["sort"] == "ascending"
            assert column["twice"]["sort"] == "descending"
            assert column["others"] == 0
            up = [cell for cell in column["once"]["cells"] if cell]
            down = [cell for cell in column["twice"]["cells"] if cell]
            assert sorted(up) == sorted(down)
            assert column["once"]["cells"][: len(up)] == up
            assert column["twice"]["cells"][: len(down)] == down
            for read in measured:
                values = [read(cell, language) for cell in up]
                if values and None not in values and len(set(values)) > 1:
                    if read is amount and day(up[0], language):
                        continue
                    assert values == sorted(values), f"{file.name}: {column['heading']}"
                    assert [read(cell, language) for cell in down] == sorted(values, reverse=True)
                    measured[read] += 1
    assert tables > 50
    assert min(measured.values()) > 5
