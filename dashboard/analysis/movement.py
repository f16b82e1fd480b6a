"""What moved: how far apart a pair is from round to round, who moved, and whether the party or the text did."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import Held, age_counts, ends, of_column, old_days
from dashboard.analysis.kinds import own_texts
from dashboard.analysis.on_the_table import lineage
from dashboard.analysis.salience import weights
from dashboard.analysis.standings import resolved, stated
from dashboard.models import Proposal
from dashboard.vocabulary import SCORES, Age, Level

OVERALL = "overall"
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
"away" where that holds from where the other stood and from where it stands, else "both moved", or one alone went "past
the other"; "still" only where a later record gives the level again, and the same position or none as before; "neither
way" where the number is the same at the end though another level was recorded meanwhile.
"""
AGES = {Age.CURRENT: 0, Age.OLD: 1, Age.OVERTAKEN: 2}


def pair(parties: pd.DataFrame, picked: Sequence[str] = ()) -> list[str]:
    """
    Return the codes of two parties of `frames.PARTIES`; fewer where there are fewer.

    Those picked come first, then those whose consent is required, then the others.
    """
    required = frames.required(parties)
    return list(dict.fromkeys([*picked, *required, *parties["code"]]))[:2]


def on_levels(parties: pd.DataFrame, pair: Sequence[str]) -> bool:
    """Return whether a pair may be held against each other by levels: the consent of both is required."""
    return set(pair) <= set(frames.required(parties))


def distance_by_round(
    current: pd.DataFrame, rounds: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, pair: tuple[str, str]
) -> pd.DataFrame:
    """
    Return how far apart two parties stood at the end of each round, term by term and over all terms.

    Per term |x_i − x_j|/100 where both have a position, else |s_i − s_j|/4; from 0 (the same) to 1 (the two ends of the
    scale). Over all terms the mean weighted by √(w_i·w_j), w = salience/100: the weighted city-block distance of
    spatial models (Enelow & Hinich, The Spatial Theory of Voting, 1984), with the geometric mean of what the two care.
    `salience.weights` says what stands for a salience that nobody coded.

    Parameters
    ----------
    current
        `frames.CURRENT` as of the last day of every round; other days are left alone.
    rounds, parties, terms
        `frames.ROUNDS`, `frames.PARTIES`, `frames.TERMS`; terms that stand for the whole text are left out.
    pair
        Codes of the two parties; which comes first changes nothing but the name of the pair. Where the consent of one
        is not required there is no distance on levels: whoever tables a compromise would look like one side's ally.

    Returns
    -------
    DataFrame
        `frames.DISTANCES`, by the rounds' last day, the terms in their order and then "overall". Overall is refused
        (missing) where fewer than half of the terms have a number, or where nobody cares about those that have. Its
        change like with like is the mean of the changes of the terms known at both ends, of each in positions or else
        in levels at both, weighted as the later distance is, refused alike. A
        term counts as overtaken where a number of either party is, else as old where one is, and its days are those of
        the numbers for which it counts so.
    """
    codes = frames.issues(terms)
    ended = rounds.sort_values(["ended_on", "rank", "code"])
    days = pd.Index(ended["ended_on"].unique())
    wanted = pd.MultiIndex.from_product([days, codes, pair], names=["as_of", "term", "party"])
    columns = ["position", "level_score", "salience", "level_age"]
    of_cell = current.set_index(["as_of", "term", "party"])
    found = of_cell.assign(level_age=of_cell["level_age"].map(AGES))[columns]
    shaped = found.astype("float64").reindex(wanted).to_numpy().reshape(len(days), len(codes), 2, 4)
    position, score, salience, age = shaped.transpose(3, 2, 0, 1)
    of_old = pd.Series([old_days([held]) for held in of_column(current, "level")], of_cell.index, dtype="object")
    old_on = of_old.reindex(wanted).to_numpy(copy=True).reshape(len(days), len(codes), 2).transpose(2, 0, 1)
    conflict = of_cell["level"].eq(Level.MIXED).reindex(wanted, fill_value=False).to_numpy()
    conflict = conflict.reshape(len(days), len(codes), 2)
    if not on_levels(parties, pair):
        score = np.full_like(score, np.nan)
    in_positions, in_levels = np.abs(position[0] - position[1]) / 100, np.abs(score[0] - score[1]) / 4
    by_position = ~np.isnan(in_positions)
    apart = np.where(by_position, in_positions, in_levels)
    numbered = np.where(by_position | np.isnan(score).all(axis=0), ~np.isnan(position), ~np.isnan(score))
    known = ~np.isnan(apart)
    old_on[~numbered] = None
    counts = [(numbered & at).sum(axis=0) for at in (True, age == AGES[Age.OLD], age == AGES[Age.OVERTAKEN])]
    overtaken = known & (counts[2] > 0)
    all_counts = [some.sum(axis=1) for some in (known, known & (counts[1] > 0) & ~overtaken, overtaken)]
    coded = ~np.isnan(salience)
    weight = np.where(known, np.sqrt(np.prod(_cares(salience, codes), axis=0)), 0)
    made: list[tuple[object, ...]] = []
    # Of two rounds of one day neither changed anything for the other: both are held against an earlier day. A term
    # with positions at one end only is held against itself by levels: another yardstick is no change.
    changes, by_levels = (np.diff(some, axis=0, prepend=np.nan) for some in (in_positions, in_levels))
    changes = np.where(np.isnan(changes), by_levels, changes)
    for code, day, precision in zip(ended["code"], ended["ended_on"], ended["precision"], strict=True):
        at = days.get_loc(day)
        change = changes[at]
        of_round = (code, day, precision, "; ".join(pair))
        own = [some[at] for some in (apart, *counts)]
        mixed = ["; ".join(np.array(pair)[some]) or None for some in conflict[at]]
        of_terms = (*own, map(ends, old_on[:, at].T), change, coded[:, at].sum(axis=0), mixed)
        made += [(*of_round, *row) for row in zip(codes, *of_terms, strict=True)]
        all_coded = int(coded[:, at][:, known[at]].sum())
        means = [_mean(values, weight[at]) for values in (apart[at], change)]
        counting = known[at] & ~(overtaken[at] & (age[:, at] != AGES[Age.OVERTAKEN]))
        of_all = (*(int(some[at]) for some in all_counts), ends(old_on[:, at][counting]))
        made.append((*of_round, OVERALL, means[0], *of_all, means[1], all_coded, None))
    return frames.DISTANCES.frame(made)


