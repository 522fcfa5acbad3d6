"""The figures: each a pure function from the dataset, a language and choices to a Figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from story.text import Text

if TYPE_CHECKING:
    from story.figures.figure import Figure


@dataclass(frozen=True)
class Entry:
    """A figure as it is declared: what it is called among others, and the module that makes it.

    The module, below `story.figures`, holds a function of the figure's name.
    """

    called: Text
    place: str

    @property
    def module(self) -> str:
        """The module's whole name."""
        return f"story.figures.{self.place}"


# Every figure, declared once.
FIGURES: Mapping[str, Entry] = {
    "opening": Entry(Text("One count and the estimates", "집계된 수와 추정치"), "opening.figure"),
    "estimates": Entry(Text("Published estimates", "발표된 추정치"), "estimates.figure"),
    "lineage": Entry(Text("Origins and repeats", "수치의 뿌리와 인용"), "lineage.figure"),
    "camps": Entry(Text("Map of the camps", "수용소 지도"), "camps.figure"),
    "camp_lists": Entry(Text("Lists of camps", "수용소 명단"), "camps.lists"),
    "camp_populations": Entry(
        Text("Figures for single camps", "수용소별 수치"), "estimates.camp_populations"
    ),
    "timeline": Entry(Text("Summits and statements", "정상회담과 발언"), "events.timeline"),
    "statements": Entry(Text("Statements by year", "연도별 발언"), "events.statements"),
    "arrivals": Entry(Text("Arrivals in the South", "한국 입국 인원"), "series.arrivals"),
    "press_and_contact": Entry(
        Text("The press, the Internet, telephones", "언론, 인터넷, 전화"),
        "series.press_and_contact",
    ),
    "families": Entry(Text("Waiting families", "상봉을 기다리는 이산가족"), "series.families"),
    "un_record": Entry(Text("The record at the UN", "유엔의 기록"), "un_record.figure"),
    "envoy": Entry(Text("The envoy's post", "북한인권특사 자리"), "envoy.figure"),
}
NAMES = tuple(FIGURES)


def figure_function(name: str) -> Callable[..., "Figure"]:
    """Return the function that makes a figure; raises KeyError for a name that is none.

    A figure's module is imported when it is first drawn: a reader of one page does not wait for
    the map's geometry.
    """
    if name not in FIGURES:
        raise KeyError(f"no figure is called {name!r}; there are {', '.join(NAMES)}")
    found: Callable[..., Figure] = getattr(import_module(FIGURES[name].module), name)
    return found
