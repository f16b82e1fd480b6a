"""Where every party stands on every term on a day: which stance stands, how old it is, what answers the text."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.on_the_table import Table, on_the_table
from dashboard.vocabulary import CONFIDENCE_ORDER, SCORES, USE_BY_DAYS, Age, Level, Word

_Cell = tuple[date, str, str]
"""A day, a party and a term."""
_NO_POSITION = [Level.SILENT, Level.NOT_APPLICABLE]
_OF_RECORD = ("held_on", "precision", "claims", "source_grade", "confidence")
_OF_STANCE = ("red_line", "position", "position_low", "position_high", "salience", "influence")


def stated(stances: pd.DataFrame, aspect: str) -> pd.DataFrame:
    """
    Return what stances say in one aspect, level or answer, as `resolved` takes it: code is that, and stance whose.

    Remarks move nothing, and silence ends nothing: both are left out, as is what is no position of the party's.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES`, or `frames.LEVELS` for the level.
    """
    counts = stances[aspect].notna() & ~stances[aspect].isin(_NO_POSITION)
    if "remark" in stances:
        counts &= ~stances["remark"].fillna(False).astype(bool)
    return stances[counts].rename(columns={"code": "stance", aspect: "code"})


class Resolved(NamedTuple):
    """
    What one aspect of a cell comes to on a day: its code, each where they differ, and the stance that stands.

    `otherwise` names what else was said on that day, by stances that stand behind it.
    """

    code: str
    both: str | None
    stance: Any
    otherwise: str | None = None


def resolve(same_day: Iterable[Any]) -> Resolved:
    """
    Return what stands among the stances (at least one) of one party, term and day, in one aspect.

    The party's own word goes before what others or the press report, and that before what nobody is named for; then the
    better source grade, then the higher confidence. Where stances of equal standing differ, the code is MIXED, and
    `both` names each. What those behind them say otherwise is named, and moves nothing.

    Parameters
    ----------
    same_day
        Rows of `frames.CANDIDATES`, or of what is `stated`.
    """
    ordered = sorted(same_day, key=lambda row: (*_precedence(row), row.stance))
    best = [row for row in ordered if _precedence(row) == _precedence(ordered[0])]
    stands = {row.code for row in best}
    otherwise = "; ".join(dict.fromkeys(row.code for row in ordered if row.code not in stands)) or None
    if len(stands) == 1:
        return Resolved(best[0].code, None, best[0], otherwise)
    texts = {row.proposal for row in best if isinstance(row.proposal, str)}
    shown = [f"{row.code} to {row.proposal}" if len(texts) > 1 else row.code for row in best]
    return Resolved(Level.MIXED, "; ".join(dict.fromkeys(shown)), best[0], otherwise)


def _precedence(row: Any) -> tuple[int, str, int]:
    word = len(Word) if pd.isna(row.word) else int(row.word)
    grade = row.source_grade if isinstance(row.source_grade, str) else "~"
    return word, grade, -CONFIDENCE_ORDER.get(row.confidence, 0)


def resolved(spoken: pd.DataFrame, within: Sequence[str] = ("party", "term")) -> pd.DataFrame:
    """
    Return what stands of each cell on each day on which something was said: `resolve`, for a whole history.

    Parameters
    ----------
    spoken
        What is `stated`, n rows, any order.
    within
        What makes a cell; answers may be kept apart by "proposal" too.

    Returns
    -------
    DataFrame
        One row per cell and day, at most n, by day and cell: the stance that stands, its code or MIXED, and `both`.
    """
    cell = spoken.groupby(list(within), dropna=False).ngroup().to_numpy()
    order = in_order(spoken["stance"], spoken["held_on"].to_numpy(), cell)
    spoken = spoken.iloc[order].reset_index(drop=True)
    cell, day = cell[order], spoken["held_on"].to_numpy()
    new = np.ones(len(order), dtype=bool)
    new[1:] = (cell[1:] != cell[:-1]) | (day[1:] != day[:-1])
    first = np.flatnonzero(new)
    said = np.diff(first, append=len(order))
    kept, mixed = first.copy(), {}
    # Most often a party says one thing a day; where it says more, the rule is asked.
    needed = spoken.reindex(columns=["stance", "code", "proposal", "word", "source_grade", "confidence"])
    rows = needed[np.repeat(said > 1, said)].itertuples()
    for number in np.flatnonzero(said > 1):
        found = resolve(islice(rows, said[number]))
        kept[number] = found.stance.Index
        if found.both is not None:
            mixed[found.stance.Index] = found.both
    spoken.loc[list(mixed), "code"] = Level.MIXED
    spoken["both"] = spoken.index.map(mixed).astype(frames.TEXT)
    return spoken.iloc[kept].reset_index(drop=True)


def in_order(codes: pd.Series, *numbers: np.ndarray) -> np.ndarray:
    """Return the order by these numbers or days, the first first; by code, which is slow, only where all tie."""
    key = np.zeros(len(codes), dtype=np.int64)
    for number in numbers:
        if number.dtype.kind == "M":
            number = number.astype("datetime64[D]").astype(np.int64)
        number = number - number.min(initial=0)
        key = key * (int(number.max(initial=0)) + 1) + number
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
    rows = order[tied]
    order[tied] = rows[np.lexsort((codes.iloc[rows].rank(), key[rows]))]
    return order


def current(
    candidates: pd.DataFrame,
    proposals: pd.DataFrame,
    provisions: pd.DataFrame,
    terms: pd.DataFrame,
    use_by_days: int = USE_BY_DAYS,
    required: Collection[str] = (),
) -> pd.DataFrame:
    """
    Return the stance matrix of each day of the candidates.

    The standing level is the latest one, whatever was answered or left unsaid since. It is old once it is older than
    the use-by; it is overtaken where an agreement in force was concluded after it that has a provision on the term, and
    nothing was recorded of the party on the term from that day on. The answer is the latest to the text on the table: a
    yes to the whole text is a yes to each of its provisions, unless the party answers one otherwise on that day or
    later. Where there is none, the latest answer to an earlier version is shown, as `unconfirmed`.

    Parameters
    ----------
    candidates
        `frames.CANDIDATES`.
    proposals, provisions, terms
        `frames.PROPOSALS`, each with its kind, `frames.PROVISIONS`, `frames.TERMS`, all of them.
    required
        The parties whose consent is required: of several texts on the table that counts which most of them answer.

    Returns
    -------
    DataFrame
        `frames.CURRENT`, one row per day, party and term that has a level, a silence or an answer, in that order; or of
        which the last, and no level or silence ever, is a record that the term is not the party's to give, where it is
        none that stands for the whole of a text.
    """
    levels: dict[_Cell, list[frames.Candidate]] = defaultdict(list)
    answers: dict[_Cell, dict[str, list[frames.Candidate]]] = defaultdict(lambda: defaultdict(list))
    for row in frames.CANDIDATES.rows(candidates):
        cell = row.as_of, row.party, row.term
        if row.aspect == "level":
            levels[cell].append(row)
        elif row.proposal is not None:
            answers[cell][row.proposal].append(row)
    tables = {day.date(): on_the_table(proposals, day) for day in candidates["as_of"].unique()}
    on_terms, whole_text = _reached_by_a_whole(provisions, terms)
    tabled_on = dict(zip(proposals["code"], proposals["tabled_on"].dt.date, strict=True))
    answered = _answered(answers, tables, on_terms, whole_text, required)
    made = []
    for cell in sorted({*levels, *answered}):
        (as_of, party, term), in_force = cell, tables[cell[0]].in_force
        level, answer = resolve(levels[cell]) if cell in levels else None, answered.get(cell)
        if level is not None and level.code == Level.NOT_APPLICABLE and term in whole_text:
            level = None  # a text as a whole is nobody's to give: it is answered or not
        if level is None and answer is None:
            continue
        by_answer = answer is not None and (level is None or level.code == Level.NOT_APPLICABLE)
        main = (answer.found if answer and by_answer else level).stance  # type: ignore[union-attr]
        concluded = tabled_on[in_force] if in_force is not None and term in on_terms.get(in_force, ()) else None
        level_age = level and _age(level.stance, as_of, use_by_days, concluded)
        answer_age = answer and _age(answer.found.stance, as_of, use_by_days)
        heard_on = level and level.stance.heard_on
        made.append(
            {
                "party": party,
                "term": term,
                "as_of": as_of,
                "unconfirmed": bool(answer and answer.unconfirmed),
                "with_whole": bool(answer and answer.with_whole),
                "faded": (answer_age if by_answer else level_age) != Age.CURRENT,
                "mixed": Level.MIXED in (level and level.code, answer and answer.found.code),
                "silent_since": heard_on if level and heard_on and heard_on > level.stance.held_on else None,
                **_aspect("level", level, level_age),
                **_aspect("answer", answer and answer.found, answer_age),
                "proposal": answer and answer.found.stance.proposal,
                **{column: getattr(main, column) for column in (*_OF_RECORD, *_OF_STANCE)},
            }
        )
    return frames.CURRENT.frame(made)


def is_of_the_answer(cells: pd.DataFrame) -> pd.Series:
    """Return of which cells of `frames.CURRENT` the record, and with it position and salience, is the answer's."""
    return cells["answer"].notna() & (cells["level"].isna() | cells["level"].eq(Level.NOT_APPLICABLE).fillna(False))


