"""Who moved between two days: which of a pair on which term, towards the other or away from it."""

import math

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import of_levels
from dashboard.analysis.distance import on_levels
from dashboard.analysis.standings import resolved, stated

TOGETHER, BOTH, PAST = "together", "both moved", "past the other"
STILL, NEITHER, NOTHING_NEW, NOT_COMPARABLE = "still", "neither way", "nothing new", "not comparable"
OTHER_POSITION = "same level, another position"
NEW_POSITION, NO_POSITION = "same level, now with a position", "same level, no position any more"
WENT = ("towards", "away", TOGETHER, BOTH, PAST)
AT_THE_SAME_LEVEL = (STILL, OTHER_POSITION, NEW_POSITION, NO_POSITION)
MOVED = (*WENT, *AT_THE_SAME_LEVEL, NEITHER, NOTHING_NEW, NOT_COMPARABLE)
"""
What a party did between two days.

"together" is said where two who stood together on the first day stand together elsewhere on the second; "towards" and
"away" where that holds from where the other stood and from where it stands, and the step passes neither, else "both
moved", or one alone went "past the other"; "still" only where a later record gives the level again, and the same
position or none as before; "neither way" where the number is the same at the end though another level was recorded
meanwhile.
"""
_Places = tuple[float | None, float | None]
"""Where a party is on the first day and on the second."""


def who_moved(
    before: pd.DataFrame,
    after: pd.DataFrame,
    between: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
    pair: tuple[str, str],
) -> pd.DataFrame:
    """
    Return for each party of a pair and each term whether it moved towards the other, away, or not at all.

    m_i = sign(x_j,before − x_i,before)·(x_i,after − x_i,before) (Arregui, Stokman & Thomson, Bargaining in the European
    Union and shifts in actors' policy positions, European Union Politics 5, 2004). Where the two stood together before,
    the sign is 0: m is 0 where they moved together, and a move of one that parts them leads away from the other, m_i =
    −|x_i,after − x_i,before|. m is measured from where the other stood before: a step that leads the other way from
    where the other stands now, or that passes it, is called by neither sign.

    Parameters
    ----------
    before, after
        `frames.CURRENT` of the two days.
    between
        `frames.GRADED_STANCES` of the pair held after the first day and by the second one, that pass the same filter.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.
    pair
        Codes of the two parties. Where the consent of one is not required, only positions count, as for distance:
        towards whoever tables a compromise would else be towards one side's ally.

    Returns
    -------
    DataFrame
        `frames.MOVES`, one row per term in order and party of the pair. In positions (0–100) where both have one on
        both days, else in scores of the level (−2 to 2). "Not comparable" where a number that m needs is missing, or,
        of one that went elsewhere, where the other stands on the later day, which its word needs. Where m is 0 the
        party stood still if levels were recorded after the first day and all that stood are the first one, and its own
        position did not change: one that the other party's missing number keeps out of m is told.
    """
    then, now = ({(row.party, row.term): row for row in frames.CURRENT.rows(frame)} for frame in (before, after))
    spoken = resolved(stated(between, "level"))
    recorded = {key: set(rows) for key, rows in spoken.groupby(["party", "term"])["code"]}
    by_levels = on_levels(parties, pair)
    made = []
    for term in frames.issues(terms):
        keys = [(party, term) for party in pair]
        numbers = {
            unit: [(_number(then.get(key), column), _number(now.get(key), column)) for key in keys]
            for unit, column in (("position", "position"), ("level", "level_score"))
        }
        placed = all(value is not None for both in numbers["position"] for value in both)
        unit = "position" if placed or not by_levels else "level"
        crossed = _crossed(*numbers[unit])
        for number, (key, other_key) in enumerate(zip(keys, reversed(keys), strict=True)):
            (x, x_after), (other, other_after) = numbers[unit][number], numbers[unit][1 - number]
            cells = then.get(key), now.get(key), then.get(other_key), now.get(other_key)
            levels = [cell.level if cell else None for cell in cells[:2]]
            m, moved = _move((x, x_after), (other, other_after), levels[0], recorded.get(key, set()))
            placed_before, placed_after = numbers["position"][number]
            if moved == "away" and (x, x_after) == (other, other_after):
                m, moved = 0.0, TOGETHER
            elif crossed and moved in ("towards", "away"):
                moved = crossed
            elif moved == STILL and placed_before != placed_after:
                known = NEW_POSITION if placed_before is None else OTHER_POSITION
                moved = NO_POSITION if placed_after is None else known
            # Of one that changed with nothing to hold that against its own two are told, and no other.
            of_own = moved == NOT_COMPARABLE and None not in (x, x_after)
            given = list(zip(cells, (x, x_after, other, other_after), strict=True))
            given = given[: 4 if moved in WENT else 2 if of_own else 3]
            counts = of_levels(cell for cell, at in given if cell and at is not None)
            made.append((*key, *levels, x, x_after, m, moved, unit, *counts))
    return frames.MOVES.frame(made)


def _number(row: frames.Cell | None, column: str) -> float | None:
    value = None if row is None else getattr(row, column)
    return None if value is None else float(value)


def _move(step: _Places, of_other: _Places, level: str | None, recorded: set[str]) -> tuple[float | None, str]:
    """Return m of a step, held against where the other was on the two days, and the word for it."""
    (x, x_after), (other, other_after) = step, of_other
    if x is None or x_after is None or other is None:
        return None, NOT_COMPARABLE
    if x_after == x:
        return 0.0, NOTHING_NEW if not recorded else STILL if recorded == {level} else NEITHER
    if other_after is None:
        return None, NOT_COMPARABLE
    m = math.copysign(1, other - x) * (x_after - x) if other != x else -abs(x_after - x)
    return m, "towards" if m > 0 else "away"


def _crossed(one: _Places, other: _Places) -> str | None:
    """Return the word for two of whom one's step is neither plainly towards nor away; None where a place is missing."""
    steps = [(x, x_after) for x, x_after in (one, other) if x is not None and x_after is not None]
    if len(steps) < 2:
        return None
    moving = [x != x_after for x, x_after in steps]
    plain = [_is_plain(*both) for both in (steps, reversed(steps))]
    if not any(moves and not is_plain for moves, is_plain in zip(moving, plain, strict=True)):
        return None
    return BOTH if all(moving) else PAST


def _is_plain(step: tuple[float, float], of_other: tuple[float, float]) -> bool:
    """Return whether a step leads towards where the other stood and stands and passes neither, or away from both."""
    x, x_after = step
    way = math.copysign(1, x_after - x)
    return all(way * (place - x_after) >= 0 for place in of_other) or all(way * (place - x) <= 0 for place in of_other)
