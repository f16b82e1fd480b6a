import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import BadPackage, Problem
from dashboard.exports import package as written
from dashboard.formats import Origin
from dashboard.frames import TABLE_FRAMES
from dashboard.imports import file_rows, files, keys, package
from dashboard.models import IN_PACKAGE

Faults = Callable[[Path], list[Problem]]
Change = Callable[[str, str, str], None]
Frames = dict[str, pd.DataFrame]
ORIGIN = Origin("store_1", 7, {"store_2": 3})


def test_what_was_written_is_read_with_every_value_of_its_type(case: Path):
    read = package.read(case)
    assert read.negotiation["covers_from"] == date(2025, 7, 1)
    assert "version" not in read.negotiation
    assert list(read.rows) == list(TABLE_FRAMES)
    principal, faction = read.rows["party"]
    assert (principal["consent_required"], principal["rank"], principal["part_of"]) == (True, 1, None)
    assert (faction["negotiation"], faction["note"]) == ("toy", 'a "quote",\r\nthen NA')
    assert (read.rows["source"][0]["publisher"], read.rows["source"][0]["title"]) == ("NA", "=1+1")
    assert read.rows["term"][0]["scale_high"] == 0.1
    assert read.rows["annotation"][0]["written_at"] == datetime(2025, 7, 7, 12, 0, 0, 120, tzinfo=UTC)
    assert read.rows["claim"] == []


@pytest.mark.parametrize("name", ["again", "again.zip"])
def test_what_was_read_is_written_with_the_same_bytes(case: Path, tmp_path: Path, name: str):
    read = package.read(case)
    frames = {table: contract.frame(read.rows[table]) for table, contract in TABLE_FRAMES.items()}
    again = written.write(read.negotiation, frames, tmp_path / name, ORIGIN)
    assert package.read(again) == read
    if again.is_dir():
        assert all((again / entry.name).read_bytes() == entry.read_bytes() for entry in case.iterdir())


TEXT = st.text(
    st.one_of(st.sampled_from("\",;'=+-@\n\r\t אب🙂"), st.characters(exclude_categories=["Cc", "Cs"])), max_size=30
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=40)
@given(summary=TEXT, note=st.sampled_from(["NA", "null", "true", " ", "1.0", "=1", "'=1", "\ufeff", '"', "\r", "\n"]))
def test_any_text_comes_back_as_it_was(frames: Frames, tmp_path: Path, summary: str, note: str):
    rows = [{"code": "st1", "party": "b", "term": "t", "held_on": "2025-07-06", "precision": "day", "seed": False}]
    rows[0] |= {"remark": False, "level": "OPEN", "summary": summary, "note": note}
    tables = {**frames, "stance": TABLE_FRAMES["stance"].frame(rows)}
    read = package.read(
        written.write({"code": "toy", "title": "T", "use_by_days": 30}, tables, tmp_path / "any", ORIGIN)
    )
    assert (read.rows["stance"][0]["summary"], read.rows["stance"][0]["note"]) == (summary or None, note)


