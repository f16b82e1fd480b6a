"""Where every party stood on several days at once: what `stances.current` says of one day, for a whole axis of days."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.vocabulary import CONFIDENCE_ORDER, SCORES

_OF_STANCE = ["red_line", "position", "salience", "influence"]
_NEEDED = ["code", "party", "term", "proposal", "held_on", "source_grade", "confidence", *_OF_STANCE]


def resolved(stances: pd.DataFrame, aspect: str, within: Sequence[str] = ("party", "term")) -> pd.DataFrame:
    """
    Return what stands among the stances of each party, term and day, by the rule of `stances.resolve`.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES`, or `frames.LEVELS` for the level, that pass the filter, n rows, any order.
    aspect
        "level" or "answer". Records without one, or with NOT_APPLICABLE, say nothing and are left out.
    within
        What makes a cell; answers may be kept apart by "proposal" too.

    Returns
    -------
    DataFrame
        One row per cell and day, at most n, by day and cell: the preceding stance with its code as `stance`, and
        `code`, its level or answer, or MIXED where stances of equal precedence differ.
    """
    needed = [name for name in _NEEDED if name in stances]
    spoken = stances.loc[stances[aspect].notna() & (stances[aspect] != "NOT_APPLICABLE"), [*needed, aspect]]
    cell = spoken.groupby(list(within)).ngroup().to_numpy()
    day, said = spoken["held_on"].to_numpy(), spoken[aspect].astype("category").cat.codes.to_numpy()
    precedence = _precedence(spoken)
    order = in_order(spoken["code"], day, cell, precedence)
    cell, day, precedence, said = cell[order], day[order], precedence[order], said[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (cell[1:] != cell[:-1]) | (day[1:] != day[:-1])
    first, group = np.flatnonzero(new), np.cumsum(new) - 1
    differs = (precedence == precedence[first][group]) & (said != said[first][group])
    best = spoken.iloc[order[first]].rename(columns={"code": "stance", aspect: "code"}).reset_index(drop=True)
    best.loc[np.unique(group[differs]), "code"] = "MIXED"
    return best


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


def _precedence(stances: pd.DataFrame) -> np.ndarray:
    """Return a number per stance, lower for the better source grade and then the higher confidence; missing is last."""
    grade, confidence = stances["source_grade"].astype("category"), stances["confidence"].astype("category")
    # A missing value has the code −1 and so takes the last element.
    by_grade = np.arange(len(grade.cat.categories) + 1)[grade.cat.codes]
    by_confidence = np.array([CONFIDENCE_ORDER.get(word, 0) for word in confidence.cat.categories] + [0])
    return by_grade * (max(CONFIDENCE_ORDER.values()) + 1) - by_confidence[confidence.cat.codes]


def told(candidates: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.CANDIDATES` of any days as stances that say one thing each, a level or an answer.

    On these days `standings` says the same of them as of all stances: of each day with a level on a cell that is the
    latest by one of the days, all levels are among them.
    """
    each = candidates.drop_duplicates(["stance", "aspect"])
    made = {aspect: each["code"].where(each["aspect"] == aspect) for aspect in ("level", "answer")}
    return each.assign(code=each["stance"], **made)


def standings(stances: pd.DataFrame, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """
    Return where every party stood on every term on each of the days.

    Every day says what `stances.current` says of it: level and answer are resolved separately, and the latest of each
    stands. The red line, position, salience and influence are those of the level's stance, or of the answer's where
    there is no level.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES` that pass the filter, or what is `told` of the candidates of the days; any order.
    days
        Any order; a day given twice counts once.

    Returns
    -------
    DataFrame
        `frames.STANDINGS`, one row per day, party and term that had a stance by then, in that order.
    """
    wanted = pd.Series(sorted(set(days)), dtype=frames.DAY, name="day")
    cells = stances[["party", "term"]].drop_duplicates().sort_values(["party", "term"])
    found = wanted.to_frame().merge(cells, how="cross")
    for aspect in ("level", "answer"):
        own = resolved(stances, aspect).drop(columns=["source_grade", "confidence"])
        own = own.rename(columns={name: f"{aspect}_{name}" for name in ("held_on", "stance", "proposal", *_OF_STANCE)})
        own = own.rename(columns={"code": aspect})
        found = pd.merge_asof(found, own, left_on="day", right_on=f"{aspect}_held_on", by=["party", "term"])
        found[f"{aspect}_score"] = found[aspect].map(SCORES)
    for column in _OF_STANCE:
        found[column] = found[f"level_{column}"].where(found["level"].notna(), found[f"answer_{column}"])
    found = found[found["level"].notna() | found["answer"].notna()].rename(columns={"answer_proposal": "proposal"})
    return found[list(frames.STANDINGS.columns)].astype(dict(frames.STANDINGS.columns)).reset_index(drop=True)
