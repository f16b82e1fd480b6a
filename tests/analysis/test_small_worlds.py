"""Every measure of where parties stand, by hand on the same five small worlds: nothing, one, silence, half, a veto."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.agreement import agreement
from dashboard.analysis.baseline import compromise, positions_from_provisions
from dashboard.analysis.coders import alpha
from dashboard.analysis.distance import distance_by_round
from dashboard.analysis.namesakes import different_answers
from dashboard.analysis.party_or_text import party_or_text
from dashboard.analysis.spread import spreads
from dashboard.analysis.standings import answers_by_text, current
from dashboard.analysis.sticking import sticking_points
from dashboard.analysis.who_moved import who_moved
from dashboard.analysis.whose_word import ledger
from dashboard.vocabulary import SCORES, Word
from tests.candidates import candidates

D = pd.Timestamp
BEFORE, BETWEEN, AFTER = D("2025-01-01"), D("2025-01-15"), D("2025-02-01")
TERMS = frames.TERMS.frame([{"code": code, "whole_text": False} for code in ("aid", "truce")])
ROUNDS = frames.ROUNDS.frame(
    [{"code": code, "rank": rank, "ended_on": day} for code, rank, day in (("R1", 1, BEFORE), ("R2", 2, AFTER))]
)

# A line is: party, term, level and answer to the first text on 1 January, to the second on 1 February, position then.
# A and B must consent, M mediates. Two coders read the second stance: one as it stands, one as the first stood.
# M said between the two that the party accepts the term.
WORLDS = {
    "empty": ("a b", ""),
    "one party": ("a", "a aid OPEN ACCEPTS 80"),
    "all silent": ("a b", "a aid SILENT SILENT -, b aid SILENT SILENT -, a truce SILENT SILENT -"),
    "half coded": ("a b", "a aid OPEN ACCEPTS 80, a truce REJECTS REJECTS -"),
    "veto": (
        "a b m",
        "a aid OPEN ACCEPTS 80, b aid REJECTS REJECTS 20, m aid CONDITIONAL CONDITIONAL -,"
        "a truce ACCEPTS ACCEPTS -, b truce OPEN CONDITIONAL -",
    ),
}


USUAL = {"precision": "day", "claims": 1, "level_age": "current", "answer_age": "current"}
USUAL |= dict.fromkeys(("unconfirmed", "faded", "mixed", "with_whole"), False)


class World(NamedTuple):
    """What the measures take, of one small world."""

    parties: pd.DataFrame
    before: pd.DataFrame
    now: pd.DataFrame
    stances: pd.DataFrame
    spoken: pd.DataFrame
    codings: pd.DataFrame


def world(name: str) -> World:
    codes, lines = WORLDS[name]
    parties = [{"code": code, "short_name": code.upper(), "consent_required": code in "ab"} for code in codes.split()]
    before, now, stances, spoken, codings = [], [], [], [], []
    for line in filter(None, lines.split(",")):
        party, term, first, second, position = line.split()
        cell = {"party": party, "term": term, "confidence": "high", "source_grade": "A"}
        cell |= {"precision": "day", "claims": 1, "word": Word.OWN, "remark": False}
        for day, text, level, into in ((BEFORE, "p1", first, before), (AFTER, "p2", second, now)):
            score, number = SCORES.get(level), float(position) if day == AFTER and position != "-" else None
            stands = USUAL | {"as_of": day, "held_on": day, "level": level, "level_score": score}
            into.append(cell | stands | {"answer_score": score, "position": number})
            code = f"{party} {term} {text}"
            stances.append(
                cell
                | {"code": code, "held_on": day, "proposal": text, "level": level, "answer": level, "position": number}
            )
            own = {"speaker": party, "speaker_party": party, "holder": party, "term": term, "level": level}
            spoken.append(own | {"code": code, "said_on": day, "by_another": False, "word": Word.OWN})
            codings.append({"code": code, "stance": f"{party} {term}", "author": text, "level": level})
        told = {"speaker": "M", "speaker_party": "m", "holder": party, "term": term, "level": "ACCEPTS"}
        if party != "m":
            told |= {"by_another": True, "word": Word.REPORTED}
            spoken.append(told | {"code": f"{party} {term} told", "said_on": BETWEEN})
    graded = [
        row | {"source": "s1", "source_grade": "A", "attribution": "on_record", "precision": "day"} for row in spoken
    ]
    return World(
        frames.PARTIES.frame(parties),
        frames.CURRENT.frame(before),
        frames.CURRENT.frame(now),
        frames.GRADED_STANCES.frame(stances),
        frames.SPOKEN.frame(graded),
        frames.CODINGS.frame(codings),
    )


def listed(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Return the rows of some columns as plain values, None for what is missing, numbers to four places."""
    return [
        tuple(None if pd.isna(value) else round(value, 4) if isinstance(value, float) else value for value in row)
        for row in frame[list(columns)].astype(object).itertuples(index=False)
    ]


