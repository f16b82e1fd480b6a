"""A case of invented talks in which everything that can be said is said, drawn with a seed."""

import random
from datetime import date, timedelta
from typing import Any

from dashboard.vocabulary import ANSWERS, Level
from tests.views import small_case


def drawn_case(seed: int = 7) -> dict[str, list[dict[str, Any]]]:
    """Return rows with every level and every answer of three parties on three terms and texts, drawn with a seed."""
    draw = random.Random(seed)
    case = small_case.ONE_OF_EVERYTHING
    made = {name: case[name] for name in ("author", "party", "term", "source", "round", "proposal", "provision")}
    made["alias"] = [{"code": f"al{n}", "proposal": f"p{n}", "name": "The text", "used_by": "B"} for n in (1, 2)]
    stances, claims, links = [], [], []
    for number in range(240):
        held = date(2025, 7, 1) + timedelta(days=number // 4)
        of = {"term": draw.choice(["aid", "truce", "whole"]), "precision": "day"}
        of |= {"level": draw.choice(list(Level)), "answer": draw.choice(ANSWERS)}
        of["proposal"] = "p2" if held >= date(2025, 7, 10) and draw.random() < 0.7 else "p1"
        holder, own = draw.choice("abf"), draw.random() < 0.5
        marks = {"red_line": draw.choice([True, False, None]), "salience": draw.choice([None, 20, 90])}
        stances.append({"code": f"st{number}", "party": holder, "held_on": held, **of, **marks})
        claims.append(
            {"code": f"c{number}", "source": "s1", "holder": holder, "said_on": held, "summary": "It spoke."}
            | {"attribution": "on_record", "speaker": "A speaker", "speaker_is_holder": own, **of}
        )
        links.append({"code": f"l{number}", "stance": f"st{number}", "claim": f"c{number}"})
    return made | {"stance": stances, "claim": claims, "stance_claim": links}
