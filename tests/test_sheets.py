"""Many rows at once: what each would do, in words, and all of it in one version or nothing."""

from datetime import date
from typing import Any

import pytest

from dashboard import sheets
from dashboard.errors import BadSheet, Conflict, Invalid, NotFound
from dashboard.folding import folded
from dashboard.imports.sheet import Sheet
from dashboard.sheets import Effect, Staged, StagedRow
from dashboard.store import edits, history, reads
from dashboard.store.engine import Store
from tests.people import ANA, BEN

NEW = {"party": "b", "term": "truce", "held_on": "2025-07-08", "level": "OPEN"}


def staged(store: Store, *rows: dict[str, str | None], table: str = "stance") -> Staged:
    return sheets.stage(store, "toy", table, list(enumerate(rows, start=2)))


def one(store: Store, row: dict[str, str | None], table: str = "stance") -> StagedRow:
    (found,) = staged(store, row, table=table).rows
    return found


def wrong(store: Store, table: str = "stance", **row: str | None) -> dict[str, str]:
    found = one(store, row, table)
    assert found.effect is Effect.WRONG and found.values is None
    return dict(found.problems)


def test_no_row_does_nothing(elsewhere: Store) -> None:
    nothing = staged(elsewhere)
    assert (nothing.would, sheets.write(elsewhere, nothing, by=BEN)) == ("There is no row.", None)
    assert reads.version(elsewhere, "toy") == 1


@pytest.mark.parametrize(
    ("effects", "would", "deed", "words"),
    [
        ("RRR", "3 rows would be removed.", "Remove 3 rows", "3 rows removed."),
        (
            "AACR",
            "2 rows would be added, 1 changed and 1 removed.",
            "Add 2 rows, change 1 and remove 1",
            "2 rows added, 1 row changed and 1 row removed.",
        ),
        ("CUU", "1 row would be changed; 2 stay as they are.", "Change 1 row", "1 row changed and 2 rows unchanged."),
    ],
)
def test_before_it_is_written_it_is_told_as_what_would_be_done(effects: str, would: str, deed: str, words: str) -> None:
    known = {effect.name[0]: effect for effect in (Effect.ADDED, Effect.CHANGED, Effect.REMOVED, Effect.UNCHANGED)}
    rows = tuple(StagedRow(number, known[one]) for number, one in enumerate(effects))
    found = Staged("toy", "stance", rows)
    assert (found.would, found.deed, found.words) == (would, deed, words)


def test_each_row_says_what_it_would_do_and_nothing_is_written_yet(elsewhere: Store) -> None:
    found = staged(
        elsewhere,
        {**NEW, "code": None},
        {"code": "st1", "level": "rejects"},
        {"code": "st2", "level": "RESISTS"},
        {"code": "st3", "level": "perhaps"},
    )
    assert [row.effect for row in found.rows] == ["added", "changed", "unchanged", "wrong"]
    assert found.would == "1 row would be added and 1 changed; 1 stays as it is; 1 is wrong."
    assert found.deed == "Add 1 row and change 1"
    assert [row.words for row in found.rows] == [
        "Added the stance of B on Truce: since 8 July 2025; level open",
        "Changed the stance of A on Aid, 2 July 2025: level accepts → rejects",
        "",
        "",
    ]
    assert found.rows[1].changes() == {"level"}
    assert found.rows[0].changes() >= {"party", "term", "held_on", "level", "precision"}
    assert reads.version(elsewhere, "toy") == 1


def test_what_is_confirmed_is_written_in_one_version_that_one_undo_takes_back(elsewhere: Store) -> None:
    rows = ({**NEW, "code": "st9"}, {"code": "st1", "level": "rejects", "confidence": None})
    assert sheets.write(elsewhere, staged(elsewhere, *rows), by=BEN) == 2
    new, old = (reads.row(elsewhere, "toy", "stance", code) for code in ("st9", "st1"))
    assert new is not None and old is not None
    assert (new["held_on"], new["precision"], new["level"]) == (date(2025, 7, 8), "day", "OPEN")
    assert (old["level"], old["confidence"], old["held_on"]) == ("REJECTS", None, date(2025, 7, 2))
    assert reads.versions(elsewhere, "toy")["action"].iloc[0] == "Wrote stances as a table"
    history.undo(elsewhere, "toy", 2, by=BEN)
    assert reads.row(elsewhere, "toy", "stance", "st9") is None


