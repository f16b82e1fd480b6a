"""Commands that print or draw what a negotiation answers."""

import tempfile
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.base import app, as_day, progress_bar, store_with_a_case
from dashboard.errors import ParleyError
from dashboard.exports.file_kinds import BY_SUFFIX
from dashboard.vocabulary import DEFAULT_CONFIDENCE, DEFAULT_GRADE, Confidence, Grade, Unit


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
    min_confidence: Annotated[
        Confidence, typer.Option(help="Least confidence to admit; none given is moderate.")
    ] = DEFAULT_CONFIDENCE,
) -> None:
    """
    Print every sentence that the dashboard says of a day, to be read from first to last.

    Example: python -m dashboard sentences ferry-2026 --as-of 2026-03-09 --as-of 2026-04-02
    """
    days: list[date | None] = [as_day(text, "--as-of") for text in as_of or []]
    days = days or [None]
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

    with store_with_a_case() as store:
        typer.echo("\n".join(starting_over(read)))


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
    min_grade: Annotated[
        Grade | None, typer.Option(help="Worst source grade to admit.", show_default=DEFAULT_GRADE)
    ] = None,
    min_confidence: Annotated[
        Confidence | None,
        typer.Option(help="Least confidence; none given is moderate.", show_default=DEFAULT_CONFIDENCE),
    ] = None,
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
    day, start = as_day(as_of, "--as-of"), as_day(since, "--since")
    other_day, other_start = as_day(beside_as_of, "--beside-as-of"), as_day(beside_since, "--beside-since")
    if beside is None and (other_day or other_start):
        raise typer.BadParameter("needs --beside", param_hint="--beside-as-of" if other_day else "--beside-since")
    from dashboard.questions import asking
    from dashboard.questions.edition import Edition, starting_over

    asked: dict[str, Any] = {"as_of": day, "min_grade": min_grade, "min_confidence": min_confidence}
    asked |= {"within_use_by": within_use_by, "only_source": only_source}
    evidence: dict[str, Any] = {
        "min_grade": (min_grade or DEFAULT_GRADE).value,
        "min_confidence": (min_confidence or DEFAULT_CONFIDENCE).value,
        "within_use_by": within_use_by,
        "only_source": only_source,
    }
    picks: dict[str, Any] = {
        "terms": tuple(term or ()),
        "parties": tuple(party or ()),
        "proposals": tuple(proposal or ()),
    }

    def draw() -> bytes:
        if idle := asking.unheeded(chart_id, [name for name, value in asked.items() if value]):
            options = ", ".join(name.replace("_", "-") for name in idle)
            raise ParleyError(f"The chart {chart_id} does not take: {options}. They have no say in its answer.")
        shown = Edition(store, negotiation, known_at)
        scope = asking.scope(shown, day, **evidence, **picks)
        scope = replace(scope, since=start, unit=unit.value)
        if beside is not None:
            opposite = shown if beside == negotiation else shown.of(beside)
            other = asking.scope(opposite, other_day, **evidence)
            scope = replace(scope, beside=replace(other, since=other_start))
        return asking.file(scope, chart_id, BY_SUFFIX[out.suffix], dark=dark)

    with store_with_a_case() as store:
        with progress_bar("Drawing") as drawn:
            drawn(1, 3)
            content = starting_over(draw)
            drawn(3, 3)
        place = out.resolve()
        with tempfile.TemporaryDirectory(dir=place.parent) as folder:  # not half a file over a whole one
            made = Path(folder) / place.name
            made.write_bytes(content)
            made.replace(place)
    typer.echo(f"Wrote {out}.")


class _Format(StrEnum):
    MARKDOWN = "markdown"
    ATOM = "atom"


@app.command()
def digest(
    negotiation: Annotated[str, typer.Argument(help="Code of the negotiation.")],
    since: Annotated[
        str,
        typer.Option(metavar="YYYY-MM-DD", help="The first day of recording that counts: when it was written here."),
    ],
    format: Annotated[_Format, typer.Option(help="What is printed.")] = _Format.MARKDOWN,
) -> None:
    """
    Print what was recorded since a day, one line a thing, by why it changed.

    Example: python -m dashboard digest ferry-2026 --since 2026-03-01 --format atom
    """
    day = as_day(since, "--since")
    from dashboard.exports import digest as writing
    from dashboard.questions import digest as question
    from dashboard.questions.edition import Edition, starting_over

    def read() -> writing.DigestFile:
        return question.file(Edition(store, negotiation), day)

    with store_with_a_case() as store:
        file = starting_over(read)
    written = writing.markdown(file) if format is _Format.MARKDOWN else writing.atom(file)
    typer.echo(written, nl=False)
