"""The figures: each a pure function from the dataset, a language and choices to a Figure."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from story.text import Text

if TYPE_CHECKING:
    from story.figures.figure import Figure

# Every figure, declared once: its name, and what it is called among others. `figures/NAME.py` holds
# the function of that name, which makes it.
FIGURES: Mapping[str, Text] = {
    "opening": Text("One count and the estimates", "센 수와 추정치"),
    "estimates": Text("Published estimates", "발표된 추정치"),
    "lineage": Text("Origins and repeats", "수치의 뿌리와 인용"),
    "camps": Text("Map of the camps", "수용소 지도"),
    "camp_populations": Text("Figures for single camps", "수용소별 수치"),
    "timeline": Text("Summits and statements", "정상회담과 발언"),
    "statements": Text("Statements by year", "연도별 발언"),
    "arrivals": Text("Arrivals in the South", "한국 입국 인원"),
    "press_and_contact": Text("The press, the Internet, telephones", "언론, 인터넷, 전화"),
    "families": Text("Waiting families", "상봉을 기다리는 이산가족"),
    "un_record": Text("The record at the UN", "유엔의 기록"),
    "envoy": Text("The envoy's post", "북한인권특사 자리"),
}
NAMES = tuple(FIGURES)


def figure_function(name: str) -> Callable[..., "Figure"]:
    """Return the function that makes a figure; raises KeyError for a name that is none.

    A figure's module is imported when it is first drawn: a reader of one page does not wait for
    the map's geometry.
    """
    if name not in FIGURES:
        raise KeyError(f"no figure is called {name!r}; there are {', '.join(NAMES)}")
    found: Callable[..., Figure] = getattr(import_module(f"story.figures.{name}"), name)
    return found