def test_where_a_row_is_wrong_nothing_is_written_and_the_place_is_said(elsewhere: Store) -> None:
    found = staged(elsewhere, {**NEW, "code": "st9"}, {"code": "st1", "position": "140"})
    with pytest.raises(BadSheet) as refused:
        sheets.write(elsewhere, found, by=BEN)
    assert [str(problem) for problem in found.problems("x.csv")] == [
        "x.csv, row 3, column Position: should be from 0 to 100 (given: 140)"
    ]
    assert "row 3, column Position" in str(refused.value)
    assert reads.version(elsewhere, "toy") == 1


def test_what_was_written_meanwhile_is_not_lost(elsewhere: Store) -> None:
    found = staged(elsewhere, {**NEW, "code": "st9"}, {"code": "st1", "level": "REJECTS"})
    seen = reads.row(elsewhere, "toy", "stance", "st1")
    assert seen is not None
    edits.set_row(elsewhere, "toy", "stance", {**seen, "note": "A colleague's."}, seen=seen, by=ANA)
    with pytest.raises(Conflict):
        sheets.write(elsewhere, found, by=BEN)
    assert reads.row(elsewhere, "toy", "stance", "st9") is None
    assert (reads.row(elsewhere, "toy", "stance", "st1") or {})["note"] == "A colleague's."


@pytest.mark.parametrize(
    ("day", "precision", "stands"),
    [
        ("2025-07-04", None, (date(2025, 7, 4), "day")),
        ("2025-07", None, (date(2025, 7, 1), "month")),
        ("2025", None, (date(2025, 1, 1), "year")),
        ("2025-07-04 (about)", None, (date(2025, 7, 4), "about")),
        ("about 2025-07-04", "", (date(2025, 7, 4), "about")),
        ("4 July 2025 (about)", None, (date(2025, 7, 4), "about")),
        ("Jul 2025", None, (date(2025, 7, 1), "month")),
        ("2025-07-04 00:00:00", None, (date(2025, 7, 4), "day")),
        ("2025-07-04", "month", (date(2025, 7, 4), "month")),
    ],
)
def test_a_day_is_known_as_exactly_as_it_is_written(
    elsewhere: Store, day: str, precision: str | None, stands: tuple[date, str]
) -> None:
    given = {} if precision is None else {"precision": precision or None}
    values = one(elsewhere, {**NEW, "held_on": day, **given}).values
    assert values is not None
    assert (values["held_on"], values["precision"]) == stands


def test_a_day_that_stays_keeps_how_exactly_it_was_known(elsewhere: Store) -> None:
    assert one(elsewhere, {"code": "e1", "happened_on": "2025-07-06"}, "event").effect is Effect.UNCHANGED
    moved = one(elsewhere, {"code": "e1", "happened_on": "2025-07-07"}, "event").values
    assert moved is not None and moved["precision"] == "day"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"held_on": "04/07/2025"}, "held_on: should be a day like 2025-07-04 or 4 July 2025, a month like 2025-07 "
         "or a year (given: '04/07/2025')"),
        ({"held_on": "45845"}, "held_on: should be a day like"),
        ({"held_on": "2025-02-30"}, "held_on: should be a day of the calendar like 2025-07-31"),
        ({"held_on": None}, "held_on: is missing"),
        ({"position": "1,5"}, "position: should be a number like 1200 or 1.5, with a point and"),
        ({"red_line": "perhaps"}, "red_line: should be yes or no (given: 'perhaps')"),
        ({"party": "Nobody"}, "party: is no party of this negotiation (given: 'Nobody')"),
        ({"level": None}, "level: Give a level or an answer"),
        ({"answer": "ACCEPTS", "proposal": "p2"}, "answer: an answer of 2025-07-08 cannot be one to a text that was "),
        ({"code": "a b"}, "code: is not a plain code"),
        ({"nonsense": "x"}, "nonsense: is not a column of this table"),
    ],
)  # fmt: skip
def test_a_wrong_cell_says_by_its_column_what_is_wrong(
    elsewhere: Store, row: dict[str, str | None], problem: str
) -> None:
    problems = wrong(elsewhere, **{**NEW, **row})
    assert any(f"{column}: {reason}".startswith(problem) for column, reason in problems.items()), problems


