"""The command line. Exit status: 0, 1 (refused, and why) or 2 (usage)."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.errors import InConflict, ParleyError
from dashboard.exports.file_kinds import BY_SUFFIX
from dashboard.settings import settings
from dashboard.vocabulary import DEFAULT_CONFIDENCE, DEFAULT_GRADE, Confidence, Grade, Unit

app = typer.Typer(
    help="Parley tracks a negotiation: who stands where on each term, and on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@contextmanager
def _refusing() -> Iterator[None]:
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
def _store(*, migrate: bool = False, as_it_is: bool = False) -> Iterator[Any]:
    from dashboard.store.schema import open_as_it_is, open_store

    with _refusing():
        url = settings().database_url
        store = open_as_it_is(url) if as_it_is else open_store(url, migrate=migrate)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _store_with_a_case() -> Iterator[Any]:
    """Give the store; an empty one gets the bundled case first, which is said."""
    from dashboard import cases
    from dashboard.store import reads

    with _store() as store:
        if reads.negotiations(store).empty:
            typer.echo("The store is empty: loading the bundled case.", err=True)
            with _bar("Reading") as reading, _bar("Loading") as loading:
                cases.load(store, cases.BUNDLED, reading_progress=reading, progress=loading)
        yield store


@contextmanager
def _bar(label: str) -> Iterator[Any]:
    """Give a function that moves a progress bar; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with typer.progressbar(length=1000, label=label, file=sys.stderr) as bar:
        yield lambda done, total: bar.update(int(1000 * done / max(total, 1)) - bar.pos)


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
    with _store_with_a_case():
        pass  # the dashboard opens it again, in the processes that serve
    with _refusing():
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
    with _store(migrate=True) as store:
        typer.echo(f"{store.name} is up to date.")


@app.command()
def check() -> None:
    """
    Report the health of the store; exit status 1 where something is wrong.

    Example: python -m dashboard check
    """
    from dashboard.questions import health

    with _store() as store:
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

    with _store(as_it_is=True) as store:
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

    with _refusing():
        kept = put_in_place(settings().database_url, file)
    typer.echo(f"Restored {file}.")
    for place in kept:
        typer.echo(f"What was there before is kept as {place}.")


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

    with _store() as store:
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
    from dashboard.frames import PLANNED_ROWS
    from dashboard.store import authors
    from dashboard.store.merging import Side

    if take_package and keep_store:
        raise typer.BadParameter("two answers to one question; give one", param_hint="--take-package, --keep-store")
    sides = Side.PACKAGE if take_package else Side.STORE if keep_store else None
    with _store() as store, _bar("Reading") as reading, _bar("Loading") as loading:
        planned = cases.plan(store, package, progress=reading)
        for line in planned.package.told:
            typer.echo(line)
        if preview:
            for row in PLANNED_ROWS.rows(cases.rows(planned)):
                typer.echo(f"{row.effect}: {row.table} {row.code}")
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

    with _store_with_a_case() as store, _bar("Saving") as saving:
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

    with _store() as store:
        by = authors.unasked(store, name) if (name := settings().author) else PARLEY
        kept = cases.remove(store, negotiation, typed=code, by=by)
    typer.echo(f"Removed {negotiation}. It is kept as {kept}.")


@app.command()
def charts() -> None:
    """
    List the charts and the question that each answers.

    Example: python -m dashboard charts
    """
    from dashboard.questions.catalogue import QUESTIONS

    width = max(len(question.id) for question in QUESTIONS)
    for question in QUESTIONS:
        typer.echo(f"{question.id:<{width}}  {question.title}: {question.asks}")


@app.command()
def sentences(
    negotiation: Annotated[str, typer.Argument(help="Code of the negotiation.")],
    as_of: Annotated[
        list[str] | None,
        typer.Option(metavar="YYYY-MM-DD", help="Day; may be given several times. Else the last one covered."),
    ] = None,
    min_grade: Annotated[Grade, typer.Option(help="Worst source grade to admit.")] = DEFAULT_GRADE,
    min_confidence: Annotated[Confidence, typer.Option(help="Least confidence to admit.")] = DEFAULT_CONFIDENCE,
) -> None:
    """
    Print every sentence that the dashboard says of a day, to be read from first to last.

    Example: python -m dashboard sentences ferry-2026 --as-of 2026-03-09 --as-of 2026-04-02
    """
    days = [_day(text, "--as-of") for text in as_of or []] or [None]
    from dashboard.questions import asking
    from dashboard.questions import sentences as said
    from dashboard.questions.edition import Edition, starting_over

    def read() -> list[str]:
        edition, lines = Edition(store, negotiation), []
        for day in days:
            scope = asking.scope(edition, day, min_grade.value, min_confidence.value)
            lines.append(f"{scope.as_of}")
            lines += [f"  {where}: {words}" for where, words in said.of(scope)]
        return lines

    with _store_with_a_case() as store:
        typer.echo("\n".join(starting_over(read)))