def _aspect(aspect: str, found: Resolved | None, age: Age | None) -> dict[str, Any]:
    """Return the columns of an aspect."""
    if found is None:
        return {}
    own = {
        "score": SCORES.get(found.code),
        "both": found.both,
        "age": age,
        "otherwise": found.otherwise,
        "stance": found.stance.stance,
    }
    own |= {column: getattr(found.stance, column) for column in ("held_on", "precision", "told_on")}
    return {aspect: found.code, **{f"{aspect}_{column}": value for column, value in own.items()}}


def _age(stance: frames.Candidate, as_of: date, use_by_days: int, concluded: date | None = None) -> Age:
    """Return how old a stance is; `concluded` is the day of an agreement in force on the same term."""
    recorded_on = stance.recorded_on or stance.held_on
    if concluded is not None and stance.held_on < concluded and recorded_on < concluded:
        return Age.OVERTAKEN
    return Age.OLD if (as_of - stance.held_on).days > use_by_days else Age.CURRENT


class _Answer(NamedTuple):
    """The answer of a cell: whether it was given to the whole text, and whether to an earlier version of it."""

    found: Resolved
    with_whole: bool = False
    unconfirmed: bool = False


def _answered(
    answers: Mapping[_Cell, Mapping[str, list[frames.Candidate]]],
    tables: Mapping[date, Table],
    on_terms: Mapping[str, set[str]],
    whole_text: set[str],
    required: Collection[str] = (),
) -> dict[_Cell, _Answer]:
    """
    Return the answer of each cell: to the text on the table itself, with the whole of it, or to an earlier one.

    An answer to one text ends none to another: of several on the table that counts which most of the required parties
    answer on the term, so that their answers can be held against each other; of equals the one answered last.
    """
    heard = Counter(
        (as_of, term, text)
        for (as_of, party, term), given in answers.items()
        for text in given
        if party in required and text in tables[as_of].texts
    )

    def weight(as_of: date, term: str, stance: frames.Candidate) -> tuple[int, date]:
        return heard[as_of, term, stance.proposal or ""], stance.held_on

    def to(cell: _Cell, texts: Iterable[str]) -> Resolved | None:
        as_of, _, term = cell
        given = [(weight(as_of, term, row), row) for text in texts for row in answers[cell].get(text, ())]
        if not given:
            return None
        most = max(own for own, _ in given)
        latest = [row for own, row in given if own == most]
        found = resolve(latest)
        if found.code == Level.MIXED:
            return found
        # What was said of another text on that day says nothing otherwise of this one.
        return resolve(row for row in latest if row.proposal == found.stance.proposal)

    made: dict[_Cell, _Answer] = {}
    for cell in answers:
        if (found := to(cell, tables[cell[0]].texts)) is not None:
            made[cell] = _Answer(found)
        elif (found := to(cell, tables[cell[0]].earlier)) is not None:
            made[cell] = _Answer(found, unconfirmed=True)
    for (as_of, party, term), whole in list(made.items()):
        if term not in whole_text or whole.unconfirmed or whole.found.code != Level.ACCEPTS:
            continue
        for reached in on_terms.get(whole.found.stance.proposal, ()):
            own = made.get((as_of, party, reached))
            stands = None if own is None or own.unconfirmed else weight(as_of, reached, own.found.stance)
            if stands is None or stands < weight(as_of, reached, whole.found.stance):
                made[as_of, party, reached] = whole._replace(with_whole=True)
    return made


