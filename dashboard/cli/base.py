"""What the commands share: the program, the store that they open, refusals, bars and days."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from typing import Any, overload

import typer

from dashboard.errors import ParleyError
from dashboard.settings import settings

app = typer.Typer(
    help="Parley tracks a negotiation: who stands where on each term, and on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _write_utf8() -> None:
    # Sent to a file, Windows would write what many letters and signs are not in.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a refusal into its message and exit status 1."""
    try:
        yield
    except (ParleyError, OSError) as error:
        typer.echo(_words(error), err=True)
        raise typer.Exit(1) from None


def _words(error: Exception) -> str:
    if isinstance(error, OSError):  # every file is written beside its place first
        place = f": {error.filename}" if error.filename else ""
        return f"{error.strerror or error}{place}. Nothing was written."
    return str(error)


@contextmanager
def opened_store(*, migrate: bool = False, as_it_is: bool = False) -> Iterator[Any]:
    """Give the store that the settings name, upgraded where that is asked for, or as it is."""
    from dashboard.store.schema import open_as_it_is, open_store

    with refusing():
        url = settings().database_url
        store = open_as_it_is(url) if as_it_is else open_store(url, migrate=migrate)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def store_with_a_case() -> Iterator[Any]:
    """Give the store; an empty one gets the bundled case first, which is said."""
    from dashboard import cases
    from dashboard.store import reads

    with opened_store() as store:
        if reads.negotiations(store).empty:
            typer.echo("The store is empty: loading the bundled case.", err=True)
            with progress_bar("Reading") as reading, progress_bar("Loading") as loading:
                cases.load(store, cases.BUNDLED, reading_progress=reading, progress=loading)
        yield store


@contextmanager
def progress_bar(label: str) -> Iterator[Any]:
    """Give a function that moves a progress bar; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with typer.progressbar(length=1000, label=label, file=sys.stderr) as bar:
        yield lambda done, total: bar.update(int(1000 * done / max(total, 1)) - bar.pos)


@overload
def as_day(text: str, option: str) -> date: ...


@overload
def as_day(text: str | None, option: str) -> date | None: ...


def as_day(text: str | None, option: str) -> date | None:
    """Return the day that an option gives; None where it was not given."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a day like 2025-07-07", param_hint=option) from None
