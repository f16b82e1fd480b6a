"""From a scope to the frame of every chart, and to its file."""

import csv
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard import frames
from dashboard.errors import NotFound, ParleyError
from dashboard.exports.file_kinds import EXACT, FILE_KINDS, SHEET, FileKind
from dashboard.exports.provenance import Provenance
from dashboard.questions import asking, sources
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from tests.views import small_case

# By hand from the case: two cells, A and B on aid; day 0 and the one stage; one quantity; one figure. Nobody answered
# two texts, no two go by one name, and nobody has a position. Two terms by level and three by answer; five scores of
# each of two terms; five ways to measure the coders.
ROWS = {"stance-matrix": 2, "release-curves": 4, "provision-quantities": 1, "figures": 1}
ROWS |= {"party-or-text": 0, "two-texts": 0, "baseline": 0, "agreement": 5, "spread": 10, "coder-agreement": 5}
GIVEN: dict[str, dict[str, Any]] = {
    "party": {"parties": ("a", "b")},
    "term": {"terms": ("aid",)},
    "proposal": {"proposals": ("p1",)},
    "since": {"since": date(2025, 7, 2)},
    "beside": {},
}


def shown(edition: Edition, **more: Any) -> Scope:
    """Return the last day of a case by all its evidence, with more picks."""
    return replace(Scope(edition, date(2025, 8, 31), min_grade="D", min_confidence="low"), **more)


def test_every_chart_gets_a_frame_of_its_contract(toy: Edition) -> None:
    found = {chart_id: asking.frame(shown(toy), chart_id) for chart_id in BY_ID}
    for chart_id, frame in found.items():
        BY_ID[chart_id].contract.check(frame)
    assert {chart_id: len(found[chart_id]) for chart_id in ROWS} == ROWS
    assert [chart_id for chart_id, frame in found.items() if frame.empty and chart_id not in ROWS] == []


def test_a_frame_is_worked_out_once_for_all_that_is_made_of_it_and_for_all_days_where_none_has_a_say(
    toy: Edition,
) -> None:
    for chart_id, question in BY_ID.items():
        found = asking.frame(shown(toy), chart_id)
        assert asking.frame(shown(toy), chart_id) is found, chart_id
        if not question.narrowed_by:
            assert asking.frame(shown(toy, as_of=date(2025, 7, 1), min_grade="A"), chart_id) is found, chart_id
    assert any(not question.narrowed_by for question in BY_ID.values())


def test_a_chart_of_a_negotiation_without_rows_is_drawn_empty_or_refused_in_a_sentence(elsewhere: Store) -> None:
    small_case.load(elsewhere, "bare", small_case.BARE, {})
    bare = Scope(Edition(elsewhere, "bare"), date(2025, 8, 31))
    for chart_id in BY_ID:
        try:
            frame = asking.frame(bare, chart_id)
            assert frame.empty or (frame["n"] == 0).all(), chart_id
            assert asking.spec(bare, chart_id, frame)["description"]
        except ParleyError as refused:
            assert str(refused).endswith(".")


def test_no_chart_shows_what_came_after_the_day(toy: Edition) -> None:
    scope = Scope(toy, date(2025, 6, 30))
    for chart_id in BY_ID:
        try:
            frame = asking.frame(scope, chart_id)
        except ParleyError as refused:
            assert str(refused).endswith(".")
            continue
        if chart_id == "timeline":  # a note that speaks of no day stands on this one
            frame = frame[frame["lane"] != "annotation"]
        # A list of all terms is no news; what is said of them is. The coders read what they read, whatever the day.
        assert frame.empty or (frame["n"] == 0).all() or chart_id == "coder-agreement", chart_id


@pytest.mark.parametrize("kind", GIVEN)
def test_a_chart_takes_what_it_says_and_refuses_what_it_would_leave_out(toy: Edition, kind: str) -> None:
    asked = shown(toy, **GIVEN[kind]) if kind != "beside" else shown(toy, beside=shown(toy))
    for chart_id, question in BY_ID.items():
        if kind in question.takes:
            question.contract.check(asking.frame(asked, chart_id))
        else:
            said = f"The chart {chart_id} does not take: {kind}. Besides day and evidence"
            with pytest.raises(ParleyError, match=said):
                asking.frame(asked, chart_id)


def test_a_term_that_is_named_is_all_that_is_left(toy: Edition) -> None:
    for question in (one for one in BY_ID.values() if "term" in one.takes):
        found = asking.frame(shown(toy, terms=("truce",)), question.id)
        assert "term" not in found or set(found["term"]) <= {"truce", "overall"}, question.id


def test_an_unknown_chart_is_refused(toy: Edition) -> None:
    with pytest.raises(NotFound, match="There is no chart 'pie'. The charts are: stance-matrix"):
        asking.frame(shown(toy), "pie")


