"""A small negotiation made by hand: three parties, three terms, two rounds and two proposals."""

from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.robustness import PLACES
from dashboard.charts.context import Context
from dashboard.questions.asking import drawn
from dashboard.questions.catalogue import find

D = pd.Timestamp


def spec(question_id: str, data: pd.DataFrame, context: Context) -> dict[str, Any]:
    """Return the finished specification of a question's chart."""
    return drawn(find(question_id), data, context)


def finding(question_id: str, data: pd.DataFrame, context: Context) -> str:
    """Return in words what a question finds in these rows, its details last."""
    question = find(question_id)
    return " ".join([*question.finding(data, context), *question.details(data, context)])


PARTIES = frames.PARTIES.frame(
    [
        {
            "code": "north",
            "name": "North",
            "short_name": "North",
            "role": "principal",
            "consent_required": True,
            "rank": 1,
        },
        {"code": "wing", "name": "Wing", "short_name": "Wing", "role": "faction", "consent_required": False, "rank": 2},
        {
            "code": "south",
            "name": "South",
            "short_name": "South",
            "role": "principal",
            "consent_required": True,
            "rank": 3,
        },
        {
            "code": "host",
            "name": "Host",
            "short_name": "Host",
            "role": "mediator",
            "consent_required": False,
            "rank": 4,
        },
    ]
)
TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "title": "Truce", "short_title": "Truce", "whole_text": False, "rank": 1},
        {"code": "text", "title": "Whole text", "short_title": "Whole text", "whole_text": True, "rank": 2},
        {"code": "border", "title": "Border", "short_title": "Border", "whole_text": False, "rank": 3},
    ]
)
ROUNDS = frames.ROUNDS.frame(
    [
        {
            "code": "R1",
            "title": "First",
            "rank": 1,
            "precision": "day",
            "started_on": D("2025-01-10"),
            "ended_on": D("2025-01-12"),
        },
        {
            "code": "R2",
            "title": "Second",
            "rank": 2,
            "precision": "day",
            "started_on": D("2025-03-01"),
            "ended_on": D("2025-03-01"),
        },
    ]
)
PROPOSALS = frames.PROPOSALS.frame(
    [
        {"code": "p1", "title": "First draft", "precision": "day", "tabled_on": D("2025-01-11")},
        {"code": "p2", "title": "Second draft", "precision": "day", "tabled_on": D("2025-03-01")},
    ]
)

