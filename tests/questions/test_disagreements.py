"""Where sources differ, and what is known only from later pages, is told of an answer that rests on it."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import not_over
from dashboard.charts.context import Context
from dashboard.questions import ages, asking, disagreements, stances
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope

JULY = date(2025, 7, 25)


def touched(scope: Scope, table: str, code: str, term: str | None = None) -> list[str]:
    """Return the points that one row of the record touches, of which an answer takes what it says on a term."""
    rests_on = frames.RESTS_ON.frame([(0, table, code, False, term)])
    return sorted(point.code for point in disagreements.behind(scope, rests_on).get(0, []))


def test_a_claim_is_touched_by_a_point_on_its_term_where_it_is_from_a_source_that_differs(bundled: Edition) -> None:
    # d14, end of the war: the prime minister in public on 11 July, and the press on 13 July.
    scope = Scope(bundled, JULY)
    assert touched(scope, "stance", "st_20250710_israel_permanent_end_1") == ["d14"]
    assert touched(scope, "stance", "st_20250713_israel_permanent_end_1") == ["d14"]
    assert touched(scope, "claim", "cl_20250713_israel_permanent_end_1") == ["d14"]
    # Of the term, but from another source; and from the source, but of another term.
    assert touched(scope, "stance", "st_20250707_israel_permanent_end_1") == []
    assert touched(scope, "stance", "st_20250710_israel_disarmament_1") == []
    assert touched(Scope(bundled, date(2025, 7, 12)), "stance", "st_20250710_israel_permanent_end_1") == []


def test_what_a_text_says_on_a_term_is_touched_by_a_point_on_both_and_a_whole_text_by_any_on_it(
    bundled: Edition,
) -> None:
    # Of the text of July: d11 on its hostages, d13 on whether Israel accepts it, d14 on whether it ends the war.
    scope = Scope(bundled, JULY)
    assert touched(scope, "proposal", "p_2507_us_60d", "hostage_releases") == ["d11"]
    assert touched(scope, "proposal", "p_2507_us_60d", "prisoner_releases") == []
    assert touched(scope, "proposal", "p_2507_us_60d") == ["d11", "d13", "d14"]
    # d22, why bodies are returned slowly, is no other reading of the agreement of October.
    later = Scope(bundled, date(2025, 11, 28))
    assert touched(later, "proposal", "p_2510_phase1", "hostage_releases") == []
    assert "d22" in touched(later, "proposal", "p_2510_phase1")
    # It is one on what came of it, as are d20 and d21 on who broke the truce.
    assert touched(later, "delivery", "p_2510_phase1", "hostage_releases") == ["d22"]
    assert touched(later, "delivery", "p_2510_phase1") == ["d20", "d21", "d22"]
    assert touched(scope, "delivery", "p_2507_us_60d") == []
    assert touched(scope, "figure", "fig_044") == ["d12"]
    assert touched(scope, "figure", "fig_022") == ["d16"]
    assert touched(scope, "figure", "fig_030") == []


def test_what_a_text_says_is_touched_by_a_point_on_the_term_alone_where_it_is_known_by_a_source_that_differs(
    bundled: Edition,
) -> None:
    # d03, on how long a phase is in the texts of spring 2024, names none of them: 40 days, 42, and 45 in February.
    scope = Scope(bundled, date(2024, 6, 7))
    for text in ("p_2404_il_33", "p_2405_eg_qa", "p_2402_hamas_135d"):
        assert touched(scope, "proposal", text, "truce_duration") == ["d03"], text
        assert touched(scope, "proposal", text, "hostage_releases") == [], text
    assert touched(scope, "proposal", "p_2402_paris2", "truce_duration") == []
    # d23, on the length of the bridge of March 2025, is apart from d17, on its bodies.
    scope = Scope(bundled, date(2025, 3, 18))
    assert touched(scope, "proposal", "p_2503_witkoff_bridge", "truce_duration") == ["d23"]
    assert touched(scope, "proposal", "p_2503_witkoff_bridge", "hostage_releases") == ["d17"]
    chosen = Scope(bundled, date(2025, 3, 18), terms=("truce_duration",))
    for question, points in {"provision-quantities": {"d03", "d23"}, "baseline": {"d23"}}.items():
        assert {point.code for some in asking.differing(chosen, question).values() for point in some} == points


def test_a_point_is_told_from_the_second_day_of_its_sources_and_its_sides_once_all_are_out(bundled: Edition) -> None:
    def told(day: date) -> dict[str, str]:
        return {point.code: point.passage["text"] for point in disagreements.points(Scope(bundled, day))}

    # d10: two pages of 29 May 2025, which say the same, and one of the 30th.
    assert "d10" not in told(date(2025, 5, 29))
    assert "ten" in told(date(2025, 5, 30))["d10"]
    # d13: two pages of 2 July on what the president said, one of the 6th against it, and one of the 25th.
    assert "d13" not in told(date(2025, 7, 5))
    assert told(date(2025, 7, 6))["d13"] == told(date(2025, 7, 24))["d13"] == ""
    assert "spokesman (23 July)" in told(date(2025, 7, 25))["d13"]
    # d19: one page alone tells both.
    assert "d19" not in told(date(2024, 6, 9)) and "misleading" in told(date(2024, 6, 10))["d19"]
    # d02: noted on 2 June 2024, though pages of two days are out before.
    assert "d02" not in told(date(2024, 6, 1)) and "d02" in told(date(2024, 6, 2))


def test_what_a_page_of_a_later_day_denies_is_told_where_what_it_alleges_is_counted(bundled: Edition) -> None:
    scope = Scope(bundled, date(2024, 6, 7))
    assert touched(scope, "claim", "cl_20240527_israel_permanent_end_1") == ["d19"]
    assert touched(scope, "claim", "cl_20240527_israel_withdrawal_1") == []
    data = asking.frame(scope, "whose-word")
    assert (
        "the report is incomplete and misleading"
        in asking.provenance(scope, "whose-word", data).metadata()["SourcesDiffer"]
    )
    assert asking.finding(scope, "whose-word", data)[-1] == (
        "Of the 48 claims counted, 4 are known only from pages published after this day (of 10 June 2024)."
    )


def test_of_a_round_no_point_is_told_that_its_later_pages_alone_tell_of(bundled: Edition) -> None:
    def behind(day: date) -> set[str]:
        found = asking.differing(Scope(bundled, day), "timeline")
        return {point.code for some in found.values() for point in some}

    # The round of 18 October 2025 is known by a page of the 19th, on which the truce is said to have been broken.
    assert "d20" not in behind(date(2025, 10, 18)) and "d20" in behind(date(2025, 10, 20))


def test_what_became_of_an_agreement_is_behind_what_is_told_of_it_and_of_its_deliveries(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 11, 28))
    for question, points in {
        "release-curves": {"d22"},
        "agreement": {"d20", "d21", "d22"},
        "stance-matrix": {"d20", "d21", "d22"},
    }.items():
        behind = {point.code for some in asking.differing(scope, question).values() for point in some}
        assert behind & {"d20", "d21", "d22"} == points, question
    # By pages of grade A there are only bodies, for which the text has no stage.
    of_bodies = asking.differing(replace(scope, min_grade="A"), "release-curves")
    assert "d22" in {point.code for some in of_bodies.values() for point in some}


def test_where_terms_are_chosen_a_point_on_another_term_is_none_of_theirs(bundled: Edition) -> None:
    """Of one agreement, d22 is of hostage releases, and d20 and d21 of the end of the war."""
    of_terms = {"withdrawal": set(), "hostage_releases": {"d22"}, "permanent_end": {"d20", "d21"}}
    for term, points in of_terms.items():
        scope = Scope(bundled, date(2025, 11, 28), terms=(term,))
        behind = {point.code for some in asking.differing(scope, "agreement").values() for point in some}
        assert behind & {"d20", "d21", "d22"} == points, term


def test_what_rests_on_all_terms_whichever_are_chosen_keeps_the_points_of_all(bundled: Edition) -> None:
    """The distance over all terms is drawn beside that of the terms chosen."""
    day = Scope(bundled, date(2025, 10, 13))
    every, some = (
        {point.code for own in asking.differing(scope, "distance").values() for point in own}
        for scope in (day, replace(day, terms=("truce_duration",)))
    )
    assert {"d08", "d14", "d15"} <= some <= every


def test_below_moves_it_is_said_on_which_points_behind_them_sources_differ_and_what_each_says(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 10, 13))
    data = asking.frame(scope, "who-moved")
    first, *_, last = asking.finding(scope, "who-moved", data)
    # Of Israel on prisoner releases no earlier page tells this; of Hamas on hostages one of 4 October does.
    assert "Israel moved towards Hamas on prisoner releases (by a page of 26 November 2025)" in first
    # The point is of what Hamas says, and of no row by itself: Israel stood still on the same term.
    assert first.endswith(
        "Hamas moved towards Israel on hostage releases and withdrawal, and away from Israel on disarmament."
    )
    assert last == (
        "Sources are recorded to differ on 1 point that bears on the data behind this: “Weapons in October 2025” (one"
        " page: Hamas agrees to hand arms to an Egyptian-Palestinian body; Hamas official 11 Oct: out of the question)."
    )
    said = asking.provenance(scope, "who-moved", data)
    assert last in said.on_what()
    assert said.metadata()["SourcesDiffer"] == last


def test_below_party_or_text_it_is_said_where_sources_differ_on_whose_a_text_is(bundled: Edition) -> None:
    # The outline of 31 May 2024 counts as Israel's own, as its caller said, and as the caller's: answers stand apart.
    scope = Scope(bundled, date(2024, 7, 8))
    shifts = asking.frame(scope, "party-or-text")
    apart = shifts[shifts["own_text"].astype(bool) & (shifts["from_proposal"] == "p_2405_biden")]
    assert {"israel", "usa"} <= set(apart["party"])
    told = asking.differing(scope, "party-or-text")
    assert {row for row, some in told.items() if "d02" in {point.code for point in some}} == set(apart.index)
    said = asking.provenance(scope, "party-or-text", shifts)
    assert any("“Whose text the outline of 31 May 2024 was”" in words for words in said.on_what())


def test_below_staged_releases_it_is_said_on_which_numbers_of_a_text_sources_differ(bundled: Edition) -> None:
    scope = Scope(bundled, JULY)
    said = asking.finding(scope, "release-curves", asking.frame(scope, "release-curves"))
    of_july = [words for words in said if words.startswith("“Revised 60-day text of July 2025”: ")]
    assert len(of_july) == 2
    # The point is of the bodies; nobody differs on the living.
    assert not [words for words in said[:-1] if "differ" in words]
    assert "“Bodies in the July 2025 text: 18 or nine” (most pages: 18; Witkoff on 8 July: nine)" in said[-1]


def test_an_answer_on_which_no_sources_differ_says_nothing_of_it(bundled: Edition) -> None:
    scope = Scope(bundled, date(2023, 11, 25))
    assert not [
        words for words in asking.finding(scope, "agreement", asking.frame(scope, "agreement")) if "differ" in words
    ]


def test_an_earlier_record_of_the_same_level_is_none_of_another_position(bundled: Edition) -> None:
    scope = Scope(bundled, date(2024, 3, 14))
    said = " ".join(asking.finding(scope, "who-moved", asking.frame(scope, "who-moved")))
    # Hamas demands them as before; the number is of a page of the next day.
    assert "same level on prisoner releases (by a page of 15 March 2024), with another position" in said
    shown = stances.shown_before(scope)
    assert [aspect for aspect, *of in shown if of == ["hamas", "prisoner_releases"]] == ["level"]


def test_of_many_points_two_are_told_with_their_sides_the_latest_first_and_the_rest_are_counted() -> None:
    sides = {1: "one: yes", 4: "", 3: "one: yes.\nother: no.", 2: "one: no"}
    some = [
        disagreements.Point(f"d{n}", date(2026, 3, n), {}, {"lead": f"Point {n}.", "text": words})
        for n, words in sides.items()
    ]
    two = "“Point 4”; “Point 3” (one: yes; other: no)"
    assert disagreements.told([some[1:3], some[2:3]]) == [
        f"Sources are recorded to differ on 2 points that bear on the data behind this: {two}."
    ]
    three = f"{two}; “Point 2” (one: no)"
    assert disagreements.told([some[1:]]) == [
        f"Sources are recorded to differ on 3 points that bear on the data behind this: {three}."
    ]
    assert disagreements.told([some]) == [
        f"Sources are recorded to differ on 4 points that bear on the data behind this: {two}; and 2 more."
    ]
    assert disagreements.told([]) == []


def test_of_levels_known_from_later_pages_the_last_page_is_named(parties: pd.DataFrame, terms: pd.DataFrame) -> None:
    days = {("level", "a", "aid"): "2026-03-04", ("level", "b", "aid"): "2026-04", ("answer", "a", "truce"): "2026-05"}
    nothing = frames.ROUNDS.frame(), frames.PROPOSALS.frame()
    context = Context(parties, terms, *nothing, pd.Timestamp("2026-03-01"), told_later=days)
    assert ages.how_known(context, ["a"], "aid") == " (by a page of 4 March 2026)"
    assert ages.how_known(context, ["a", "b", "c"], "aid") == " (by a page of April 2026)"
    assert ages.how_known(context, ["a"], "truce") == ages.how_known(context, ["c"], "aid") == ""
    dated = replace(context, told_later={}, may_be_later={("level", "a", "aid"): "2026-03"})
    assert ages.how_known(dated, ["a"], "aid") == " (dated only to March 2026)"


def test_a_record_dated_to_a_month_may_be_of_a_later_day_until_the_month_is_over(bundled: Edition) -> None:
    """Of April 2024 it is known that Israel let people return to the north, and not on which day."""
    cell = ("level", "israel", "return_of_displaced")
    for day, told in ((date(2024, 3, 31), {}), (date(2024, 4, 2), {cell: "2024-04"}), (date(2024, 4, 30), {})):
        assert stances.may_be_later(Scope(bundled, day)) == told, day
    first = date(2024, 4, 1)
    for precision, last, after in (("month", 29, 30), ("year", 30, None), ("day", None, 1), ("about", None, 1)):
        for day, perhaps in ((last, True), (after, False)):
            assert day is None or not_over(first, precision, date(2024, 4, day)) == perhaps, (precision, day)


def test_of_two_spans_a_page_is_later_than_the_end_of_its_own(bundled: Edition) -> None:
    beside = Scope(bundled, date(2024, 3, 26), since=date(2023, 11, 21))
    scope = Scope(bundled, date(2025, 10, 13), since=date(2025, 5, 13), beside=beside)
    said = asking.provenance(scope, "compare", asking.frame(scope, "compare")).how_old[0]
    assert said.endswith(
        " 3 were published only after the end of the span concerned (from 27 March 2024 to 26 November 2025)."
    )