def _cares(salience: np.ndarray, terms: list[str]) -> np.ndarray:
    """Return how much each party of each day cares about each term, 0–100."""
    columns = [str(number) for number in range(salience.shape[0] * salience.shape[1])]
    place = [(column, term) for column in columns for term in terms]
    cells = pd.DataFrame(place, columns=["party", "term"]).assign(salience=salience.ravel())
    return weights(cells, columns, terms).to_numpy().T.reshape(salience.shape)


def _mean(values: np.ndarray, weight: np.ndarray) -> float | None:
    """Return the weighted mean of what is known; None where that is fewer than half, or weighs nothing."""
    known = ~np.isnan(values)
    enough = 2 * known.sum() >= len(values) and weight[known].sum() > 0
    return float((values[known] * weight[known]).sum() / weight[known].sum()) if enough else None


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
        both days, else in scores of the level (−2 to 2); "not comparable" where a number that m needs is missing. Where
        m is 0 the party stood still if levels were recorded after the first day and all that stood are the first one,
        and its own position did not change: one that the other party's missing number keeps out of m is told.
    """
    then, now = ({(row.party, row.term): row for row in frames.CURRENT.rows(frame)} for frame in (before, after))
    spoken = resolved(stated(between, "level"))
    recorded = {key: set(rows) for key, rows in spoken.groupby(["party", "term"])["code"]}
    by_levels = on_levels(parties, pair)
    made = []
    for term in frames.issues(terms):
        keys = [(party, term) for party in pair]
        numbers = {
            unit: [[_number(frame.get(key), column) for frame in (then, now)] for key in keys]
            for unit, column in (("position", "position"), ("level", "level_score"))
        }
        placed = all(value is not None for both in numbers["position"] for value in both)
        unit = "position" if placed or not by_levels else "level"
        crossed = _crossed(*numbers[unit])
        for number, (key, other_key) in enumerate(zip(keys, reversed(keys), strict=True)):
            (x, x_after), (other, other_after) = numbers[unit][number], numbers[unit][1 - number]
            cells = then.get(key), now.get(key), then.get(other_key), now.get(other_key)
            levels = [cell.level if cell else None for cell in cells[:2]]
            m, moved = _move(x, x_after, other, levels[0], recorded.get(key, set()))
            placed_before, placed_after = numbers["position"][number]
            if moved == "away" and (x, x_after) == (other, other_after):
                m, moved = 0.0, TOGETHER
            elif crossed and moved in ("towards", "away"):
                moved = crossed
            elif moved == STILL and placed_before != placed_after:
                known = NEW_POSITION if placed_before is None else OTHER_POSITION
                moved = NO_POSITION if placed_after is None else known
            given = list(zip(cells, (x, x_after, other, other_after), strict=True))[: 4 if moved in WENT else 3]
            counts = _each_age([_held(cell) for cell, at in given if cell and at is not None])
            made.append((*key, *levels, x, x_after, m, moved, unit, *counts))
    return frames.MOVES.frame(made)


def _held(cell: frames.Cell) -> Held:
    return cell.level_age, cell.level_held_on, cell.level_precision


def _each_age(held: list[Held]) -> tuple[int, int, int, str | None, str | None]:
    """Return how many there are, and old and overtaken ones, with the days of the old and of the overtaken."""
    n, n_old, n_overtaken, _ = age_counts(held)
    return n, n_old, n_overtaken, old_days(held, Age.OLD), old_days(held, Age.OVERTAKEN)


def _number(row: frames.Cell | None, column: str) -> float | None:
    value = None if row is None else getattr(row, column)
    return None if value is None else float(value)


def _move(
    x: float | None, x_after: float | None, other: float | None, level: str | None, recorded: set[str]
) -> tuple[float | None, str]:
    if x is None or x_after is None or other is None:
        return None, NOT_COMPARABLE
    if x_after == x:
        return 0.0, NOTHING_NEW if not recorded else STILL if recorded == {level} else NEITHER
    m = math.copysign(1, other - x) * (x_after - x) if other != x else -abs(x_after - x)
    return m, "towards" if m > 0 else "away"


def _crossed(one: list[float | None], other: list[float | None]) -> str | None:
    """Return the word for two, each before and after, of whom one's step is neither plainly towards nor away."""
    moving = [None not in step and step[0] != step[1] for step in (one, other)]
    plain = [_is_plain(*steps) for steps in ((one, other), (other, one))]
    if not any(moves and not is_plain for moves, is_plain in zip(moving, plain, strict=True)):
        return None
    return BOTH if all(moving) else PAST


