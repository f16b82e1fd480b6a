"""Where every party stands on every term on a day: which stance stands, how old it is, what answers the text."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.on_the_table import Table, on_the_table
from dashboard.vocabulary import CONFIDENCE_ORDER, SCORES, USE_BY_DAYS, Age, Level, Word

CELL = ("as_of", "party", "term")
_NO_POSITION = [Level.SILENT, Level.NOT_APPLICABLE]
_OF_STANCE = ("red_line", "position", "position_low", "position_high", "salience", "influence")
_OF_RECORD = ("held_on", "precision", "claims", "source_grade", "confidence")
_NEEDED = ("stance", "code", "party", "term", "proposal", "word", *_OF_RECORD, *_OF_STANCE)


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


def resolved(spoken: pd.DataFrame, within: Sequence[str] = ("party", "term")) -> pd.DataFrame:
    """
    Return what stands of each cell on each day on which something was said.

    Of one day the party's own word goes before what others or the press report, and that before what nobody is named
    for; then the better source grade, then the higher confidence. Where stances of equal standing differ, the code is
    MIXED, and `both` names each.

    Parameters
    ----------
    spoken
        `frames.CANDIDATES` of one aspect, or what is `stated`, n rows, any order.
    within
        What makes a cell; answers may be kept apart by "proposal" too.

    Returns
    -------
    DataFrame
        One row per cell and day, at most n, by day and cell: the stance that goes first, its code or MIXED, and `both`.
    """
    spoken = spoken[[name for name in spoken if name in {*_NEEDED, *within}]]
    cell = spoken.groupby(list(within)).ngroup().to_numpy()
    day, code = spoken["held_on"].to_numpy(), spoken["code"].astype("category").cat.codes.to_numpy()
    precedence = _precedence(spoken)
    order = in_order(spoken["stance"], day, cell, precedence)
    cell, day, precedence, code = cell[order], day[order], precedence[order], code[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (cell[1:] != cell[:-1]) | (day[1:] != day[:-1])
    first, group = np.flatnonzero(new), np.cumsum(new) - 1
    equal = precedence == precedence[first][group]
    mixed = np.unique(group[equal & (code != code[first][group])])
    best = spoken.iloc[order[first]].reset_index(drop=True)
    best["both"] = pd.Series(None, best.index, dtype="str")
    for number in mixed:
        best.loc[number, "both"] = _both(spoken.iloc[order[(group == number) & equal]], within)
    best.loc[mixed, "code"] = Level.MIXED
    return best


def _both(rows: pd.DataFrame, within: Sequence[str]) -> str:
    """Return the codes that differ, each once; where they answer several texts, with the text."""
    texts = [] if "proposal" in within or "proposal" not in rows else rows["proposal"].dropna().unique()
    codes = rows["code"] + " to " + rows["proposal"] if len(texts) > 1 else rows["code"]
    return "; ".join(dict.fromkeys(codes))


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


def _precedence(spoken: pd.DataFrame) -> np.ndarray:
    """Return a number per stance, lower for what goes first; what is missing goes last."""
    grade, confidence = spoken["source_grade"].astype("category"), spoken["confidence"].astype("category")
    # A missing value has the code −1 and so takes the last element.
    by_grade = np.arange(len(grade.cat.categories) + 1)[grade.cat.codes]
    by_confidence = np.array([CONFIDENCE_ORDER.get(word, 0) for word in confidence.cat.categories] + [0])
    most = max(CONFIDENCE_ORDER.values())
    word = spoken["word"].fillna(len(Word)).to_numpy(dtype=np.int64)
    return (word * (len(grade.cat.categories) + 1) + by_grade) * (most + 1) - by_confidence[confidence.cat.codes]


def latest(spoken: pd.DataFrame, within: Sequence[str] = CELL) -> pd.DataFrame:
    """Return what stands of each cell after all that was said: the last row of `resolved`, by cell."""
    return resolved(spoken, within).drop_duplicates(list(within), keep="last").sort_values(list(within))


def candidates(
    stances: pd.DataFrame, days: Sequence[pd.Timestamp], texts: Mapping[str, pd.Timestamp] | None = None
) -> pd.DataFrame:
    """
    Return `frames.CANDIDATES` as of each of the days, among stances at hand, as `store.stances` finds them.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES` that pass the filter.
    texts
        The day tabled of each text whose answers are asked for.
    """
    told = stances[~stances["remark"].fillna(False).astype(bool)]
    answers = stated(told, "answer")
    made = []
    for day in days:
        known = told[told["held_on"] <= day]
        heard = known[known["level"].notna() & (known["level"] != Level.NOT_APPLICABLE)]
        positions = heard[heard["level"] != Level.SILENT]
        cells = pd.MultiIndex.from_frame(positions[["party", "term"]])
        silent_only = ~pd.MultiIndex.from_frame(heard[["party", "term"]]).isin(cells)
        levels = _newest(pd.concat([positions, heard[silent_only]]))
        for column, rows in (("heard_on", heard), ("recorded_on", known)):
            on = rows.groupby(["party", "term"])["held_on"].max().rename(column)
            levels = levels.merge(on, on=["party", "term"], how="left")
        made.append(levels.rename(columns={"code": "stance", "level": "code"}).assign(aspect="level", as_of=day))
        for text, tabled_on in (texts or {}).items():
            given = answers[(answers["proposal"] == text) & answers["held_on"].between(tabled_on, day)]
            made.append(_newest(given).assign(aspect="answer", as_of=day))
    columns = dict(frames.CANDIDATES.columns)
    found = pd.concat(made, ignore_index=True) if made else frames.CANDIDATES.frame()
    return found.reindex(columns=list(columns)).astype(columns)


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the stances of the latest day of each party and term."""
    return rows[rows["held_on"] == rows.groupby(["party", "term"])["held_on"].transform("max")]


def current(
    candidates: pd.DataFrame,
    proposals: pd.DataFrame,
    provisions: pd.DataFrame,
    terms: pd.DataFrame,
    use_by_days: int = USE_BY_DAYS,
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

    Returns
    -------
    DataFrame
        `frames.CURRENT`, one row per day, party and term that has a level, a silence or an answer, in that order.
    """
    is_level = candidates["aspect"] == "level"
    levels, answered = candidates[is_level], candidates[~is_level]
    beside = levels.drop_duplicates(list(CELL)).set_index(list(CELL))[["heard_on", "recorded_on"]].sort_index()
    levels = pd.concat([latest(levels).set_index(list(CELL)), beside], axis=1)
    days = {day: on_the_table(proposals, day) for day in candidates["as_of"].unique()}
    answers = _answers(answered, days, provisions, terms).set_index(list(CELL))

    cells = levels.index.union(answers.index)
    level, answer = (
        some.reindex(cells).add_prefix(f"{kind}_") for kind, some in (("level", levels), ("answer", answers))
    )
    found = pd.concat([level, answer], axis=1).reset_index()
    made = {
        "level": found["level_code"],
        "answer": found["answer_code"],
        "proposal": found["answer_proposal"],
        "unconfirmed": found["answer_unconfirmed"].fillna(False).astype(bool),
        "with_whole": found["answer_with_whole"].fillna(False).astype(bool),
        "level_score": found["level_code"].map(SCORES),
        "answer_score": found["answer_code"].map(SCORES),
        "mixed": (found["level_code"] == Level.MIXED) | (found["answer_code"] == Level.MIXED),
    }
    main = found["level_code"].notna()
    for column in (*_OF_RECORD, *_OF_STANCE):
        made[column] = found[f"level_{column}"].where(main, found[f"answer_{column}"])
    since = found["level_held_on"]
    made["silent_since"] = found["level_heard_on"].where(found["level_heard_on"] > since)
    in_force = _in_force(found[list(CELL)], days, proposals, provisions)
    old = {kind: (found["as_of"] - found[f"{kind}_held_on"]).dt.days > use_by_days for kind in ("level", "answer")}
    overtaken = (since < in_force) & (found["level_recorded_on"] < in_force)
    made["level_age"] = pd.Series(np.select([overtaken, old["level"]], [Age.OVERTAKEN, Age.OLD], Age.CURRENT)).where(
        main
    )
    made["answer_age"] = pd.Series(np.where(old["answer"], Age.OLD, Age.CURRENT)).where(found["answer_code"].notna())
    made["faded"] = made["level_age"].where(main, made["answer_age"]) != Age.CURRENT
    whole = pd.concat([found, pd.DataFrame(made)], axis=1)
    columns = dict(frames.CURRENT.columns)
    return whole[list(columns)].astype(columns)


def _answers(
    answers: pd.DataFrame, days: Mapping[pd.Timestamp, Table], provisions: pd.DataFrame, terms: pd.DataFrame
) -> pd.DataFrame:
    """Return the answer of each cell: to the text on the table, with the whole of it, or to an earlier version."""
    whole_text = terms.loc[terms["whole_text"].fillna(False).astype(bool), "code"]
    made = [answers.iloc[:0].assign(both=None, with_whole=False, unconfirmed=False)]
    for day in answers["as_of"].unique():
        table, of_day = days[day], answers[answers["as_of"] == day]
        own = latest(of_day[of_day["proposal"].isin(table.texts)])
        yes = own[own["term"].isin(whole_text) & (own["code"] == Level.ACCEPTS)]
        with_whole = yes.drop(columns="term").merge(provisions[["proposal", "term"]], on="proposal")
        known = pd.concat([with_whole.assign(with_whole=True), own.assign(with_whole=False)], ignore_index=True)
        known = known.sort_values("held_on", kind="stable").drop_duplicates(list(CELL), keep="last")
        earlier = latest(of_day[of_day["proposal"].isin(table.earlier)])
        made += [known.assign(unconfirmed=False), earlier.assign(with_whole=False, unconfirmed=True)]
    return pd.concat([one for one in made if len(one)] or made[:1]).drop_duplicates(list(CELL))


def _in_force(
    cells: pd.DataFrame, days: Mapping[pd.Timestamp, Table], proposals: pd.DataFrame, provisions: pd.DataFrame
) -> pd.Series:
    """Return of each cell the day of the agreement in force that has a provision on its term, if any."""
    concluded = proposals.set_index("code")["tabled_on"]
    on_terms = provisions.groupby("proposal")["term"].agg(set)
    found = {
        (day, term): concluded[table.in_force]
        for day, table in days.items()
        if table.in_force is not None
        for term in on_terms.get(table.in_force, ())
    }
    return pd.Series(
        [found.get(cell, pd.NaT) for cell in zip(cells["as_of"], cells["term"], strict=True)], dtype=frames.DAY
    )
