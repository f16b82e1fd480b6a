"""A negotiation as a case package: a folder or zip with one CSV a table, a `datapackage.json` and a README."""

import csv
import io
import json
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.errors import ParleyError
from dashboard.exports.tables import csv_bytes
from dashboard.formats import FORMAT, Origin, checksum
from dashboard.frames import NEGOTIATIONS, TABLE_FRAMES, Progress
from dashboard.inputs import ANSWERED_ON
from dashboard.models import IN_PACKAGE, Column, Kind
from dashboard.vocabulary import ANSWER_MEANINGS, LEVEL_MEANINGS, SCORES, SIGNS

CONTRACTS = {"negotiation": NEGOTIATIONS, **TABLE_FRAMES}
COLUMNS = {name: [column for column in contract.columns if column != "version"] for name, contract in CONTRACTS.items()}
"""What stands in a package; a negotiation's version belongs to a store."""
PLAIN_CODE = r"[^\s/\\]+"
"""What every plain code matches: no engine of patterns knows letters with marks as another does."""
RANKED = ("party", "term", "round")
"""Tables whose rows stand in the order of their rank; all others stand in the order of their codes."""


def write(
    negotiation: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    out: Path,
    origin: Origin,
    progress: Progress | None = None,
) -> Path:
    """
    Return `out`, now a case package: a zip where the name ends so, else a folder.

    The same content of the same origin gives the same bytes. Other files of an existing folder, its README among them,
    stay as they are.

    Parameters
    ----------
    negotiation
        The columns of `frames.NEGOTIATIONS`; `version` is left out, for it belongs to a store.
    tables
        A frame for each of `frames.TABLE_FRAMES`.
    origin
        The store, its version of the negotiation, and what it had loaded from others: merging rests on it.
    progress
        Called with the number of tables written and to write.

    Raises
    ------
    ParleyError
        When `out` exists and is anything but a package of the same negotiation or an empty folder.
    """
    if tables.keys() != TABLE_FRAMES.keys():
        raise ValueError(f"the tables differ from the contract: {sorted(tables.keys() ^ TABLE_FRAMES.keys())}")
    place = out.resolve()
    zipped = place.suffix.lower() == ".zip"
    if not _may_be_replaced(place, str(negotiation["code"]), zipped):
        raise ParleyError(f"{out} exists and is not a package of {negotiation['code']}. Choose another place.")
    place.parent.mkdir(parents=True, exist_ok=True)
    # A sibling, so that the move into place stays on one file system.
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        if zipped:
            with zipfile.ZipFile(draft, "x") as archive:
                for name, content in _files(negotiation, tables, origin, progress):
                    _add(archive, name, content)
            draft.replace(place)
        else:
            shutil.copytree(place, draft, symlinks=True) if place.exists() else draft.mkdir()
            for name, content in _files(negotiation, tables, origin, progress):
                if name != "README.md" or not os.path.lexists(draft / name):
                    (draft / name).unlink(missing_ok=True)  # a link would be written through, to whatever it leads to
                    (draft / name).write_bytes(content)
            _swap(draft, place)
    finally:
        if draft.is_dir():
            shutil.rmtree(draft)
        draft.unlink(missing_ok=True)
    return out


def _may_be_replaced(place: Path, code: str, zipped: bool) -> bool:
    if not place.exists():
        return True
    if place.is_dir() and not zipped:
        return not any(place.iterdir()) or _code_of(place) == code
    return place.is_file() and zipped and _code_of(place) == code


def _code_of(package: Path) -> str | None:
    """Return the code of the negotiation whose package this is; None when it is no package."""
    try:
        if package.is_dir():
            text = (package / "negotiation.csv").read_text("utf-8-sig")
        else:
            with zipfile.ZipFile(package) as archive:
                text = archive.read("negotiation.csv").decode("utf-8-sig")
        return next(csv.DictReader(io.StringIO(text, newline="")))["code"]
    except (OSError, KeyError, StopIteration, ValueError, csv.Error, zipfile.BadZipFile):
        return None


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # dated 1980: a time stamp would make equal packages differ
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    archive.writestr(entry, content)


def _swap(draft: Path, out: Path) -> None:
    if not out.exists():
        os.rename(draft, out)
        return
    former = draft.with_name(draft.name + ".former")
    os.rename(out, former)
    try:
        os.rename(draft, out)
    except OSError:
        os.rename(former, out)
        raise
    shutil.rmtree(former)