def _is_plain(step: list[float | None], other: list[float | None]) -> bool:
    """Return whether a step towards where the other stood ends nearer to it, and to where it stands; away likewise."""
    x, x_after = step
    stood = other[0]
    if x is None or x_after is None or stood is None:
        return True
    way = 1 if (stood - x) * (x_after - x) > 0 else -1
    return all(way * (abs(place - x) - abs(place - x_after)) > 0 for place in other if place is not None)


def families(proposals: pd.DataFrame) -> list[list[str]]:
    """Return the texts of `frames.PROPOSALS` by the day tabled, those that are tied by `version_of` together."""
    known = proposals.sort_values(["tabled_on", "code"])
    tied = defaultdict[str, list[str]](list)
    for one, other in known.loc[known["version_of"].isin(known["code"]), ["code", "version_of"]].to_numpy().tolist():
        tied[one].append(other)
        tied[other].append(one)
    oldest: dict[str, str] = {}
    for code in known["code"]:
        reached = [] if code in oldest else [code]
        for one in reached:  # which grows meanwhile
            if one not in oldest:
                oldest[one] = code
                reached += tied[one]
    made = defaultdict[str, list[str]](list)
    for code in known["code"]:
        made[oldest[code]].append(code)
    return list(made.values())


def family_of(proposals: pd.DataFrame, code: str) -> list[str]:
    """Return the family of a text of `frames.PROPOSALS`; nothing where it is not among them."""
    return next((family for family in families(proposals) if code in family), [])


def answered_later(answers: pd.DataFrame, proposals: pd.DataFrame) -> tuple[list[date], list[str]]:
    """
    Return the days of answers to a text after which an earlier one of its line was answered, and these earlier texts.

    What was answered to them by these days is not among the latest answers.

    Parameters
    ----------
    answers
        `frames.TEXT_ANSWERS` as of one day.
    proposals
        `frames.PROPOSALS`: which text revises which.
    """
    texts = {row.code: row for row in frames.PROPOSALS.rows(proposals)}
    given = {(row.party, row.term, row.proposal): row.held_on for row in frames.TEXT_ANSWERS.rows(answers)}
    later = {
        (day, older)
        for (party, term, newer), day in given.items()
        for older in lineage(texts, newer)
        if given.get((party, term, older), day) > day
    }
    return sorted({day for day, _ in later}), sorted({older for _, older in later})


