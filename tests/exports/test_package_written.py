import json
import zipfile
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from dashboard.errors import ParleyError
from dashboard.exports import package
from dashboard.formats import FORMAT, Origin
from dashboard.frames import TABLE_FRAMES
from dashboard.models import IN_PACKAGE

Tables = dict[str, pd.DataFrame]
Negotiation = dict[str, object]
ORIGIN = Origin("store_1", 7, {"store_2": 3})


def content(folder: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in folder.iterdir()}


def test_every_table_has_a_file_and_the_negotiation_too(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    out = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    expected = {f"{name}.csv" for name in (*TABLE_FRAMES, "negotiation")} | {"datapackage.json", "README.md"}
    assert content(out).keys() == expected
    assert (out / "negotiation.csv").read_bytes().decode() == (
        "code,title,summary,covers_from,covers_to,use_by_days,citation,licence,caveat,codebook\n"
        'toy,Toy talks – a test,,2025-07-01,,30,"Nobody (2025), Toy talks.",CC BY 4.0,Made up.,\n'
    )
    assert (out / "stance_claim.csv").read_bytes() == b"code,stance,claim\n"


def test_rows_stand_by_rank_then_code(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    out = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    assert (out / "party.csv").read_bytes().decode() == (
        "code,name,short_name,name_inside,role,also,part_of,consent_required,rank,note\n"
        'b,"The ""B""",B,,principal,,,true,1,"one, two"\n'
        "a,A,A,,faction,,b,false,2,\n"
    )
    assert [line.split(",")[0] for line in (out / "term.csv").read_text().splitlines()] == ["code", "s", "t"]


@pytest.mark.parametrize("name", ["toy", "toy.zip"])
def test_the_same_content_gives_the_same_bytes(negotiation: Negotiation, tables: Tables, tmp_path: Path, name: str):
    first = package.write(negotiation, tables, tmp_path / "one" / name, ORIGIN)
    shuffled = {table: frame.iloc[::-1] for table, frame in reversed(tables.items())}
    second = package.write(negotiation, shuffled, tmp_path / "two" / name, ORIGIN)
    if first.is_dir():
        assert content(first) == content(second)
    else:
        assert first.read_bytes() == second.read_bytes()


def test_a_zip_holds_what_a_folder_holds(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    folder = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    with zipfile.ZipFile(package.write(negotiation, tables, tmp_path / "toy.zip", ORIGIN)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == content(folder)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["toy/datapackage.json", "toy.zip"])
def test_frictionless_finds_no_fault(negotiation: Negotiation, tables: Tables, tmp_path: Path, name: str):
    package.write(negotiation, tables, tmp_path / name.partition("/")[0], ORIGIN)
    report = frictionless.validate(str(tmp_path / name), type="package")
    assert report.flatten() == []
    assert len(report.tasks) == 1 + len(TABLE_FRAMES)


def test_frictionless_finds_a_code_that_leads_nowhere_and_a_changed_file(
    negotiation: Negotiation, tables: Tables, tmp_path: Path
):
    out = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    (out / "party.csv").write_text((out / "party.csv").read_text().replace(",,b,", ",,nobody,"))
    report = frictionless.validate(str(out / "datapackage.json"), type="package")
    assert {error.type for task in report.tasks for error in task.errors} == {"foreign-key", "hash-count"}


def test_the_schema_comes_from_the_tables(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    out = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    described = json.loads((out / "datapackage.json").read_text())
    assert described["parley"] == {"format": FORMAT, "store": "store_1", "version": 7, "known": {"store_2": 3}}
    assert described["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]
    schema = next(one for one in described["resources"] if one["name"] == "stance")["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert list(fields) == list(TABLE_FRAMES["stance"].columns)
    assert fields["held_on"] == {
        "name": "held_on",
        "type": "date",
        "title": "Since",
        "description": "The day of these words or deeds, from which on the party is known to stand there. Said again "
        "later, it is a record of its own with its own day: only so is it known that nothing has changed.",
        "constraints": {"required": True},
    }
    assert fields["position"]["constraints"] == {"minimum": 0, "maximum": 100}
    assert fields["confidence"]["constraints"] == {"enum": ["low", "moderate", "high"]}
    assert fields["red_line"]["type"] == "boolean"
    assert schema["primaryKey"] == "code"
    assert {"fields": "term", "reference": {"resource": "term", "fields": "code"}} in schema["foreignKeys"]


def test_the_readme_says_how_to_cite_and_what_the_levels_mean(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    text = (package.write(negotiation, tables, tmp_path / "toy", ORIGIN) / "README.md").read_text()
    for part in ("Nobody (2025), Toy talks.", "CC BY 4.0", "Made up.", "| RESISTS | −1 |", "| SILENT | none |"):
        assert part in text


def test_the_readme_has_a_row_for_every_column(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    text = (package.write(negotiation, tables, tmp_path / "toy", ORIGIN) / "README.md").read_text()
    assert text.count("\n| `") == len(package.CONTRACTS) + sum(map(len, package.COLUMNS.values()))
    assert "| `name_inside` | Name in a sentence | The short name as it stands inside a sentence, with its" in text
    assert "| `version` |" not in text


def test_other_files_of_a_package_stay_and_its_tables_are_replaced(
    negotiation: Negotiation, tables: Tables, tmp_path: Path
):
    out = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    (out / "README.md").write_text("by hand")
    (out / "SOURCES.md").write_text("by hand")
    tables["party"] = tables["party"].iloc[1:]
    package.write(negotiation, tables, out, ORIGIN)
    assert (out / "README.md").read_text() == (out / "SOURCES.md").read_text() == "by hand"
    assert len((out / "party.csv").read_text().splitlines()) == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["toy"]


@pytest.mark.parametrize("name", ["party.csv", "datapackage.json", "README.md"])
def test_nothing_is_written_through_a_link_in_the_folder_of_a_package(
    negotiation: Negotiation, tables: Tables, tmp_path: Path, name: str
):
    out = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    whole = content(out)
    diary = tmp_path / "diary.txt"
    (out / name).unlink()
    (out / name).symlink_to(diary)
    package.write(negotiation, tables, out, ORIGIN)
    assert not diary.exists()
    assert name == "README.md" or content(out) == whole


@pytest.mark.parametrize("name", ["toy", "toy.zip"])
def test_a_package_of_another_negotiation_is_not_replaced(
    negotiation: Negotiation, tables: Tables, tmp_path: Path, name: str
):
    out = package.write(negotiation, tables, tmp_path / name, ORIGIN)
    with pytest.raises(ParleyError, match="is not a package of other"):
        package.write({**negotiation, "code": "other"}, tables, out, ORIGIN)
    assert package.write(negotiation, tables, out, ORIGIN) == out


def test_anything_else_is_not_replaced(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    for name in ("notes", "notes.zip"):
        (tmp_path / name).write_text("mine")
        with pytest.raises(ParleyError, match="Choose another place"):
            package.write(negotiation, tables, tmp_path / name, ORIGIN)
        assert (tmp_path / name).read_text() == "mine"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(ParleyError):
        package.write(negotiation, tables, tmp_path / "full", ORIGIN)
    (tmp_path / "empty").mkdir()
    package.write(negotiation, tables, tmp_path / "empty", ORIGIN)


def test_a_failure_leaves_what_was_there(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    out = package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    before = content(out)

    def fail(done: int, total: int) -> None:
        if done == 3:
            raise OSError("disk full")

    tables["party"] = tables["party"].iloc[1:]
    with pytest.raises(OSError, match="disk full"):
        package.write(negotiation, tables, out, ORIGIN, fail)
    assert content(out) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["toy"]


def test_a_table_that_was_forgotten_is_a_fault_of_the_caller(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    del tables["claim"]
    with pytest.raises(ValueError, match="claim"):
        package.write(negotiation, tables, tmp_path / "toy", ORIGIN)
    assert not (tmp_path / "toy").exists()


def test_progress_counts_the_tables(negotiation: Negotiation, tables: Tables, tmp_path: Path):
    seen: list[tuple[int, int]] = []
    package.write(negotiation, tables, tmp_path / "toy", ORIGIN, lambda done, total: seen.append((done, total)))
    assert seen == [(n, len(IN_PACKAGE)) for n in range(1, len(IN_PACKAGE) + 1)]