TEXTS = frames.PROPOSALS.frame(
    [
        {"code": code, "title": code, "tabled_on": day, "precision": "day", "version_of": of, "kind": "mediators"}
        for code, day, of in (("p1", BEFORE, None), ("p2", AFTER, "p1"))
    ]
)
PROVISIONS, TABLED_BY = frames.PROVISIONS.frame(), frames.PROPOSAL_PARTIES.frame()


def stood(of: World) -> pd.DataFrame:
    return current(candidates(of.stances, [BEFORE, AFTER]), TEXTS, PROVISIONS, TERMS)


def distances(of: World) -> list[tuple[Any, ...]]:
    found = distance_by_round(stood(of), ROUNDS, of.parties, TERMS, ("a", "b"))
    return listed(found[found["term"] == "overall"], "distance", "n")


def moves(of: World) -> list[tuple[Any, ...]]:
    between = of.stances[of.stances["held_on"] > BEFORE]
    return listed(who_moved(of.before, of.now, between, of.parties, TERMS, ("a", "b")), "party", "term", "m", "moved")


def shifts(of: World) -> list[tuple[Any, ...]]:
    answers = answers_by_text(candidates(of.stances, [AFTER], {"p1": BEFORE, "p2": AFTER}), PROVISIONS, TERMS)
    found = party_or_text(answers, {}, stood(of), TEXTS, TABLED_BY, of.parties, TERMS)
    return listed(found, "party", "term", "party_shift", "text_shift")


NO_QUANTITIES = frames.PROVISION_QUANTITIES.frame()
MEASURES: dict[str, Callable[[World], Any]] = {
    "agreement": lambda of: listed(agreement(of.now, of.parties, TERMS), "agreement", "blocker", "n"),
    "distance": distances,
    "who moved": moves,
    "party or text": shifts,
    "sticking points": lambda of: listed(
        sticking_points(of.now, of.stances, of.parties, TERMS, AFTER), "term", "score", "blocker"
    ),
    "spread": lambda of: listed(spreads(of.now, TERMS).drop_duplicates("term"), "term", "spread", "n"),
    "baseline": lambda of: compromise(
        positions_from_provisions(
            of.now, frames.TEXT_ANSWERS.frame(), NO_QUANTITIES, TERMS, NO_QUANTITIES.assign(party="")
        ),
        "aid",
        of.parties.loc[of.parties["consent_required"], "code"].tolist(),
    )[:2],
    "whose word": lambda of: listed(ledger(of.spoken, AFTER), "holder", "term", "outcome"),
    "two texts": lambda of: listed(
        different_answers(of.stances, TEXTS, frames.PROVISIONS.frame(), TERMS, ("p1", "p2"), BEFORE),
        "party",
        "term",
    ),
    "coders": lambda of: alpha(of.codings, "level", "nominal").value,
}


