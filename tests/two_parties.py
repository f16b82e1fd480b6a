"""Two parties whose consent is required, a host, two terms, and where who stood on them as a few words a row."""

from itertools import product
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import SCORES

D = pd.Timestamp
PAIR = ("north", "south")
PARTIES = frames.PARTIES.frame(
    [{"code": code, "short_name": code.title(), "consent_required": code in PAIR} for code in (*PAIR, "host")]
)
TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "whole_text": False},
        {"code": "border", "whole_text": False},
        {"code": "text", "whole_text": True},
    ]
)
OPPOSITE = {"ACCEPTS": "REJECTS", "CONDITIONAL": "RESISTS", "OPEN": "OPEN"}
OPPOSITE |= {after: before for before, after in OPPOSITE.items()}
"""Of each level the same on a term that is worded the other way round."""
USUAL = {"precision": "day", "claims": 1, "level_age": "current"}
USUAL |= dict.fromkeys(("unconfirmed", "faded", "mixed", "with_whole"), False)


def stood(day: str, party: str, term: str, level: str | None = None, **more: Any) -> dict[str, Any]:
    cell = {"as_of": D(day), "held_on": D(day), "party": party, "term": term, "level": level}
    return {**USUAL, **cell, "level_score": SCORES.get(level or ""), **more}


def worded_both_ways(levels: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return where the pair stood on truce and border on two days, and the same with the truce turned."""
    cells = [(day, *cell) for day in ("2025-01-01", "2025-02-01") for cell in product(PAIR, ("truce", "border"))]
    said = list(zip(cells, levels, strict=True))
    turned = [(cell, OPPOSITE[level] if cell[2] == "truce" else level) for cell, level in said]
    one, other = ([stood(*cell, level) for cell, level in some] for some in (said, turned))
    return one, other
