"""Commands that bring case packages in and out, and remove a negotiation."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.base import app, opened_store, progress_bar, store_with_a_case
from dashboard.errors import InConflict, ParleyError
from dashboard.settings import settings


@app.command()
def new(
    negotiation: Annotated[str, typer.Argument(help="Code that the negotiation will have, such as ferry-2026.")],
    template: Annotated[str | None, typer.Option(help="Template to begin with; --help lists them.")] = None,
    title: Annotated[str, typer.Option(help="Title; else that of the template, or the code.")] = "",
) -> None:
    """
    Begin a negotiation of your own, with nothing in it or from a template.

    Templates: ceasefire, climate, coalition, labour, trade.

    Example: python -m dashboard new ferry-2026 --template labour
    """
    from dashboard import cases
    from dashboard.authors import PARLEY
    from dashboard.store import authors

    with opened_store() as store:
        by = authors.unasked(store, name) if (name := settings().author) else PARLEY
        cases.new(store, negotiation, title, template, by=by)
    typer.echo(f"Began {negotiation}. `run` opens it.")


@app.command()
def load(
    package: Annotated[Path, typer.Argument(help="Folder or zip of a case package.")],
    take_package: Annotated[
        bool, typer.Option("--take-package", help="Where both changed a row, take the package's.")
    ] = False,
    keep_store: Annotated[
        bool, typer.Option("--keep-store", help="Where both changed a row, keep the one that is here.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="List what a load would do, and write nothing.")] = False,
) -> None:
    """
    Load a case package, all of it or nothing; what was changed here meanwhile stays.

    Example: python -m dashboard load ferry-2026.zip
    """
    from dashboard import cases
    from dashboard.authors import PARLEY
    from dashboard.store import authors
    from dashboard.store.merging import Side

    if take_package and keep_store:
        raise typer.BadParameter("two answers to one question; give one", param_hint="--take-package, --keep-store")
    sides = Side.PACKAGE if take_package else Side.STORE if keep_store else None
    with opened_store() as store, progress_bar("Reading") as reading, progress_bar("Loading") as loading:
        planned = cases.plan(store, package, progress=reading)
        for line in planned.package.told:
            typer.echo(line)
        if preview:
            for one in cases.lines(store, planned):
                differs = f"; {one.column}: {one.here or 'nothing'} here, {one.package or 'nothing'} in the package"
                typer.echo(f"{one.effect}: {one.kind}, {one.called} ({one.code}){differs if one.column else ''}")
        else:
            by = authors.unasked(store, name) if (name := settings().author) else PARLEY
            try:
                planned = cases.write(store, planned, by=by, sides=sides, progress=loading)
            except InConflict as error:
                hint = "Add --take-package or --keep-store; --preview lists the rows."
                raise ParleyError(f"{error}\n{hint}") from None
    typer.echo(f"{'A load would come to' if preview else 'Loaded'}: {planned.sentence}")


@app.command()
def save(
    negotiation: Annotated[str, typer.Argument(help="Code of the negotiation.")],
    out: Annotated[Path, typer.Argument(help="Folder to write, or a file that ends with .zip.")],
) -> None:
    """
    Save a negotiation as a case package.

    Example: python -m dashboard save ferry-2026 ferry-2026.zip
    """
    from dashboard import cases

    with store_with_a_case() as store, progress_bar("Saving") as saving:
        written = cases.save(store, negotiation, out, progress=saving)
    typer.echo(f"Saved {written}.")


@app.command()
def remove(
    negotiation: Annotated[str, typer.Argument(help="Code of the negotiation.")],
    code: Annotated[str, typer.Option(prompt="Its code once more", help="The code once more; asked for if not given.")],
) -> None:
    """
    Remove a negotiation and its history; a package of it is kept beside the store.

    Example: python -m dashboard remove ferry-2026 --code ferry-2026
    """
    from dashboard import cases
    from dashboard.authors import PARLEY
    from dashboard.store import authors

    with opened_store() as store:
        by = authors.unasked(store, name) if (name := settings().author) else PARLEY
        kept = cases.remove(store, negotiation, typed=code, by=by)
    typer.echo(f"Removed {negotiation}. It is kept as {kept}.")
