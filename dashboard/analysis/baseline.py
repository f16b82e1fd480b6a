"""Numbers to hold a negotiation against: the compromise baseline, and positions from texts."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import age_counts
from dashboard.analysis.salience import weights
from dashboard.analysis.standings import is_of_the_answer

_HELD = ("age", "held_on", "precision")
COMPROMISE, PLAIN = "compromise model", "plain mean"
TABLED_ANOTHER, NO_STANDING_YES = "tabled another number since", "no yes in the matrix to a number that counts"
BEYOND = "a number beyond the ends of the scale"
SAME = 0.5
"""Positions are coded in whole numbers or in hundredths: what rounds alike is the same number."""


class FoundPosition(NamedTuple):
    """The position of a party on a term on which it has a stance.

    `position_low` and `position_high` bound what it would accept. `basis` is coded, text (the number in `proposal`,
    which the party accepts as written) or missing, as the position then is. `age` and day are those of the stance
    it comes from. `passed_over` marks one coded before the party accepted a text that gives another number.
    `unread` says why no number is read though the party accepted a text with one: it tabled another since, no yes that
    stands is to a number that counts of the text on the table, or its number is beyond the scale.
    """

    party: str
    term: str
    position: float | None
    position_low: float | None
    position_high: float | None
    basis: Annotated[str | None, "Position from"]
    proposal: str | None
    salience: float | None
    influence: float | None
    age: Annotated[str | None, "Age"]
    held_on: date | None
    precision: str | None
    passed_over: Annotated[bool, "A later text is passed over"]
    unread: Annotated[str | None, "Why no text is read"]


POSITIONS = frames.Contract("positions", FoundPosition)


class Measured(NamedTuple):
    """
    A number with the n positions behind it, of which so many are old and overtaken; `why` says why there is none.

    `line` is the name of the mean: one in which no weight is coded is a plain one.
    """

    value: float | None
    n: int
    n_old: int = 0
    n_overtaken: int = 0
    old_days: str | None = None
    line: str | None = None
    why: str | None = None


def positions_from_provisions(
    current: pd.DataFrame, answers: pd.DataFrame, quantities: pd.DataFrame, terms: pd.DataFrame, own: pd.DataFrame
) -> pd.DataFrame:
    """
    Return where each party stands on a term's 0–100 scale: the position coded, else the number in the text.

    The number stands in for a position only where the party accepts that text as written, and the term says which
    measure its scale counts (`scale_measure`) and which numbers are its two ends: x = 100·(number − scale_low)/
    (scale_high − scale_low); beyond the ends it is not read. A range counts as its middle, "or more" and "up to" as
    the number given. An answer to an earlier version of the text on the table counts nowhere, and none is read once
    the party has tabled a text with another number. Linear scaling between described ends as in Thomson et al., The
    European Union Decides, 2006, ch. 2.

    Parameters
    ----------
    current
        `frames.CURRENT`, n rows.
    answers
        `frames.TEXT_ANSWERS` to all texts: a yes that is later than what is coded, or to another text than the one on
        the table, is told and not read.
    quantities
        `frames.PROVISION_QUANTITIES`.
    terms
        `frames.TERMS`.
    own
        `frames.PROVISION_QUANTITIES` of the latest texts of the parties' own, by party and term, and the `party`.

    Returns
    -------
    DataFrame
        `POSITIONS`, n rows in the order of `current`.
    """
    of_text = of_texts(quantities, terms)
    held = [f"{aspect}_{column}" for aspect in ("level", "answer") for column in _HELD]
    needed = ["answer", "unconfirmed", "level", *held, "proposal", "salience", "influence"]
    made = current[["party", "term", "position", "position_low", "position_high", *needed]]
    made = made.merge(of_text, how="left", on=["proposal", "term"])
    own = own.merge(of_text.rename(columns={"of_text": "of_own"}), how="left", on=["proposal", "term"])
    own = own.drop_duplicates(["party", "term"])[["party", "term", "tabled_on", "of_own"]]
    made = made.merge(own, how="left", on=["party", "term"])
    made = made.merge(by_yes(answers, of_text), how="left", on=["party", "term"])
    coded = made["position"].notna()
    accepts = (made["answer"] == "ACCEPTS") & ~made["unconfirmed"].fillna(False)
    text = ~coded & accepts & made["of_text"].notna()
    own_is_later = made["tabled_on"] > made["answer_held_on"]
    superseded = text & own_is_later & ~((made["of_own"] - made["of_text"]).abs() < SAME)
    text &= ~superseded
    elsewhere = ~coded & ~text & ~superseded & made["of_yes"].notna()
    beyond = text & ~made["of_text"].between(0, 100)
    text &= ~beyond
    made["unread"] = np.select([superseded, elsewhere, beyond], [TABLED_ANOTHER, NO_STANDING_YES, BEYOND], "")
    made["unread"] = made["unread"].where(superseded | elsewhere | beyond)
    # Of a coded position it is that of the level it was given with, or of the answer where there is no level.
    of_level = coded & ~is_of_the_answer(made)
    for column in _HELD:
        own = made[f"level_{column}"].where(of_level, made[f"answer_{column}"])
        made[column] = own.where(coded | text)
    made["passed_over"] = (
        coded & (made["yes_on"] > made["held_on"]) & ((made["of_yes"] - made["position"]).abs() >= SAME)
    )
    made["position"] = made["position"].where(~text, made["of_text"])
    made["basis"] = np.select([coded, text], ["coded", "text"], "")
    made["basis"] = made["basis"].where(coded | text)
    made["proposal"] = made["proposal"].where(text)
    return made[list(POSITIONS.columns)].astype(dict(POSITIONS.columns))


def by_yes(answers: pd.DataFrame, of_text: pd.DataFrame) -> pd.DataFrame:
    """
    Return party, term, and of the latest text with a number that it accepts that (`of_yes`) and the day of its yes.

    Parameters
    ----------
    answers
        `frames.TEXT_ANSWERS`.
    of_text
        What `of_texts` returns.
    """
    yes = answers[answers["answer"] == "ACCEPTS"].merge(of_text, on=["proposal", "term"]).sort_values("held_on")
    yes = yes.drop_duplicates(["party", "term"], keep="last").rename(columns={"held_on": "yes_on", "of_text": "of_yes"})
    return yes[["party", "term", "yes_on", "of_yes"]]


def of_texts(quantities: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Return proposal, term and the number of each text on the term's scale (`of_text`), where it gives one."""
    scaled = terms[terms["scale_measure"].notna() & (terms["scale_low"] < terms["scale_high"])]
    scaled = scaled[["code", "scale_measure", "scale_low", "scale_high"]]
    found = quantities.merge(scaled, left_on=["term", "measure"], right_on=["code", "scale_measure"])
    number = found[["low", "high"]].mean(axis=1)
    found["of_text"] = 100 * (number - found["scale_low"]) / (found["scale_high"] - found["scale_low"])
    return found.drop_duplicates(["proposal", "term"])[["proposal", "term", "of_text"]]


