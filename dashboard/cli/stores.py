"""Commands about the store: serving it, upgrading, checking, backing up and restoring it."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.base import app, opened_store, refusing, store_with_a_case
from dashboard.errors import ParleyError
from dashboard.settings import settings


@app.command()
def run(
    port: Annotated[int | None, typer.Option(help="Port to listen on; else PARLEY_PORT.")] = None,
    open_browser: Annotated[bool | None, typer.Option("--open/--no-open", help="Open a browser.")] = None,
) -> None:
    """
    Open the dashboard.

    Example: python -m dashboard run --port 8600
    """
    from dashboard.ui.serve import serve

    own = settings()
    with store_with_a_case():
        pass  # the dashboard opens it again, in the processes that serve
    with refusing():
        serve(
            own.address,
            own.port if port is None else port,
            hosts=own.hosts,
            open_browser=own.open_browser if open_browser is None else open_browser,
        )


@app.command()
def migrate() -> None:
    """
    Create or upgrade the store that DATABASE_URL names.

    Example: DATABASE_URL=postgresql://me@host/parley python -m dashboard migrate
    """
    with opened_store(migrate=True) as store:
        typer.echo(f"{store.name} is up to date.")


@app.command()
def check() -> None:
    """
    Report the health of the store; exit status 1 where something is wrong.

    Example: python -m dashboard check
    """
    from dashboard.questions import health

    with opened_store() as store:
        found = health.frame(store)
    width = int(found["what"].str.len().max())
    for row in health.CHECKS.rows(found):
        typer.echo(f"{row.what:<{width}}  {row.found}{'  WRONG' if row.good == 'no' else ''}")
    if (found["good"] == "no").any():
        raise typer.Exit(1)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="File to write; there may be none of this name yet.")],
) -> None:
    """
    Write the whole store with its history into one file; dashboards may run meanwhile.

    Example: python -m dashboard backup parley-monday.backup
    """
    from dashboard.store.backup import back_up
    from dashboard.store.restoring import fault

    with opened_store(as_it_is=True) as store:
        typer.echo(f"Backed up as {back_up(store, file)}.")
        if (what := fault(store)) is not None:
            raise ParleyError(f"But the store is not sound: {what}. Such a backup is not restored; see `check`.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A backup that `backup` wrote.")]) -> None:
    """
    Put a backup in the place of the store; what was there is kept beside it.

    Example: python -m dashboard restore parley-monday.backup
    """
    from dashboard.store.restoring import restore as put_in_place

    with refusing():
        kept = put_in_place(settings().database_url, file)
    typer.echo(f"Restored {file}.")
    for place in kept:
        typer.echo(f"What was there before is kept as {place}.")
