"""Frames written as a few words a row."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.vocabulary import Age

Row = dict[str, Any]
Frame = Callable[..., pd.DataFrame]


def on(text: str) -> pd.Timestamp:
    return pd.Timestamp(text).as_unit("s")


@pytest.fixture
def day() -> Callable[[str], pd.Timestamp]:
    """Return the day as frames have it."""
    return on


@pytest.fixture
def parties() -> pd.DataFrame:
    """A and B must consent; F is a faction of B and M mediates."""
    required = {"a": True, "b": True, "f": False, "m": False}
    return frames.PARTIES.frame(
        {"code": code, "name": code.upper(), "short_name": code.upper(), "consent_required": needed}
        for code, needed in required.items()
    )


@pytest.fixture
def terms() -> pd.DataFrame:
    """Aid, truce and release; the whole text is no term to agree on."""
    return frames.TERMS.frame(
        {"code": code, "title": code.title(), "short_title": code.title(), "whole_text": code == "whole"}
        for code in ("aid", "truce", "release", "whole")
    )


@pytest.fixture
def proposals() -> pd.DataFrame:
    """The second text follows the first after nine days, and one more day later there is a third."""
    return frames.PROPOSALS.frame(
        [
            {"code": "p1", "title": "First text", "tabled_on": on("2025-07-01"), "precision": "day"},
            {"code": "p2", "title": "Second text", "tabled_on": on("2025-07-10"), "precision": "about"},
            {"code": "p3", "title": "Third text", "tabled_on": on("2025-07-11"), "precision": "month"},
        ]
    )


@pytest.fixture
def rounds() -> pd.DataFrame:
    return frames.ROUNDS.frame(
        [
            {"code": "r1", "title": "First", "rank": 1, "started_on": on("2025-07-01"), "ended_on": on("2025-07-05")}
            | {"precision": "day", "format": "direct", "venue": "Doha, Cairo", "summary": "They met."},
            {"code": "r2", "title": "Second", "rank": 2, "started_on": on("2025-07-20"), "ended_on": on("2025-07-20")}
            | {"precision": "day", "format": "indirect"},
        ]
    )


@pytest.fixture
def matrix() -> Frame:
    """Return `frames.CURRENT` from (party, term, level score or code) and more columns."""

    def build(*rows: Row) -> pd.DataFrame:
        usual = {"held_on": on("2025-07-07"), "precision": "day", "claims": 1, "as_of": on("2025-07-07")}
        usual |= dict.fromkeys(("unconfirmed", "faded", "mixed", "with_whole"), False)
        ages = [{f"{kind}_age": Age.CURRENT for kind in ("level", "answer") if kind in row} for row in rows]
        return frames.CURRENT.frame([{**usual, **age, **row} for age, row in zip(ages, rows, strict=True)])

    return build


@pytest.fixture
def graded() -> Frame:
    """Return `frames.GRADED_STANCES`: A on aid, grade B and moderate confidence, unless told else."""

    def build(*rows: Row) -> pd.DataFrame:
        usual = {"party": "a", "term": "aid", "precision": "day", "confidence": "moderate", "source_grade": "B"}
        usual |= {"word": 0, "remark": False, "seed": False}
        named = ({"code": f"s{number}", "claims": 1, **usual, **row} for number, row in enumerate(rows, start=1))
        return frames.GRADED_STANCES.frame(named)

    return build
