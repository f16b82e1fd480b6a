"""Packages that have less than is written today, or what earlier formats had, or what spreadsheets leave."""

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import formats
from dashboard.errors import BadPackage, Problem
from dashboard.exports import package as written
from dashboard.formats import FORMAT, Changes, Origin
from dashboard.frames import TABLE_FRAMES
from dashboard.imports import days, package
from dashboard.settings import HOME

Change = Callable[[str, str, str], None]
Faults = Callable[[Path], list[Problem]]
PACKAGES = HOME / "tests" / "data" / "packages"


@pytest.fixture
def smallest(tmp_path: Path) -> Path:
    """A package of seven files and eight rows, with no column that it could do without."""
    return Path(shutil.copytree(PACKAGES / "smallest", tmp_path / "smallest"))


def written_as(case: Path, number: int) -> None:
    """Make the package say that it is of this format."""
    described = json.loads((case / "datapackage.json").read_text())
    described["parley"]["format"] = number
    (case / "datapackage.json").write_text(json.dumps(described))


def test_a_table_that_is_absent_is_empty_and_an_optional_column_takes_its_default(smallest: Path):
    read = package.read(smallest)
    assert list(read.rows) == ["party", "term", "source", "claim", "stance", "stance_claim"]
    assert (read.negotiation["use_by_days"], read.negotiation["covers_to"]) == (30, None)
    (term,) = read.rows["term"]
    assert (term["whole_text"], term["rank"], term["scale_low"]) == (False, 0, None)
    (stance,) = read.rows["stance"]
    assert (stance["held_on"], stance["seed"], stance["confidence"]) == (date(2026, 1, 12), False, None)


def test_what_a_package_does_not_have_is_known(case: Path, smallest: Path):
    assert package.read(smallest).absent["party"] == {
        "name_inside",
        "also",
        "part_of",
        "consent_required",
        "rank",
        "note",
    }
    assert not any(package.read(case).absent.values())