def _reached_by_a_whole(provisions: pd.DataFrame, terms: pd.DataFrame) -> tuple[dict[str, set[str]], set[str]]:
    """Return the terms of each text that has provisions, and the terms that stand for the whole of a text."""
    on_terms = {text: set(some) for text, some in provisions.groupby("proposal")["term"]}
    return on_terms, set(frames.whole_texts(terms))


def answers_by_text(candidates: pd.DataFrame, provisions: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """
    Return what each party answers to each text by itself, a yes to the whole of it reaching its provisions.

    Parameters
    ----------
    candidates
        `frames.CANDIDATES` as of one day, with the answers to the texts.

    Returns
    -------
    DataFrame
        `frames.TEXT_ANSWERS`, one row per party, term and text, in the order of the texts asked for.
    """
    on_terms, whole_text = _reached_by_a_whole(provisions, terms)
    answers: dict[str, dict[_Cell, dict[str, list[frames.Candidate]]]] = {}
    for row in frames.CANDIDATES.rows(candidates[candidates["aspect"] == "answer"]):
        if row.proposal is not None:
            of_cell = answers.setdefault(row.proposal, {}).setdefault((row.as_of, row.party, row.term), {})
            of_cell.setdefault(row.proposal, []).append(row)
    made = []
    for text, cells in answers.items():
        tables = {as_of: Table((text,), (), (), None) for as_of, _, _ in cells}
        for (_, party, term), answer in sorted(_answered(cells, tables, on_terms, whole_text).items()):
            given = answer.found.stance
            made.append((party, term, text, given.held_on, given.precision, answer.found.code, given.stance))
    return frames.TEXT_ANSWERS.frame(made)