def test_picked_parties_and_terms_are_all_that_is_left(toy: Edition) -> None:
    picked = asking.scope(toy, None, "D", "low", terms=("aid",), parties=("b",), proposals=())
    assert asking.frame(picked, "stance-matrix")["party"].tolist() == ["b"]
    assert set(asking.frame(picked, "stance-steps")["party"]) == {"b"}


def test_a_command_that_names_no_day_means_the_last_covered_day(toy: Edition) -> None:
    scope = asking.scope(toy, None, "B", "low", terms=(), parties=(), proposals=())
    assert scope.as_of == date(2025, 8, 31)


@pytest.mark.parametrize("pick", ["terms", "parties", "proposals"])
def test_an_unknown_pick_is_refused_with_what_there_is(toy: Edition, pick: str) -> None:
    picks = {"terms": (), "parties": (), "proposals": ()} | {pick: ("x",)}
    with pytest.raises(NotFound, match="'x' in toy. There are: "):
        asking.scope(toy, None, "B", "low", **picks)


def of(scope: Scope, chart_id: str) -> Provenance:
    """Return what a download of a chart says of itself."""
    return asking.provenance(scope, chart_id, asking.frame(scope, chart_id))


def test_a_download_says_where_it_is_from(toy: Edition) -> None:
    said = of(shown(toy), "stance-matrix")
    assert (said.negotiation, said.as_of, said.version, said.known_at) == ("Toy talks", date(2025, 8, 31), 1, None)
    assert said.evidence == ("source grade D or better", "any confidence")
    # The levels are of 2 and 4 July: more than 30 days old on 31 August.
    assert said.how_old == ("Both levels shown are older than 30 days (from 2 July 2025 to 4 July 2025).",)


def test_a_footer_names_the_sources_of_what_is_drawn_and_no_others(toy: Edition) -> None:
    assert of(shown(toy), "stance-matrix").sources == {"A Leaflet": 1, "The Paper": 1}
    assert of(shown(toy, parties=("a",)), "stance-matrix").sources == {"The Paper": 1}
    assert of(shown(toy), "figures").sources == {"The Paper": 1}
    # The text has no source of its own; what was delivered is from the paper.
    assert of(shown(toy), "release-curves").sources == {"The Paper": 1}
    assert of(shown(toy), "provision-quantities").sources == {}


def test_a_footer_says_which_sources_were_published_only_after_the_day(elsewhere: Store) -> None:
    days = ({"published_on": date(2025, 8, 2), "precision": "day"}, {"published_on": None})
    pages = [page | day for page, day in zip(small_case.ONE_OF_EVERYTHING["source"], days, strict=True)]
    tables = small_case.ONE_OF_EVERYTHING | {"source": pages}
    small_case.load(elsewhere, "later", small_case.TOY, tables)

    def told(chart_id: str, day: date) -> tuple[str, ...]:
        return of(shown(Edition(elsewhere, "later"), as_of=day), chart_id).how_old

    later = "published only after the day shown (of 2 August 2025)."
    assert told("figures", date(2025, 8, 1)) == (f"The one source was {later}",)
    assert told("stance-matrix", date(2025, 8, 1)) == (f"Of the 2 sources, 1 was {later}",)
    assert told("coder-agreement", date(2025, 8, 1)) == ()  # it is asked of no day
    assert not [words for words in told("stance-matrix", date(2025, 8, 2)) if "published" in words]


@pytest.mark.parametrize(
    ("later", "n", "said"),
    [
        (1, 1, "The one source was"),
        (2, 2, "Both sources were"),
        (6, 6, "All 6 sources were"),
        (1, 6, "Of the 6 sources, 1 was"),
        (2, 6, "Of the 6 sources, 2 were"),
    ],
)
def test_that_all_sources_were_published_later_is_said_of_all(later: int, n: int, said: str) -> None:
    days = ["2025-08-02"] * later + [None] * (n - later)
    found = frames.SOURCED.frame(
        {"row": i, "table": "stance", "code": f"h{i}", "source": f"s{i}", "title": f"Page {i}", "later_on": day}
        for i, day in enumerate(days)
    )
    assert sources.published_later(found, "the day shown") == [
        f"{said} published only after the day shown (of 2 August 2025)."
    ]


