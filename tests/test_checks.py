"""Each rule finds what it is for, finds nothing else, and says how to mend it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from story.publishing.folder import data_folder, examine, load
from story.tables import checks
from story.tables.checks.span import begins_after
from story.tables.model import CampPopulation, Estimate
from tiny_folder import TINY, Found, add, change, copied, found, remove, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def error(rule: str, file: str, row: int, column: str) -> Found:
    return ("error", rule, file, row, column)


def warning(rule: str, file: str, row: int, column: str) -> Found:
    return ("warning", rule, file, row, column)


# The real data


def test_the_real_data_holds_no_error() -> None:
    assert examine(data_folder()).errors == ()


def test_the_real_data_warns_only_of_totals_that_their_publisher_missed() -> None:
    dataset = load()
    problems = examine(data_folder()).problems
    rows = {problem.row for problem in problems}
    warned = [one for row, one in enumerate(dataset.estimates, start=2) if row in rows]
    assert [(problem.rule, problem.severity) for problem in problems] == [
        ("parts", "warning") for _ in warned
    ]
    for one in warned:
        parts = [
            part.point or 0
            for part in dataset.camp_populations
            if (part.source_id, part.period_start) == (one.source_id, one.period_start)
        ]
        assert one.use == "daily-nk"
        assert one.point
        assert 0 < abs(sum(parts) - one.point) < one.point / 50


def test_the_tiny_data_holds_no_problem() -> None:
    assert examine(TINY).problems == ()


def test_every_rule_is_run() -> None:
    rules = {
        getattr(module, name)
        for module in (checks.camps, checks.claims, checks.dates, checks.events, checks.figures,
                       checks.links, checks.series, checks.sources, checks.totals, checks.words)
        for name, rule in vars(module).items()
        if isinstance(rule, Callable) and getattr(rule, "__module__", "") == module.__name__
        and not name.startswith("_")
    }  # fmt: skip
    assert rules == set(checks.RULES)


# Text in cells


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_a_text_that_a_spreadsheet_would_run_is_an_error(folder: Path, mark: str) -> None:
    change(folder, "sources", "inside-2025", title=f"{mark}1+1")
    assert found(folder) == [error("formula", "sources.csv", 5, "title")]
    assert said(folder)[0].endswith(f"begins with “{mark}”.")


def test_a_negative_number_is_not_taken_for_a_formula(folder: Path) -> None:
    change(folder, "events", "2018-06-12-summit", lat="40.75", lon="-73.97")
    assert found(folder) == []


def test_a_control_character_is_an_error(folder: Path) -> None:
    change(folder, "sources", "inside-2025", title="Two\x07camps")
    assert found(folder) == [error("control-character", "sources.csv", 5, "title")]


def test_a_letter_that_was_lost_is_an_error(folder: Path) -> None:
    change(folder, "sources", "inside-2025", publisher_ko="예시�트워크")
    assert found(folder) == [error("damaged-text", "sources.csv", 5, "publisher_ko")]


@pytest.mark.parametrize("title", ["Two camps ", " Two camps", "Two  camps", "Two\u00a0camps"])
def test_a_stray_space_is_a_warning(folder: Path, title: str) -> None:
    change(folder, "sources", "inside-2025", title=title)
    assert found(folder) == [warning("stray-space", "sources.csv", 5, "title")]


def test_a_character_that_cannot_be_seen_is_a_warning(folder: Path) -> None:
    change(folder, "sources", "inside-2025", title="Two\u200bcamps")
    assert found(folder) == [warning("invisible-character", "sources.csv", 5, "title")]


def test_hangul_in_pieces_is_a_warning(folder: Path) -> None:
    change(folder, "sources", "inside-2025", publisher_ko="\u1112\u1161\u11ab\u1100\u1173\u11af")
    assert found(folder) == [warning("decomposed", "sources.csv", 5, "publisher_ko")]


def test_a_line_break_is_a_warning(folder: Path) -> None:
    change(folder, "sources", "inside-2025", title="Two\ncamps")
    assert found(folder) == [warning("line-break", "sources.csv", 5, "title")]


def test_a_text_in_one_language_is_an_error(folder: Path) -> None:
    change(folder, "events", "2019-03-statement", quote_ko="")
    change(folder, "series", "us-envoy-in-post", note_ko="한국어만 있다.")
    assert found(folder) == [
        error("one-language", "events.csv", 3, "quote_ko"),
        error("one-language", "series.csv", 11, "note_en"),
    ]


def test_a_korean_cell_that_repeats_the_english_is_a_warning(folder: Path) -> None:
    sentence = "An example of a sentence."
    change(folder, "events", "2019-03-statement", summary_en=sentence, summary_ko=sentence)
    assert found(folder) == [warning("untranslated", "events.csv", 3, "summary_ko")]


def test_a_name_may_be_the_same_in_both_languages(folder: Path) -> None:
    change(folder, "sources", "inside-2025", publisher="CNN", publisher_ko="CNN")
    assert found(folder) == []


# Ids and links


def test_an_id_given_twice_is_an_error_that_names_the_first_row(folder: Path) -> None:
    add(folder, "sources", "paper-2013", url="https://example.org/other")
    assert found(folder) == [error("duplicate-id", "sources.csv", 6, "source_id")]
    assert said(folder)[0] == "Row 4 has the same source_id."


def test_rows_that_share_a_part_of_their_key_are_no_duplicates(folder: Path) -> None:
    add(folder, "claim_sources", "c01/primary", source_id="inside-2025", via_source_id="")
    assert found(folder) == []


@pytest.mark.parametrize(
    ("table", "record", "row", "column"),
    [
        ("estimates", "institute-2013", 2, "source_id"),
        ("estimates", "institute-2013", 2, "via_source_id"),
        ("estimates", "time-2019-oped", 3, "derived_from"),
        ("camps", "camp-25", 3, "source_ids"),
        ("camp_lists", "institute-2013", 2, "camp_ids"),
        ("camp_status", "inside-2025-camp-25", 3, "camp_id"),
        ("imagery", "institute-2013-camp-14", 2, "camp_id"),
        ("claim_sources", "c01/since", 3, "source_id"),
    ],
)
def test_a_link_to_a_row_that_does_not_exist_is_an_error(
    folder: Path, table: str, record: str, row: int, column: str
) -> None:
    change(folder, table, record, **{column: "no-such-row"})
    assert found(folder) == [error("unknown-reference", f"{table}.csv", row, column)]


def test_a_misspelt_id_is_answered_with_the_right_one(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", via_source_id="papers-2013")
    assert said(folder) == (
        "No row of sources.csv has the source_id “papers-2013”.",
        "Did you mean “paper-2013”?",
    )


def test_one_unknown_item_in_a_list_is_named(folder: Path) -> None:
    change(folder, "estimates", "inside-2025", camps_listed="14;26")
    assert said(folder)[0] == "No row of camps.csv has the number “26”."


def test_an_origin_without_a_row_is_an_error(folder: Path) -> None:
    remove(folder, "origins", "daily-nk")
    assert found(folder) == [error("unknown-reference", "estimates.csv", 4, "origin_id")]


def test_a_list_that_names_a_camp_twice_is_a_warning(folder: Path) -> None:
    change(folder, "camp_lists", "institute-2013", camp_ids="camp-14;camp-14")
    assert found(folder) == [warning("repeated-item", "camp_lists.csv", 2, "camp_ids")]


def test_a_source_known_through_others_must_say_through_whom(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", via_source_id="")
    assert found(folder) == [error("missing-via", "estimates.csv", 2, "via_source_id")]


def test_a_source_is_not_known_through_itself(folder: Path) -> None:
    change(folder, "estimates", "time-2019-oped", via_source_id="time-2019-oped")
    assert found(folder) == [error("via-itself", "estimates.csv", 3, "via_source_id")]


def test_an_estimate_derived_from_itself_is_an_error(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", derived_from="institute-2013")
    assert found(folder) == [error("derived-from-itself", "estimates.csv", 2, "derived_from")]


def test_estimates_derived_in_a_circle_are_one_error_that_shows_the_circle(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", derived_from="time-2019-oped", published="")
    assert found(folder) == [error("derivation-circle", "estimates.csv", 2, "derived_from")]
    assert "institute-2013 → time-2019-oped → institute-2013" in said(folder)[0]


def test_an_estimate_derived_from_a_later_one_is_a_warning(folder: Path) -> None:
    change(folder, "estimates", "time-2019-oped", derived_from="inside-2025")
    assert found(folder) == [warning("later-parent", "estimates.csv", 3, "derived_from")]


# Figures


@pytest.mark.parametrize(
    ("bound", "cells"),
    [
        ("range", {"low": "80", "high": ""}),
        ("about", {"low": "80", "high": ""}),
        ("up-to", {"low": "80", "high": ""}),
        ("at-least", {"low": "", "high": "80"}),
        ("more-than", {"low": "80", "high": "120"}),
        ("range", {"low": "80", "point": "100", "high": "120"}),
        ("about", {"low": "", "high": ""}),
    ],
)
def test_a_wording_that_disagrees_with_the_cells_filled_is_an_error(
    folder: Path, bound: str, cells: dict[str, str]
) -> None:
    change(folder, "estimates", "institute-2013", bound=bound, **cells)
    assert found(folder) == [error("bound", "estimates.csv", 2, "bound")]


def test_a_low_above_the_high_is_an_error(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", low="130")
    assert found(folder) == [error("low-above-high", "estimates.csv", 2, "low")]


def test_a_point_outside_low_and_high_is_an_error(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", point="130")
    assert found(folder) == [
        error("bound", "estimates.csv", 2, "bound"),
        error("low-above-high", "estimates.csv", 2, "point"),
    ]


def test_a_figure_of_zero_people_is_a_warning(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", low="0")
    assert found(folder) == [warning("zero", "estimates.csv", 2, "low")]


@pytest.mark.parametrize("use", ["core", "repeat", "daily-nk"])
@pytest.mark.parametrize("scope", ["christians-only", "wider", "other"])
def test_a_figure_of_other_people_may_not_stand_among_totals(
    folder: Path, use: str, scope: str
) -> None:
    change(folder, "estimates", "time-2019-oped", use=use, scope=scope)
    assert found(folder) == [error("use-of-other-scope", "estimates.csv", 3, "use")]


def test_a_total_is_not_marked_as_another_scope(folder: Path) -> None:
    change(folder, "estimates", "time-2019-oped", use="other-scope")
    assert found(folder) == [error("use-of-other-scope", "estimates.csv", 3, "use")]


@pytest.mark.parametrize(
    ("record", "row", "use"), [("time-2019-oped", 3, "daily-nk"), ("inside-2025", 4, "core")]
)
def test_figures_from_inside_sources_stay_in_their_own_panel(
    folder: Path, record: str, row: int, use: str
) -> None:
    change(folder, "estimates", record, use=use)
    assert found(folder) == [error("use-of-daily-nk", "estimates.csv", row, "use")]


def test_more_camps_listed_than_counted_is_an_error_and_fewer_a_warning(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", camps_counted="1")
    assert found(folder) == [error("camps-counted", "estimates.csv", 2, "camps_counted")]
    change(folder, "estimates", "institute-2013", camps_counted="3")
    assert found(folder) == [warning("camps-counted", "estimates.csv", 2, "camps_counted")]
    change(folder, "estimates", "institute-2013", use="trap")
    assert found(folder) == []


# Totals


def test_parts_that_nearly_make_the_total_are_a_warning(folder: Path) -> None:
    change(folder, "estimates", "inside-2025", point="202")
    assert found(folder) == [warning("parts", "estimates.csv", 4, "point")]
    assert "add up to 200, the total is 202" in said(folder)[0]


def test_parts_that_do_not_make_the_total_are_an_error(folder: Path) -> None:
    change(folder, "camp_populations", "inside-2025-camp-25", point="500")
    assert found(folder) == [error("parts", "estimates.csv", 4, "point")]


def test_parts_of_a_range_make_its_low_and_its_high(folder: Path) -> None:
    change(folder, "estimates", "inside-2025", point="", low="190", high="210", bound="range")
    change(folder, "camp_populations", "inside-2025-camp-14",
           point="", low="140", high="165", bound="range")  # fmt: skip
    assert found(folder) == [error("parts", "estimates.csv", 4, "high")]


def test_a_floor_is_the_sum_of_the_parts_there_are(folder: Path) -> None:
    change(folder, "estimates", "inside-2025",
           point="", low="200", bound="at-least", camps_counted="3")  # fmt: skip
    assert found(folder) == [warning("camps-counted", "estimates.csv", 4, "camps_counted")]
    change(folder, "estimates", "inside-2025", low="100", camps_counted="2")
    assert found(folder) == [error("parts", "estimates.csv", 4, "low")]


def test_a_part_that_is_missing_is_a_warning(folder: Path) -> None:
    change(folder, "estimates", "inside-2025", camps_counted="3", camps_listed="")
    assert found(folder) == [warning("missing-part", "estimates.csv", 4, "camps_counted")]


def test_totals_are_not_judged_while_a_part_cannot_be_read(folder: Path) -> None:
    change(folder, "camp_populations", "inside-2025-camp-25", point="5O")
    assert found(folder) == [error("bad-number", "camp_populations.csv", 3, "point")]


def test_the_totals_of_the_real_data_are_compared_with_their_parts() -> None:
    dataset = load()
    sources = {part.source_id for part in dataset.camp_populations}
    compared = [
        one
        for one in dataset.estimates
        if one.source_id in sources and one.use == "daily-nk" and one.camps_counted
    ]
    assert len(compared) == sum(one.use == "daily-nk" for one in dataset.estimates)
    for one in compared:
        parts = [
            part
            for part in dataset.camp_populations
            if (part.source_id, part.period_start) == (one.source_id, one.period_start)
        ]
        assert len(parts) == one.camps_counted


# Dates


@pytest.mark.parametrize(
    ("table", "record", "row", "cells", "column"),
    [
        ("estimates", "inside-2025", 4, {"period_end": "2024"}, "period_end"),
        ("camp_populations", "inside-2025-camp-25", 3, {"period_end": "2024-12"}, "period_end"),
        ("imagery", "institute-2013-camp-14", 2, {"imagery_end": "2011-04-30"}, "imagery_end"),
        ("events", "2018-06-12-summit", 2, {"end_date": "2018-06-11"}, "end_date"),
        ("camps", "camp-14", 2, {"closed": "1964"}, "closed"),
    ],
)
def test_an_end_before_the_beginning_is_an_error(
    folder: Path, table: str, record: str, row: int, cells: dict[str, str], column: str
) -> None:
    change(folder, table, record, **cells)
    assert error("dates-reversed", f"{table}.csv", row, column) in found(folder)


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("2013", "2012", True),
        ("2013-05", "2013-04-30", True),
        ("2013-05-02", "2013-05-01", True),
        ("2013-05", "2012", True),
        ("2013-05", "2013", False),
        ("2013", "2013-05", False),
        ("2013-05", "2013-05-31", False),
        ("2013", "", False),
        ("", "2013", False),
    ],
)
def test_dates_are_compared_only_as_far_as_both_are_known(
    first: str, second: str, *, after: bool
) -> None:
    assert begins_after(first, second) is after


def test_half_a_period_is_an_error(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", period_end="")
    assert found(folder) == [error("half-period", "estimates.csv", 2, "period_end")]


@pytest.mark.parametrize(
    ("table", "record", "row", "cells", "column"),
    [
        ("estimates", "institute-2013", 2, {"published": "2012"}, "published"),
        ("camp_populations", "inside-2025-camp-25", 3, {"published": "2024"}, "published"),
        ("imagery", "institute-2013-camp-14", 2, {"published": "2012-10"}, "published"),
        ("sources", "inside-2025", 5, {"published": "2027"}, "accessed"),
    ],
)
def test_a_publication_before_what_it_describes_is_a_warning(
    folder: Path, table: str, record: str, row: int, cells: dict[str, str], column: str
) -> None:
    change(folder, table, record, **cells)
    assert found(folder) == [warning("published-too-early", f"{table}.csv", row, column)]


@pytest.mark.parametrize(
    ("record", "row", "precision"),
    [("2018-06-12-summit", 2, "month"), ("2019-03-statement", 3, "day")],
)
def test_a_date_of_another_precision_than_claimed_is_an_error(
    folder: Path, record: str, row: int, precision: str
) -> None:
    change(folder, "events", record, date_precision=precision)
    assert found(folder) == [error("date-precision", "events.csv", row, "start_date")]


# Camps


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"lat": "37.4"}, "lat"),
        ({"lat": "43.2"}, "lat"),
        ({"lon": "123.9"}, "lon"),
        ({"lon": "131.1"}, "lon"),
    ],
)
def test_a_camp_outside_north_korea_is_an_error(
    folder: Path, cells: dict[str, str], column: str
) -> None:
    change(folder, "camps", "camp-14", **cells)
    assert found(folder) == [error("outside-region", "camps.csv", 2, column)]


def test_latitude_and_longitude_that_are_swapped_are_recognised(folder: Path) -> None:
    change(folder, "camps", "camp-14", lat="41.29", lon="39.57")
    assert said(folder)[1] == "Correct the latitude or the longitude."
    change(folder, "camps", "camp-14", lat="39.57", lon="126.06")
    assert found(folder) == []


@pytest.mark.parametrize("table", ["camps", "events"])
@pytest.mark.parametrize("missing", ["lat", "lon"])
def test_half_a_point_is_an_error(folder: Path, table: str, missing: str) -> None:
    record = {"camps": "camp-14", "events": "2018-06-12-summit"}[table]
    change(folder, table, record, **{missing: ""})
    assert found(folder) == [error("half-point", f"{table}.csv", 2, missing)]


def test_an_unknown_place_has_no_point_and_a_known_one_has(folder: Path) -> None:
    change(folder, "camps", "camp-14", lat="", lon="")
    change(folder, "camps", "camp-25", location_precision="unknown")
    assert found(folder) == [
        error("point-precision", "camps.csv", 2, "location_precision"),
        error("point-precision", "camps.csv", 3, "location_precision"),
    ]


def test_two_camps_may_share_a_point(folder: Path) -> None:
    change(folder, "camps", "camp-25", lat="39.5700", lon="126.0600")
    assert found(folder) == []


def test_an_area_outside_the_smallest_and_largest_is_an_error(folder: Path) -> None:
    change(folder, "camps", "camp-14", area_km2="200")
    assert found(folder) == [error("area-order", "camps.csv", 2, "area_km2")]


def test_a_list_that_names_the_camps_must_name_some(folder: Path) -> None:
    change(folder, "camp_lists", "institute-2013", camp_ids="")
    assert found(folder) == [error("list-without-camps", "camp_lists.csv", 2, "camp_ids")]


def test_a_list_that_gives_a_number_only_names_none(folder: Path) -> None:
    change(folder, "camp_lists", "time-2019-oped", camp_ids="camp-14")
    assert found(folder) == [error("list-with-camps", "camp_lists.csv", 3, "camp_ids")]


# Events


def test_a_coordinate_too_precise_for_its_place_is_a_warning(folder: Path) -> None:
    change(folder, "events", "2018-06-12-summit", lat="1.2501")
    assert found(folder) == [warning("too-precise", "events.csv", 2, "lat")]


def test_a_quotation_without_a_speaker_is_an_error(folder: Path) -> None:
    change(folder, "events", "2019-03-statement", speaker="", speaker_ko="")
    assert found(folder) == [error("speaker-and-quote", "events.csv", 3, "speaker")]


def test_a_speaker_without_a_quotation_is_an_error(folder: Path) -> None:
    change(folder, "events", "2019-03-statement", quote="", quote_ko="")
    assert found(folder) == [error("speaker-and-quote", "events.csv", 3, "quote")]


def test_a_quotation_has_25_words_at_most(folder: Path) -> None:
    change(folder, "events", "2019-03-statement", quote=" ".join(["word"] * 25))
    assert found(folder) == []
    change(folder, "events", "2019-03-statement", quote=" ".join(["word"] * 26))
    assert found(folder) == [error("long-quote", "events.csv", 3, "quote")]


def test_actors_are_as_many_in_korean_as_in_english(folder: Path) -> None:
    change(folder, "events", "2018-06-12-summit", actors_ko="김정은")
    assert found(folder) == [error("actors", "events.csv", 2, "actors_ko")]


def test_an_event_without_codes_is_an_error(folder: Path) -> None:
    remove(folder, "event_codes", "2019-03-statement")
    assert found(folder) == [error("uncoded-event", "events.csv", 3, "event_id")]


def test_codes_without_an_event_are_an_error(folder: Path) -> None:
    remove(folder, "events", "2019-03-statement")
    assert found(folder) == [error("unknown-reference", "event_codes.csv", 3, "event_id")]


def test_another_code_than_the_final_one_is_an_error(folder: Path) -> None:
    change(folder, "events", "2019-03-statement", rights_raised="no")
    assert found(folder) == [error("other-code", "events.csv", 3, "rights_raised")]


@pytest.mark.parametrize("second", ["no", ""])
def test_codings_that_differ_need_a_reason(folder: Path, second: str) -> None:
    change(folder, "event_codes", "2019-03-statement", second_code=second)
    assert found(folder) == [error("unexplained-code", "event_codes.csv", 3, "why_en")]


# Claims


def test_a_claim_without_a_primary_source_is_an_error(folder: Path) -> None:
    remove(folder, "claim_sources", "c01/primary")
    assert found(folder) == [error("no-primary-source", "claims.csv", 2, "claim_id")]


def test_a_claim_is_not_blamed_for_a_source_that_cannot_be_read(folder: Path) -> None:
    change(folder, "claim_sources", "c01/primary", role="main")
    assert found(folder) == [error("not-permitted", "claim_sources.csv", 2, "role")]


@pytest.mark.parametrize(
    ("record", "row", "assessment"), [("c01", 2, "opinion"), ("c02", 3, "supported")]
)
def test_an_opinion_is_not_scored_and_a_fact_is(
    folder: Path, record: str, row: int, assessment: str
) -> None:
    change(folder, "claims", record, assessment=assessment)
    assert found(folder) == [error("scored-opinion", "claims.csv", row, "assessment")]


def test_a_paragraph_beyond_the_last_is_an_error(folder: Path) -> None:
    change(folder, "claims", "c01", paragraph="11")
    assert found(folder) == [error("out-of-range", "claims.csv", 2, "paragraph")]


# Series


def test_a_series_that_says_yes_or_no_holds_1_or_0(folder: Path) -> None:
    change(folder, "observations", "us-envoy-in-post/2023", value="2")
    assert found(folder) == [error("flag", "observations.csv", 12, "value")]


def test_a_vote_has_three_values(folder: Path) -> None:
    remove(folder, "observations", "unga-resolution-abstentions/2014")
    assert found(folder) == [error("votes", "observations.csv", 8, "value")]


def test_more_votes_than_member_states_are_an_error(folder: Path) -> None:
    change(folder, "observations", "unga-resolution-votes-for/2014", value="1160")
    assert found(folder) == [error("votes", "observations.csv", 8, "value")]


def test_a_vote_where_there_was_none_is_an_error(folder: Path) -> None:
    change(folder, "observations", "unga-resolution-without-vote/2014", value="1")
    assert found(folder) == [error("votes", "observations.csv", 11, "value")]


def test_the_registered_are_the_alive_and_the_deceased(folder: Path) -> None:
    change(folder, "observations", "separated-families-registered/2024-12-31", value="105")
    assert found(folder) == []
    change(folder, "observations", "separated-families-registered/2024-12-31", value="106")
    assert found(folder) == [error("families", "observations.csv", 6, "value")]


def test_a_rounded_register_may_miss_by_its_rounding(folder: Path) -> None:
    register = "separated-families-registered/2024-12-31"
    change(folder, "observations", register, value="150", status="rounded")
    assert found(folder) == [error("families", "observations.csv", 6, "value")]
    change(folder, "observations", register, value="110", status="rounded")
    assert found(folder) == []


def test_cumulative_arrivals_grow_by_the_arrivals_of_the_year(folder: Path) -> None:
    change(folder, "observations", "nk-arrivals-south-korea/2024", value="11")
    assert found(folder) == [error("arrivals", "observations.csv", 4, "value")]
    assert said(folder)[0] == (
        "The total of the year before and the year's arrivals make 101, not 100."
    )


# Together


def test_all_problems_of_all_files_are_said_at_once_in_the_order_of_the_files(
    folder: Path,
) -> None:
    change(folder, "observations", "us-envoy-in-post/2023", value="2")
    change(folder, "sources", "time-2019-oped", read_as="skimmed")
    change(folder, "estimates", "inside-2025", source_id="outside-2025")
    change(folder, "events", "2019-03-statement", place_en=" Seoul", place_ko="서울")
    assert found(folder) == [
        error("not-permitted", "sources.csv", 2, "read_as"),
        error("unknown-reference", "estimates.csv", 4, "source_id"),
        warning("stray-space", "events.csv", 3, "place_en"),
        error("flag", "observations.csv", 12, "value"),
    ]


def test_the_lineage_and_the_bounds_of_the_real_data_stay_checked() -> None:
    dataset = load()
    filled = {"range": 2, "about": 1, "up-to": 1, "at-least": 1, "more-than": 1}
    for one in (*dataset.all(Estimate), *dataset.all(CampPopulation)):
        given = [value for value in (one.low, one.point, one.high) if value is not None]
        assert len(given) == filled[one.bound]


# Where a statement was read, and on whose word


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"url": "", "read_from": "publisher"}, ("error", "no-address", "url")),
        ({"url": "", "read_from": "reprint"}, ("error", "no-address", "url")),
        (
            {"read_as": "copy", "read_from": "publisher"},
            ("error", "copy-at-publisher", "read_from"),
        ),
        ({"title_ko": "[예시]"}, ("warning", "translated-title", "title_ko")),
        ({"title": "[A table]", "title_ko": "표"}, ("warning", "no-brackets", "title_ko")),
    ],
)
def test_how_a_source_was_reached_agrees_with_the_rest_of_its_row(
    folder: Path, cells: dict[str, str], problem: tuple[str, str, str]
) -> None:
    change(folder, "sources", "inside-2025", **cells)
    severity, rule, column = problem
    assert found(folder) == [(severity, rule, "sources.csv", 5, column)]


def test_a_source_known_through_others_was_read_nowhere(folder: Path) -> None:
    change(folder, "sources", "institute-2013", read_from="print")
    assert found(folder) == [error("not-read", "sources.csv", 3, "read_from")]


@pytest.mark.parametrize(
    "cells",
    [
        {"read_from": "publisher"}, {"read_from": "stored-copy", "url": ""},
        {"read_as": "excerpt", "read_from": "print", "url": ""},
        {"title": "[A table]", "title_ko": "[표]"},
    ],
)  # fmt: skip
def test_a_source_may_say_how_it_was_reached(folder: Path, cells: dict[str, str]) -> None:
    change(folder, "sources", "inside-2025", **cells)
    assert found(folder) == []


@pytest.mark.parametrize("cell", ["845", "para 845", "paragraph", "page 12;", "page  12", "p.12"])
def test_a_place_in_a_source_names_its_kind_and_its_number(folder: Path, cell: str) -> None:
    change(folder, "estimates", "institute-2013", locator=cell)
    assert [one[1:] for one in found(folder)] == [(
        "bad-list" if cell.endswith(";") else "bad-locator", "estimates.csv", 2, "locator",
    )]  # fmt: skip


@pytest.mark.parametrize("cell", ["paragraph 845", "page 12;table 3", "minute 14:30", "page iv"])
def test_a_place_in_a_source_may_be_any_of_its_parts(folder: Path, cell: str) -> None:
    change(folder, "estimates", "institute-2013", locator=cell)
    assert found(folder) == []


@pytest.mark.parametrize(
    ("cells", "rule", "column"),
    [
        ({"quote_original": "우리가 거론했다."}, "words-and-language", "quote_language"),
        ({"quote_language": "ko"}, "words-and-language", "quote_original"),
        ({"quote_original": "Hi", "quote_language": "en"}, "english-original", "quote_language"),
        ({"quote_original": "가 " * 25 + "가", "quote_language": "ko"}, "long-quote",
         "quote_original"),
        ({"answered": "A minister", "answered_ko": "장관"}, "answer-without-question", "asked"),
    ],
)  # fmt: skip
def test_what_an_event_says_of_words_and_questions_is_whole(
    folder: Path, cells: dict[str, str], rule: str, column: str
) -> None:
    change(folder, "events", "2019-03-statement", **cells)
    assert found(folder) == [error(rule, "events.csv", 3, column)]


def test_words_in_another_language_need_their_translation(folder: Path) -> None:
    change(folder, "events", "2018-06-12-summit", quote_original="네", quote_language="ko")
    assert found(folder) == [error("no-translation", "events.csv", 2, "quote")]


def test_an_estimate_is_rated_by_both_words_or_by_none(folder: Path) -> None:
    change(folder, "estimates", "institute-2013", evidence="limited")
    assert found(folder) == [error("half-rating", "estimates.csv", 2, "agreement")]
    change(folder, "estimates", "institute-2013", agreement="low")
    assert found(folder) == []


# Printings of a value, and corrections by its publisher

YEAR = "nk-arrivals-south-korea/2024"


def test_a_year_has_one_value_in_force_and_any_number_of_earlier_printings(folder: Path) -> None:
    for value, vintage in (("8", "2024-10"), ("9", "2024-12-31")):
        add(folder, "observations", YEAR, value=value, status="superseded", vintage=vintage)
    assert found(folder) == []
    add(folder, "observations", YEAR, value="10", vintage="2026-02-04")
    assert found(folder) == [error("two-in-force", "observations.csv", 15, "status")]


def test_a_replaced_value_says_when_it_was_printed_and_by_what_it_was_replaced(
    folder: Path,
) -> None:
    add(folder, "observations", YEAR, value="8", status="superseded")
    assert found(folder) == [error("no-vintage", "observations.csv", 13, "vintage")]
    change(folder, "observations", f"{YEAR}/8", vintage="2024-10", period="2019")
    assert found(folder) == [error("nothing-in-force", "observations.csv", 13, "status")]


def test_a_publishers_correction_is_refused_without_both_values(folder: Path) -> None:
    change(folder, "observations", YEAR, corrected="2026-02-04")
    assert found(folder) == [error("one-value-only", "observations.csv", 2, "corrected")]
    assert said(folder)[0].startswith("The publisher corrected the value of 2024")
    add(folder, "observations", YEAR, value="10", status="superseded", vintage="2026-01",
        corrected="")  # fmt: skip
    assert found(folder) == [error("one-value-only", "observations.csv", 2, "corrected")]
    change(folder, "observations", f"{YEAR}/10/superseded", value="11")
    assert found(folder) == []
    change(folder, "observations", f"{YEAR}/11/superseded", vintage="2026-03")
    assert found(folder) == [error("corrected-too-early", "observations.csv", 2, "corrected")]


def test_the_date_of_a_correction_stands_with_the_right_value(folder: Path) -> None:
    add(folder, "observations", YEAR, value="8", status="superseded", vintage="2024-10",
        corrected="2026-02-04")  # fmt: skip
    assert found(folder) == [error("corrected-and-superseded", "observations.csv", 13, "corrected")]


def test_years_that_do_not_add_up_to_their_own_total_are_an_error_unless_one_is_provisional(
    folder: Path,
) -> None:
    series = "nk-arrivals-south-korea"
    add(folder, "observations", YEAR, period="2022", value="70", status="derived")
    add(folder, "observations", YEAR, period="2023", value="20")
    assert found(folder) == []
    change(folder, "observations", f"{series}/2023", value="19")
    # 2024 repeats the gap of 2023, and is not told twice.
    assert found(folder) == [error("years-add-up", "observations.csv", 3, "value")]
    assert said(folder)[0] == "The years up to 2023 add up to 89; this total says 90."
    change(folder, "observations", f"{series}/2023", status="provisional")
    assert found(folder) == []


def test_years_are_not_added_up_where_one_is_missing(folder: Path) -> None:
    add(folder, "observations", YEAR, period="2021", value="70", status="derived")
    add(folder, "observations", YEAR, period="2023", value="19")
    assert found(folder) == []


@pytest.mark.parametrize(
    "text",
    [
        "Asked about rights, he answered.",
        "She asked whether it was raised.",
        "He was asked.",
        "The minister asked Seoul to wait.",
        "The question was put twice.",
    ],
)
def test_a_row_that_speaks_of_a_question_names_who_was_asked(folder: Path, text: str) -> None:
    change(folder, "events", "2019-03-statement", summary_en=text)
    assert found(folder) == [error("nobody-asked", "events.csv", 3, "asked")]
    change(folder, "events", "2019-03-statement", asked="A minister", asked_ko="장관")
    change(folder, "claims", "c01", evidence_en=text)
    assert found(folder) == [error("nobody-asked", "claims.csv", 2, "asked")]
    change(folder, "claims", "c01", asked="A minister", asked_ko="장관")
    assert found(folder) == []


def test_what_was_asked_for_was_asked_of_nobody_in_particular(folder: Path) -> None:
    change(folder, "events", "2019-03-statement", summary_en="It asked for a meeting; many basked.")
    assert found(folder) == []


def test_a_described_item_is_described_in_korean_too(folder: Path) -> None:
    change(folder, "sources", "inside-2025", title="[Two camps]")
    assert found(folder) == [error("undescribed", "sources.csv", 5, "title_ko")]
