import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.publishing.folder import load
from story.tables.values import VALUES
from story.telling.ledger import claim_entries, tally
from story.text import Language

DATASET = load()
LANGUAGES = pytest.mark.parametrize("language", list(Language))
TOPICS = sorted({claim.topic for claim in DATASET.claims})
ASSESSMENTS = sorted({claim.assessment for claim in DATASET.claims})


@LANGUAGES
def test_every_claim_stands_once_in_the_articles_order(language):
    entries = claim_entries(DATASET, language)
    assert [entry.id for entry in entries] == [claim.id for claim in DATASET.claims]
    assert [e.paragraph for e in entries] == sorted(e.paragraph for e in entries)


@LANGUAGES
def test_an_entry_says_its_codes_in_words(language):
    for entry in claim_entries(DATASET, language):
        for column in ("kind", "topic", "assessment"):
            words = VALUES[f"claims.{column}"][getattr(entry, column)].within(language)
            assert getattr(entry, f"{column}_text") == words
        assert entry.claim
        assert entry.evidence
        assert entry.since


def test_no_source_is_lost_and_each_stands_under_its_role():
    shown = {
        (entry.id, group.role, cited.source_id, cited.via.source_id if cited.via else "")
        for entry in claim_entries(DATASET, Language.EN)
        for group in entry.sources
        for cited in group.citations
    }
    assert shown == {
        (one.claim_id, one.role, one.source_id, one.via_source_id) for one in DATASET.claim_sources
    }


def test_the_source_an_assessment_rests_on_comes_first():
    order = list(VALUES["claim_sources.role"])
    for entry in claim_entries(DATASET, Language.EN):
        roles = [group.role for group in entry.sources]
        assert roles == sorted(roles, key=order.index)


def test_the_tally_counts_every_claim_once_in_the_order_of_the_ladder():
    counted = tally(DATASET)
    assert list(counted) == [
        "supported",
        "supported-with-context",
        "contested",
        "could-not-verify",
        "opinion",
    ]
    assert sum(counted.values()) == len(DATASET.claims)
    for step, count in counted.items():
        assert count == len(claim_entries(DATASET, Language.EN, assessments=[step]))


@given(st.sets(st.sampled_from(TOPICS)), st.sets(st.sampled_from(ASSESSMENTS)))
def test_filters_keep_exactly_what_was_asked_for(topics, assessments):
    kept = claim_entries(DATASET, Language.EN, topics=topics, assessments=assessments)
    assert [entry.id for entry in kept] == [
        one.id for one in DATASET.claims if one.topic in topics and one.assessment in assessments
    ]


def test_an_unknown_topic_is_refused_and_the_known_ones_are_named():
    with pytest.raises(ValueError, match="no such topic: weather; one of summits"):
        claim_entries(DATASET, Language.EN, topics=["weather"])
    with pytest.raises(ValueError, match="no such assessment: true; one of supported"):
        claim_entries(DATASET, Language.EN, assessments=["true"])


def test_words_find_a_claim_whatever_their_accents_case_or_language():
    found = [e.id for e in claim_entries(DATASET, Language.EN, words="SALMON rapporteur")]
    assert found
    assert found == [e.id for e in claim_entries(DATASET, Language.EN, words="Salmón Rapporteur")]
    korean = claim_entries(DATASET, Language.EN, words="요덕")
    assert korean
    assert all(
        "요덕" in one.evidence_ko + one.since_ko + one.claim_ko
        for one in DATASET.claims
        if one.id in {entry.id for entry in korean}
    )


def test_words_that_stand_nowhere_find_nothing():
    assert claim_entries(DATASET, Language.KO, words="qqxyzzy") == ()