def test_a_footer_says_the_filters_that_have_a_say_and_no_others(toy: Edition) -> None:
    narrow = shown(toy, within_use_by=True, only_source="s1")
    words = ["source grade D or better", "any confidence", "only what was said within the use-by of 30 days"]
    words.append("only “Paper” (The Paper)")
    for chart_id, chosen in {"agreement": (0, 1, 2, 3), "whose-word": (0, 2, 3)}.items():
        assert of(narrow, chart_id).evidence == tuple(words[n] for n in chosen)
    assert of(narrow, "figures").evidence == (words[0], words[3], "a figure only where no other page is cited")
    # What was delivered is counted by the grade of its source.
    assert of(narrow, "release-curves").evidence == (words[0], words[3], "texts whatever their sources")
    for chart_id, day in {"provision-quantities": date(2025, 8, 31), "coder-agreement": None}.items():
        said = of(narrow, chart_id)
        assert (said.evidence, said.as_of) == ((), day)


def test_the_caveat_in_a_line_is_its_first_sentence(elsewhere: Store) -> None:
    for code, caveat in (
        ("one", "Coded by e.g. one person. Nobody checked."),
        ("two", "Coded\nby\tAna"),
        ("none", None),
    ):
        small_case.load(elsewhere, code, small_case.BARE | {"caveat": caveat}, {})
    said = [asking.caveat(Edition(elsewhere, code)) for code in ("one", "two", "none")]
    assert said == ["Coded by e.g. one person.", "Coded by Ana", ""]


def test_a_comparison_says_with_what_and_names_the_sources_of_both(elsewhere: Store, toy: Edition) -> None:
    own = small_case.TOY | {"title": "Other talks", "citation": "Other (2025)."}
    sources = [one | {"publisher": f"Other {one['publisher']}"} for one in small_case.ONE_OF_EVERYTHING["source"]]
    small_case.load(elsewhere, "other", own, small_case.ONE_OF_EVERYTHING | {"source": sources})
    beside = shown(toy.of("other"), as_of=date(2025, 8, 2))
    said = of(shown(toy, beside=beside), "compare")
    assert said.filters == ("Beside: Other talks, as of 2 August 2025, version 1",)
    assert said.sources == {"A Leaflet": 1, "Other A Leaflet": 1, "Other The Paper": 1, "The Paper": 1}
    assert said.citation == "Other (2025)."


def test_the_chart_of_moves_says_from_which_day(toy: Edition) -> None:
    # The round before the present one, of August, ended on 5 July.
    for scope, day in ((shown(toy), "5 July 2025"), (shown(toy, since=date(2025, 7, 3)), "3 July 2025")):
        said = asking.spec(scope, "who-moved", asking.frame(scope, "who-moved"))
        assert f"stood on {day}" in " ".join(said["title"]["subtitle"])


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_every_kind_of_file_is_made(toy: Edition, kind: FileKind) -> None:
    starts = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF", "vega-lite": b"{", "csv": b"party,", "sheet": b"\xef"}
    assert asking.file(shown(toy), "stance-matrix", kind).startswith(starts[kind.name])


def test_a_table_for_people_has_names_beside_codes_and_sources_and_addresses_beside_rows(toy: Edition) -> None:
    rows = list(csv.DictReader(asking.file(shown(toy), "stance-matrix", SHEET).decode("utf-8-sig").splitlines()))
    assert [(row["party"], row["party_name"], row["term_name"], row["sources"]) for row in rows] == [
        ("a", "A", "Aid", "The Paper"),
        # Its level is from the leaflet, its answer from the paper.
        ("b", "B", "Aid", "A Leaflet; The Paper"),
    ]
    assert [row["addresses"] for row in rows] == ["https://paper.example/1"] * 2
    rounds = list(csv.DictReader(asking.file(shown(toy), "distance", SHEET).decode("utf-8-sig").splitlines()))
    assert {(row["round"], row["round_name"], row["round_number"]) for row in rounds} == {
        ("r1", "Round 1", "1"),
        ("r2", "Round 2", "2"),
    }
    exact = asking.file(shown(toy), "stance-matrix", EXACT).decode().splitlines()[0]
    assert not {"party_name", "sources"} & set(exact.split(","))


def test_what_is_downloaded_of_the_stance_matrix_is_fixed() -> None:
    assert ", ".join(BY_ID["stance-matrix"].csv) == (
        "party, term, level, level_score, answer, answer_score, proposal, held_on, precision, unconfirmed, faded, "
        "mixed, claims, source_grade, confidence"
    )


def test_beside_the_day_of_a_level_the_table_of_the_matrix_has_that_of_the_answer(bundled: Edition) -> None:
    # On 17 November 2025 Hamas spoke on governance; what it answers to the plan of September is of 24 October.
    cells = asking.frame(Scope(bundled, date(2025, 11, 18)), "stance-matrix").set_index(["party", "term"])
    shown = cells.loc[("hamas", "governance"), [*BY_ID["stance-matrix"].columns[2:]]]
    days = [shown[column].date() for column in ("held_on", "answer_held_on")]
    assert days == [date(2025, 11, 17), date(2025, 10, 24)]
