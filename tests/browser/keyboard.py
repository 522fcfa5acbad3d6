"""A reader who has only a keyboard: where Tab stops, and what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

MOST = 600  # stops; more than any page has, so that a trap ends the walk

DESCRIBE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  window.stops ??= new Map();
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
  const name = one.getAttribute("aria-label") || one.innerText || one.textContent || one.name || "";
  const container = [...(one.closest("[class*='st-key-']")?.classList ?? [])]
    .find((c) => c.startsWith("st-key-")) ?? "";
  return {
    number: window.stops.get(one), tag: one.tagName.toLowerCase(),
    role: one.getAttribute("role") ?? one.type ?? "", id: one.id,
    name: name.trim().slice(0, 80), key: container.replace("st-key-", ""),
    classes: one.getAttribute("class") ?? "",
  };
}"""


@dataclass(frozen=True)
class Stop:
    """An element Tab stops at; `number` tells elements apart, `key` is its widget's."""

    number: int
    tag: str
    role: str
    id: str
    name: str
    key: str
    classes: str

    @property
    def kind(self) -> str:
        """What it is to someone going through the page, in a word."""
        kinds = {
            "walk-list" in self.classes: "points",
            self.tag == "summary": "fold",
            self.key.startswith("csv-"): "download",
            self.key == "lang": "language",
            self.tag == "a": "link",
            self.id == "stMain": "page",
        }
        return kinds.get(True, self.role or self.tag)


def stops(page: Page) -> Iterator[Stop]:
    """Press Tab from the top of the page to its end, and yield each place it stops at.

    Who comes to a figure that is not drawn yet waits until they stand on its points.
    """
    page.evaluate("() => { document.activeElement.blur(); window.stops = new Map(); }")
    passed: set[int] = set()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(DESCRIBE)
        if found is None:
            # A figure that gives way takes what had the focus with it; Tab goes on from there.
            page.keyboard.press("Tab")
            found = page.evaluate(DESCRIBE)
        if found and "held" in found["classes"].split():
            page.wait_for_function("() => document.activeElement.matches('.walk-list')")
            found = page.evaluate(DESCRIBE)
        if found is None or (found["number"] in passed and found["number"] == 0):
            return
        stop = Stop(**found)
        assert stop.number not in passed, f"Tab comes back to {stop} before the page ends"
        passed.add(stop.number)
        yield stop
    raise AssertionError(f"Tab does not come to the end of the page in {MOST} steps")


def focused(page: Page) -> Stop | None:
    """Return what has the focus, None where nothing has."""
    found = page.evaluate(DESCRIBE)
    return Stop(**found) if found else None