def party_or_text(
    answers: pd.DataFrame,
    by_day: Mapping[date, pd.DataFrame],
    current: pd.DataFrame,
    proposals: pd.DataFrame,
    tabled_by: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
) -> pd.DataFrame:
    """
    Return from a text to one that revises it what of the change in each answer the party did, and what the text did.

    Δanswer = Δparty + Δtext, where Δparty = Δlevel, since the level is held against a sentence that stays the same, and
    Δtext = Δanswer − Δlevel: an identity, not an estimate (the codebook's two quantities make it so). In scores.

    Parameters
    ----------
    answers
        `frames.TEXT_ANSWERS`; terms that stand for the whole text, and answers without a score, are left out.
    by_day
        The same as of each of the days that are `answered_later`.
    current
        `frames.CURRENT` as of the days of the answers: the level that stood then, and how old it was.
    proposals
        `frames.PROPOSALS`: which text revises which.
    tabled_by
        `frames.PROPOSAL_PARTIES`.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`.

    Returns
    -------
    DataFrame
        `frames.SHIFTS`, by text, party and term: one row for the latest answer to a text beside the same party's last
        answer by its day (on that day the order is not known) on the term to the text that it revises, or where it gave
        none to the nearest before that (`version_of`). Where the earlier text was answered only later, there is no
        answer before; there, and where one of the two levels is missing or has no score, the shifts are missing too.
    """
    texts = {row.code: row for row in frames.PROPOSALS.rows(proposals)}
    place = {code: number for number, code in enumerate(proposals.sort_values(["tabled_on", "code"])["code"])}
    own = set(own_texts(tabled_by).itertuples(index=False, name=None))
    stood = {(row.as_of, row.party, row.term): row for row in frames.CURRENT.rows(current)}
    of_terms = answers[~answers["term"].isin(frames.whole_texts(terms))]
    given = {(row.party, row.term, row.proposal): row for row in frames.TEXT_ANSWERS.rows(of_terms)}
    on_day = {
        (day, row.party, row.term, row.proposal): row
        for day, some in by_day.items()
        for row in frames.TEXT_ANSWERS.rows(some)
    }
    ranks = [dict(zip(frame["code"], range(len(frame)), strict=True)) for frame in (parties, terms)]
    made = []
    for (party, term, newer), now in given.items():
        earlier = _answered_before(now, texts, given, on_day)
        if earlier is None or now.answer not in SCORES:
            continue
        older, then = earlier
        cells = [None if one is None else stood.get((one.held_on, party, term)) for one in (then, now)]
        codes = [None if one is None else one.level for one in cells]
        before, after = (SCORES.get(code or "") for code in codes)
        by_party = None if then is None or before is None or after is None else after - before
        by_text = None if then is None or by_party is None else SCORES[now.answer] - SCORES[then.answer] - by_party
        n, *old = _each_age([_held(one) for one in cells if one is not None and one.level in SCORES])
        known = [one for one in (then, now) if one is not None]
        to_own = [one.answer for one in known if (party, one.proposal) in own]
        at_end = not {-2, 2}.isdisjoint({*(SCORES[one.answer] for one in known), before, after})
        answered = (party, term, older, newer, then and then.answer, now.answer)
        own_yes = all(answer == Level.ACCEPTS for answer in to_own) if to_own else None
        behind = (then and then.stance, now.stance, *(one and one.level_stance for one in cells))
        of_own = not own.isdisjoint({(party, older), (party, newer)})
        made.append((*answered, *codes, by_party, by_text, of_own, at_end, len(known) + n, *old, own_yes, *behind))
    made.sort(key=lambda row: (place[row[3]], place[row[2]], ranks[0][row[0]], ranks[1][row[1]]))
    return frames.SHIFTS.frame(made)


def _answered_before(
    now: frames.TextAnswer,
    texts: dict[str, Proposal],
    given: Mapping[tuple[str, str, str], frames.TextAnswer],
    on_day: Mapping[tuple[date, str, str, str], frames.TextAnswer],
) -> tuple[str, frames.TextAnswer | None] | None:
    """Return the nearest text before that the party answered on the term, and its last answer by the day of `now`."""
    for text in lineage(texts, now.proposal):
        last = given.get((now.party, now.term, text))
        if last is None:
            continue
        then = last if last.held_on <= now.held_on else on_day.get((now.held_on, now.party, now.term, text))
        if (then or last).answer in SCORES:
            return text, then
    return None
