"""Who stands where: the stances of a scope, those current on its day, and what changed since the round before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Unpack

import pandas as pd

from dashboard import frames
from dashboard.analysis import age_counts, baseline, rounds, stances, standings
from dashboard.analysis.agreement import of_one_text
from dashboard.charts.context import THERE, AnswerGiven, OwnNumber, Placed, names_inside
from dashboard.questions import naming, texts
from dashboard.questions.scope import Scope, picked
from dashboard.store.stances import Passing
from dashboard.vocabulary import LEVEL_WORDS, Level, Precision, day_text, day_words


def current(scope: Scope) -> pd.DataFrame:
    """Return `frames.CURRENT` as of the scope's day: kept for the day and the filter, whatever else was picked."""
    return scope.at(scope.as_of).ask(_current)


def _current(scope: Scope) -> pd.DataFrame:
    return _stood(scope, _candidates(scope, _texts_of_day(scope)))


def _texts_of_day(scope: Scope) -> tuple[str, ...]:
    """Return the texts on the table, their earlier versions and the agreement in force: asked together, once a day."""
    table = texts.table(scope)
    in_force = () if table.in_force is None else (table.in_force,)
    return tuple(dict.fromkeys((*table.texts, *table.earlier, *in_force)))


def _candidates(
    scope: Scope, proposals: Iterable[str], days: Sequence[date] = (), *, published: bool = False
) -> pd.DataFrame:
    """
    Return `frames.CANDIDATES` as of the scope's day, or of these, by its filter, with the answers to these texts.

    All, or those of which a page published by the day tells.
    """
    tabled_on = scope.edition.rows("proposal").set_index("code")["tabled_on"]
    asked = [(text, tabled_on[text].date()) for text in proposals]
    return scope.edition.candidates(
        days or [scope.as_of], asked, within_days=_within(scope), published=published, **_filter(scope)
    )


def answers_by_text(scope: Scope, proposals: Iterable[str]) -> pd.DataFrame:
    """Return `frames.TEXT_ANSWERS` to these texts that were given by the scope's day and pass its filter."""
    provisions, terms = (scope.edition.rows(name) for name in ("provision", "term"))
    return standings.answers_by_text(_candidates(scope, proposals), provisions, terms)


def answers_on(scope: Scope, proposals: Iterable[str], days: Sequence[date]) -> dict[date, pd.DataFrame]:
    """Return the same as of each of these days, of what the scope's day and filter let in; none without a day."""
    if not days:
        return {}
    provisions, terms = (scope.edition.rows(name) for name in ("provision", "term"))
    found = _candidates(scope, proposals, days)
    # Within the use-by is counted back from the scope's day.
    if (since := passing(scope)["since"]) is not None:
        found = found[found["held_on"].dt.date >= since]
    each = {day.date(): some for day, some in found.groupby("as_of")}
    return {day: standings.answers_by_text(some, provisions, terms) for day, some in each.items()}


def to_agreement(scope: Scope) -> pd.DataFrame:
    """Return `frames.TEXT_ANSWERS` to the agreement in force, however old, whatever else has been tabled since."""
    return scope.at(scope.as_of).ask(_to_agreement)


def _to_agreement(scope: Scope) -> pd.DataFrame:
    in_force = texts.table(scope).in_force
    if in_force is None:
        return frames.TEXT_ANSWERS.frame()
    # A yes of months ago stands: of those who gave it, it cannot be said that none is recorded.
    found = answers_by_text(replace(scope, within_use_by=False), _texts_of_day(scope))
    return picked(found, proposal=(in_force,))


def answers_to_agreement(scope: Scope) -> dict[str, dict[str, AnswerGiven]]:
    """Return by party and term its answer to the agreement in force, whatever else has been tabled since."""
    provisions = scope.edition.rows("provision")
    provided = set(provisions.loc[provisions["proposal"] == texts.table(scope).in_force, "term"])
    provided.update(frames.whole_texts(scope.edition.rows("term")))
    given: dict[str, dict[str, AnswerGiven]] = {}
    for row in frames.TEXT_ANSWERS.rows(to_agreement(scope)):
        given.setdefault(row.party, {})[row.term] = AnswerGiven(
            row.answer, day_words(row.held_on, row.precision), row.term in provided
        )
    return given


