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
    said += [_since(dataset, state, camp_list, language) for state in all_states if state.listed]
    said += [_against(dataset, item, language) for item in all_states if item.code == "closed"]
    said += [_inferred(entry, all_states, language) for entry in all_states if entry.inferred]
    without = sum(each.camp.lat is None for each in all_states)
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
    return tuple(note for note in said if note)


def _inferred(state: State, all_states: Sequence[State], language: Language) -> str:
    """Say where the mark of a camp stands whose place is inferred."""
    camp, point = state.camp, (state.camp.lat, state.camp.lon)
    others = [
        item.camp
        for item in all_states
        if item.camp is not camp
        and point == (item.camp.lat, item.camp.lon)
        and camp.lat is not None
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
        other=joined([camp_title(other, language) for other in others], language),
    )


def _since(dataset: Dataset, state: State, camp_list: CampList, language: Language) -> str:
    """Say what has been reported of a listed camp since the list came out."""
    camp = camp_title(state.camp, language)
    earlier = latest_accounts(dataset, state.camp.camp_id, camp_list.as_of)
    later = [account for account in state.accounts if account not in earlier]
    if state.camp.closed > camp_list.as_of:
        return SAY.gettext(
            "{camp} is on this list; later accounts agree that it closed in {date}.",
            language,
            camp=camp,
            date=date(state.camp.closed, language),
        )
    if not state.disputed and any(item.status != "operating" for item in later):
        return SAY.gettext("Later accounts of {camp} differ.", language, camp=camp)
    return ""


def _against(dataset: Dataset, state: State, language: Language) -> str:
    """Name the accounts that still call a camp open which most call closed."""
    still = [
        account
        for account in state.accounts
        if account.status == "operating" and _last(account, state)
    ]
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
