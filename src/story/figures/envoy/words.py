"""What is said of the envoy's post: labels, title, summary, notes."""

from story.figures.envoy.rows import Envoy, Spell
from story.figures.lettering import held_together
from story.text import Language, Phrases, date, period

SAY = Phrases("envoy")


def state_text(spell: Spell, language: Language) -> str:
    """Say whether the post was filled."""
    return SAY.gettext("Filled" if spell.filled else "Vacant", language)


def label(spell: Spell, language: Language, *, months: bool = False) -> str:
    """Return the name of who held the post, or that it was vacant; with `months` for how long."""
    name = spell.holder(language) or state_text(spell, language)
    if months and spell.begins and spell.ends:
        return SAY.ngettext(
            "{name}, {count} month", "{name}, {count} months", spell.months(), language, name=name
        )
    return name


def op_ed_text(rows: Envoy, language: Language) -> str:
    """Say when the op-ed asked for an envoy."""
    when = date(rows.op_ed.start_date[:7], language) if rows.op_ed else ""
    return SAY.gettext(
        "The TIME op-ed asks for an envoy, {date}", language, date=held_together(when)
    )


def span_text(
    spell: Spell, rows: Envoy, language: Language, *, short: bool = False
) -> tuple[str, str]:
    """Say from when to when, in two parts, either of which may be blank.

    The first part is blank where the beginning is not on record; the second says "as of" where
    nothing is known of what followed.
    """
    first = date(spell.begins, language, short=short) if spell.begins else ""
    last = date(spell.ends, language, short=short) if spell.ends else ""
    as_of = spell.end == rows.as_of and not spell.ends
    if as_of:
        last = date(spell.end, language, short=short)
    return (
        SAY.gettext("from {date}", language, date=first) if first else "",
        SAY.gettext("as of {date}" if as_of else "to {date}", language, date=last) if last else "",
    )


def span_line(spell: Spell, rows: Envoy, language: Language, *, short: bool = False) -> str:
    """Say from when to when in one line."""
    if spell.begins and spell.ends:
        return period(spell.begins, spell.ends, language, short=short)
    return ", ".join(part for part in span_text(spell, rows, language, short=short) if part)


def title(rows: Envoy, language: Language) -> str:
    """State for how many months the post was filled since it first stood vacant in these years."""
    if not rows.spells:
        return SAY.gettext("Nothing is recorded of the envoy's post in these years", language)
    vacant = next((spell for spell in rows.spells if not spell.filled), None)
    since = vacant or rows.spells[0]
    from_to = {
        "start": date(since.start[:7], language),
        "end": date(rows.spells[-1].end[:7], language),
    }
    if vacant is None:
        return SAY.gettext(
            "The post of US envoy was filled from {start} to {end}", language, **from_to
        )
    later = [item for item in rows.spells if item.filled and item.start > vacant.start]
    if not later:
        return SAY.gettext(
            "The post of US envoy stood vacant from {start} to {end}", language, **from_to
        )
    return SAY.ngettext(
        "From {start} to {end} the post of US envoy was filled for {count} month",
        "From {start} to {end} the post of US envoy was filled for {count} months",
        sum(entry.months() for entry in later),
        language,
        **from_to,
    )


def reading(language: Language) -> str:
    """Say what the strip is and how to read it."""
    return SAY.gettext(
        "The post of US special envoy for North Korean human rights. Solid: filled; hatched: "
        "vacant.",
        language,
    )


def summary(rows: Envoy, language: Language) -> str:
    """Name each spell with its dates."""
    said = [f"{title(rows, language)}."]
    for spell in rows.spells:
        dates = span_line(spell, rows, language)
        said.append(
            SAY.gettext("{label}: {dates}.", language, label=label(spell, language), dates=dates)
            if dates
            else f"{label(spell, language)}."
        )
    return " ".join(said)


def notes(rows: Envoy, language: Language) -> tuple[str, ...]:
    """Say where the record begins and ends, and what else happened around the post."""
    said = []
    first = rows.spells[0] if rows.spells else None
    if first and not first.opened:
        said.append(
            SAY.gettext(
                "The first value is of the end of {year}. {note}",
                language,
                year=date(first.value.period[:4], language),
                note=first.value.within("note", language),
            ).strip()
        )
    said.extend(
        SAY.gettext(
            "{date}: {title}. {summary}",
            language,
            date=date(other.start_date, language),
            title=other.within("title", language),
            summary=other.within("summary", language),
        )
        for other in rows.others
    )
    if rows.spells and rows.spells[-1].end == rows.as_of:
        said.append(
            SAY.gettext(
                "Last checked on {date}; what followed is not drawn.",
                language,
                date=date(rows.as_of, language),
            )
        )
    return tuple(said)