@pytest.mark.parametrize("text", ["TRUE", "yes", "1", " True "])
def test_a_yes_is_written_in_many_ways(elsewhere: Store, text: str) -> None:
    values = one(elsewhere, {**NEW, "red_line": text, "position": " −0 ", "level": "Accepts on conditions"}).values
    assert values is not None
    assert (values["red_line"], values["position"], values["level"]) == (True, 0, "CONDITIONAL")


def test_an_empty_cell_empties_and_a_column_that_is_absent_stays(elsewhere: Store) -> None:
    values = one(elsewhere, {"code": "st2", "answer": None, "proposal": None, "remark": None}).values
    assert values is not None
    assert (values["answer"], values["red_line"], values["remark"]) == (None, True, False)


@pytest.mark.parametrize(
    ("table", "row", "column", "code"),
    [
        ("stance", {**NEW, "party": "Country B"}, "party", "b"),
        ("stance", {**NEW, "party": " wing of b ", "term": "TRUCE"}, "party", "f"),
        ("quantity", {"provision": "what Second text says on Truce", "measure": "days", "unit": "days", "low": "10"},
         "provision", "p2.truce"),
        ("figure", {"title": "x", "measure": "x", "low": "1", "unit": "x", "as_of": "2025", "source": "leaflet"},
         "source", "s2"),
        ("stance_claim", {"stance": "st1", "claim": "c2"}, "claim", "c2"),
    ],
)  # fmt: skip
def test_another_row_is_meant_by_its_code_or_by_what_it_is_called(
    elsewhere: Store, table: str, row: dict[str, str | None], column: str, code: str
) -> None:
    values = one(elsewhere, row, table).values
    assert values is not None and values[column] == code


def test_a_name_of_several_rows_is_refused_with_their_codes(elsewhere: Store) -> None:
    twin = {"code": "s3", "title": "Leaflet", "grade": "C"}
    edits.set_row(elsewhere, "toy", "source", twin, seen=None, by=BEN)
    figure = {"title": "x", "measure": "x", "low": "1", "unit": "x", "as_of": "2025", "source": "Leaflet"}
    assert wrong(elsewhere, "figure", **figure) == {
        "source": "could be several sources: s2, s3; give the code (given: 'Leaflet')"
    }


def test_rows_of_one_sheet_may_refer_to_each_other(elsewhere: Store) -> None:
    text = {"title": "Third", "tabled_on": "2025-07-20", "code": "p3"}
    found = staged(elsewhere, {**text, "version_of": "p4"}, {**text, "code": "p4", "title": "Fourth"}, table="proposal")
    assert sheets.write(elsewhere, found, by=BEN) == 2
    assert (reads.row(elsewhere, "toy", "proposal", "p3") or {})["version_of"] == "p4"


def test_a_code_that_two_rows_have_is_refused_in_both(elsewhere: Store) -> None:
    found = staged(elsewhere, {"code": "st1", "level": "OPEN"}, {"code": "st1", "level": "REJECTS"})
    assert [dict(row.problems) for row in found.rows] == [{"code": "stands in 2 rows; keep one of them"}] * 2


def test_what_may_be_there_but_once_is_refused_where_it_repeats(elsewhere: Store) -> None:
    link = {"stance": "st1", "claim": "c2"}
    found = staged(elsewhere, link, link, {"stance": "st1", "claim": "c1", "code": "x"}, table="stance_claim")
    assert [row.effect for row in found.rows] == ["added", "wrong", "wrong"]
    assert "in Stance and Claim, of which there may be one" in found.rows[1].problems["stance"]
    assert found.rows[2].problems["stance"].startswith("repeats l1 in")


