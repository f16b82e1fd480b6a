"""Asking a question: from a scope to its frame, its finding, its chart and its files."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from dashboard.analysis import rounds
from dashboard.charts.context import Context
from dashboard.charts.specification import specification
from dashboard.errors import NotFound, ParleyError
from dashboard.exports import file_kinds, images, tables
from dashboard.exports.file_kinds import FileKind
from dashboard.exports.provenance import Provenance
from dashboard.models.columns import one_line
from dashboard.questions import delivered, disagreements, naming, sources, stances, texts
from dashboard.questions.catalogue import find
from dashboard.questions.edition import Edition
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope, covered
from dashboard.vocabulary import Confidence, Grade, Precision, day_words, list_words

CONFIDENCES = {"low": "any", "moderate": "not low", "high": "high only"}
"""Which stances the evidence filter admits by their confidence, in words; one that states none is not low."""


def context(scope: Scope, question: Question) -> Context:
    """Return what a finding and a chart need besides the frame: the whole lists, so that a filter shifts nothing."""
    edition = scope.edition
    table, of_day = texts.table(scope), scope.at(scope.as_of)
    differ = scope.ask(differing, question.id) if question.by_row else {}
    return Context(
        parties=edition.rows("party"),
        terms=edition.rows("term"),
        rounds=edition.rows("round"),
        proposals=texts.proposals(scope),
        as_of=scope.day,
        on_the_table=table.texts,
        beside=table.beside,
        in_force=table.in_force,
        answers_to_it=of_day.ask(stances.answers_to_agreement),
        came=of_day.ask(delivered.of_agreement),
        delivered=of_day.ask(delivered.terms),
        deliveries_left_out=of_day.ask(delivered.left_out),
        use_by_days=int(edition.own()["use_by_days"]),
        own_numbers=of_day.ask(stances.own_numbers),
        positions=of_day.ask(stances.positions),
        differ=tuple(disagreements.told(differ.values())),
        narrowed=question.leaves_out(scope),
        within_use_by=scope.within_use_by,
        one_source=scope.only_source is not None,
        mixed=of_day.ask(stances.mixed),
        counted_text=of_day.ask(stances.counted_text),
        told_later=of_day.ask(stances.told_later),
        shown_before=of_day.ask(stances.shown_before),
        may_be_later=of_day.ask(stances.may_be_later),
        caveat=caveat(edition),
        since=pd.Timestamp(scope.since) if scope.since else of_day.ask(_last_end),
        only_parties=scope.parties,
        only_terms=scope.terms,
        only_proposals=scope.proposals,
    )


def _last_end(scope: Scope) -> pd.Timestamp | None:
    return rounds.last_end(scope.edition.rows("round"), scope.day)


def frame(scope: Scope, question_id: str) -> pd.DataFrame:
    """
    Return the frame of a question for this scope: kept, since what is said, drawn and cited of it all begin there.

    Raises
    ------
    NotFound
        When there is no such question.
    ParleyError
        When the scope names something that the question does not take: it would be left out in silence.
    """
    question = find(question_id)
    given: dict[str, Any] = {"party": scope.parties, "term": scope.terms, "proposal": scope.proposals}
    given |= {"since": scope.since, "beside": scope.beside}
    if wrong := [kind for kind, some in given.items() if some and kind not in question.takes]:
        takes = list_words(question.takes) or "nothing"
        raise ParleyError(
            f"The chart {question_id} does not take: {', '.join(wrong)}. Besides day and evidence it takes {takes}."
        )
    return scope.ask(_frame, question_id)


def _frame(scope: Scope, question_id: str) -> pd.DataFrame:
    return find(question_id).frame(scope)


def finding(scope: Scope, question_id: str, data: pd.DataFrame) -> tuple[str, ...]:
    """Return in sentences what the `frame` of a question says, its details last."""
    question = find(question_id)
    return tuple(_said(question, data, context(scope, question)))


def details(scope: Scope, question_id: str, data: pd.DataFrame) -> tuple[str, ...]:
    """Return in sentences what more there is to say of a finding: what it ends with."""
    question = find(question_id)
    return tuple(_details(question, data, context(scope, question)))


def _said(question: Question, data: pd.DataFrame, context: Context) -> list[str]:
    return [*(naming.begun(words) for words in question.finding(data, context)), *_details(question, data, context)]


def _details(question: Question, data: pd.DataFrame, context: Context) -> list[str]:
    return [naming.begun(words) for words in (*question.details(data, context), *context.differ)]


def differing(scope: Scope, question_id: str) -> dict[int, list[disagreements.Point]]:
    """Return by row of the answer to a question the points on which sources differ that it rests on."""
    question = find(question_id)
    rests_on = question.rests_on(scope, frame(scope, question_id))
    return disagreements.behind(_narrowed(scope, question), rests_on)


def spec(
    scope: Scope,
    question_id: str,
    data: pd.DataFrame,
    *,
    dark: bool = False,
    on_page: bool = False,
) -> dict[str, Any]:
    """Return the finished Vega-Lite specification of a question's chart, for this scope and its `frame`."""
    question = find(question_id)
    shown = replace(context(scope, question), dark=dark, on_page=on_page)
    return drawn(question, data, shown)


