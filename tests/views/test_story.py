"""The story of one cell: where it stands, and what else the record holds of it."""

from datetime import date

from dashboard.inputs import validate
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.ui.story import Story, story
from tests.people import ANA


def says(store: Store, level: str, source: str = "s1", day: date = date(2025, 7, 2), **stance: object) -> None:
    """Add what a source reports of A on aid, and the stance that rests on it."""
    on, code = {"precision": "day", "level": level}, f"{source}.{level}"
    said = {"source": source, "summary": "It is said.", "attribution": "reported"}
    with edits.changing(store, "toy", ANA, "Recorded") as change:
        for table, row in (
            ("claim", {"holder": "a", "term": "aid", "said_on": day, **said, **on}),
            ("stance", {"party": "a", "term": "aid", "held_on": day, **on, **stance}),
            ("stance_claim", {"stance": code, "claim": code}),
        ):
            change.put(table, validate(table, {"negotiation": "toy", "code": code, **row}), None)


def told(store: Store, cell: tuple[str, str] = ("a", "aid"), **scope: object) -> Story:
    """Return the story of a cell; on aid A said itself on 2 July that it accepts."""
    return story(Scope(Edition(store, "toy"), date(2025, 7, 7), **scope), *cell)  # type: ignore[arg-type]


def test_what_others_report_otherwise_of_the_day_of_a_level_is_told_with_who_says_so(toy: Store) -> None:
    assert told(toy).now == "Level: accepts, last known 2 July 2025."
    says(toy, "ACCEPTS")
    says(toy, "OPEN", day=date(2025, 7, 1))
    says(toy, "SILENT")
    says(toy, "DEMANDS", remark=True)
    assert told(toy).now == "Level: accepts, last known 2 July 2025.", "none of these contradicts it that day"
    says(toy, "REJECTS")
    says(toy, "RESISTS", "s2")
    assert told(toy).now == "Level: accepts, last known 2 July 2025. The same day otherwise: rejects (The Paper)."
    assert told(toy, min_grade="D").now.endswith("otherwise: rejects (The Paper); resists (A Leaflet).")


def test_how_many_stances_of_a_cell_do_not_count_and_what_is_asked_of_those_that_do_is_told_beside_it(
    toy: Store,
) -> None:
    assert told(toy).left_out == ""
    says(toy, "REJECTS", "s2")
    filtered = "the evidence filter asks for source grade B or better and confidence not low"
    assert told(toy).left_out == f"1 more stance is not shown: {filtered}, and for a claim behind it."
    says(toy, "OPEN", confidence="low")
    assert told(toy).left_out == f"2 more stances are not shown: {filtered}, and for a claim behind each."
    assert told(toy, min_grade="D", min_confidence="low").left_out == ""
    seen = reads.row(toy, "toy", "stance_claim", "s1.OPEN") or {}
    edits.remove_row(toy, "toy", "stance_claim", seen=seen, by=ANA)
    without = "1 more stance is not shown: no claim stands behind it."
    assert told(toy, min_grade="D", min_confidence="low").left_out == without
    stance = {"code": "alone", "party": "b", "term": "truce", "held_on": date(2025, 7, 2), "precision": "day"}
    edits.set_row(toy, "toy", "stance", stance | {"level": "OPEN"}, seen=None, by=ANA)
    alone = told(toy, min_grade="D", min_confidence="low", cell=("b", "truce"))
    assert (alone.now, alone.left_out) == ("", "1 stance is not shown: no claim stands behind it.")
    kept_out = told(toy, cell=("b", "truce"))
    assert kept_out.now == "Nothing of this party on this term passes the evidence filter by this day."
    assert kept_out.left_out == f"1 stance is not shown: {filtered}, and for a claim behind it."


def test_of_several_texts_on_the_table_the_story_tells_to_which_each_answer_is(toy: Store) -> None:
    assert "Answer to “First text”: rejects, 3 July 2025." in told(toy, ("b", "aid")).now
    for code, title in (("p3", "Third text"), ("p4", "Fourth text")):
        text = {"code": code, "title": title, "tabled_on": date(2025, 7, 2), "precision": "day", "kind": "mediators"}
        edits.set_row(toy, "toy", "proposal", text, seen=None, by=ANA)
    says(toy, "OPEN", answer="ACCEPTS", proposal="p3")
    assert told(toy).now.endswith("Answer to “Third text”: accepts, 2 July 2025.")
    says(toy, "RESISTS", answer="REJECTS", proposal="p4")
    assert told(toy).now.endswith("Answer to “Third text”: accepts; to “Fourth text”: rejects, 2 July 2025.")


def test_an_answer_to_an_earlier_version_of_one_of_several_texts_is_told_as_that(toy: Store) -> None:
    now, cell = date(2025, 7, 12), ("b", "aid")
    late = "Answer to “First text”: rejects, 3 July 2025. That is an earlier version of {} text on the table."
    assert late.format("the") in story(Scope(Edition(toy, "toy"), now), *cell).now
    beside = {"code": "p3", "title": "Third text", "tabled_on": date(2025, 7, 10), "precision": "day"}
    edits.set_row(toy, "toy", "proposal", beside | {"kind": "mediators"}, seen=None, by=ANA)
    assert late.format("a") in story(Scope(Edition(toy, "toy"), now), *cell).now
