"""Every table that pages show beside answers to questions: its rows, and on which of the record each rests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis import whose_word
from dashboard.questions import asking, behind, coder_agreement, stances, timeline
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope

MOST_CLAIMS = 500
"""Claims that are listed, the newest."""
MOST_OF_CELL = 60
"""Stances that are listed of a cell and may be written on, and claims, the newest: a cell may have thousands."""


@dataclass(frozen=True)
class Listing:
    """
    A table that is no question's.

    Attributes
    ----------
    contract, frame
        What a row is, and the function that gives them of a scope and of what was picked, as text.
    columns
        Those shown, of which `sparse` ones only where some row has a value.
    missing
        By column, the words that stand where a value is missing.
    rests_on
        Of each row of the frame the rows of the record that it is made from.
    """

    contract: frames.Contract[Any]
    frame: Callable[..., pd.DataFrame]
    columns: tuple[str, ...]
    rests_on: Callable[[Scope, pd.DataFrame], pd.DataFrame]
    sparse: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)


def frame(scope: Scope, listed: str, *arguments: str) -> pd.DataFrame:
    """Return the rows of the answer to a question, or of a listing with its arguments."""
    if listed in BY_ID:
        return asking.frame(scope, listed)
    return LISTINGS[listed].frame(scope, *arguments)


def rests_on(scope: Scope, listed: str, *arguments: str) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of these rows."""
    return find(listed).rests_on(scope, scope.ask(frame, listed, *arguments))


def find(listed: str) -> Question | Listing:
    """Return the question or listing of this id."""
    return BY_ID.get(listed) or LISTINGS[listed]


def _changes(scope: Scope) -> pd.DataFrame:
    found = stances.changes(scope)
    return frames.CHANGES.frame() if found is None else found[1]


def _moments(scope: Scope, *span: str) -> pd.DataFrame:
    """Return `frames.MOMENTS` of a span, or of all days, the newest first."""
    days = [date.fromisoformat(day) for day in span]
    found = scope.ask(timeline.between, *days) if days else asking.frame(scope, "timeline")
    return found.iloc[::-1].reset_index(drop=True)


def _of_cell(scope: Scope, party: str, term: str) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` of a cell, the newest first."""
    found = stances.graded(scope, newest=MOST_OF_CELL, parties=(party,), terms=(term,))
    return found.iloc[::-1].reset_index(drop=True)


def _claims(scope: Scope) -> pd.DataFrame:
    return scope.edition.evidence(most=MOST_CLAIMS, **stances.admitted(scope))


def ledger(scope: Scope) -> pd.DataFrame:
    """Return `frames.LEDGER` with a word for who is not named."""
    return asking.frame(scope, "whose-word").fillna({"speaker": "speaker not named"})


def _of_speakers(scope: Scope, totals: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of speakers: the claims that are counted of each, and the holders' own."""
    who = ["speaker", "speaker_party"]
    met = behind.rows_of(totals, ledger(scope), who)
    return behind.named_in(met, "claim", "claim", "later_claim")


def _of_readings(scope: Scope, readings: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of readings that differ: the record that was read, and all readings of it."""
    codings = scope.edition.codings()[["stance", "code"]].rename(columns={"code": "coding"})
    met = behind.rows_of(readings, codings, ["stance"])
    return behind.together(behind.named_in(readings, "stance", "stance"), behind.named_in(met, "coding", "coding"))


LISTINGS = {
    "changes": Listing(
        frames.CHANGES,
        _changes,
        ("party", "term", "aspect", "before", "after", "held_on"),
        lambda scope, found: behind.named_in(found, "stance", "stance", "stance_before"),
        missing={"before": "none that counts"},
    ),
    "moments": Listing(frames.MOMENTS, _moments, timeline.QUESTION.columns, timeline.rests_on),
    "stances-of-a-cell": Listing(
        frames.GRADED_STANCES,
        _of_cell,
        ("held_on", "level", "answer", "proposal", "summary", "source_grade", "confidence", "code"),
        lambda scope, found: behind.named_in(found, "stance", "code"),
    ),
    "claims": Listing(
        frames.EVIDENCE,
        _claims,
        (
            "said_on",
            "holder",
            "speaker",
            "term",
            "level",
            "answer",
            "proposal",
            "summary",
            "quote",
            "attribution",
            "publisher",
            "source_grade",
            "url",
            "credibility",
            "note",
        ),
        lambda scope, found: behind.named_in(found, "claim", "code"),
        sparse=("credibility", "note"),
    ),
    "speakers": Listing(
        whose_word.TOTALS,
        lambda scope: whose_word.totals(ledger(scope)),
        ("speaker", "speaker_party", "claims", "same", "otherwise", "none_yet", "none_within"),
        _of_speakers,
    ),
    "close-calls": Listing(
        frames.CODINGS,
        coder_agreement.unsure,
        ("stance", "author", "level", "answer", "position", "note"),
        lambda scope, found: behind.together(
            behind.named_in(found, "stance", "stance"), behind.named_in(found, "coding", "code")
        ),
        sparse=("position", "note"),
    ),
    "readings-that-differ": Listing(
        frames.DIFFERING,
        coder_agreement.differing,
        ("aspect", "party", "term", "held_on", "coder", "reading", "other_coder", "other_reading", "unsure", "stance"),
        _of_readings,
    ),
}
