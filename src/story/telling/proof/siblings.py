"""Both languages tell the same: the same chapters, figures, facts, sources, claims, conditions."""

from collections.abc import Iterator

from story.tables.problem import Problem, Spot, error
from story.telling.chapter import ClaimOf, Fact, Manuscript, Sources, tokens
from story.telling.facts import FactError, Facts, meaning
from story.text import Language, Phrases

SAY = Phrases("chapter")


def missing_language(manuscripts: tuple[Manuscript, ...], _facts: Facts) -> Iterator[Problem]:
    """Find chapters that stand in one language only."""
    for manuscript in manuscripts:
        if not _sibling(manuscripts, manuscript):
            other = next(language for language in Language if language is not manuscript.language)
            wanted = f"{manuscript.number}-{manuscript.slug}.{other}.md"
            yield error(
                "missing-language",
                Spot(manuscript.file, 0, "", wanted),
                SAY.both("The chapter stands in one language only."),
                SAY.both("Write “{file}” beside it.", file=wanted),
            )


def different(manuscripts: tuple[Manuscript, ...], _facts: Facts) -> Iterator[Problem]:
    """Find what a chapter has in one language and not in the other."""
    for manuscript in manuscripts:
        other = _sibling(manuscripts, manuscript)
        if other and manuscript.language is Language.KO:
            yield from _differences(other, manuscript)


def _sibling(manuscripts: tuple[Manuscript, ...], manuscript: Manuscript) -> Manuscript | None:
    return next(
        (
            other
            for other in manuscripts
            if other.number == manuscript.number
            and other.slug == manuscript.slug
            and other.language is not manuscript.language
        ),
        None,
    )


def _differences(english: Manuscript, korean: Manuscript) -> Iterator[Problem]:
    there, here = _parts(english), _parts(korean)
    for place in dict.fromkeys((*there, *here)):
        line, items = here.get(place, (0, frozenset()))
        missing = there.get(place, (0, frozenset()))[1] - items
        added = items - there.get(place, (0, frozenset()))[1]
        if place in there and place in here and not missing and not added:
            continue
        said = ", ".join(
            sorted([*(f"− {item}" for item in missing), *(f"+ {entry}" for entry in added)])
        )
        yield error(
            "languages-differ",
            Spot(korean.file, line, place, said),
            SAY.both(
                "Against “{file}”, this is missing (−) or added (+): {items}.",
                file=english.file, items=said or place,
            ),
            SAY.both("Let both languages state the same facts, figures, sources and claims."),
        )  # fmt: skip


def _parts(manuscript: Manuscript) -> dict[str, tuple[int, frozenset[str]]]:
    """Return what must be alike, by place, with the place's line."""
    parts = {
        place: (prose.line, _names(prose.text)) for place, prose in manuscript.prose() if prose
    }
    for place, figure in manuscript.figures():
        said = f"{figure.name}({', '.join(f'{k}={v!r}' for k, v in figure.choices.items())})"
        parts[place] = (figure.line, frozenset((said,)))
    parts["claims"] = (1, frozenset(manuscript.claims))
    parts["conditions"] = (1, frozenset(condition.holds for condition in manuscript.conditions))
    for number, answer in enumerate(manuscript.answers, start=1):
        parts[f"answer {number}"] = (answer.line, frozenset((*answer.sources, *answer.claims)))
    return parts


def _names(text: str) -> frozenset[str]:
    found: set[str] = set()
    for token in tokens(text):
        if isinstance(token, Fact):
            found.add(_meaning(token.expression))
        elif isinstance(token, Sources):
            found |= {f"^{name}" for name in token.names}
        elif isinstance(token, ClaimOf):
            found.add(f"@{token.claim_id}")
    return frozenset(found)


def _meaning(expression: str) -> str:
    try:
        return meaning(expression)
    except FactError:
        return expression
