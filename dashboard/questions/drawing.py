"""From the store to a finished chart: the same for a page and for the command line. Knows no Streamlit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pandas as pd

from dashboard.analysis import movement, texts
from dashboard.charts import catalogue
from dashboard.charts.context import Context
from dashboard.errors import NotFound, ParleyError
from dashboard.exports import forms, images, tables
from dashboard.exports.forms import Form
from dashboard.exports.provenance import Provenance
from dashboard.frames import Progress
from dashboard.questions import agreements, measures, sentences, standing
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store import history, reads
from dashboard.store.engine import Store
from dashboard.vocabulary import day_words, list_words


def context(edition: Edition, scope: Scope, *, dark: bool = False, interactive: bool = False) -> Context:
    """Return what a chart needs besides its frame: the whole lists, so that a filter shifts nothing."""
    rounds = edition.rows("round")
    since = pd.Timestamp(scope.since) if scope.since else sentences.last_end(rounds, scope.day)
    return Context(
        parties=edition.rows("party"),
        terms=edition.rows("term"),
        rounds=rounds,
        proposals=edition.rows("proposal"),
        as_of=scope.day,
        dark=dark,
        interactive=interactive,
        since=since,
        only_parties=scope.parties,
        only_terms=scope.terms,
    )


def frame(edition: Edition, scope: Scope, chart_id: str, progress: Progress | None = None) -> pd.DataFrame:
    """
    Return the frame of a chart of the catalogue for this scope.

    Raises
    ------
    NotFound
        When there is no such chart.
    ParleyError
        When the scope names something that the chart does not take: it would be left out in silence.
    """
    chart = catalogue.find(chart_id)
    given: dict[str, Any] = {"party": scope.parties, "term": scope.terms, "proposal": scope.proposals}
    given |= {"since": scope.since, "beside": scope.beside}
    if wrong := [kind for kind, some in given.items() if some and kind not in chart.takes]:
        takes = list_words(chart.takes) or "nothing"
        raise ParleyError(
            f"The chart {chart_id} does not take: {', '.join(wrong)}. Besides day and evidence it takes {takes}."
        )
    match chart_id:
        case "stance-matrix":
            return standing.picked(standing.current(edition, scope), party=scope.parties, term=scope.terms)
        case "stance-steps":
            return standing.steps(edition, scope)
        case "timeline":
            return standing.moments(edition, scope)
        case "distance":
            return movement.trends(measures.distances(edition, scope))
        case "who-moved":
            return measures.moves(edition, scope)
        case "party-or-text":
            return measures.shifts(edition, scope)
        case "sticking-points":
            return measures.sticking_points(edition, scope, progress)
        case "whose-word":
            return measures.ledger(edition, scope)
        case "baseline":
            return measures.positions(edition, scope)
        case "compare":
            return measures.compared(edition, scope)
        case "agreement":
            return agreements.agreements(edition, scope)
        case "spread":
            return agreements.spreads(edition, scope)
        case "coder-agreement":
            return agreements.coder_agreement(edition, scope)
        case "two-texts":
            return measures.two_texts(edition, scope)
        case "release-curves":
            return texts.releases(measures.stages(edition, scope))
        case "provision-quantities":
            found = standing.picked(edition.provision_quantities(), term=scope.terms)
            return measures.of_texts(edition, scope, found)
        case "figures":
            figures = edition.rows("figure")
            grades = edition.rows("source").set_index("code")["grade"]
            graded_figures = figures.merge(grades, how="left", left_on="source", right_index=True)
            keep = (figures["as_of"] <= scope.day) & (graded_figures["grade"] <= scope.min_grade)
            return figures[keep].reset_index(drop=True)
    raise AssertionError(f"{chart_id} is in the catalogue and has no frame here")


def spec(
    edition: Edition, scope: Scope, chart_id: str, data: pd.DataFrame, *, dark: bool = False, interactive: bool = False
) -> dict[str, Any]:
    """Return the finished Vega-Lite specification of a chart for this scope and its `frame`."""
    return catalogue.spec(chart_id, data, context(edition, scope, dark=dark, interactive=interactive))


def provenance(edition: Edition, scope: Scope, chart_id: str) -> Provenance:
    """Return what a download says of itself: where it is from, as of when, under which filter, on which sources."""
    own = edition.own()
    shown = context(edition, scope)
    names = {
        "Parties": shown.parties.set_index("code")["short_name"].reindex(scope.parties).dropna(),
        "Terms": shown.terms.set_index("code")["short_title"].reindex(scope.terms).dropna(),
        "Texts": shown.proposals.set_index("code")["title"].reindex(scope.proposals).dropna(),
    }
    filters = [f"{kind}: {', '.join(some)}" for kind, some in names.items() if len(some)]
    citations, cited = [own["citation"]], _publishers(edition, scope, chart_id)
    if (other := scope.beside) is not None:
        opposite = edition.of(other.negotiation)
        beside = opposite.own()
        filters.append(f"Beside: {beside['title']}, as of {day_words(other.as_of)}, version {other.version}")
        citations.append(beside["citation"])
        cited += _publishers(opposite, other, chart_id)
    return Provenance(
        negotiation=own["title"],
        negotiation_code=scope.negotiation,
        chart=catalogue.find(chart_id).title,
        chart_id=chart_id,
        as_of=scope.as_of,
        version=scope.version,
        known_at=scope.known_at,
        filters=tuple(filters),
        min_grade=scope.min_grade,
        min_confidence=scope.min_confidence,
        sources=tuple(dict.fromkeys(cited)),
        citation=" ".join(dict.fromkeys(some for some in citations if isinstance(some, str))) or None,
        licence=_or_none(own["licence"]),
        made_on=date.today(),
    )


def _publishers(edition: Edition, scope: Scope, chart_id: str) -> list[str]:
    """Return who published the sources of a chart, the most cited first."""
    if chart_id == "figures":
        sources = edition.rows("source").set_index("code")
        cited = sources.loc[frame(edition, scope, chart_id)["source"]]
        return _ranked(cited["publisher"], cited["title"])
    cited = edition.evidence(until=scope.as_of, min_grade=scope.min_grade)
    cited = standing.picked(cited, holder=scope.parties, term=scope.terms)
    return _ranked(cited["publisher"], cited["source_title"])


def _ranked(publishers: pd.Series, titles: pd.Series) -> list[str]:
    return publishers.fillna(titles).value_counts().index.tolist()


def _or_none(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


@contextmanager
def opened(store: Store, name: str, known_at: int | None) -> Iterator[Edition]:
    """Give the edition of a negotiation: as it is now, or as it was at an earlier version."""
    shown = store if known_at is None else history.at(store, name, known_at)
    try:
        yield Edition(shown, name)
    finally:
        if shown is not store:
            shown.close()


def scope(
    edition: Edition,
    as_of: date | None,
    min_grade: str,
    min_confidence: str,
    known_at: int | None,
    *,
    terms: tuple[str, ...] = (),
    parties: tuple[str, ...] = (),
    proposals: tuple[str, ...] = (),
) -> Scope:
    """
    Return the scope that a command names, the last day covered where it names none.

    Raises
    ------
    NotFound
        When the negotiation has no such term, party or text.
    """
    version = reads.version(edition.store, edition.negotiation)
    for table, codes in (("term", terms), ("party", parties), ("proposal", proposals)):
        known = edition.rows(table)["code"].tolist()
        for code in codes:
            if code not in known:
                raise NotFound(f"There is no {table} {code!r} in {edition.negotiation}. There are: {', '.join(known)}.")
    own = edition.own()
    last = own["covers_to"].date() if pd.notna(own["covers_to"]) else date.today()
    return Scope(
        edition.negotiation, version, as_of or last, min_grade, min_confidence, known_at, parties, terms, proposals
    )


def table(chart_id: str, data: pd.DataFrame, form: Form) -> bytes:
    """Return the frame of a chart as CSV: exact, or safe in a spreadsheet."""
    made = tables.csv_bytes if form == forms.EXACT else tables.spreadsheet_csv_bytes
    return made(data, catalogue.find(chart_id).csv_columns)


def file(edition: Edition, scope: Scope, chart_id: str, form: Form, *, dark: bool = False) -> bytes:
    """Return a chart as the bytes of a file."""
    data = frame(edition, scope, chart_id)
    if form.is_table:
        return table(chart_id, data, form)
    drawn = spec(edition, scope, chart_id, data, dark=dark)
    return images.export(drawn, form, provenance(edition, scope, chart_id))