NOT_RECORDED = [("a", "aid", None, "not comparable"), ("b", "aid", None, "not comparable")]
NOT_RECORDED += [("a", "truce", None, "not comparable"), ("b", "truce", None, "not comparable")]
BY_HAND: dict[str, dict[str, Any]] = {
    # the minimum of the scores of A and B on aid and on truce, who holds it down, and how many of them are coded
    "agreement": {
        "empty": [(None, None, 0), (None, None, 0)],
        "one party": [(2, None, 1), (None, None, 0)],
        "all silent": [(None, None, 0), (None, None, 0)],
        "half coded": [(2, None, 1), (-2, "a", 1)],
        "veto": [(-2, "b", 2), (1, "b", 2)],  # M, who is for aid on a condition, is not asked
    },
    # after R1 and R2, over both terms
    "distance": {
        "empty": [(None, 0), (None, 0)],
        "one party": [(None, 0), (None, 0)],
        "all silent": [(None, 0), (None, 0)],
        "half coded": [(None, 0), (None, 0)],
        # R1: (|0 + 2|/4 + |2 − 0|/4) / 2. R2: (|80 − 20|/100 + |2 − 1|/4) / 2
        "veto": [(0.5, 2), (0.425, 2)],
    },
    "who moved": {
        "empty": NOT_RECORDED,
        "one party": NOT_RECORDED,
        "all silent": NOT_RECORDED,
        "half coded": NOT_RECORDED,
        # A went from 0 to 2 and away from B at −2; B went from 0 to 1 and towards A at 2
        "veto": [
            ("a", "aid", -2, "away"),
            ("b", "aid", 0, "same level, now with a position"),
            ("a", "truce", 0, "still"),
            ("b", "truce", 1, "towards"),
        ],
    },
    # what the party and what the text did to the answer; levels and answers are the same here, so the text did nothing
    "party or text": {
        "empty": [],
        "one party": [("a", "aid", 2, 0)],
        "all silent": [],
        "half coded": [("a", "aid", 2, 0), ("a", "truce", 0, 0)],
        "veto": [
            ("a", "aid", 2, 0),
            ("a", "truce", 0, 0),
            ("b", "aid", 0, 0),
            ("b", "truce", 1, 0),
            ("m", "aid", 0, 0),
        ],
    },
    # 1 − (agreement + 2)/4, and who holds it up; half coded, nobody knows whether B accepts aid too
    "sticking points": {
        "empty": [("aid", None, None), ("truce", None, None)],
        "one party": [("aid", 0, None), ("truce", None, None)],
        "all silent": [("aid", None, None), ("truce", None, None)],
        "half coded": [("truce", 1, "a"), ("aid", None, None)],
        "veto": [("aid", 1, "b"), ("truce", 0.25, "b")],
    },
    # van der Eijk's A of three scores or more: at −2, 1 and 2 stand one each, of the triples of places 4 are bimodal
    # and 2 unimodal, U = (3·2 − 4·4) / (3·6), A = U·(1 − 2/4)
    "spread": {
        "empty": [("aid", None, 0), ("truce", None, 0)],
        "one party": [("aid", None, 1), ("truce", None, 0)],
        "all silent": [("aid", None, 0), ("truce", None, 0)],
        "half coded": [("aid", None, 1), ("truce", None, 1)],
        "veto": [("aid", -0.2778, 3), ("truce", None, 2)],
    },
    # the mean of the positions on aid, and of how many parties
    "baseline": {
        "empty": (None, 0),
        "one party": (80, 1),
        "all silent": (None, 0),
        "half coded": (None, 1),  # B, whose consent is required, has none
        "veto": (50, 2),
    },
    # what M said of each, held against its own words after that
    "whose word": {
        "empty": [],
        "one party": [("a", "aid", "same")],
        "all silent": [("b", "aid", "none_yet"), ("a", "truce", "none_yet"), ("a", "aid", "none_yet")],
        "half coded": [("a", "truce", "otherwise"), ("a", "aid", "same")],
        "veto": [
            ("b", "truce", "same"),
            ("b", "aid", "otherwise"),
            ("a", "truce", "same"),
            ("a", "aid", "same"),
        ],
    },
    # who answers the two texts differently
    "two texts": {
        "empty": [],
        "one party": [("a", "aid")],
        "all silent": [],
        "half coded": [("a", "aid")],
        "veto": [("a", "aid"), ("b", "truce")],
    },
    # nominal α = 1 − D_observed/D_expected of two readings each
    "coders": {
        "empty": None,
        "one party": 0,  # 1 − (2/2) / 1
        "all silent": None,  # one value only: chance cannot be told
        "half coded": 0.4,  # 1 − (2/4) / (1 − 2/12)
        "veto": 0.5135,  # 1 − (4/10) / (1 − (2 + 6 + 2 + 6)/90)
    },
}


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_is_as_worked_by_hand(measure: str, name: str) -> None:
    found = MEASURES[measure](world(name))
    assert (round(found, 4) if isinstance(found, float) else found) == BY_HAND[measure][name]
