"""Where sources differ, and what is known only from later pages, is told of an answer that rests on it."""

from datetime import date

from dashboard import frames
from dashboard.questions import asking, disagreements, sources
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope

JULY = date(2025, 7, 25)


def touched(scope: Scope, table: str, code: str, source: str, term: str | None) -> list[str]:
    """Return the points that one row of the record touches, which has this source."""
    known = scope.edition.sources().set_index("code")
    row = (0, table, code, source, known.loc[source, "title"], None, None, None, term)
    return [one.code for one in disagreements.behind(scope, frames.SOURCED.frame([row])).get(0, [])]


def test_a_claim_is_touched_by_a_point_on_its_term_where_it_is_from_a_source_that_differs(bundled: Edition) -> None:
    # d14, end of the war: the prime minister in public (s_yalibnan_250711), and the press (s_ywn_250713).
    scope = Scope(bundled, JULY)
    assert touched(scope, "claim", "c", "s_ywn_250713", "permanent_end") == ["d14"]
    assert touched(scope, "stance", "s", "s_ywn_250713", "permanent_end") == ["d14"]
    assert touched(scope, "claim", "c", "s_ywn_250713", "guarantees") == []
    assert touched(scope, "claim", "c", "s_trt_250708", "permanent_end") == []
    before = Scope(bundled, date(2025, 7, 12))
    assert touched(before, "claim", "c", "s_yalibnan_250711", "permanent_end") == []


def test_what_a_text_says_on_a_term_is_touched_by_a_point_on_both_and_a_whole_text_by_any_on_it(
    bundled: Edition,
) -> None:
    # Of the text of July: d11 on its hostages, d13 on whether Israel accepts it, d14 on whether it ends the war.
    scope = Scope(bundled, JULY)
    assert touched(scope, "proposal", "p_2507_us_60d", "s_trt_250708", "hostage_releases") == ["d11"]
    assert touched(scope, "proposal", "p_2507_us_60d", "s_trt_250708", "prisoner_releases") == []
    assert touched(scope, "proposal", "p_2507_us_60d", "s_trt_250708", None) == ["d11", "d13", "d14"]
    # d22, why bodies are returned slowly, is no other reading of the agreement of October.
    later = Scope(bundled, date(2025, 11, 28))
    assert touched(later, "proposal", "p_2510_phase1", "s_irish_251105", "hostage_releases") == []
    assert "d22" in touched(later, "proposal", "p_2510_phase1", "s_irish_251105", None)
    assert touched(scope, "figure", "fig_044", "s_palchron_250712", None) == ["d12"]
    assert touched(scope, "figure", "fig_030", "s_palchron_250712", None) == []


def test_a_move_that_rests_on_what_sources_differ_on_says_so_and_what_each_says(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 10, 13))
    data = asking.frame(scope, "who-moved")
    first, *_, last = asking.finding(scope, "who-moved", data)
    away = "and away from Israel on disarmament (sources differ, see below)."
    assert first.endswith(f"on hostage releases (known only since 26 November 2025) and withdrawal, {away}")
    assert last == (
        "Sources differ on 1 point behind this: “Weapons in October 2025” (one page: Hamas agrees to hand arms to an "
        "Egyptian-Palestinian body; Hamas official 11 Oct: out of the question)."
    )
    said = asking.provenance(scope, "who-moved", data)
    assert last in said.on_what()
    assert said.metadata()["SourcesDiffer"] == last


def test_of_staged_releases_the_text_is_told_on_whose_numbers_sources_differ(bundled: Edition) -> None:
    scope = Scope(bundled, JULY)
    said = asking.finding(scope, "release-curves", asking.frame(scope, "release-curves"))
    of_july = [words for words in said if words.startswith("“Revised 60-day text of July 2025”: ")]
    assert len(of_july) == 2
    assert all(words.endswith("on average (sources differ, see below).") for words in of_july)
    assert not [words for words in said if "Hamas reply" in words and "differ" in words]
    assert "“Bodies in the July 2025 text: 18 or nine” (most pages: 18; Witkoff on 8 July: nine)" in said[-1]


def test_an_answer_on_which_no_sources_differ_says_nothing_of_it(bundled: Edition) -> None:
    scope = Scope(bundled, date(2023, 11, 25))
    assert not [
        words for words in asking.finding(scope, "agreement", asking.frame(scope, "agreement")) if "differ" in words
    ]


def test_of_many_points_two_are_told_with_their_sides_the_latest_first_and_the_rest_are_counted() -> None:
    sides = {1: "one: yes", 4: "", 3: "one: yes.\nother: no.", 2: "one: no"}
    some = [
        disagreements.Point(f"d{n}", date(2026, 3, n), {}, False, frozenset(), {"lead": f"Point {n}.", "text": words})
        for n, words in sides.items()
    ]
    two = "“Point 4”; “Point 3” (one: yes; other: no)"
    assert disagreements.told([some[1:3], some[2:3]]) == [f"Sources differ on 2 points behind this: {two}."]
    assert disagreements.told([some[1:]]) == [f"Sources differ on 3 points behind this: {two}; “Point 2” (one: no)."]
    assert disagreements.told([some]) == [f"Sources differ on 4 points behind this: {two}; and 2 more."]
    assert disagreements.told([]) == []


def test_a_row_is_known_since_the_last_of_its_records_is_each_by_its_first_page() -> None:
    def page(row: int, record: str, source: str, later_on: str | None) -> tuple[object, ...]:
        return (row, "stance", record, source, source, None, None, later_on, "aid")

    found = [page(0, "a", "s1", "2026-03-05"), page(0, "a", "s2", "2026-03-04"), page(0, "b", "s3", "2026-03-02")]
    found += [page(1, "a", "s1", None), page(2, "c", "s4", "2026-04"), page(2, "d", "s1", None)]
    assert sources.known_since(frames.SOURCED.frame(found)) == {0: "4 March 2026", 2: "April 2026"}
    assert sources.known_since(frames.SOURCED.frame()) == {}
