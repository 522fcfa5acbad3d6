"""Resolve an expression of a chapter to a fact, and write it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from story.tables import Dataset
from story.tables.model.column import ISO_DATE
from story.tables.problem import meant
from story.telling.facts.computed import COMPUTED
from story.telling.facts.filters import BY_LANGUAGE, TRANSFORMS, WITH_SUBJECT, transform
from story.telling.facts.grammar import Expression, Filter, parse
from story.telling.facts.lookup import find_records, look_up, name_of, sources_of, unique
from story.telling.facts.values import Fact, FactError, Value, When
from story.telling.facts.writing import WRITERS, write
from story.text import Language, Phrases, Text

SAY = Phrases("facts")
NAMED = ("count", "computed")


def _subjects(_dataset: Dataset) -> dict[str, Fact]:
    """Return where the facts of a dataset are kept once they are found."""
    return {}


@dataclass(frozen=True)
class Facts:
    """What the chapters may name: a dataset, and what is counted in the chapters themselves.

    `counts` has names such as `count.chapters`.
    """

    dataset: Dataset
    counts: Mapping[str, int] = field(default_factory=dict)

    def find(self, expression: Expression | str, language: Language) -> Fact:
        """Return the fact an expression names, before it is written.

        Raises FactError where it names nothing, or a filter does not fit.
        """
        parsed = parse(expression) if isinstance(expression, str) else expression
        fact = self._subject(parsed)
        steps = parsed.filters
        if steps and steps[-1].name in WRITERS:
            steps = steps[:-1]
        for step in steps:
            fact = self._filtered(fact, step, language)
        return fact

    def tell(self, expression: str, language: Language) -> tuple[Fact, str]:
        """Return the fact an expression names and the words for it in `language`."""
        parsed = parse(expression)
        fact = self.find(parsed, language)
        writer = parsed.filters[-1].name if parsed.filters else ""
        return fact, WRITERS.get(writer, write)(fact.value, language)

    def cited(self, name: str) -> Fact:
        """Return the records and sources of a mark: `table.row`, a named fact, or a source's id.

        Raises FactError where it names nothing, or nothing that has a source.
        """
        if "." not in name:
            name = f"sources.{name}"
        if name.partition(".")[0] in NAMED:
            fact = self.find(name, Language.EN)
        else:
            records = find_records(self.dataset, name)
            sources = (item for record in records for item in sources_of(self.dataset, record))
            fact = Fact((), tuple(name_of(entry) for entry in records), unique(sources))
        if not fact.sources:
            raise FactError(
                "no-source",
                SAY.both("“{name}” rests on no source.", name=name),
                SAY.both("Name a record that has a source, or the source itself."),
            )
        return fact

    def _subject(self, expression: Expression) -> Fact:
        subject = expression.subject
        if expression.plain:
            return Fact(_plain(subject))
        if subject in self.counts:
            return Fact(self.counts[subject])
        # Chapters name the same subjects again and again, in both languages.
        found = self.dataset.once(_subjects)
        if subject not in found:
            named = subject.partition(".")[0] in NAMED
            found[subject] = self._computed(subject) if named else look_up(self.dataset, subject)
        return found[subject]

    def _computed(self, name: str) -> Fact:
        if name not in COMPUTED:
            raise FactError(
                "unknown-fact",
                SAY.both("No fact is called “{name}”.", name=name),
                meant(
                    name,
                    (*COMPUTED, *self.counts),
                    SAY.both("The named facts stand in src/story/telling/facts/computed.py."),
                ),
            )
        try:
            found = COMPUTED[name](self.dataset)
        except (LookupError, ValueError) as gone:
            raise FactError(
                "fact-not-computed",
                SAY.both("“{name}” cannot be worked out: {why}.", name=name, why=gone),
                SAY.both("Put back the rows it is worked out from, or change the sentence."),
            ) from gone
        records = tuple(name_of(record) for record in found.records)
        sources = unique(
            source for item in found.records for source in sources_of(self.dataset, item)
        )
        return Fact(found.value, records, sources)

    def _filtered(self, fact: Fact, step: Filter, language: Language) -> Fact:
        if step.name in WITH_SUBJECT:
            other = self.find(step.argument, language)
            return Fact(
                WITH_SUBJECT[step.name](fact.value, other.value),
                tuple(dict.fromkeys((*fact.records, *other.records))),
                unique((*fact.sources, *other.sources)),
            )
        if step.name not in TRANSFORMS and step.name not in BY_LANGUAGE:
            known = (*TRANSFORMS, *BY_LANGUAGE, *WITH_SUBJECT, *WRITERS)
            raise FactError(
                "unknown-filter",
                SAY.both("No filter is called “{name}”.", name=step.name),
                meant(step.name, known, SAY.both("There are: {names}.", names=", ".join(known))),
            )
        return replace(fact, value=transform(step.name, fact.value, step.argument, language))


def meaning(expression: str) -> str:
    """Return an expression without what belongs to one language: how it is written or said.

    Raises FactError for what cannot be parsed.
    """
    parsed = parse(expression)
    written = {*WRITERS, *BY_LANGUAGE, "year", "month", "day"}
    kept = [f"{item.name} {item.argument}" for item in parsed.filters if item.name not in written]
    return " | ".join((parsed.subject, *kept))


def _plain(words: str) -> Value:
    return When(words) if re.fullmatch(ISO_DATE, words) else Text(words, words)
