"""Numbers to hold a negotiation against: the compromise baseline, and positions from texts."""

from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from dashboard import frames


class FoundPosition(NamedTuple):
    """The position of a party on a term on which it has a stance.

    `basis` is analyst, text (the number in `proposal`, which the party accepts as written) or missing, as the position
    then is.
    """

    party: str
    term: str
    position: float | None
    basis: Annotated[str | None, "Position from"]
    proposal: str | None
    salience: float | None
    influence: float | None


POSITIONS = frames.Contract("positions", FoundPosition)


class Measured(NamedTuple):
    """A number with the n parties behind it; `why` says why there is none."""

    value: float | None
    n: int
    why: str | None = None


def positions_from_provisions(current: pd.DataFrame, quantities: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """
    Return where each party stands on a term's 0–100 scale: the analyst's position, else the number in the text.

    The number stands in for a position only where the party accepts that text as written, and the term says which
    measure its scale counts (`scale_measure`) and which numbers are its two ends: x = 100·(number − scale_low)/
    (scale_high − scale_low), kept within 0 to 100. A range counts as its middle, "or more" and "up to" as the number
    given. Linear scaling between described ends as in Thomson et al., The European Union Decides, 2006, ch. 2.

    Parameters
    ----------
    current
        `frames.CURRENT`, n rows.
    quantities
        `frames.PROVISION_QUANTITIES`.
    terms
        `frames.TERMS`.

    Returns
    -------
    DataFrame
        `POSITIONS`, n rows in the order of `current`.
    """
    scaled = terms[terms["scale_measure"].notna() & (terms["scale_low"] < terms["scale_high"])]
    scaled = scaled[["code", "scale_measure", "scale_low", "scale_high"]]
    found = quantities.merge(scaled, left_on=["term", "measure"], right_on=["code", "scale_measure"])
    number = found[["low", "high"]].mean(axis=1)
    found["of_text"] = (100 * (number - found["scale_low"]) / (found["scale_high"] - found["scale_low"])).clip(0, 100)
    of_text = found.drop_duplicates(["proposal", "term"])[["proposal", "term", "of_text"]]

    made = current[["party", "term", "position", "answer", "proposal", "salience", "influence"]]
    made = made.merge(of_text, how="left", on=["proposal", "term"])
    analyst = made["position"].notna()
    text = ~analyst & (made["answer"] == "ACCEPTS") & made["of_text"].notna()
    made["position"] = made["position"].where(~text, made["of_text"])
    made["basis"] = np.select([analyst, text], ["analyst", "text"], "")
    made["basis"] = made["basis"].where(analyst | text)
    made["proposal"] = made["proposal"].where(text)
    return made[list(POSITIONS.columns)].astype(dict(POSITIONS.columns))


def compromise(positions: pd.DataFrame, term: str) -> Measured:
    """
    Return the weighted mean position on a term, x̂ = Σ c·w·x / Σ c·w: a reference line, no statement of what will be.

    The compromise model of Achen (in Thomson et al., The European Union Decides, 2006, ch. 4). w is salience/100, or 1
    for a party whose salience nobody coded. c is the influence; where nobody's is coded on the term, all weigh the
    same; where some is, parties without one are left out, since influence has no scale of its own.

    Parameters
    ----------
    positions
        `POSITIONS`.

    Returns
    -------
    Measured
        0–100, n parties counted. Refused where these are fewer than half of the parties with a stance on the term.
    """
    own = positions[positions["term"] == term]
    counted = own[own["position"].notna()]
    if counted["influence"].notna().any():
        counted = counted[counted["influence"].notna()]
    n = len(counted)
    if n == 0 or 2 * n < len(own):
        return Measured(None, n, f"{n} of {len(own)} parties with a stance have what is needed; half are needed.")
    weight = counted["influence"].fillna(1) * counted["salience"].fillna(100) / 100
    if weight.sum() == 0:
        return Measured(None, n, "Every party counted has a salience or influence of 0.")
    return Measured(float((weight * counted["position"]).sum() / weight.sum()), n)
