"""What a version changed is told in the words of the tables, with the names of what it speaks of."""

from datetime import UTC, date, datetime

import pytest

from dashboard import frames
from dashboard.authors import PARLEY
from dashboard.inputs import validate
from dashboard.models import IN_PACKAGE, TABLES
from dashboard.models.sentences import called, changed, named_by
from dashboard.questions import authors, revisions
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store import edits, history, reads
from dashboard.store.engine import Store
from tests.people import ANA, BEN

NOW = datetime(2025, 7, 6, 12, tzinfo=UTC)
NAMES = {("party", "hamas"): "Hamas", ("term", "withdrawal"): "withdrawal", ("stance", "s"): "the stance of Hamas"}
STANCE = {"code": "s", "party": "hamas", "term": "withdrawal", "held_on": "2025-07-06", "precision": "day"}


def name_of(table: str, code: str) -> str:
    return NAMES.get((table, code), f"{table} {code}")


def told(table: str, before: dict[str, object] | None, after: dict[str, object] | None) -> str:
    return changed(IN_PACKAGE[table], before, after, name_of)


def test_a_changed_stance_is_told_as_a_person_would() -> None:
    before = {**STANCE, "level": "RESISTS", "seed": False}
    said = told("stance", before, {**before, "level": "OPEN"})
    assert said == "Changed the stance of Hamas on withdrawal, 6 July 2025: level resists → open"


def test_what_was_empty_or_became_so_is_nothing() -> None:
    before = {**STANCE, "level": "OPEN", "confidence": "low"}
    said = told("stance", before, {**STANCE, "level": "OPEN", "position": 50.0})
    assert said == (
        "Changed the stance of Hamas on withdrawal, 6 July 2025: confidence low taken out; position 50, where nothing"
        " stood"
    )


def test_an_added_row_is_told_with_what_it_says_and_without_its_defaults() -> None:
    row = {**STANCE, "level": "CONDITIONAL", "seed": False, "red_line": True, "precision": "month"}
    assert told("stance", None, row) == (
        "Added the stance of Hamas on withdrawal: since July 2025; level accepts on conditions; red line yes"
    )


def test_a_day_known_less_exactly_is_a_changed_day() -> None:
    said = told("stance", STANCE, {**STANCE, "precision": "month"})
    assert said == "Changed the stance of Hamas on withdrawal, 6 July 2025: since 6 July 2025 → July 2025"


def test_a_figure_is_told_in_its_own_words_and_its_number_once() -> None:
    row = {"code": "f", "title": "Held", "measure": "people_held", "low": 26.0, "high": 26.0, "unit": "people"}
    assert told("figure", None, row) == "Added the figure Held: 26 people; measure people held"
    for other, words in (
        ({"high": 28.0}, "26 to 28 people"),
        ({"high": None}, "more than 26 people"),
        ({"low": None}, "up to 26 people"),
        ({"unit": "bodies", "wording": "about 26"}, "26 bodies (about 26)"),
    ):
        assert told("figure", row, {**row, **other}) == f"Changed the figure Held: number 26 people → {words}"
    assert told("figure", row, {**row, "measure": "held"}) == "Changed the figure Held: measure people held → held"
    quantity = {"code": "q", "provision": "p", "measure": "weekly_hours", "low": 35.0, "unit": "hours"}
    assert told("quantity", None, quantity) == "Added a number of provision p: 35 or more hours; measure weekly hours"


def test_a_row_that_only_joins_others_is_told_by_these() -> None:
    row = {"code": "x", "stance": "s", "claim": "c"}
    assert told("stance_claim", None, row) == "Added claim c as evidence for the stance of Hamas"
    assert told("stance_claim", row, None) == "Removed claim c as evidence for the stance of Hamas"


def test_a_row_known_by_its_name_is_told_with_what_it_is() -> None:
    assert told("party", {"code": "a", "short_name": "A"}, None) == "Removed the party A"
    assert told("term", {"code": "t"}, None) == "Removed term t"


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ({"party": "hamas", "term": "withdrawal"}, "a note on Hamas and withdrawal"),
        ({"stance": "s"}, "a note on the stance of Hamas"),
        ({"day": "2025-07-06"}, "a note on 6 July 2025"),
        ({"party": "hamas"}, "note n"),
    ],
)
def test_a_note_is_called_by_what_it_hangs_on(on: dict[str, str], name: str) -> None:
    assert called(TABLES["annotation"], {"code": "n", **on}, name_of) == name


def test_a_long_text_is_cut_and_lines_are_joined() -> None:
    said = told("party", {"code": "a", "short_name": "A"}, {"code": "a", "short_name": "A", "note": "x\ny " * 100})
    assert (
        said.startswith("Changed the party A: note x y x y")
        and said.endswith("…, where nothing stood")
        and "\n" not in said
    )


def test_names_of_rows_lead_nowhere_in_circles() -> None:
    def depth(table: str, above: tuple[str, ...] = ()) -> int:
        assert table not in above, f"the name of a {table} speaks of itself"
        everything = dict.fromkeys(TABLES[table].columns, "x")
        spoken = {target for target, _ in named_by(TABLES[table], everything)}
        return max((depth(target, (*above, table)) + 1 for target in spoken), default=0)

    assert max(map(depth, TABLES)) == 2