def test_spreadsheets_may_leave_their_mark_and_their_line_ends(case: Path):
    before = package.read(case)
    text = (case / "party.csv").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    (case / "party.csv").write_bytes(b"\xef\xbb\xbf" + text)
    assert package.read(case).rows == before.rows


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("party.csv", "principal,", "king,", "party.csv, row 2, column role: 'king' is not one of"),
        ("party.csv", ",true,", ",yes,", "party.csv, row 2, column consent_required: should be true or false"),
        ("party.csv", ",true,", ",,", "party.csv, row 2, column consent_required: is empty; this column needs a value"),
        ("party.csv", ",1,", ",1.0,", "party.csv, row 2, column rank: should be a whole number (given: '1.0')"),
        ("party.csv", ",1,", ",3000000000,", "party.csv, row 2, column rank: is too large (given: '3000000000')"),
        ("party.csv", ",b,", ",nobody,", "party.csv, row 3, column part_of: names 'nobody', which is no code in"),
        ("party.csv", "f,F", "b,F", "party.csv, row 3, column code: repeats 'b' of row 2"),
        ("party.csv", "f,F", "f f,F", "party.csv, row 3, column code: "),
        ("party.csv", "b,B,B", "b,B", "party.csv, row 2: has 9 cells; the header has 10"),
        ("party.csv", "b,B,B", "b,B,B,B", "party.csv, row 2: has 11 cells; the header has 10"),
        ("party.csv", "b,B,B", 'b,"B"x,B', "party.csv, row 2: a quote is out of place; the rows after"),
        ("party.csv", "b,B,B", 'b,"B,B', "party.csv, row 2: a quote is out of place"),
        ("party.csv", "b,B,B", "b,B\0,B", "party.csv, row 2: contains a NUL character"),
        ("party.csv", "b,B,B", "b,B\x07,B", "party.csv, row 2, column name: contains the control character U+0007"),
        ("party.csv", "b,B,B", "b,B\udcff,B", "party.csv, row 2: is not UTF-8: byte 82 is 0xFF"),
        ("party.csv", "code,", "\ufeffcode\udcff,", "party.csv, row 1: is not UTF-8: byte 8 is 0xFF"),
        ("party.csv", "b,B,B", f"b,B,{'x' * 41}", "party.csv, row 2, column short_name: should have at most 40"),
        ("party.csv", "short_name", "short", "party.csv, row 1, column short_name: is missing"),
        ("party.csv", "also", "als", "party.csv, row 1, column als: is not a column of this table"),
        ("party.csv", "also", "name", "party.csv, row 1, column name: stands in the header twice"),
        ("party.csv", "code,", "negotiation,", "party.csv, row 1, column negotiation: is not a column of this table"),
        ("source.csv", "2025-07-06", "06/07/2025", "source.csv, row 2, column published_on: should be a date of"),
        ("source.csv", "2025-07-06", "20250706", "source.csv, row 2, column published_on: should be a date of"),
        ("source.csv", "2025-07-06", "2025-02-30", "source.csv, row 2, column published_on: "),
        ("source.csv", ",B,", ",G,", "source.csv, row 2, column grade: 'G' is not one of"),
        ("term.csv", "0.1", "0,1", "term.csv, row 2: has 15 cells; the header has 14"),
        ("term.csv", "0.1", "nan", "term.csv, row 2, column scale_high: should be a number (given: 'nan')"),
        ("term.csv", "0.1", "1e999", "term.csv, row 2, column scale_high: "),
        ("term.csv", "0.1", "١", "term.csv, row 2, column scale_high: should be a number"),
        ("stance.csv", ",50,", ",101,", "stance.csv, row 2, column position: should be from 0 to 100"),
        ("stance.csv", ",OPEN,", ",,", "stance.csv, row 2, column level: Give a level or an answer"),
        ("stance.csv", ",t,", ",u,", "stance.csv, row 2, column term: names 'u', which is no code in term.csv"),
        ("coding.csv", ",st1,", ",st9,", "coding.csv, row 2, column stance: names 'st9', which is no code in"),
        ("annotation.csv", "120Z", "120", "annotation.csv, row 2, column written_at: should be an instant"),
        ("annotation.csv", "T12:", "T25:", "annotation.csv, row 2, column written_at: "),
        ("negotiation.csv", ",30,", ",0,", "negotiation.csv, row 2, column use_by_days: should be from 1 to 3,660"),
        ("negotiation.csv", "toy", "toy,x\ntoy", "negotiation.csv, row 2: has 2 cells; the header has 10"),
        ("datapackage.json", "party.csv", "parties.csv", "datapackage.json: names 'parties.csv', which is not a table"),
        ("datapackage.json", "party.csv", "term.csv", "datapackage.json: names term.csv 2 times, not once"),
        ("datapackage.json", "{", "[" * 100_000, "datapackage.json: is not a data package that lists its resources"),
        ("datapackage.json", '"path"', '"paths"', "datapackage.json: is not a data package that lists its resources"),
        ("datapackage.json", '"known": {', '"known": {"": 1, ', "datapackage.json: is not a data package that"),
        ("datapackage.json", '"version": 7', '"version": -7', "datapackage.json: is not a data package that lists its"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(
    case: Path, change: Change, faults_of: Faults, file: str, old: str, new: str, fault: str
):
    change(file, old, new)
    found = [str(problem) for problem in faults_of(case)]
    assert any(one.startswith(fault) for one in found), found


def test_a_row_is_counted_as_a_record_however_many_lines_it_has(case: Path, change: Change, faults_of: Faults):
    change("party.csv", ",true,1,", ',true,1,"B\n\n\nB"')
    change("party.csv", "faction", "king")
    assert [(problem.row, problem.column) for problem in faults_of(case)] == [(3, "role")]


def test_every_fault_is_found_at_once(case: Path, change: Change, faults_of: Faults):
    change("party.csv", ",true,1", ",yes,one")
    change("party.csv", "principal", "king")
    change("source.csv", ",B,", ",G,")
    change("stance.csv", ",f,", ",nobody,")
    (case / "negotiation.csv").unlink()
    assert sorted((one.file, one.row or 0, one.column or "") for one in faults_of(case)) == [
        ("negotiation.csv", 0, ""),
        ("party.csv", 2, "consent_required"),
        ("party.csv", 2, "rank"),
        ("party.csv", 2, "role"),
        ("source.csv", 2, "grade"),
        ("stance.csv", 3, "party"),
    ]


def test_a_pair_that_may_stand_once_stands_once(case: Path, faults_of: Faults):
    with (case / "coding.csv").open("a") as file:
        file.write("c2,st1,ana,OPEN,,,false,\n")
    (fault,) = faults_of(case)
    assert str(fault) == "coding.csv, row 3, column stance, author: repeats 'st1', 'ana' of row 2"


def test_a_file_of_no_table_is_refused_if_it_looks_like_one_and_else_left_alone(case: Path, faults_of: Faults):
    (case / "SOURCES.md").write_text("read me")
    (case / "datapackage.json").unlink()
    package.read(case)
    (case / "stances.csv").write_text("code\n")
    assert [str(problem) for problem in faults_of(case)] == ["stances.csv: is not a table of a package"]


@pytest.mark.parametrize(("rows", "given"), [("", 0), ("toy,T,,,,30,,,,\nplay,P,,,,30,,,,\n", 2)])
def test_a_package_holds_exactly_one_negotiation(case: Path, faults_of: Faults, rows: str, given: int):
    header = (case / "negotiation.csv").read_text().splitlines()[0]
    (case / "negotiation.csv").write_text(f"{header}\n{rows}")
    assert [str(one) for one in faults_of(case)] == [
        f"negotiation.csv: has {given} rows; a package holds one negotiation"
    ]


def test_a_cell_may_have_a_hundred_thousand_characters_and_no_more(case: Path, change: Change, faults_of: Faults):
    change("party.csv", "b,B,B", f"b,B{'x' * 99_999},B")
    assert [one.reason[:30] for one in faults_of(case)] == ["should have at most 200 charac"]
    change("party.csv", "b,Bx", "b,Bxx")
    assert "has 100001 characters; at most 100000 are allowed" in [one.reason for one in faults_of(case)]
    change("party.csv", "b,Bx", f"b,B{'x' * 100_000}")
    assert [(one.row, one.reason[:42]) for one in faults_of(case)][0] == (
        2,
        "a cell has more than 100000 characters; th",
    )


def test_reading_stops_at_a_hundred_faults(case: Path, faults_of: Faults):
    header = (case / "party.csv").read_text().splitlines()[0]
    for faulty, found in ((99, 99), (100, 100), (300, 100)):
        (case / "party.csv").write_text(header + "\n" + "x\n" * faulty)
        (case / "stance.csv").write_text((case / "stance.csv").read_text().splitlines()[0] + "\n")
        for file in ("coding.csv", "annotation.csv"):
            (case / file).write_text((case / file).read_text().splitlines()[0] + "\n")
        assert len(faults_of(case)) == found


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        ("\0", "row 901: contains a NUL character"),
        ("\udcff", "row 901: is not UTF-8: byte {place} is 0xFF"),
        ('"a"', "row 901: a quote is out of place; the rows after it were not read"),
    ],
)
def test_what_cannot_be_read_is_named_however_far_down_it_stands(
    case: Path, change: Change, faults_of: Faults, mark: str, fault: str
):
    with (case / "author.csv").open("a", newline="") as file:
        file.writelines(f"a{number},Somebody,person,\n" for number in range(3, 1200))
    change("coding.csv", ",ana,", ",a1000,")  # of which nothing is known
    change("author.csv", "a901,S", f"a901,{mark}S")
    place = (case / "author.csv").read_bytes().find(b"\xff") + 1
    assert [str(one) for one in faults_of(case)] == [f"author.csv, {fault.format(place=place)}"]