def test_a_sheet_without_codes_that_is_given_twice_is_written_once(elsewhere: Store) -> None:
    row: dict[str, str | None] = {**NEW, "summary": "It may."}
    assert sheets.write(elsewhere, staged(elsewhere, row), by=BEN) == 2
    again = staged(elsewhere, row, {**row, "summary": "It may not."})
    assert [each.effect for each in again.rows] == ["unchanged", "added"]
    assert sheets.write(elsewhere, staged(elsewhere, row), by=BEN) is None
    assert reads.version(elsewhere, "toy") == 2


def test_two_new_stances_of_one_cell_are_two_rows_and_found_again_as_these(elsewhere: Store) -> None:
    rows: list[dict[str, str | None]] = [{**NEW, "level": level} for level in ("OPEN", "REJECTS")]
    rows.append({**NEW, "held_on": "2025-07-09"})
    first = staged(elsewhere, *rows)
    assert [row.effect for row in first.rows] == ["added", "added", "added"]
    assert sheets.write(elsewhere, first, by=BEN) == 2
    found = reads.rows_like(elsewhere, "toy", "stance", {"party": ["b"], "term": ["truce"]})
    assert sorted((str(row["held_on"]), row["level"]) for row in found) == [
        ("2025-07-08", "OPEN"),
        ("2025-07-08", "REJECTS"),
        ("2025-07-09", "OPEN"),
    ]
    again = staged(elsewhere, *rows)
    assert [row.effect for row in again.rows] == ["unchanged", "unchanged", "unchanged"]
    assert len({(row.values or {})["code"] for row in again.rows}) == 3


def test_a_text_is_not_moved_by_a_sheet_to_after_an_answer_to_it(elsewhere: Store) -> None:
    found = staged(elsewhere, {"code": "p1", "tabled_on": "2025-07-09"}, table="proposal")
    with pytest.raises(Invalid, match="is after an answer to this text"):
        sheets.write(elsewhere, found, by=BEN)
    assert reads.version(elsewhere, "toy") == 1


def test_a_code_of_this_sheet_is_none_of_another_table(elsewhere: Store) -> None:
    assert set(wrong(elsewhere, **NEW | {"code": "zz", "party": "zz"})) == {"party"}


def test_days_that_share_how_exactly_they_are_known_are_known_as_the_first_is(elsewhere: Store) -> None:
    row = {"title": "Third", "rank": "3.0", "format": "direct", "started_on": "2025-08", "ended_on": "2025-08-09"}
    values = one(elsewhere, row, "round").values
    assert values is not None
    assert (values["started_on"], values["precision"], values["rank"]) == (date(2025, 8, 1), "month", 3)


def test_spaces_around_a_code_are_no_part_of_it(elsewhere: Store) -> None:
    found = one(elsewhere, {"code": " st1 ", "party": " a ", "level": "OPEN"})
    assert (found.effect, found.changes()) == (Effect.CHANGED, {"level"})


def test_a_negotiation_that_is_not_there_is_refused(elsewhere: Store) -> None:
    with pytest.raises(NotFound):
        sheets.stage(elsewhere, "nowhere", "stance", [])


def test_headings_are_titles_or_names_in_any_case_and_any_order() -> None:
    found = sheets.by_column("stance", Sheet("x.csv", ("LEVEL", "Since", "party", ""), ((2, ("a", "b", "c", None)),)))
    assert found == [(2, {"level": "a", "held_on": "b", "party": "c"})]


@pytest.mark.parametrize(
    ("headings", "problem"),
    [
        (("Level", "Mood"), "x.csv, row 1, column Mood: is no column of stances; these are Code, Party, Term"),
        (("Level", "level"), "x.csv, row 1, column level: stands there twice"),
        (("Level", ""), "x.csv, row 2: has a cell under no heading"),
    ],
)
def test_a_heading_that_is_no_column_is_refused(headings: tuple[str, ...], problem: str) -> None:
    with pytest.raises(BadSheet) as refused:
        sheets.by_column("stance", Sheet("x.csv", headings, ((2, ("a", "b")),)))
    assert str(refused.value.problems[0]).startswith(problem)


def test_no_heading_could_mean_two_columns_of_one_table() -> None:
    for table in sheets.WRITTEN_SO.values():
        meant: dict[str, Any] = {}
        for name, column in table.columns.items():
            for word in {folded(column.title), folded(name)}:
                assert meant.setdefault(word, name) == name, f"{table.name}: {word}"