@pytest.mark.parametrize(
    ("file", "column"), [("party", "role"), ("stance", "code"), ("claim", "said_on"), ("negotiation", "title")]
)
def test_a_column_that_every_row_needs_may_not_be_absent(smallest: Path, faults_of: Faults, file: str, column: str):
    with (smallest / f"{file}.csv").open(newline="") as table:
        rows = list(csv.DictReader(table))
    with (smallest / f"{file}.csv").open("w", newline="") as table:
        writer = csv.DictWriter(table, [name for name in rows[0] if name != column], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert f"{file}.csv, row 1, column {column}: is missing" in [str(one) for one in faults_of(smallest)]


def test_a_row_may_refer_to_an_absent_table_whose_rows_may_be_in_the_store(smallest: Path):
    (smallest / "party.csv").unlink()
    assert package.read(smallest).rows["stance"][0]["party"] == "crews"


def test_blank_lines_are_no_rows(case: Path):
    before = package.read(case)
    for file in case.glob("*.csv"):
        width = file.read_text().partition("\n")[0].count(",")
        file.write_bytes(file.read_bytes() + b"\n" + b"," * width + b"\n\r\n")
    assert package.read(case).rows == before.rows


def test_columns_without_a_heading_are_none_as_long_as_they_are_empty(smallest: Path, faults_of: Faults):
    rows, table = package.read(smallest).rows, smallest / "party.csv"
    lines = table.read_text().splitlines()
    table.write_text("\n".join(f"{line},," for line in lines))
    assert package.read(smallest).rows == rows
    table.write_text("\n".join([*(f"{line},," for line in lines[:-1]), f"{lines[-1]},,x"]))
    assert str(faults_of(smallest)[0]) == f"party.csv, row {len(lines)}: has a cell under no heading"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_with_other_marks_than_commas_says_so_and_nothing_else(smallest: Path, faults_of: Faults, mark: str):
    table = smallest / "party.csv"
    table.write_text(table.read_text().replace(",", mark))
    said = f"party.csv, row 1: has {mark!r} between its columns; save it with commas"
    assert [str(one) for one in faults_of(smallest)] == [said]


def test_a_blank_line_between_two_rows_is_counted_but_no_row(case: Path, change: Change, faults_of: Faults):
    change("party.csv", "b,B,B", "\nb,B,B")
    package.read(case)
    change("party.csv", "principal", "king")
    assert [(one.row, one.column) for one in faults_of(case)] == [(3, "role")]


@pytest.mark.parametrize("style", [str.upper, str.title])
def test_flags_may_be_written_as_spreadsheets_write_them(case: Path, style: Callable[[str], str]):
    before = package.read(case)
    for file in case.glob("*.csv"):
        text = file.read_bytes().decode()
        file.write_bytes(text.replace("true", style("true")).replace("false", style("false")).encode())
    assert package.read(case).rows == before.rows


def test_a_package_says_where_it_comes_from(case: Path, smallest: Path):
    assert package.read(case).origin == Origin("store_1", 7, {"store_2": 3})
    assert package.read(smallest).origin is None


def test_a_file_that_was_changed_since_the_package_was_saved_is_noticed(case: Path, change: Change):
    assert not package.read(case).edited
    change("party.csv", "b,B,B", "b,Bee,B")
    assert package.read(case).edited


def test_a_table_taken_out_is_a_change_and_a_readme_is_none(case: Path):
    (case / "README.md").write_text("by hand")
    assert not package.read(case).edited
    (case / "event.csv").unlink()
    assert package.read(case).edited


def test_a_package_of_a_newer_format_is_refused_with_what_to_do(case: Path, change: Change, faults_of: Faults):
    change("party.csv", "principal", "king")
    written_as(case, FORMAT + 1)
    assert [str(one) for one in faults_of(case)] == [
        f"datapackage.json: is of format {FORMAT + 1}, which this Parley does not know "
        f"(it reads up to {FORMAT}): update Parley"
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"resources": [{"path": f"{number}.csv"} for number in range(300)]}, "look at resources"),
        ({"parley": {"format": FORMAT, "known": {f"s{number}": 1 for number in range(2000)}}}, "look at parley.known"),
        ({"parley": {"format": FORMAT, "store": "s", "version": 2**31}}, "look at parley.version"),
        ({"parley": {"format": FORMAT, "store": "s", "version": -1}}, "look at parley.version"),
        ({"description": "x" * 2**20}, "datapackage.json: is larger than 1 MB"),
    ],
    ids=["resources", "known", "version", "before", "size"],
)
def test_a_descriptor_that_says_more_than_one_can_is_refused(
    case: Path, faults_of: Faults, change: dict[str, Any], said: str
):
    described = json.loads((case / "datapackage.json").read_text()) | change
    (case / "datapackage.json").write_text(json.dumps(described))
    assert said in str(faults_of(case)[0])


def test_names_of_an_earlier_format_are_read_as_those_of_now(case: Path, change: Change, faults_of: Faults):
    now = package.read(case)
    (case / "author.csv").rename(case / "analyst.csv")
    change("datapackage.json", "author.csv", "analyst.csv")
    for file in ("coding.csv", "annotation.csv", "saved_view.csv"):
        change(file, "author", "analyst")
    written_as(case, 0)
    assert package.read(case).rows == now.rows
    written_as(case, 1)
    found = [str(one) for one in faults_of(case)]
    assert "analyst.csv: is not a table of a package" in found
    assert "coding.csv, row 1, column analyst: is not a column of this table" in found


def test_a_table_under_its_former_and_its_present_name_is_refused(case: Path, faults_of: Faults):
    shutil.copy(case / "author.csv", case / "analyst.csv")
    written_as(case, 0)
    assert [str(one) for one in faults_of(case)] in (
        ["analyst.csv: is the same table as author.csv; keep one of them"],
        ["author.csv: is the same table as analyst.csv; keep one of them"],
    )