def test_where_there_is_no_room_for_the_rows_the_reading_ends(case: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(keys.Keys, "end", full)
    with pytest.raises(OSError, match="database or disk is full"):
        package.read(case)


def test_more_rows_than_allowed_are_refused(case: Path, faults_of: Faults, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(file_rows, "MOST_ROWS", 10)
    package.read(case)
    with (case / "author.csv").open("a") as file:
        file.write("bob,Bob,person,\n")
    assert [str(one) for one in faults_of(case)] == ["annotation.csv, row 2: takes the package over 10 rows"]


def test_a_file_or_package_too_large_is_refused_before_it_is_read(
    case: Path, faults_of: Faults, monkeypatch: pytest.MonkeyPatch
):
    with (case / "claim.csv").open("ab") as file:
        file.truncate(files.LARGEST_FILE)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    with (case / "claim.csv").open("ab") as file:
        file.truncate(files.LARGEST_FILE + 1)
    assert [str(one) for one in faults_of(case)] == ["claim.csv: is larger than 64 MB"]
    for name in ("claim", "stance", "coding", "source"):
        with (case / f"{name}.csv").open("ab") as file:
            file.truncate(files.LARGEST_FILE)
    assert [str(one) for one in faults_of(case)] == ["toy: is larger than 256 MB unpacked"]


def test_a_link_in_a_folder_is_not_followed(case: Path, tmp_path: Path, faults_of: Faults):
    (case / "party.csv").rename(tmp_path / "elsewhere.csv")
    (case / "party.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert [str(one) for one in faults_of(case)] == ["party.csv: is not a plain file"]


def test_what_is_no_package_is_refused(tmp_path: Path, faults_of: Faults):
    assert [str(one) for one in faults_of(tmp_path / "none")] == ["none: is neither a folder nor a zip"]
    (tmp_path / "empty").mkdir()
    assert [str(one) for one in faults_of(tmp_path / "empty")] == ["negotiation.csv: is missing"]
    (tmp_path / "text.zip").write_text("PK but no zip")
    assert [str(one) for one in faults_of(tmp_path / "text.zip")] == [
        "text.zip: cannot be read as a zip: File is not a zip file"
    ]


def test_the_message_says_that_nothing_was_loaded(case: Path, change: Change):
    change("source.csv", ",B,", ",G,")
    with pytest.raises(BadPackage, match="The package was not loaded; the store is as it was"):
        package.read(case)


def test_progress_counts_the_tables(case: Path):
    seen: list[tuple[int, int]] = []
    package.read(case, lambda done, total: seen.append((done, total)))
    assert seen == [(n, len(IN_PACKAGE)) for n in range(1, len(IN_PACKAGE) + 1)]


def test_the_descriptor_of_every_package_names_what_is_read(case: Path):
    described = json.loads((case / "datapackage.json").read_text())
    assert [resource["path"] for resource in described["resources"]] == list(package.NAMES.values())