def test_a_version_is_told_with_the_names_of_rows_it_did_not_touch(elsewhere: Store) -> None:
    seen = reads.row(elsewhere, "toy", "stance", "st1")
    assert seen is not None
    edits.set_row(elsewhere, "toy", "stance", {**seen, "level": "REJECTS"}, seen=seen, by=ANA)
    scope = Scope(Edition(elsewhere, "toy"), date(2025, 7, 8))
    found = revisions.recorded_changes(scope, "2")
    assert frames.RECORDED_CHANGES.rows(found) == [
        ("Changed the stance of A on Aid, 2 July 2025: level accepts → rejects", "st1")
    ]


def test_who_loaded_a_package_is_not_called_what_the_package_says(elsewhere: Store) -> None:
    row = {"code": PARLEY.code, "name": "A. Lee", "kind": "person"}
    edits.set_row(elsewhere, "toy", "author", row, seen=None, by=ANA)
    assert authors.names(Scope(Edition(elsewhere, "toy"), date(2025, 7, 8)))[PARLEY.code] == PARLEY.name


def test_what_an_added_row_refers_to_goes_by_its_name(elsewhere: Store) -> None:
    row = {"code": "ci9", "source": "s1", "figure": "f1"}
    edits.set_row(elsewhere, "toy", "citation", row, seen=None, by=ANA)
    note = {"code": "n9", "author": "Ana", "written_at": NOW, "text": "x", "state": "open", "stance": "st2"}
    edits.set_row(elsewhere, "toy", "annotation", note, seen=None, by=ANA)
    toy = Edition(elsewhere, "toy")
    scope = Scope(toy, date(2025, 7, 8))
    (cited,) = frames.RECORDED_CHANGES.rows(revisions.recorded_changes(scope, "2"))
    assert cited.sentence == "Added “Paper” as a source of People"
    (noted,) = frames.RECORDED_CHANGES.rows(revisions.recorded_changes(scope, "3"))
    assert noted.sentence.startswith("Added a note on the stance of B on Aid: author Ana; written ")


def test_a_whole_load_is_told_up_to_the_most_and_nothing_in_it_is_without_a_name(toy: Edition) -> None:
    scope = Scope(toy, date(2025, 7, 8))
    rows = frames.RECORDED_CHANGES.rows(revisions.recorded_changes(scope, "1"))
    assert 20 < len(rows) <= revisions.MOST
    assert not [row.sentence for row in rows if not row.sentence.startswith("Added ") or "{" in row.sentence]
    said = {row.sentence for row in rows}
    assert "Added the claim of 2 July 2025 about A on Aid as evidence for the stance of A on Aid" in said
    assert "Added the event A flood: day July 2025; kind humanitarian" in said


def test_a_change_is_read_before_and_after_column_by_column(elsewhere: Store) -> None:
    seen = reads.row(elsewhere, "toy", "stance", "st1")
    assert seen is not None
    long = "It wants a clearly lesser form. " * 10
    after = {**seen, "level": "REJECTS", "summary": long.strip()}
    edits.set_row(elsewhere, "toy", "stance", after, seen=seen, by=ANA)
    head, *columns = revisions.before_and_after(Scope(Edition(elsewhere, "toy"), date(2025, 7, 8)), "2", "0")
    assert head == {"lead": "Changed: stance st1", "sides": [["Before"], ["After"]]}
    assert [(one["lead"], one["sides"]) for one in columns] == [
        ("Level", [["accepts"], ["rejects"]]),
        ("In our words", [["nothing"], [long.strip()]]),
    ]


def test_an_added_row_is_read_as_it_was_added(elsewhere: Store) -> None:
    row = {"code": "ci9", "source": "s1", "figure": "f1"}
    edits.set_row(elsewhere, "toy", "citation", row, seen=None, by=ANA)
    said = revisions.before_and_after(Scope(Edition(elsewhere, "toy"), date(2025, 7, 8)), "2", "0")
    assert said == [
        {"lead": f"Added: {TABLES['citation'].one} ci9"},
        {"lead": "Source", "text": "Paper"},
        {"lead": "Figure", "text": "People"},
    ]


def test_the_list_of_versions_says_which_thing_each_changed_and_of_which_source(elsewhere: Store) -> None:
    def put(table: str, code: str, **values: object) -> None:
        seen = reads.row(elsewhere, "toy", table, code)
        edits.set_row(elsewhere, "toy", table, {**(seen or {"code": code}), **values}, seen=seen, by=ANA)

    def record(source: str, *claims: str) -> None:
        day = {"said_on": date(2025, 7, 5), "precision": "day", "attribution": "on_record", "summary": "Yes."}
        own = validate("source", {"negotiation": "toy", "code": source, "title": f"The {source}", "grade": "B"})
        said = {"negotiation": "toy", "source": source, "holder": "b", "term": "aid", "level": "OPEN", **day}
        rows = [("source", own), *(("claim", validate("claim", {**said, "code": code})) for code in claims)]
        with edits.changing(elsewhere, "toy", ANA, "Recorded") as change:
            for name, row in rows:
                change.put(name, row, None)

    put("stance", "st1", level="REJECTS")
    put("party", "a", short_name="Aa")
    record("Herald", "c8")
    record("Post", "c9", "c10")
    history.undo(elsewhere, "toy", 2, by=BEN)
    listed = revisions.versions(Scope(Edition(elsewhere, "toy"), date(2025, 7, 8)))
    assert listed["action"].tolist() == [
        "Undid version 2: changed the stance of Aa on Aid, 2 July 2025: level rejects → accepts",
        "Recorded: 1 source and 2 claims (“The Post”)",
        "Recorded: 1 source and 1 claim (“The Herald”)",
        "Changed the party Aa: short name A → Aa",
        "Changed the stance of Aa on Aid, 2 July 2025: level accepts → rejects",
        "Loaded case",
    ]
