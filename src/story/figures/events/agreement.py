"""How far two independent codings of the same events agree, beyond what chance alone would give."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from story.tables import Dataset
from story.tables.model import EventCode
from story.text import Language, Phrases, number

SAY = Phrases("statements")


@dataclass(frozen=True)
class Agreement:
    """The two codings set against one another.

    `twice`: the events coded by two readers, in the data's order. `differed`: those of them on
    which the codings differ. `moved`: those on which they agree and the final code is another.
    `once`: events coded by one reader, once or at two sittings. `kappa` is Cohen's, None where
    only one code was ever given.
    """

    twice: tuple[EventCode, ...]
    differed: tuple[EventCode, ...]
    moved: tuple[EventCode, ...]
    once: tuple[EventCode, ...]
    kappa: float | None

    @property
    def agreed(self) -> int:
        """How many events both codings gave the same code."""
        return len(self.twice) - len(self.differed)

    @property
    def share(self) -> float:
        """The share of the events coded twice on which both codings agree, 0 to 1."""
        return self.agreed / len(self.twice)


def agreement(dataset: Dataset) -> Agreement:
    """Set the codings of the dataset against one another."""
    return dataset.once(_agreement)


def _agreement(dataset: Dataset) -> Agreement:
    twice = tuple(code for code in dataset.event_codes if code.independent)
    return Agreement(
        twice=twice,
        differed=tuple(item for item in twice if item.first_code != item.second_code),
        moved=tuple(
            entry for entry in twice if entry.first_code == entry.second_code != entry.final_code
        ),
        once=tuple(each for each in dataset.event_codes if not each.independent),
        kappa=cohens_kappa([(coded.first_code, coded.second_code) for coded in twice]),
    )


def cohens_kappa(codings: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of pairs of codes: 1 for full agreement, 0 for chance alone.

    None where it is not defined: without pairs, or where both coders only ever gave one code.
    After Jacob Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and
    Psychological Measurement 20 (1960), 37-46: (p_o - p_e) / (1 - p_e).
    """
    total = len(codings)
    firsts = Counter(first for first, _ in codings)
    seconds = Counter(second for _, second in codings)
    by_chance = sum(firsts[code] * seconds[code] for code in firsts)
    if by_chance == total * total:
        return None
    observed = sum(first == second for first, second in codings) / total
    expected = by_chance / (total * total)
    return (observed - expected) / (1 - expected)


def coding_note(dataset: Dataset, language: Language) -> tuple[str, ...]:
    """Say in paragraphs how the events were coded and how far the two codings agree."""
    found = agreement(dataset)
    return tuple(
        paragraph
        for paragraph in (
            _how(found, len(dataset.event_codes), language),
            _how_far(found, language),
            _afterwards(found, language),
        )
        if paragraph
    )


def _how(found: Agreement, total: int, language: Language) -> str:
    return SAY.gettext(
        "For each event we coded whether the treatment of North Koreans was raised: yes, partly, "
        "no, unknown or not applicable. Of {total} events, {twice} were coded by two readers, "
        "independently, the second from the text of the row alone; the others by one reader.",
        language,
        total=number(total, language),
        twice=number(len(found.twice), language),
    )


def _how_far(found: Agreement, language: Language) -> str:
    if not found.twice:
        return ""
    said = SAY.gettext(
        "The two codings agree on {agreed} of these {twice}, or {share} per cent.",
        language,
        agreed=number(found.agreed, language),
        twice=number(len(found.twice), language),
        share=f"{found.share:.0%}".rstrip("%"),
    )
    if found.kappa is None:
        return said
    kappa = SAY.gettext(
        "Cohen's kappa is {kappa}: 1 would be full agreement, 0 no more than chance.",
        language,
        kappa=f"{found.kappa:.2f}",
    )
    return f"{said} {kappa}"


def _afterwards(found: Agreement, language: Language) -> str:
    said = []
    if found.differed:
        said.append(
            SAY.ngettext(
                "They differ on {count} event; it is listed with both codes, the final one and "
                "the reason for it.",
                "They differ on {count} events; each is listed with both codes, the final one "
                "and the reason for it.",
                len(found.differed),
                language,
            )
        )
    if found.moved:
        said.append(
            SAY.ngettext(
                "An independent check of the facts then moved {count} more event, on which both "
                "codings had agreed.",
                "An independent check of the facts then moved {count} more events, on which both "
                "codings had agreed.",
                len(found.moved),
                language,
            )
        )
    if found.once:
        said.append(
            SAY.ngettext(
                "{count} event was added later and coded once.",
                "{count} events were added later and coded once.",
                len(found.once),
                language,
            )
        )
    return " ".join(said)