def own_numbers(scope: Scope) -> dict[tuple[str, str], OwnNumber]:
    """Return `texts.own_numbers` but for those of a party whose later position, or yes to a text, is another number."""
    latest = texts.own_quantities(scope).drop_duplicates(["party", "term"])
    numbers = baseline.of_texts(texts.passing_quantities(scope), scope.edition.rows("term"))
    cells = latest[["party", "term", "proposal", "tabled_on"]].merge(numbers, how="left", on=["proposal", "term"])
    cells = cells.merge(baseline.by_yes(to_tabled(scope), numbers), how="left", on=["party", "term"])
    cells = cells.merge(
        current(scope)[["party", "term", "position", "level_held_on"]], how="left", on=["party", "term"]
    )
    past = pd.Series(False, cells.index)
    for number, held_on in (("position", "level_held_on"), ("of_yes", "yes_on")):
        same = (cells[number] - cells["of_text"]).abs() < baseline.SAME
        past |= cells[number].notna() & (cells[held_on] > cells["tabled_on"]) & ~same
    gone = set(cells.loc[past, ["party", "term"]].itertuples(index=False, name=None))
    return {cell: number for cell, number in texts.own_numbers(scope).items() if cell not in gone}


def placed(scope: Scope) -> pd.DataFrame:
    """Return `baseline.POSITIONS` of the day: where each party stands on each term's scale, by the scope's filter."""
    return scope.at(scope.as_of).ask(_placed)


def _placed(scope: Scope) -> pd.DataFrame:
    answers, own, terms = to_tabled(scope), texts.own_quantities(scope), scope.edition.rows("term")
    quantities = texts.passing_quantities(scope)
    return baseline.positions_from_provisions(current(scope), answers, quantities, terms, own)


def positions(scope: Scope) -> dict[tuple[str, str], Placed]:
    """
    Return by party and term where its level stands on the term's scale of 0 to 100, as the reference line has it.

    What is read from a text that it accepted is no number of that level: it may be of another day.
    """
    found = placed(scope)
    known = found[found["basis"] == "coded"]
    ends = known[["position", "position_low", "position_high"]]
    at = zip(known["position"], ends.min(axis=1), ends.max(axis=1), known["passed_over"], strict=True)
    return dict(zip(zip(known["party"], known["term"], strict=True), map(Placed._make, at), strict=True))


def to_tabled(scope: Scope) -> pd.DataFrame:
    """Return `frames.TEXT_ANSWERS` to every text tabled by the day: asked together, once a day."""
    return scope.at(scope.as_of).ask(_to_tabled)


def _to_tabled(scope: Scope) -> pd.DataFrame:
    return answers_by_text(scope, texts.tabled(scope)["code"])


def levels_on(
    scope: Scope, days: Iterable[date], *, parties: tuple[str, ...] = (), **otherwise: Unpack[Passing]
) -> pd.DataFrame:
    """
    Return `frames.CURRENT` as of each of the days, without answers, by the scope's filter but for what is given.

    Of the parties named, or of all.
    """
    passing: Passing = {**_filter(scope), **otherwise}
    found = scope.edition.candidates(sorted(set(days)), within_days=_within(scope), **passing)
    return _stood(scope, picked(found, party=parties))