def drawn(question: Question, data: pd.DataFrame, context: Context) -> dict[str, Any]:
    """
    Return the finished specification of a question's chart, with its finding as title and text alternative.

    Raises
    ------
    ValueError
        When the data break the question's contract, or the chart would draw too many marks.
    """
    checked = question.contract.check(data)
    found = tuple(_said(question, checked, context))
    return specification(question.chart, checked, replace(context, finding=found))


def caveat(edition: Edition) -> str:
    """Return in a line who coded the negotiation and who has checked it: the first sentence of its caveat."""
    own = edition.own()["caveat"]
    return re.split(r"(?<=[.!?]) (?=[^a-z])", one_line(own), maxsplit=1)[0] if isinstance(own, str) else ""


def sourced(scope: Scope, question_id: str, data: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.SOURCED`: of each row of a question's `frame` the rows of the record, and their sources."""
    question = find(question_id)
    return sources.of_answer(_narrowed(scope, question), question.rests_on(scope, data))


def _narrowed(scope: Scope, question: Question) -> Scope:
    """Return the scope without what of its day and its evidence filter has no say in the answer."""
    none: dict[str, Any] = {"as_of": date.max, "only_source": None}
    none |= {"min_grade": Grade.F.value, "min_confidence": Confidence.LOW.value, "within_use_by": False}
    left_out = {name: value for name, value in none.items() if name not in question.narrowed_by}
    beside = scope.beside and _narrowed(scope.beside, question)
    return replace(scope, beside=beside, **left_out)


def provenance(scope: Scope, question_id: str, data: pd.DataFrame) -> Provenance:
    """
    Return what a file says of itself: where it is from, as of when, by which evidence, on which sources.

    Parameters
    ----------
    data
        The `frame` of the question for this scope.
    """
    own, question = scope.edition.own(), find(question_id)
    shown = context(scope, question)
    names = {
        "Parties": shown.parties.set_index("code")["short_name"].reindex(scope.parties).dropna(),
        "Terms": shown.terms.set_index("code")["short_title"].reindex(scope.terms).dropna(),
        "Texts": shown.proposals.set_index("code")["title"].reindex(scope.proposals).dropna(),
    }
    filters = [f"{kind}: {', '.join(some)}" for kind, some in names.items() if len(some)]
    citations, caveats = [own["citation"]], [shown.caveat]
    if (other := scope.beside) is not None:
        beside = other.edition.own()
        filters.append(
            f"Beside: {beside['title']}, as of {day_words(other.as_of, Precision.DAY)}, version {other.version}"
        )
        citations.append(beside["citation"])
        caveats.append(caveat(other.edition))
    sourced_by = sourced(scope, question_id, data)
    of_day = "the end of the span concerned" if scope.beside else "the day shown"
    return Provenance(
        negotiation=own["title"],
        negotiation_code=scope.negotiation,
        chart=question.title,
        chart_id=question.id,
        as_of=scope.as_of if "as_of" in question.narrowed_by else None,
        version=scope.version,
        known_at=scope.known_at,
        evidence=evidence(scope, question),
        filters=tuple(filters),
        sources=sources.by_publisher(sourced_by),
        differ=tuple(disagreements.told(scope.ask(differing, question_id).values())),
        how_old=(*sources.published_later(sourced_by, of_day), *question.how_old(data, shown)),
        caveat=" ".join(dict.fromkeys(some for some in caveats if some)) or None,
        citation=" ".join(dict.fromkeys(some for some in citations if isinstance(some, str))) or None,
        licence=own["licence"] if pd.notna(own["licence"]) else None,
        made_on=date.today(),
    )


def evidence(scope: Scope, question: Question) -> tuple[str, ...]:
    """Return the evidence filter in words, as far as it has a say in the answer."""
    days = int(scope.edition.own()["use_by_days"])
    words = {
        "min_grade": "every source grade"
        if scope.min_grade == Grade.F
        else f"source grade {scope.min_grade}{'' if scope.min_grade == Grade.A else ' or better'}",
        "min_confidence": "any confidence"
        if scope.min_confidence == "low"
        else f"confidence {CONFIDENCES[scope.min_confidence]}",
        "within_use_by": f"only what was said within the use-by of {days} days" if scope.within_use_by else "",
        "only_source": ""
        if scope.only_source is None
        else f"only {sources.in_words(scope.edition, scope.only_source)}",
    }
    said = [said for name, said in words.items() if said and name in question.narrowed_by]
    besides = question.not_narrowed(scope)
    return (*said, besides) if said and besides else tuple(said)


def scope(
    edition: Edition,
    as_of: date | None,
    min_grade: str,
    min_confidence: str,
    within_use_by: bool = False,
    only_source: str | None = None,
    **picks: tuple[str, ...],
) -> Scope:
    """
    Return the scope that a command names, the last day covered where it names none.

    Parameters
    ----------
    picks
        The codes of parties, terms and proposals.

    Raises
    ------
    NotFound
        When the negotiation has no such term, party, text or source.
    """
    for table, name in (("term", "terms"), ("party", "parties"), ("proposal", "proposals")):
        codes = picks.get(name, ())
        known = edition.rows(table)["code"].tolist()
        for code in codes:
            if code not in known:
                raise NotFound(f"There is no {table} {code!r} in {edition.negotiation}. There are: {', '.join(known)}.")
    if only_source is not None and not sources.known(edition, only_source):
        offered = ", ".join(sources.offered(edition))
        raise NotFound(
            f"There is no source {only_source!r} in {edition.negotiation}. Those with most claims: {offered}."
        )
    _, last = covered(edition)
    day = as_of or last
    filtered = Scope(edition, day, min_grade, min_confidence, within_use_by, only_source)
    return replace(filtered, **picks)  # type: ignore[arg-type]  # each by the name of its field


def unheeded(question_id: str, asked: Collection[str]) -> list[str]:
    """Return what of the day and the evidence filter was asked for and has no say in the answer to a question."""
    narrowed_by = find(question_id).narrowed_by
    return [name for name in asked if name not in narrowed_by]


def table(scope: Scope, question_id: str, data: pd.DataFrame, kind: FileKind) -> bytes:
    """
    Return the frame of a question as CSV: exact, for programs, or safe in a spreadsheet, for people.

    For people names stand beside the codes, of a round also its number, and beside each row its sources and their
    addresses.
    """
    question = find(question_id)
    columns = question.csv or tuple(question.contract.columns)
    if kind == file_kinds.EXACT:
        return tables.csv_bytes(data, columns)
    named = naming.named(data, partial(naming.names, scope.edition))
    shown, held = {}, scope.edition.rows("round")
    for column in columns:
        shown[column] = data[column]
        if column in naming.NAMED:
            shown[f"{column}_name"] = named[column]
        if column == "round":  # charts know a round by its number
            shown["round_number"] = data[column].map(dict(zip(held["code"], held["rank"], strict=True)))
    by_row = sourced(scope, question_id, data).drop_duplicates(["row", "source", "title"])
    by_row["publisher"] = by_row["publisher"].fillna(by_row["title"])
    for heading, column in (("sources", "publisher"), ("addresses", "url")):
        joined = by_row.dropna(subset=column).groupby("row")[column].agg(lambda some: "; ".join(dict.fromkeys(some)))
        shown[heading] = joined.reindex(range(len(data))).set_axis(data.index)
    return tables.spreadsheet_csv_bytes(pd.DataFrame(shown))


def file(scope: Scope, question_id: str, kind: FileKind, *, dark: bool = False) -> bytes:
    """Return the answer to a question as the bytes of a file."""
    data = frame(scope, question_id)
    if kind.is_table:
        return table(scope, question_id, data, kind)
    chart = spec(scope, question_id, data, dark=dark)
    return images.export(chart, kind, provenance(scope, question_id, data))