def test_a_retired_column_is_passed_over_and_told(
    case: Path, change: Change, faults_of: Faults, monkeypatch: pytest.MonkeyPatch
):
    before = package.read(case).rows
    change("term.csv", "code,", "code,colour,")
    change("term.csv", "\nt,", "\nt,red,")
    assert [str(one) for one in faults_of(case)] == ["term.csv, row 1, column colour: is not a column of this table"]
    monkeypatch.setitem(formats.SINCE, 0, Changes(retired={("term", "colour"): "colours are those of the theme"}))
    written_as(case, 0)
    read = package.read(case)
    assert read.rows == before
    assert read.told == ("term.csv: the column colour was passed over: colours are those of the theme.",)


def test_the_frozen_package_of_format_0_loads_for_ever():
    path = PACKAGES / "israel-hamas-format-0.zip"
    read = package.read(path)
    assert read.origin is None
    assert {table: len(rows) for table, rows in read.rows.items() if table in ("author", "stance", "coding")} == {
        "author": 2,
        "stance": 554,
        "coding": 1108,
    }
    with zipfile.ZipFile(path) as archive:
        held = {Path(name).stem for name in archive.namelist()}
    assert "delivery" not in held, "a table that came later"
    held = held - {"analyst"} | {"author"}
    assert list(read.rows) == [table for table in TABLE_FRAMES if table in held]
    assert {row["author"] for row in read.rows["coding"]} == {row["code"] for row in read.rows["author"]}


@pytest.mark.parametrize(("number", "stances"), [(0, 554), (1, 554), (2, 630)])
def test_a_package_of_every_format_is_kept_and_loads(number: int, stances: int):
    read = package.read(PACKAGES / f"israel-hamas-format-{number}.zip")
    assert (len(read.rows["stance"]), len(read.rows["claim"]), read.edited) == (stances, stances, False)
    assert (read.origin is None) == (number == 0)


def test_the_bundled_case_is_of_the_present_format_and_as_it_was_saved():
    described = json.loads((HOME / "seeds" / "israel-hamas" / "datapackage.json").read_text())
    assert described["parley"]["format"] == FORMAT
    assert not package.read(HOME / "seeds" / "israel-hamas").edited


def test_no_format_is_without_a_package():
    kept = {f"israel-hamas-format-{number}.zip" for number in range(FORMAT + 1)}
    assert kept == {path.name for path in PACKAGES.glob("*.zip")}


def test_every_format_but_the_present_one_says_what_has_changed_since():
    assert list(formats.SINCE) == list(range(FORMAT))


def test_an_empty_package_is_no_package(tmp_path: Path):
    with pytest.raises(BadPackage, match=r"negotiation\.csv: is missing"):
        package.read(tmp_path)


EARLY = (
    "an answer of 2025-07-06 cannot be one to a text that was tabled on 2025-07-07; name the text that was on the "
    "table, or leave the answer empty"
)


@pytest.fixture
def early(case: Path, change: Change) -> Path:
    """A package in which a party answers a text the day before it was tabled."""
    (case / "proposal.csv").write_text("code,title,tabled_on,precision\np,A text,2025-07-07,day\n")
    change("stance.csv", "st1,b,t,,,2025-07-06,day,OPEN,,", "st1,b,t,p,,2025-07-06,day,OPEN,OPEN,")
    return case


def test_an_answer_older_than_its_text_is_refused_row_by_row(early: Path, change: Change, faults_of: Faults):
    assert [str(one) for one in faults_of(early)] == [f"stance.csv, row 2, column answer: {EARLY}"]
    change("stance.csv", "2025-07-06", "2025-07-07")
    assert package.read(early).told == ()


def test_without_an_answer_a_record_may_name_a_text_that_comes_later(early: Path, change: Change):
    change("stance.csv", "day,OPEN,OPEN,", "day,OPEN,,")
    assert package.read(early).told == ()


