"""What is said of agreement: on issue and text, of all parties, of the coders."""

import pandas as pd
import pytest

from dashboard import frames
from dashboard.questions import agreement_sentences as sentences

LEVELS = [("aid", "level", 2, None, 2, 2), ("truce", "level", -1, "b", 2, 2), ("release", "level", 2, None, 1, 2)]
ANSWERS = [(term, "answer", None, None, 0, 2) for term in ("aid", "truce", "release", "whole")]


def test_issue_and_text_are_told_apart_and_what_is_missing_is_counted(
    parties: pd.DataFrame, terms: pd.DataFrame
) -> None:
    # Release stands at 2 with one of two recorded: no more than an upper bound, so it is not among the agreed.
    found = frames.AGREEMENTS.frame([*LEVELS, *ANSWERS])
    assert sentences.agreed(found, parties, terms, "Draft") == (
        "On the issues A and B agree on 1 of 3 terms (aid); on 1 not all of them are recorded. In the text on the"
        " table, “Draft”, their answers agree on none of 4 terms; on 4 not all of them are recorded."
    )


def test_without_a_text_there_are_no_answers_to_agree(parties: pd.DataFrame, terms: pd.DataFrame) -> None:
    found = frames.AGREEMENTS.frame([LEVELS[0]])
    said = "On the issues A and B agree on 1 of 1 term (aid). No text is on the table."
    assert sentences.agreed(found, parties, terms, None) == said


def test_without_a_party_that_must_consent_agreement_cannot_be_told(parties: pd.DataFrame, terms: pd.DataFrame) -> None:
    nobody = parties.assign(consent_required=False)
    assert "cannot be told" in sentences.agreed(frames.AGREEMENTS.frame(), nobody, terms, None)


def spreads(**by_term: float | None) -> pd.DataFrame:
    rows = [(term, score, None, 3, 3, value) for term, value in by_term.items() for score in range(-2, 3)]
    return frames.SPREADS.frame(rows)


def test_the_ends_of_the_spread_are_named(terms: pd.DataFrame) -> None:
    assert sentences.spread(spreads(aid=1.0, truce=-0.25, release=None), terms) == (
        "Of 2 terms, the parties with a level agree most on aid (A = 1.00) and least on truce (A = −0.25)."
        " On 1 too few have a level."
    )


@pytest.mark.parametrize(
    ("by_term", "said"),
    [
        ({"aid": 0.5}, "On 1 term the parties with a level agree alike (A = 0.50)."),
        ({"aid": None}, "On no term do three parties have a level, so their spread cannot be told."),
        ({}, "On no term do three parties have a level, so their spread cannot be told."),
    ],
)
def test_one_spread_or_none_has_no_ends(by_term: dict[str, float | None], said: str, terms: pd.DataFrame) -> None:
    assert sentences.spread(spreads(**by_term), terms) == said


def test_the_coders_agreement_comes_with_its_interval_or_its_reason() -> None:
    found = frames.CODER_AGREEMENT.frame(
        [
            ("level", "ordinal", -0.1, -0.25, 0.2, 2400, 1200, None),
            ("answer", "ordinal", None, None, None, 0, 0, "No record has a coding."),
            ("level", "nominal", 0.9, 0.8, 1.0, 4, 2, None),
        ]
    )
    assert sentences.coders(found) == [
        "For levels Krippendorff’s α is −0.10 (95 % interval −0.25 to 0.20), from 1,200 records with two or more"
        " readings.",
        "For answers there is no number. No record has a coding.",
    ]