def compromise(positions: pd.DataFrame, term: str, required: Collection[str]) -> Measured:
    """
    Return the weighted mean position on a term, x̂ = Σ c·w·x / Σ c·w: a reference line, no statement of what will be.

    The compromise model of Achen (in Thomson et al., The European Union Decides, 2006, ch. 4). w is salience/100, as
    `salience.weights` has it for one that nobody coded. c is the influence; where nobody's is coded on the term, all
    weigh the same; where some is, parties without one are left out, since influence has no scale of its own.

    Parameters
    ----------
    positions
        `POSITIONS` on all terms.
    required
        The parties whose consent is required.

    Returns
    -------
    Measured
        0–100. Refused unless every required party is counted: what leaves one of them out is no reference for a deal.
    """
    counted = positions[(positions["term"] == term) & positions["position"].notna()]
    placed = set(counted["party"])
    if counted["influence"].notna().any():
        counted = counted[counted["influence"].notna()]
    held = counted[list(_HELD)].astype(object).where(counted[list(_HELD)].notna(), None)
    n = Measured(None, *age_counts(held.itertuples(index=False, name=None)))
    if not required:
        return n._replace(why="no party is marked as one whose consent is required")
    if not placed.issuperset(required):
        return n._replace(why="not every party whose consent is required has a position")
    if not set(counted["party"]).issuperset(required):
        return n._replace(why="not every party whose consent is required has an influence, while others have one")
    parties, terms = counted["party"].tolist(), positions["term"].unique().tolist()
    cares = weights(positions, parties, terms).loc[term].to_numpy()
    weight = counted["influence"].fillna(1).to_numpy() * cares / 100
    if weight.sum() == 0:
        return n._replace(why="every party counted has a salience or influence of 0")
    coded = positions.loc[positions["party"].isin(parties), "salience"].notna().any()
    line = COMPROMISE if coded or counted["influence"].notna().any() else PLAIN
    return n._replace(value=float((weight * counted["position"]).sum() / weight.sum()), line=line)
