"""From a scope to the frame of every chart, and to its file."""

from datetime import date

import pytest

from dashboard.charts.catalogue import CATALOGUE
from dashboard.errors import NotFound, ParleyError
from dashboard.exports.images import ENDINGS
from dashboard.store.engine import Store
from dashboard.ui import drawing
from dashboard.ui.scope import Scope
from tests.views import small_case

SCOPE = Scope("toy", 1, date(2025, 8, 31), min_grade="D", min_confidence="low")
# By hand from the case: two cells, A and B on aid; day 0 and the one stage; one quantity; one figure. Nobody answered
# two texts, and nobody has a position.
ROWS = {"stance-matrix": 2, "release-curves": 2, "provision-quantities": 1, "figures": 1}
ROWS |= {"party-or-text": 0, "baseline": 0}


@pytest.mark.parametrize("chart_id", CATALOGUE)
def test_every_chart_gets_a_frame_of_its_contract(elsewhere: Store, chart_id: str) -> None:
    frame = drawing.frame(elsewhere, chart_id, SCOPE)
    CATALOGUE[chart_id].frame.check(frame)
    if chart_id in ROWS:
        assert len(frame) == ROWS[chart_id]
    else:
        assert len(frame)


@pytest.mark.parametrize("chart_id", CATALOGUE)
def test_a_chart_of_a_negotiation_without_rows_is_drawn_empty_or_refused_in_a_sentence(
    elsewhere: Store, chart_id: str
) -> None:
    small_case.load(elsewhere, "bare", small_case.BARE, {})
    bare = Scope("bare", 1, date(2025, 8, 31))
    try:
        assert drawing.frame(elsewhere, chart_id, bare).empty
        assert drawing.spec(elsewhere, chart_id, bare)["description"]
    except ParleyError as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize("chart_id", CATALOGUE)
def test_no_chart_shows_what_came_after_the_day(elsewhere: Store, chart_id: str) -> None:
    try:
        frame = drawing.frame(elsewhere, chart_id, Scope("toy", 1, date(2025, 6, 30)))
    except ParleyError as refused:
        assert str(refused).endswith(".")
    else:
        # A list of all terms is no news; what is said of them is.
        assert frame.empty or (frame["n"] == 0).all()


def test_an_unknown_chart_is_refused(elsewhere: Store) -> None:
    with pytest.raises(NotFound, match="There is no chart 'pie'. The charts are: stance-matrix"):
        drawing.frame(elsewhere, "pie", SCOPE)


def test_picked_parties_and_terms_are_all_that_is_left(elsewhere: Store) -> None:
    picked = drawing.scope(elsewhere, "toy", None, "D", "low", None, terms=("aid",), parties=("b",), proposals=())
    assert drawing.frame(elsewhere, "stance-matrix", picked)["party"].tolist() == ["b"]
    assert set(drawing.frame(elsewhere, "stance-steps", picked)["party"]) == {"b"}


def test_a_command_that_names_no_day_means_the_last_covered_day(elsewhere: Store) -> None:
    scope = drawing.scope(elsewhere, "toy", None, "B", "low", None, terms=(), parties=(), proposals=())
    assert scope.as_of == date(2025, 8, 31)


@pytest.mark.parametrize("pick", ["terms", "parties", "proposals"])
def test_an_unknown_pick_is_refused_with_what_there_is(elsewhere: Store, pick: str) -> None:
    picks = {"terms": (), "parties": (), "proposals": ()} | {pick: ("x",)}
    with pytest.raises(NotFound, match="'x' in toy. There are: "):
        drawing.scope(elsewhere, "toy", None, "B", "low", None, **picks)


def test_a_download_says_where_it_is_from(elsewhere: Store) -> None:
    said = drawing.provenance(elsewhere, "stance-matrix", SCOPE)
    assert (said.negotiation, said.as_of, said.version, said.known_at) == ("Toy talks", date(2025, 8, 31), 1, None)
    assert (said.min_grade, said.min_confidence) == ("D", "low")


@pytest.mark.parametrize("form", [*ENDINGS, "csv", "sheet"])
def test_every_form_is_made(elsewhere: Store, form: str) -> None:
    starts = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF", "vega-lite": b"{", "csv": b"party,", "sheet": b"\xef"}
    assert drawing.file(elsewhere, "stance-matrix", SCOPE, form).startswith(starts[form])


def test_an_earlier_version_is_opened_and_closed(elsewhere: Store) -> None:
    with drawing.opened(elsewhere, "toy", 1) as shown:
        assert shown is not elsewhere
        assert drawing.frame(shown, "stance-matrix", SCOPE).equals(drawing.frame(elsewhere, "stance-matrix", SCOPE))
    with drawing.opened(elsewhere, "toy", None) as shown:
        assert shown is elsewhere