@pytest.mark.parametrize("number", range(2))
def test_an_answer_older_than_its_text_is_told_of_an_earlier_format(early: Path, number: int):
    written_as(early, number)
    read = package.read(early)
    assert read.rows["stance"][0]["answer"] == "OPEN"
    assert read.told == (
        "stance.csv: 1 answer dated before the text was tabled, the first of them row 2: kept, and counted nowhere.",
    )


def test_what_came_from_an_earlier_format_is_saved_and_loads_again(early: Path, tmp_path: Path, faults_of: Faults):
    written_as(early, 1)
    read = package.read(early)
    tables = {name: contract.frame(read.rows.get(name, [])) for name, contract in TABLE_FRAMES.items()}
    assert read.origin is not None
    again = written.write(read.negotiation, tables, tmp_path / "again", read.origin)
    assert json.loads((again / "datapackage.json").read_text())["parley"]["early_answers"] == {"stance": ["st1"]}
    assert (package.read(again).rows, len(package.read(again).told)) == (read.rows, 1)
    # What somebody adds to it by hand is refused all the same.
    text = (again / "stance.csv").read_text()
    line = next(one for one in text.splitlines() if one.startswith("st1,"))
    (again / "stance.csv").write_text(f"{text}{line.replace('st1', 'st9')}\n")
    assert [str(one) for one in faults_of(again)] == [f"stance.csv, row 4, column answer: {EARLY}"]


def test_a_text_of_one_line_of_an_earlier_format_is_cleaned_and_told_and_refused_in_this_one(
    case: Path, change: Change, faults_of: Faults
):
    change("party.csv", "b,B,B", 'b,"B\n\u2028land\x07\u202e",B')
    assert "is one line" in str(faults_of(case)[0]) or "control character" in str(faults_of(case)[0])
    written_as(case, 0)
    read = package.read(case)
    assert read.rows["party"][0]["name"] == "B land"
    assert read.told == (
        "party.csv, column name: line breaks, control characters and what turns the order of words were taken out of "
        "1 row, the first of them row 2.",
    )


def test_a_text_of_several_lines_is_left_as_it_is(case: Path):
    written_as(case, 0)
    assert package.read(case).rows["party"][1]["note"] == 'a "quote",\r\nthen NA'
    assert package.read(case).told == ()


@pytest.mark.parametrize("year", ["0025", "0041", "0999", "9999"])
def test_a_year_that_no_chart_can_place_is_refused(case: Path, change: Change, faults_of: Faults, year: str):
    change("stance.csv", "2025-07-06", f"{year}-07-06")
    assert [str(one) for one in faults_of(case)] == [
        f"stance.csv, row 2, column held_on: is in the year {int(year)}; years go from 1000 to 9998 here"
    ]


def test_a_day_far_from_all_others_is_told_and_loaded(case: Path, change: Change):
    assert package.read(case).told == ()
    change("stance.csv", "2025-07-07", "2052-07-07")
    assert package.read(case).told == (
        "stance st2, held_on: 7 July 2052 is far from the rest; all others are of 2025. Is the year right?",
    )


def test_where_no_group_of_days_has_more_than_half_none_is_far() -> None:
    rows = [{"code": f"{year}", "held_on": date(year, 1, 1)} for year in (1950, 2000)]
    assert days.far({"stance": rows}) == []
    assert days.far({"stance": rows[:1]}) == days.far({}) == []


def test_many_far_days_are_counted() -> None:
    rows = [{"code": f"{number}", "held_on": date(2000, 1, 1)} for number in range(20)]
    slips = [{"code": f"slip {number}", "held_on": date(2100, 1, 1 + number)} for number in range(9)]
    told = days.far({"stance": [*rows, *slips]})
    assert (len(told), told[-1]) == (6, "4 more days are as far from the rest.")


def test_rows_that_refer_to_each_other_in_a_circle_are_refused(case: Path, change: Change, faults_of: Faults):
    change("party.csv", "b,B,B,,principal,,", "b,B,B,,principal,,f")
    assert [str(one) for one in faults_of(case)] == [
        "party.csv, row 2, column part_of: leads round in a circle: b → f → b"
    ]