ROWS: dict[str, pd.DataFrame] = {
    "stance-matrix": frames.CURRENT.frame(
        {"with_whole": False, "as_of": D("2025-04-01"), **row}
        for row in [
            {
                "party": "north",
                "term": "truce",
                "level": "DEMANDS",
                "level_score": 2,
                "answer": "REJECTS",
                "answer_score": -2,
                "proposal": "p1",
                "held_on": D("2025-01-12"),
                "precision": "about",
                "unconfirmed": True,
                "faded": True,
                "level_age": "old",
                "answer_age": "current",
                "mixed": False,
                "claims": 2,
                "source_grade": "B",
                "confidence": "high",
                "red_line": True,
            },
            {
                "party": "south",
                "term": "truce",
                "level": "MIXED",
                "mixed": True,
                "level_both": "CONDITIONAL; REJECTS",
                "level_age": "current",
                "held_on": D("2025-03-01"),
                "precision": "month",
                "unconfirmed": False,
                "faded": False,
                "claims": 1,
            },
            {
                "party": "south",
                "term": "text",
                "answer": "CONDITIONAL",
                "answer_score": 1,
                "answer_age": "current",
                "proposal": "p2",
                "held_on": D("2025-03-02"),
                "precision": "day",
                "unconfirmed": False,
                "faded": False,
                "mixed": False,
                "claims": 1,
            },
        ]
    ),
    "stance-steps": frames.STEPS.frame(
        [
            ("level", "north", "truce", D("2025-01-10"), "day", D("2025-02-01"), "day", "RESISTS", -1, None,
             "s1", "so far", None),
            ("level", "north", "truce", D("2025-02-01"), "day", D("2025-04-01"), "day", "OPEN", 0, None,
             "s2", "later", "old"),
            ("level", "south", "truce", D("2025-01-10"), "day", D("2025-04-01"), "day", "MIXED", None, None,
             "s3", None, "current"),
            ("answer", "south", "border", D("2025-03-02"), "about", D("2025-03-02"), "day", "REJECTS", -2,
             "p2", "s4", "no", None),
            ("annotation", "south", "border", D("2025-03-03"), "day", None, None, None, None, None,
             "a1", "look again", None),
        ]
    ),
    "timeline": frames.MOMENTS.frame(
        [
            ("round", "R1", "First", D("2025-01-10"), D("2025-01-12"), "day", "no deal", 1),
            ("proposal", "p1", "First draft", D("2025-01-11"), None, "day", None, 1),
            ("event", "e1", "Snow", D("2025-02-01"), None, "month", None, 1),
            ("change", "c1", "North: open", D("2025-02-01"), None, "about", None, 1),
            ("change", "c2", "South: open", D("2025-02-01"), None, "day", None, 1),
            ("annotation", "a1", "Look again", D("2025-03-03"), None, "day", None, 1),
        ]
    ),
    "release-curves": frames.RELEASES.frame(
        [
            ("p1", "captives", "people", 0, 0, 0, 7, 10, 1, 1, "promised", None, None, None),
            ("p1", "captives", "people", 7, 10, 10, 7, 10, 1, 1, "promised", None, None, None),
            ("p2", "captives", "people", 0, 0, 0, None, None, 0, 1, "promised", None, None, None),
            ("p2", "captives", "people", 3, None, None, None, None, 0, 1, "promised", None, None, None),
            ("p2", "trucks", "trucks", 1, 40, 40, 1, 40, 1, 1, "promised", None, None, None),
            ("p1", "captives", "people", 0, 0, 0, None, None, 0, 0, "delivered", None, None, None),
            ("p1", "captives", "people", 8, 6, 6, None, None, 0, 0, "delivered", "as reported by The Paper", "s", "so"),
        ]
    ),
    "provision-quantities": frames.PROVISION_QUANTITIES.frame(
        [
            ("p2", D("2025-03-01"), "about", "truce", "q1", "v1", "length", 40, 60, "days", None),
            ("p1", D("2025-01-11"), "day", "truce", "q2", "v2", "length", 30, None, "days", None),
            ("p1", D("2025-01-11"), "day", "border", "q3", "v3", "width", None, 5, "km", None),
            ("p2", D("2025-03-01"), "about", "border", "q4", "v4", "posts", None, None, "posts", "a few"),
        ]
    ),
    "figures": frames.FIGURES.frame(
        [
            {"code": "f1", "title": "Held", "measure": "held", "low": 20, "high": 23, "unit": "people",
             "as_of": D("2025-02-01"), "precision": "day", "seed": False, "attributed_to": "North",
             "wording": "about", "source": "s"},
            {"code": "f2", "title": "Killed", "measure": "killed", "low": 57000, "high": None, "unit": "people",
             "as_of": D("2025-03-01"), "precision": "day", "seed": False, "attributed_to": None,
             "wording": None, "source": "s"},
            {"code": "f3", "title": "Held share", "measure": "share", "low": 40, "high": 40, "unit": "percent",
             "as_of": D("2025-03-01"), "precision": "day", "seed": False, "attributed_to": "Host",
             "wording": None, "source": "s"},
        ]
    ),
    "agreement": frames.AGREEMENTS.frame(
        [
            ("truce", "level", -1, "south", 2, 2, 1, 0, "2024-12-01"),
            ("border", "level", 2, None, 1, 2, 0, 0, None),
            ("truce", "answer", -2, "north; south", 2, 2, 0, 0, None),
            ("border", "answer", 2, None, 2, 2, 2, 0, "2024-12-01"),
            ("text", "answer", None, None, 0, 2, 0, 0, None),
        ]
    ),
    "spread": frames.SPREADS.frame(
        [
            ("truce", -2, "north; wing", "wing", 4, -0.33, 3, 1, 1, "2024-12-01"),
            ("truce", -1, None, None, 4, -0.33, 3, 1, 1, "2024-12-01"),
            ("truce", 0, None, None, 4, -0.33, 3, 1, 1, "2024-12-01"),
            ("truce", 1, None, None, 4, -0.33, 3, 1, 1, "2024-12-01"),
            ("truce", 2, "south", "south", 4, -0.33, 3, 1, 1, "2024-12-01"),
            ("border", -2, None, None, 1, None, 1, 0, 0, None),
            ("border", -1, None, None, 1, None, 1, 0, 0, None),
            ("border", 0, "host", None, 1, None, 1, 0, 0, None),
            ("border", 1, None, None, 1, None, 1, 0, 0, None),
            ("border", 2, None, None, 1, None, 1, 0, 0, None),
        ]
    ),
    "two-texts": frames.TWO_TEXTS.frame(
        [
            ("The plan", "p1", "p2", "north", "truce", "ACCEPTS", "REJECTS", *[None] * 2, 2, 0, 0, *[None] * 3),
            ("The plan", "p1", "p2", "south", "truce", "OPEN", "CONDITIONAL", None, None, 2, 1, 0, "2024-12-01",
             None, None),
            ("The plan", "p1", "p2", "south", "text", "REJECTS", "ACCEPTS", None, 2, 3, 0, 0, *[None] * 3),
            ("A bridge", "p1", "p2", "south", "border", "RESISTS", "ACCEPTS", *[None] * 2, 2, 0, 0, *[None] * 3),
        ]
    ),
    "coder-agreement": frames.CODER_AGREEMENT.frame(
        [
            ("level", "ordinal", 0.81, 0.7, 0.9, 40, 20, "persons", None, 0),
            ("answer", "ordinal", -0.1, -0.3, 0.2, 8, 4, "persons", None, 0),
            ("position", "interval", None, None, None, 0, 0, None,
             "0 of 3 coded records have two codings; half are needed.", 0),
        ]
    ),
}  # fmt: skip
"""Some rows for each chart."""

