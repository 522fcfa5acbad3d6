"""The words of the map of the camps: which camps a list names, and what its marks mean."""

from collections.abc import Sequence

from story.figures.camps.names import camp_name, camp_names, camp_title
from story.figures.camps.sheet import KeyRow
from story.figures.camps.states import Code, State
from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import Camp, CampList, CampStatus
from story.tables.values import value_text
from story.text import Language, Phrases, date, joined, number

SAY = Phrases("camps")
REFERENCE = "un-coi-2014"  # the list that every other is compared with
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def state_text(code: Code, language: Language) -> str:
    """Return what a state means, in a few words."""
    meanings: dict[Code, str] = {
        "listed": SAY.gettext("On this list", language),
        "listed-inferred": SAY.gettext("On this list, place inferred", language),
        "listed-disputed": SAY.gettext("On this list, but accounts differ", language),
        "listed-inferred-disputed": SAY.gettext(
            "On this list, place inferred; accounts differ", language
        ),
        "disputed": SAY.gettext("Not on this list, but accounts differ", language),
        "closed": SAY.gettext("Not on this list, closed in most accounts", language),
        "unstated": SAY.gettext("Not on this list; no dated statement", language),
        "unnamed": SAY.gettext("Camp or former camp, not named here", language),
    }
    return meanings[code]


def key_rows(
    camp_list: CampList,
    codes: Sequence[Code],
    unplaced: Sequence[Camp],
    language: Language,
    *,
    discs: bool,
) -> list[KeyRow]:
    """Return the key: the list's name, the marks used, and the listed camps that have no mark."""
    head = SAY.gettext(
        "North Korea’s political prison camps as listed by {list}", language,
        list=camp_list.within("label", language),
    )  # fmt: skip
    rows = [KeyRow(head, strong=True)]
    rows += [KeyRow(state_text(code, language), code) for code in codes]
    if discs:
        rows.append(KeyRow(SAY.gettext("Size only, not boundaries", language), "disc"))
    if unplaced:
        said = joined([_with_province(item, language) for item in unplaced], language)
        rows.append(
            KeyRow(SAY.gettext("Listed, but no published point: {camps}", language, camps=said))
        )
    return rows


def title(dataset: Dataset, camp_list: CampList, language: Language) -> str:
    """Return the finding: how many camps the list names, set against the UN inquiry's list."""
    reference = dataset.find(CampList, REFERENCE)
    said = {"list": camp_list.within("label", language)}
    if camp_list.complete == "no":
        return SAY.gettext("{list}: a number of camps, but no names", language, **said)
    said["count"] = counted(len(camp_list.camp_ids), language)
    if camp_list == reference:
        camps = camp_names(_camps(dataset, camp_list.camp_ids), language)
        return SAY.gettext("{list}: {count} listed, {camps}", language, **said, camps=camps)
    said["year"] = date(reference.as_of[:4], language)
    if set(camp_list.camp_ids) == set(reference.camp_ids):
        return SAY.gettext(
            "{list}: {count} listed, the same as the UN inquiry’s in {year}", language, **said
        )
    said["reference"] = _small(len(reference.camp_ids), language)
    if len(camp_list.camp_ids) == len(reference.camp_ids):
        return SAY.gettext(
            "{list}: {count} listed, but not the UN inquiry’s {reference} of {year}",
            language,
            **said,
        )
    return SAY.gettext(
        "{list}: {count} listed, against the UN inquiry’s {reference} of {year}", language, **said
    )


def summary(
    dataset: Dataset, camp_list: CampList, all_states: Sequence[State], language: Language
) -> str:
    """Say which camps are on the list, how it differs from the UN inquiry's, what is disputed."""
    source = row_citation(dataset, language, camp_list)
    said = [_named(dataset, camp_list, source, language)]
    if camp_list.complete == "yes" and camp_list.list_id != REFERENCE:
        said.append(_compared(dataset, camp_list, language))
    said.append(_drawn(all_states, language))
    return " ".join(item for item in said if item)


