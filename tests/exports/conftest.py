from datetime import date

import pandas as pd
import pytest

from dashboard.exports.provenance import Provenance
from dashboard.frames import TABLE_FRAMES


@pytest.fixture
def negotiation() -> dict[str, object]:
    return {
        "code": "toy",
        "title": "Toy talks – a test",
        "summary": None,
        "covers_from": date(2025, 7, 1),
        "covers_to": None,
        "use_by_days": 30,
        "citation": "Nobody (2025), Toy talks.",
        "licence": "CC BY 4.0",
        "caveat": "Made up.",
        "codebook": None,
        "version": 12,
    }


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    frames = {name: contract.frame() for name, contract in TABLE_FRAMES.items()}
    frames["party"] = TABLE_FRAMES["party"].frame(
        [
            {"code": "a", "name": "A", "short_name": "A", "role": "faction", "part_of": "b", "consent_required": False}
            | {"rank": 2},
            {"code": "b", "name": 'The "B"', "short_name": "B", "role": "principal", "consent_required": True}
            | {"rank": 1, "note": "one, two"},
        ]
    )
    frames["term"] = TABLE_FRAMES["term"].frame(
        [{"code": "t", "title": "T", "short_title": "T", "whole_text": False, "rank": 0}]
        + [{"code": "s", "title": "S", "short_title": "S", "whole_text": False, "rank": 0, "scale_high": 12.5}]
    )
    frames["author"] = TABLE_FRAMES["author"].frame([{"code": "ana", "name": "Ana", "kind": "person"}])
    frames["annotation"] = TABLE_FRAMES["annotation"].frame(
        [
            {"code": "n", "author": "ana", "written_at": "2025-07-07T12:00:00Z", "text": "=1+1", "state": "open"}
            | {"day": date(2025, 7, 6)}
        ]
    )
    return frames


@pytest.fixture
def provenance() -> Provenance:
    return Provenance(
        negotiation="Toy talks – a test",
        negotiation_code="toy",
        chart="Who stands where",
        chart_id="stance-matrix",
        as_of=date(2025, 7, 7),
        version=12,
        known_at=None,
        filters=("Party: حماس", "Term: <b>x</b></script>"),
        evidence=("source grade B or better", "confidence not low"),
        sources={"Reuters": 2, "الجزيرة": 1},
        differ=(
            "Sources are recorded to differ on 1 point that bears on the data behind this: “Who left” (one: A; other: "
            "B).",
        ),
        how_old=("Of the 3 levels counted, 1 is older than 30 days (of 5 July 2024).",),
        caveat="Coded by one person.",
        citation="קול (2025)",
        licence="CC BY 4.0",
        made_on=date(2025, 7, 8),
    )