def _files(
    negotiation: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    origin: Origin,
    progress: Progress | None,
) -> Iterator[tuple[str, bytes]]:
    frames = {"negotiation": NEGOTIATIONS.frame([negotiation]), **tables}
    checksums: dict[str, str] = {}
    for done, (name, contract) in enumerate(CONTRACTS.items(), start=1):
        order = ["rank", "code"] if name in RANKED else ["code"]
        rows = contract.check(frames[name]).sort_values(order, kind="stable")
        content = csv_bytes(rows, COLUMNS[name])
        checksums[name] = checksum(io.BytesIO(content))
        yield f"{name}.csv", content
        if progress is not None:
            progress(done, len(CONTRACTS))
    described = _datapackage(frames["negotiation"].iloc[0], origin, _early_answers(tables), checksums)
    yield "datapackage.json", (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()
    yield "README.md", _readme(frames["negotiation"].iloc[0]).encode()


def _early_answers(tables: Mapping[str, pd.DataFrame]) -> dict[str, list[str]]:
    """Return by table the rows whose answers are older than their texts, as packages of an earlier format had them."""
    texts = tables["proposal"][["code", "tabled_on"]].rename(columns={"code": "proposal"})
    found = {}
    for name, day in ANSWERED_ON.items():
        answers = tables[name][tables[name]["answer"].notna()].merge(texts, on="proposal")
        if codes := sorted(answers.loc[answers[day] < answers["tabled_on"], "code"]):
            found[name] = codes
    return found


def _datapackage(
    negotiation: pd.Series, origin: Origin, early: Mapping[str, list[str]], checksums: Mapping[str, str]
) -> dict[str, Any]:
    """Return the descriptor of the package (Frictionless Data Package, version 1)."""
    described = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", negotiation["code"].lower()),
        "title": negotiation["title"],
    }
    if pd.notna(negotiation["summary"]):
        described["description"] = negotiation["summary"]
    if pd.notna(negotiation["licence"]):
        name = re.sub(r"[^A-Za-z0-9._]+", "-", negotiation["licence"])
        described["licenses"] = [{"name": name, "title": negotiation["licence"]}]
    resources = [_resource(name) | {"hash": checksums[name]} for name in CONTRACTS]
    parley = {"format": FORMAT, **asdict(origin), **({"early_answers": early} if early else {})}
    return {**described, "parley": parley, "resources": resources}


def _resource(name: str) -> dict[str, Any]:
    table = IN_PACKAGE[name]
    references = [
        {"fields": column, "reference": {"resource": "" if target == name else target, "fields": "code"}}
        for column, target in sorted(table.references.items())
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "title": table.many.capitalize(),
        "description": table.row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(table.columns[column]) for column in COLUMNS[name]],
            "missingValues": [""],
            "primaryKey": "code",
            **({"foreignKeys": references} if references else {}),
        },
    }


_TYPES = {
    Kind.DAY: "date",
    Kind.INSTANT: "datetime",
    Kind.NUMBER: "number",
    Kind.WHOLE: "integer",
    Kind.FLAG: "boolean",
}


def _field(column: Column) -> dict[str, Any]:
    """Return a column's Table Schema field."""
    held = {
        "required": True if not column.optional else None,
        "unique": True if column.kind is Kind.CODE else None,
        "enum": list(column.values) or None,
        "maxLength": column.longest,
        "minimum": column.least,
        "maximum": column.most,
        "pattern": PLAIN_CODE if column.kind is Kind.CODE else None,
    }
    constraints = {name: value for name, value in held.items() if value is not None}
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "title": column.title,
        "description": column.help,
    }
    if column.kind is Kind.FLAG:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return {**field, "constraints": constraints} if constraints else field


def _readme(negotiation: pd.Series) -> str:
    def given(column: str, heading: str) -> str:
        return f"## {heading}\n\n{negotiation[column]}\n\n" if pd.notna(negotiation[column]) else ""

    scores = {code: SIGNS[code] if code in SCORES else "none" for code in LEVEL_MEANINGS}
    scale = "\n".join(
        f"| {code} | {scores[code]} | {meaning} | {ANSWER_MEANINGS.get(code, 'Not used.')} |"
        for code, meaning in LEVEL_MEANINGS.items()
    )
    files = "\n".join(f"| `{name}.csv` | {IN_PACKAGE[name].row} |" for name in CONTRACTS)
    columns = "\n\n".join(_dictionary(name) for name in CONTRACTS)
    summary = f"{negotiation['summary']}\n\n" if pd.notna(negotiation["summary"]) else ""
    return f"""# {negotiation["title"]}

{summary}{given("citation", "How to cite")}{given("licence", "Licence")}{given("caveat", "Caveats")}## Codebook

A *level* says where a party stands on a term's proposition, the same sentence through all rounds. An *answer* says how
it answers the provision as written in one proposal, and is given only where there is a text.

| code | score | as a level | as an answer |
|---|---:|---|---|
{scale}

What is not recorded is left out. It is never neutral and never 0.

{given("codebook", "How it was coded")}## Files

UTF-8, commas, a header line; an empty cell is a missing value; days are ISO dates; instants are in UTC. Rows refer to
each other by `code`. `datapackage.json` says the same to programs.

| file | one row is |
|---|---|
{files}

## Columns

{columns}
"""


def _dictionary(name: str) -> str:
    """Return the columns of a file, one row a column."""
    columns = IN_PACKAGE[name].columns
    rows = (f"| `{one}` | {columns[one].title} | {columns[one].help} | {columns[one].holds} |" for one in COLUMNS[name])
    head = [f"### `{name}.csv`", "", "| column | title | what belongs there | holds |", "|---|---|---|---|"]
    return "\n".join([*head, *rows])
