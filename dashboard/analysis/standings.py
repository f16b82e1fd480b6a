"""Where every party stood on several days at once: what `stances.current` says of one day, for a whole axis of days."""

from collections.abc import Sequence

import pandas as pd

from dashboard import frames
from dashboard.vocabulary import CONFIDENCE_ORDER, SCORES

_STRONGEST = max(CONFIDENCE_ORDER.values())


def _keys(stances: pd.DataFrame) -> pd.DataFrame:
    """Return what orders the stances, as whole numbers: sorting 100,000 rows by their texts takes ten times as long."""
    grade = stances["source_grade"].astype("category")
    confidence = stances["confidence"].astype("category")
    strength = confidence.cat.rename_categories(lambda word: CONFIDENCE_ORDER.get(word, 0)).astype("float64").fillna(0)
    return pd.DataFrame(
        {
            "cell": stances.groupby(["party", "term"]).ngroup().to_numpy(),
            "held_on": stances["held_on"].to_numpy(),
            # A missing grade comes after F, as it does in `stances.resolve`.
            "standing": (grade.cat.codes % 128 * (_STRONGEST + 1) + _STRONGEST - strength).to_numpy(),
            "stance": stances["code"].to_numpy(),
        }
    )


def _latest_word(keys: pd.DataFrame, codes: pd.Series) -> pd.DataFrame:
    ...
