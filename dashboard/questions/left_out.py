"""What of the record does not count where one looks, and why: for whoever has just written it, or looks for it."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dashboard.questions import asking, stances
from dashboard.questions.catalogue import find
from dashboard.questions.listings import MOST_OF_CELL
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, list_words

_EVERYTHING = ("every source grade", "any confidence")


def of_cell(scope: Scope, party: str, term: str, shown: pd.DataFrame) -> str:
    """Return in a sentence how many of the newest stances of a cell do not count, besides those that are shown."""
    found = scope.edition.latest("stance", most=MOST_OF_CELL, until=scope.as_of, party=party, term=term)
    if not (left := len(set(found) - set(shown["code"]))):
        return ""
    why = f"no claim stands behind {'it' if left == 1 else 'them'}"
    if stances.leaves_out(scope):
        why = f"the evidence filter asks for {_asked(scope)}, and for a claim behind {'it' if left == 1 else 'each'}"
    return f"{counted(left, 'stance' if shown.empty else 'more stance')} {_are(left)} not shown: {why}."


def of_written(scope: Scope, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """Return in sentences which of the stances that were written, and of the claims behind none, do not count here."""
    codes: dict[str, set[str]] = {"stance": set(), "claim": set(), "stance_claim": set()}
    for table, row in rows:
        if table in codes:
            codes[table].add(row["claim" if table == "stance_claim" else "code"])
    coded, claims = sorted(codes["stance"]), sorted(codes["claim"] - codes["stance_claim"])
    backed = scope.edition.stances(codes=coded) if coded else pd.DataFrame(columns=["code", "held_on", "remark"])
    counts = scope.edition.stances(codes=coded, **stances.passing(scope)) if coded else backed
    said = scope.edition.claims_by_code(claims)
    told = said[said["said_on"] <= scope.day]
    asked = stances.admitted(scope)
    admitted = told[told["source_grade"] <= asked["min_grade"]]
    if asked["source"] is not None:
        admitted = admitted[admitted["source"] == asked["source"]]
    if asked["since"] is not None:
        admitted = admitted[admitted["said_on"] >= pd.Timestamp(asked["since"])]
    later = int((backed["held_on"] > scope.day).sum()) + len(said) - len(told)
    kept_out = len(backed) - len(counts) + len(said) - len(admitted) - later
    why = {
        f"not shown while the evidence filter asks for {_asked(scope)}": kept_out,
        "later than the day that is shown": later,
        "not counted before a claim stands behind it": len(coded) - len(backed),
        "noted as a remark, which moves nothing": int(counts["remark"].sum()),
    }
    total = len(coded) + len(claims)
    return " ".join(
        f"It is {words}." if total == 1 else f"Of {total:,} records {number:,} {_are(number)} {words}."
        for words, number in why.items()
        if number
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _asked(scope: Scope) -> str:
    """Return what the evidence filter asks for."""
    asked = asking.evidence(scope, find("stance-matrix"))
    return list_words([words for words in asked if words not in _EVERYTHING])