def _day(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a day like 2025-07-07", param_hint=option) from None


@app.command()
def chart(
    negotiation: Annotated[str, typer.Argument(help="Code of the negotiation.")],
    chart_id: Annotated[str, typer.Argument(metavar="CHART", help="A chart that `charts` lists.")],
    out: Annotated[Path, typer.Option(help=f"File to write, by its ending: {', '.join(BY_SUFFIX)}.")],
    as_of: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Day; else the last one covered.")] = None,
    term: Annotated[list[str] | None, typer.Option(help="Code of a term; may be given several times.")] = None,
    party: Annotated[list[str] | None, typer.Option(help="Code of a party; may be given several times.")] = None,
    proposal: Annotated[list[str] | None, typer.Option(help="Code of a text; may be given several times.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day from which moves are counted; else the last round.")
    ] = None,
    beside: Annotated[str | None, typer.Option(help="Negotiation to compare with; may be the same one.")] = None,
    beside_as_of: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Last day of the other one; else the last one covered.")
    ] = None,
    beside_since: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="First day of the other one; else its first round.")
    ] = None,
    unit: Annotated[Unit, typer.Option(help="What a comparison counts in.")] = Unit.ROUND,
    min_grade: Annotated[Grade, typer.Option(help="Worst source grade to admit.")] = DEFAULT_GRADE,
    min_confidence: Annotated[Confidence, typer.Option(help="Least confidence to admit.")] = DEFAULT_CONFIDENCE,
    within_use_by: Annotated[
        bool, typer.Option("--within-use-by", help="Admit only what was said within the use-by.")
    ] = False,
    only_source: Annotated[str | None, typer.Option(metavar="CODE", help="The one source to admit.")] = None,
    known_at: Annotated[int | None, typer.Option(help="Version to show everything at.")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Dark background.")] = False,
) -> None:
    """
    Write a chart to a file, without a screen.

    Example: python -m dashboard chart ferry-2026 stance-matrix --as-of 2026-03-09 --out matrix.svg
    """
    if out.suffix not in BY_SUFFIX:
        raise typer.BadParameter(f"{out.name}: the ending must be one of {', '.join(BY_SUFFIX)}", param_hint="--out")
    day, start = _day(as_of, "--as-of"), _day(since, "--since")
    other_day, other_start = _day(beside_as_of, "--beside-as-of"), _day(beside_since, "--beside-since")
    if beside is None and (other_day or other_start):
        raise typer.BadParameter("needs --beside", param_hint="--beside-as-of" if other_day else "--beside-since")
    from dashboard.questions import asking
    from dashboard.questions.edition import Edition, starting_over

    evidence: dict[str, Any] = {"min_grade": min_grade.value, "min_confidence": min_confidence.value}
    evidence |= {"within_use_by": within_use_by, "only_source": only_source}
    picks: dict[str, Any] = {
        "terms": tuple(term or ()),
        "parties": tuple(party or ()),
        "proposals": tuple(proposal or ()),
    }

    def draw() -> bytes:
        shown = Edition(store, negotiation, known_at)
        scope = asking.scope(shown, day, **evidence, **picks)
        scope = replace(scope, since=start, unit=unit.value)
        if beside is not None:
            opposite = shown if beside == negotiation else shown.of(beside)
            other = asking.scope(opposite, other_day, **evidence)
            scope = replace(scope, beside=replace(other, since=other_start))
        return asking.file(scope, chart_id, BY_SUFFIX[out.suffix], dark=dark)

    with _store_with_a_case() as store:
        with _bar("Drawing") as drawn:
            drawn(1, 3)
            content = starting_over(draw)
            drawn(3, 3)
        place = out.resolve()
        with tempfile.TemporaryDirectory(dir=place.parent) as folder:  # not half a file over a whole one
            made = Path(folder) / place.name
            made.write_bytes(content)
            made.replace(place)
    typer.echo(f"Wrote {out}.")