def _named(dataset: Dataset, camp_list: CampList, source: str, language: Language) -> str:
    values = {"source": source, "date": date(camp_list.as_of, language)}
    if camp_list.complete == "no":
        return SAY.gettext(
            "The list as of {date} ({source}) gives a number and names no camps, so the map shows "
            "every camp with a published point alike.",
            language,
            **values,
        )
    camps = joined(
        [camp_name(camp, language) for camp in _camps(dataset, camp_list.camp_ids)], language
    )
    count = counted(len(camp_list.camp_ids), language)
    return SAY.gettext(
        "As of {date}, this list ({source}) has {count}: {camps}.",
        language,
        **values,
        count=count,
        camps=camps,
    )


def _compared(dataset: Dataset, camp_list: CampList, language: Language) -> str:
    reference = dataset.find(CampList, REFERENCE)
    gone = [item for item in reference.camp_ids if item not in camp_list.camp_ids]
    new = [entry for entry in camp_list.camp_ids if entry not in reference.camp_ids]
    when = date(reference.as_of, language)
    without = joined([camp_title(camp, language) for camp in _camps(dataset, gone)], language)
    added = joined([camp_title(each, language) for each in _camps(dataset, new)], language)
    if gone and new:
        return SAY.gettext(
            "Compared with the UN inquiry’s list of {date}, it lacks {gone} and has {new}.",
            language,
            date=when,
            gone=without,
            new=added,
        )
    if gone:
        return SAY.gettext(
            "Compared with the UN inquiry’s list of {date}, it lacks {gone}.",
            language,
            date=when,
            gone=without,
        )
    if new:
        return SAY.gettext(
            "Compared with the UN inquiry’s list of {date}, it has {new} as well.",
            language,
            date=when,
            new=added,
        )
    return SAY.gettext("The UN inquiry’s list of {date} has the same camps.", language, date=when)


def _drawn(all_states: Sequence[State], language: Language) -> str:
    drawn = [state for state in all_states if state.camp.lat is not None]
    disputed = [camp_title(row.camp, language) for row in drawn if row.disputed]
    closed = [camp_title(item.camp, language) for item in drawn if item.code == "closed"]
    said = []
    if disputed:
        camps = joined(disputed, language)
        said.append(SAY.gettext("Accounts differ on {camps}.", language, camps=camps))
    if closed:
        camps = joined(closed, language)
        said.append(SAY.gettext("Closed in most accounts: {camps}.", language, camps=camps))
    return " ".join(said)


def hover(
    dataset: Dataset, all_states: Sequence[State], language: Language, *, accounts: int
) -> list[str]:
    """Return the lines a mark says when pointed at, with so many of the newest accounts."""
    first = all_states[0]
    head = [" / ".join(camp_name(state.camp, language) for state in all_states)]
    head.append(state_text(first.code, language))
    head.append(place_text(first.camp, language))
    head += [account_text(dataset, account, language) for account in first.accounts[:accounts]]
    return head


def account_text(dataset: Dataset, account: CampStatus, language: Language) -> str:
    """Write one publisher's statement: `October 2025, closed: KINU, …, as reported by Yonhap`."""
    return SAY.gettext(
        "{date}, {status}: {source}",
        language,
        date=date(account.as_of, language),
        status=value_text("camp_status.status", account.status, language).lower(),
        source=row_citation(dataset, language, account),
    )


def place_text(camp: Camp, language: Language) -> str:
    """Write where a camp's point is, to two decimals, and what the point stands for."""
    precision = value_text("camps.location_precision", camp.location_precision, language)
    if camp.lat is None or camp.lon is None:
        return precision
    return SAY.gettext(
        "{lat}° N, {lon}° E: {precision}",
        language,
        lat=f"{camp.lat:.2f}",
        lon=f"{camp.lon:.2f}",
        precision=precision.lower(),
    )


def counted(count: int, language: Language) -> str:
    """Write a number of camps: `four camps`, `4곳`."""
    return SAY.ngettext(
        "{said} camp", "{said} camps", count, language, said=_small(count, language)
    )


def _small(count: int, language: Language) -> str:
    """Spell a small number out in English, as a newspaper does."""
    spelled = language is Language.EN and count < len(SMALL)
    return SMALL[count] if spelled else number(count, language)


def _with_province(camp: Camp, language: Language) -> str:
    title_, province = camp_title(camp, language), camp.within("province", language)
    return f"{title_} ({province})" if language is Language.EN else f"{title_}({province})"


def _camps(dataset: Dataset, ids: Sequence[str]) -> list[Camp]:
    return [dataset.find(Camp, item) for item in ids]