def levels_at(scope: Scope, answers: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.CURRENT` without answers, on the day, party and term of each of `frames.TEXT_ANSWERS`."""
    days = sorted(set(answers["held_on"].dt.date))
    found = scope.edition.candidates(days, within_days=_within(scope), **_filter(scope))
    cells = answers[["held_on", "party", "term"]].drop_duplicates().rename(columns={"held_on": "as_of"})
    return _stood(scope, found.merge(cells, on=["as_of", "party", "term"]))


def _stood(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    provisions, terms = (scope.edition.rows(name) for name in ("provision", "term"))
    required = frames.required(scope.edition.rows("party"))
    return standings.current(found, texts.proposals(scope), provisions, terms, use_by(scope), required)


def use_by(scope: Scope) -> int:
    """Return after how many days a level is old."""
    return int(scope.edition.own()["use_by_days"])


def leaves_out(scope: Scope) -> bool:
    """Return whether the evidence filter leaves out any stance or claim, so far as it can: what it does not let in."""
    by_day_or_source = scope.within_use_by or scope.only_source is not None
    return by_day_or_source or scope.edition.leaves_out(scope.min_grade, scope.min_confidence)


def _within(scope: Scope) -> int | None:
    return use_by(scope) if scope.within_use_by else None


def _filter(scope: Scope) -> Passing:
    return {"min_grade": scope.min_grade, "min_confidence": scope.min_confidence, "source": scope.only_source}


def changes(scope: Scope) -> tuple[pd.Series, pd.DataFrame] | None:
    """Return the round before the present one, and `frames.CHANGES` since its end; None where there is none before."""
    since = rounds.round_before(scope.edition.rows("round"), scope.day)
    if since is None:
        return None
    before = current(replace(scope, as_of=since["ended_on"].date()))
    return since, stances.changes(before, current(scope))


def graded(scope: Scope, **asked: Any) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` up to the scope's day that pass its filter, of some parties, terms or texts."""
    return scope.edition.stances(**asked, **passing(scope))


def passing(scope: Scope) -> dict[str, Any]:
    """Return the day and the filter of a scope, as stances are asked for."""
    since = scope.as_of - timedelta(days=use_by(scope)) if scope.within_use_by else None
    return {"since": since, "until": scope.as_of, **_filter(scope)}


def admitted(scope: Scope) -> dict[str, Any]:
    """Return the picked parties and terms, the day and the filter of a scope, as claims are asked for."""
    passed = passing(scope)
    asked = {name: passed[name] for name in ("since", "until", "min_grade", "source")}
    return {"holders": scope.parties, "terms": scope.terms, **asked}


def of_the_required(scope: Scope, current: pd.DataFrame) -> pd.DataFrame:
    """Keep the cells of the parties whose consent is required."""
    return current[current["party"].isin(frames.required(scope.edition.rows("party")))]


def mixed(scope: Scope) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return by aspect and term the names of the parties whose consent is required and of whom the record conflicts."""
    names = naming.names(scope.edition, "party", "short_name") | names_inside(scope.edition.rows("party"))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    own = of_the_required(scope, current(scope)).sort_values("party")
    for aspect, rows in (("level", own), ("answer", own[~own["unconfirmed"]])):
        for party, term in rows.loc[rows[aspect] == Level.MIXED, ["party", "term"]].itertuples(index=False, name=None):
            found[aspect, term] = (*found.get((aspect, term), ()), names[party])
    return found


def counted_text(scope: Scope) -> dict[str, str]:
    """Return by term, where several texts are on the table, the one whose answers are counted (`of_one_text`)."""
    if len(texts.table(scope).texts) < 2:
        return {}
    counted = of_one_text(of_the_required(scope, current(scope)).dropna(subset="answer_score"))
    return dict(zip(counted["term"], counted["proposal"], strict=True))


def told_later(scope: Scope) -> dict[tuple[str, str, str], str]:
    """
    Return by aspect, party and term the day, as `day_text`, of the page that first told of the stance of a cell.

    Of the cells whose level, or answer, is of a stance that only pages published after the scope's day tell of.
    """
    later = _later_stances(scope)
    if not later:
        return {}
    told = scope.edition.behind(sorted({*later.values()})).sort_values("published_on").drop_duplicates("stance")
    days = {row.stance: day_text(row.published_on, row.published_precision) for row in told.itertuples()}
    return {cell: days[stance] for cell, stance in later.items()}


def shown_before(scope: Scope) -> frozenset[tuple[str, str, str]]:
    """
    Return which of the cells of `told_later` show the same by pages published by then: an earlier record does.

    By aspect, party and term; of the aspect "position" are those that show the same level with the same position.
    """
    later = _later_stances(scope)
    if not later:
        return frozenset()
    shown = _shown(current(scope))
    by_then = _shown(_stood(scope, _candidates(scope, _texts_of_day(scope), published=True)))
    placed = [("position", party, term) for aspect, party, term in later if aspect == "level"]
    return frozenset(cell for cell in [*later, *placed] if by_then.get(cell) == shown[cell])


def may_be_later(scope: Scope) -> dict[tuple[str, str, str], str]:
    """
    Return by aspect, party and term the day, as `day_text`, of the record of a cell that is dated to a span not over.

    What is dated to a month or a year counts from the first day of it, and may be of a later one than the scope's.
    """
    found: dict[tuple[str, str, str], str] = {}
    for aspect in ("level", "answer"):
        cells = current(scope).dropna(subset=f"{aspect}_score")
        held = zip(cells["party"], cells["term"], age_counts.of_column(cells, aspect), strict=True)
        for party, term, (_, day, precision) in held:
            if day is not None and precision is not None and age_counts.not_over(day, precision, scope.as_of):
                found[aspect, party, term] = day_text(day, precision)
    return found


def _later_stances(scope: Scope) -> dict[tuple[str, str, str], str]:
    """Return by aspect, party and term the stances with a score that only pages published after the day tell of."""
    cells = current(scope)
    return {
        (aspect, party, term): stance
        for aspect in ("level", "answer")
        for party, term, stance, told_on in cells.loc[
            cells[f"{aspect}_score"].notna(), ["party", "term", f"{aspect}_stance", f"{aspect}_told_on"]
        ].itertuples(index=False, name=None)
        if told_on > scope.day  # which no missing day is
    }


def _shown(cells: pd.DataFrame) -> dict[tuple[str, str, str], tuple[object, ...]]:
    """Return by aspect, party and term the level, alone and with its position, and the answer with its text."""
    return {
        (aspect, row.party, row.term): what
        for row in frames.CURRENT.rows(cells)
        for aspect, what in {
            "level": (row.level,),
            "position": (row.level, row.position),
            "answer": (row.answer, row.proposal),
        }.items()
    }


def levels_of_required(scope: Scope) -> pd.DataFrame:
    """Return `frames.LEVELS` up to the scope's day that pass its filter, of the parties whose consent is required."""
    required = frames.required(scope.edition.rows("party"))
    return scope.edition.levels(parties=tuple(required), **passing(scope)) if required else frames.LEVELS.frame()


def nothing_so_far(scope: Scope) -> str:
    """Return what is said of a party on a term without a stance by the day."""
    return f"Nothing of this party on this term {THERE[leaves_out(scope)].is_} by this day."


def so_far(scope: Scope) -> dict[str, str]:
    """Return in words where each party stands on each term by the day, by their codes."""
    said = {}
    titles = naming.names(scope.edition, "proposal", "title")
    for cell in frames.CURRENT.rows(current(scope)):
        words = []
        if cell.level is not None and cell.level_held_on is not None:
            day = day_words(cell.level_held_on, cell.level_precision or Precision.DAY)
            words.append(f"level {LEVEL_WORDS[cell.level]}, {day}")
        if cell.answer is not None and cell.proposal is not None and cell.answer_held_on is not None:
            day = day_words(cell.answer_held_on, cell.answer_precision or Precision.DAY)
            words.append(f"answer to “{titles[cell.proposal]}” {LEVEL_WORDS[cell.answer]}, {day}")
        if words:
            said[f"{cell.party} {cell.term}"] = f"So far: {'; '.join(words)}."
    return said
