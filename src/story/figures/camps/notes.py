"""The cautions that stand beside the map of the camps, worked out from the data."""

from collections.abc import Sequence

from story.figures.camps.names import camp_title
from story.figures.camps.states import State, latest_accounts
from story.tables import Dataset
from story.tables.citation import short_citation
from story.tables.model import CampList, CampStatus
from story.text import Language, Phrases, date, joined, number

SAY = Phrases("camps")


def notes(
    dataset: Dataset,
    camp_list: CampList,
    all_states: Sequence[State],
    language: Language,
    *,
    inset: bool,
) -> tuple[str, ...]:
    """Return the cautions, the most particular first; `inset` is whether the map has one."""
    said = [camp_list.within("note", language)]
    said += [_since(dataset, one, camp_list, language) for one in all_states if one.listed]
    said += [_against(dataset, one, language) for one in all_states if one.code == "closed"]
    said += [_inferred(one, all_states, language) for one in all_states if one.inferred]
    without = sum(one.camp.lat is None for one in all_states)
    said.append(
        SAY.gettext(
            "A mark stands for a settlement, headquarters or gate, never for an area: the "
            "sources used here give no boundaries. {count} camps without a published point are "
            "in the table only, by province.",
            language,
            count=number(without, language),
        )
    )
    if not inset:
        said.append(
            SAY.gettext(
                "Marks that would cover one another are moved apart by a few pixels.", language
            )
        )
    said.append(SAY.gettext("A closed camp does not mean freed prisoners.", language))
    return tuple(one for one in said if one)


def _inferred(state: State, all_states: Sequence[State], language: Language) -> str:
    """Say where the mark of a camp stands whose place is inferred."""
    camp, point = state.camp, (state.camp.lat, state.camp.lon)
    others = [
        one.camp
        for one in all_states
        if one.camp is not camp and point == (one.camp.lat, one.camp.lon) and camp.lat is not None
    ]
    if not others:
        return SAY.gettext(
            "The place of {camp} is inferred: no point is published for it.",
            language,
            camp=camp_title(camp, language),
        )
    return SAY.gettext(
        "The place of {camp} is inferred: no point is published for it. The mark stands at that "
        "of {other}.",
        language,
        camp=camp_title(camp, language),
        other=joined([camp_title(one, language) for one in others], language),
    )


def _since(dataset: Dataset, state: State, camp_list: CampList, language: Language) -> str:
    """Say what has been reported of a listed camp since the list came out."""
    camp = camp_title(state.camp, language)
    earlier = latest_accounts(dataset, state.camp.camp_id, camp_list.as_of)
    later = [one for one in state.accounts if one not in earlier]
    if state.camp.closed > camp_list.as_of:
        return SAY.gettext(
            "{camp} is on this list; later accounts agree that it closed in {date}.",
            language,
            camp=camp,
            date=date(state.camp.closed, language),
        )
    if not state.disputed and any(one.status != "operating" for one in later):
        return SAY.gettext("Later accounts of {camp} differ.", language, camp=camp)
    return ""


def _against(dataset: Dataset, state: State, language: Language) -> str:
    """Name the accounts that still call a camp open which most call closed."""
    still = [one for one in state.accounts if one.status == "operating" and _last(one, state)]
    if not still or state.camp.lat is None:
        return ""
    return SAY.gettext(
        "{camp} is drawn as closed, but is reported as operating by {source}.",
        language,
        camp=camp_title(state.camp, language),
        source=short_citation(dataset, language, still[0].source_id, still[0].via_source_id),
    )


def _last(account: CampStatus, state: State) -> bool:
    return account.as_of > state.camp.closed and account.as_of[:4] >= state.accounts[0].as_of[:4]