MOVEMENT_ROWS: dict[str, pd.DataFrame] = {
    "distance": frames.TRENDS.frame(
        [
            ("R1", D("2025-01-12"), "day", "north; south", "truce", 0.75, 2, 0, 1, "2024-12-01", None, 0, None, 0.75,
             -0.1, -0.3, 0.1, 0.98),
            ("R1", D("2025-01-12"), "day", "north; south", "border", None, 1, 1, 0, "2024-12-01", None, 0,
             *[None] * 6),
            ("R1", D("2025-01-12"), "day", "north; south", "overall", 0.75, 1, 0, 1, "2024-12-01", None, 0, None, 0.7,
             -0.05, -0.1, 0.02, 1 - 2 / 120),
            ("R2", D("2025-03-01"), "day", "north; south", "truce", None, 0, 0, 0, None, None, 0, None, 0.65, -0.1,
             -0.3, 0.1, 0.98),
            ("R2", D("2025-03-01"), "day", "north; south", "border", None, 1, 1, 0, "2024-12-01", None, 0,
             *[None] * 6),
            ("R2", D("2025-03-01"), "day", "north; south", "overall", None, 0, 0, 0, None, None, 0, None, 0.65,
             -0.05, -0.1, 0.02, 1 - 2 / 120),
        ]
    ),
    "who-moved": frames.MOVES.frame(
        [
            ("south", "truce", "RESISTS", "CONDITIONAL", -1, 1, 2, "towards", "level", 3, 1, 1,
             *["2024-12-01"] * 2),
            ("north", "truce", "DEMANDS", "DEMANDS", 2, 2, 0, "still", "level", 3, 0, 0, None, None),
            ("north", "text", None, "REJECTS", None, -2, None, "not comparable", "level", 1, 0, 0, None, None),
            ("south", "text", "ACCEPTS", "OPEN", 2, 0, None, "not comparable", "level", 2, 0, 0, None, None),
            ("north", "border", "RESISTS", "REJECTS", 40, 25, -15, "away", "position", 3, 0, 0, None, None),
            ("south", "border", "OPEN", "OPEN", 60, 60, 0, "nothing new", "position", 3, 2, 0,
             "2024-12-01", None),
        ]
    ),
    "party-or-text": frames.SHIFTS.frame(
        [
            ("north", "truce", "p1", "p2", "CONDITIONAL", "REJECTS", "ACCEPTS", "CONDITIONAL", -1, -2,
             False, True, 4, 0, 1, None, "2024-12-01", None, "s1", "s2", "s1", "s2"),
            ("south", "truce", "p1", "p2", "OPEN", "OPEN", "RESISTS", "RESISTS", 0, 0, False, False, 4, 0, 0,
             None, None, None, "s1", "s2", "s1", "s2"),
            ("south", "border", "p1", "p2", "REJECTS", "ACCEPTS", None, "OPEN", None, None, True, True, 3, 1, 0,
             "2024-12-01", None, True, "s1", "s2", None, "s2"),
        ]
    ),
    "sticking-points": frames.STICKING.frame(
        [
            ("border", -2, "north; south", 80, 0.8, D("2025-02-20"), 40, True, 2, 1, 1, "2025-02-20",
             D("2025-02-20"), None, "day", "day", None),
            ("truce", 1, "south", None, 0.25, D("2025-03-31"), 1, False, 2, 0, 0, None, D("2025-03-31"), None,
             "month", "day", D("2025-04-01")),
            ("text", None, None, None, None, None, None, None, 0, 0, 0, *[None] * 6),
        ]
    ),
    "robustness": PLACES.frame(
        [
            ("as it stands", 1, "border", 0.8, 2, 1, 1, "2024-12-01"),
            ("as it stands", 2, "truce", 0.25, 2, 0, 0, None),
            ("without The Paper", 1, "truce", 0.25, 2, 0, 0, None),
            ("without The Paper", None, "border", None, 0, 0, 0, None),
        ]
    ),
    "whose-word": frames.LEDGER.frame(
        [
            ("c4", D("2025-03-02"), "day", "Ann", "host", "south", "truce", None, "OPEN", "none_yet",
             *[None] * 4, "s", "B", 0, 0, "2025-04-09", None),
            ("c3", D("2025-03-01"), "day", "Ann", "host", "south", "truce", None, "OPEN", "otherwise", "c9",
             D("2025-03-03"), "day", "REJECTS", "s", "B", 2, 0, None, "2025-04-09"),
            ("c2", D("2025-02-01"), "day", "Host", "host", "north", "truce", None, "OPEN", "same", "c8",
             D("2025-02-02"), "day", "OPEN", "s", "A", 1, 0, None, None),
            ("c1", D("2025-01-01"), "day", None, None, "north", "border", None, "OPEN", "none_within",
             *[None] * 4, "s", "C", 0, 0, None, None),
        ]
    ),
    "baseline": frames.POSITIONS.frame(
        [
            ("south", "truce", 90, "coded", 60, 100, 100, 1, "current", 55, "compromise model", None, 2, 1, 0,
             "2024-12-01", False, None),
            ("north", "truce", 20, "text", None, None, None, 1, "old", 55, "compromise model", None, 2, 1, 0,
             "2024-12-01", False, None),
            ("host", "truce", None, None, None, None, 50, None, None, 55, "compromise model", None, 2, 1, 0,
             "2024-12-01", False, None),
            ("north", "border", 0, "coded", 0, 10, 0, None, "overtaken", None, None, "not every", 1, 0, 1,
             "2024-12-01", False, None),
        ]
    ),
    "compare": frames.COMPARED.frame(
        (*row, D("2025-01-30"), "day", False, "level")
        for row in [
            ("These talks", 1, "round", "distance", 0.5, 3, 1, 0, "2024-12-01", "North and South", None),
            ("These talks", 2, "round", "distance", None, 1, 0, 0, None, "North and South", None),
            ("Other talks", 1, "round", "distance", 0.25, 3, 0, 2, "2024-12-01", "North and South", "1 May 2025"),
            ("Other talks", 3, "round", "distance", 0, 3, 0, 0, None, "North and South", None),
            ("These talks", 1, "round", "agreed terms", 2, 3, 0, 0, None, "North and South", None),
            ("Other talks", 1, "round", "agreed terms", 0, 5, 2, 1, "2024-12-01", "North and South", "1 May 2025"),
        ]
    ),
}  # fmt: skip
"""Some rows for each chart of movement."""


CONTEXT = Context(PARTIES, TERMS, ROUNDS, PROPOSALS, D("2025-04-01"), ("p2",))


@pytest.fixture
def context() -> Context:
    return CONTEXT


@pytest.fixture
def rows() -> dict[str, pd.DataFrame]:
    return ROWS


@pytest.fixture
def movement_rows() -> dict[str, pd.DataFrame]:
    return MOVEMENT_ROWS
