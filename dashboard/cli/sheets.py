"""Commands that write many rows at once."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.base import app, opened_store
from dashboard.errors import BadSheet
from dashboard.settings import settings

MOST = 50
"""Rows that are told one by one."""


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A sheet: .csv, .tsv or .xlsx, with a heading over each column.")],
    into: Annotated[str, typer.Option(help="Code of the negotiation.")],
    table: Annotated[str, typer.Option(help="Table that the rows are of, such as stance or claim.")],
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> None:
    """
    Add the rows of a sheet to a table, and change those whose codes it gives: all of it or nothing, once confirmed.

    Example: python -m dashboard add stances.csv --into ferry-2026 --table stance
    """
    from dashboard import sheets
    from dashboard.authors import PARLEY
    from dashboard.imports import sheet as reading
    from dashboard.sheets import Effect
    from dashboard.store import authors

    if table not in sheets.WRITTEN_SO:
        raise typer.BadParameter(f"{table} is not one of {', '.join(sheets.WRITTEN_SO)}", param_hint="--table")
    with opened_store() as store:
        read = reading.read(file, named=table)
        staged = sheets.stage(store, into, table, sheets.by_column(table, read))
        if problems := staged.problems(file.name):
            raise BadSheet(problems)
        new = staged.of(Effect.ADDED, Effect.CHANGED)
        for row in new[:MOST]:
            typer.echo(f"row {row.number}: {row.words}")
        if len(new) > MOST:
            typer.echo(f"and {len(new) - MOST:,} rows more")
        typer.echo(staged.would)
        if not new:
            return
        if not yes and not typer.confirm("Write this?"):
            typer.echo("Nothing was written.")
            raise typer.Exit(1)
        by = authors.unasked(store, name) if (name := settings().author) else PARLEY
        version = sheets.write(store, staged, by=by)
    typer.echo(f"Written as version {version}.")
