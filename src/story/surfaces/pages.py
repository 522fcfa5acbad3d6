"""The table of contents: every page of the site, declared once, for all that lead to one."""

import re
from dataclasses import dataclass
from pathlib import Path

from story.places import ROOT
from story.text import Text

NEWEST = "newest.json"  # where the site says which edition readers see
OP_ED = "time-2019-oped"  # the source from which the story starts
EDITION = re.compile("[0-9a-f]{12}")  # what an edition is called in an address
TITLE = Text("The camps and the summits", "수용소와 정상회담")


@dataclass(frozen=True)
class Page:
    """One page: the address under the site's root, blank for the first, and what it is about.

    `title` stands in menus and tabs, `headline` over the page, `description` under it and in links.
    `figures` are those that it shows in their published view; the page's own choices are about the
    first of them. `card` is the figure on its card. `choices` are the names under which the address
    holds what a reader chooses on the page.
    """

    name: str
    path: str
    title: Text
    description: Text
    headline: Text
    figures: tuple[str, ...] = ()
    card: str = "opening"
    choices: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The page's script."""
        return ROOT / "pages" / f"{self.name.replace('-', '_')}.py"


PAGES = (
    Page(
        "overview",
        "",
        Text("Overview", "개요"),
        Text(
            "What a 2019 op-ed said about North Korea's political prison camps and the Trump–Kim "
            "summits, checked claim by claim, and what has happened since.",
            "2019년 한 기고문이 북한 정치범수용소와 북미 정상회담을 두고 편 주장을 하나씩 확인하고 "
            "그 뒤 달라진 점을 정리했다.",
        ),
        TITLE,
    ),
    Page(
        "estimates",
        "estimates",
        Text("Estimates", "추정치"),
        Text(
            "How many people are held in the political prison camps, according to whom, and why "
            "the published figures differ.",
            "정치범수용소에 몇 명이 있는지, 누가 그렇게 추정했고 왜 서로 다른지 살펴본다.",
        ),
        Text("How many people are held?", "몇 명이 갇혀 있나"),
        figures=("estimates", "lineage", "opening"),
        card="estimates",
        choices=("origins", "scope", "years", "repeats", "events"),
    ),
    Page(
        "camps",
        "camps",
        Text("Camps", "수용소"),
        Text(
            "Where the camps are and which of them operate, according to whom and as of when.",
            "수용소가 어디에 있고 어느 곳이 운영 중인지, 누가 언제를 기준으로 말했는지 살펴본다.",
        ),
        Text(
            "Where are the camps, and which of them operate?",
            "수용소는 어디에 있고 어느 곳이 운영 중인가",
        ),
        figures=("camp_lists", "camps", "camp_populations"),
        card="camps",
        choices=("list", "areas", "find", "camp"),
    ),
    Page(
        "summits",
        "summits",
        Text("Summits", "정상회담"),
        Text(
            "Who met, who said what, and whether human rights were raised.",
            "누가 만났고 무슨 말을 했으며 인권이 거론됐는지 살펴본다.",
        ),
        Text("Who met, and was human rights raised?", "누가 만났고 인권은 거론됐나"),
        figures=("timeline", "statements"),
        card="statements",
        choices=("kind", "answer", "people", "name", "years", "words", "details", "event"),
    ),
    Page(
        "claims",
        "claims",
        Text("Claims", "주장"),
        Text(
            "The op-ed's claims and arguments, each with our assessment, the evidence and what "
            "has happened since.",
            "기고문의 주장을 하나씩 평가하고 그 근거와 이후 경과를 정리했다.",
        ),
        Text("The article's claims, checked", "기고문의 주장을 확인하다"),
        choices=("assessment", "topic", "words"),
    ),
    Page(
        "data",
        "data",
        Text("Data and sources", "자료와 출처"),
        Text(
            "Every table and every source, how each was read, and how to cite them.",
            "모든 표와 출처, 각 자료를 읽은 방법, 인용하는 법을 실었다.",
        ),
        Text("Data and sources", "자료와 출처"),
        choices=(
            "source",
            "publisher",
            "read",
            "sources-page",
            "term",
            "table",
            "rows",
            "rows-page",
        ),
    ),
)

# What only a running site can do: the edition of static pages has no such page.
BRIEFING = Page(
    "briefing",
    "briefing",
    Text("Briefing", "브리핑"),
    Text(
        "The story as slides, PowerPoint or a handout, for an audience and a length, with "
        "every source.",
        "청중과 시간에 맞춰 이야기를 슬라이드, 파워포인트, 유인물로 만든다. 출처를 모두 싣는다.",
    ),
    Text("Take the story into a room", "이야기를 현장으로 가져가기"),
)

# Beside the menu: a page for everybody, reached from the foot of every page, and one for staff.
CHANGES = Page(
    "changes",
    "changes",
    Text("What changed", "달라진 점"),
    Text(
        "What was added, changed and withdrawn in the data, when and why, edition by edition.",
        "자료에 무엇이 더해지고 바뀌고 빠졌는지, 언제 왜 그랬는지 판마다 정리했다.",
    ),
    Text("What changed", "달라진 점"),
)
# A page of the browser's own: no Streamlit, so no script under pages/.
SEARCH = Page(
    "search",
    "search",
    Text("Search", "검색"),
    Text(
        "The whole story: pages, passages, camps, events, claims, sources, glossary and answers, "
        "in any spelling and either script.",
        "페이지와 본문, 수용소, 사건, 주장, 출처, 용어, 문답까지 전체를 한글이든 로마자든 어떤 "
        "표기로든 찾는다.",
    ),
    Text("Search the story", "전체 검색"),
)
DESK = Page(
    "desk",
    "desk",
    Text("Desk", "편집"),
    Text("Where staff refresh the tables.", "표를 고쳐 공개하는 곳이다."),
    Text("Desk", "편집"),
)

SITE_PAGES = (*PAGES, BRIEFING)  # the menu
PUBLIC_PAGES = (*SITE_PAGES, CHANGES)


def _chapter(name: str, title: Text) -> Page:
    """Return the page of a chapter, in whose own file all else stands that is said of it."""
    return Page(name, name, title, title, title)


CHAPTERS = (
    _chapter("two-speeches", Text("Two speeches, two summits", "두 번의 연설, 두 번의 정상회담")),
    _chapter(
        "the-number", Text("The number no outsider can check", "밖에서는 확인할 수 없는 숫자")
    ),
    _chapter(
        "four-camps", Text("Four camps, but not the same four", "네 곳, 그러나 같은 네 곳이 아니다")
    ),
    _chapter("witnesses", Text("Far fewer witnesses", "크게 줄어든 증인")),
    _chapter("waiting-list", Text("The waiting list", "기다리는 사람들의 명단")),
    _chapter("every-year", Text("Recommended every year", "해마다 나온 권고")),
    _chapter("empty-desk", Text("The empty desk, and what changed", "빈자리, 그리고 달라진 것")),
)
ALL_PAGES = (*PUBLIC_PAGES, *CHAPTERS)  # whatever a reader can open
