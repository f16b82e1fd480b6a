"""Whose word: the claims in which somebody else speaks for a party, and whether its own later words agree."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.whose_word import PRESS, WINDOW_DAYS, Outcome, ledger
from dashboard.charts.context import Context
from dashboard.charts.whose_word import whose_word
from dashboard.questions import behind, stances
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.LEDGER` of what was said up to the day."""
    return ledger(scope.edition.spoken(**stances.admitted(scope)), scope.day)


def finding(claims: pd.DataFrame, context: Context) -> list[str]:
    """Return what became of the claims in which somebody else speaks for a party, those settled first."""
    if claims.empty:
        denied = f"no claim in which somebody else speaks for a party {context.there.is_}"
        return [f"By {context.as_of_words}, {denied}."]
    n, press = len(claims), int((claims["speaker"] == PRESS).sum())
    outcome = {one: int((claims["outcome"] == one).sum()) for one in Outcome}
    which = "the one claim" if n == 1 else f"the {n:,} claims"
    gives = f"{which} by {context.as_of_words} that give{'s' if n == 1 else ''} somebody else’s word for a party"
    own = [(outcome[Outcome.SAME], "took the same side"), (outcome[Outcome.OTHERWISE], "did not")]
    settled = [(k, words) for k, words in own if k]
    followed = f"followed within {WINDOW_DAYS} days by words of the party’s own"
    there = context.there
    if settled:
        (k, words), *rest = settled
        first = f"{k:,} {'was' if k == 1 else 'were'} {followed} that {words}"
        said = f"of {gives}, {', and '.join([first, *(f'{more:,} by words that {what}' for more, what in rest)])}"
        if n == 1:
            said = f"{gives} {first.removeprefix('1 ')}"
    else:
        said = f"{gives} is not recorded as {followed}" if n == 1 else f"of {gives}, none is recorded as {followed}"
        said += there.those
    own_words = "no words of the party’s own"
    yet = f"{'none' if outcome[Outcome.NONE_WITHIN] else own_words} {there.are} yet"
    none = [
        (outcome[Outcome.NONE_WITHIN], f"{own_words} within {WINDOW_DAYS} days {there.are}"),
        (outcome[Outcome.NONE_YET], f"{yet}, and the {WINDOW_DAYS} days are not over"),
    ]
    told = [
        "; ".join(
            f"{'for it' if n == 1 else f'for all {k:,}' if k == n else f'for {k:,}'} {what}" for k, what in none if k
        )
    ]
    if press:
        which = "it" if n == 1 else "all" if press == n else f"{press:,} of the {n:,}"
        what = "is a press report that names" if press == 1 else "are press reports that name"
        told.append(f"{which} {what} no speaker")
    return [f"{words[:1].upper()}{words[1:]}." for words in (said, *told) if words]


def rests_on(scope: Scope, claims: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the claims, and the holders' own that settle them."""
    return behind.named_in(claims, "claim", "claim", "later_claim")


QUESTION = Question(
    id="whose-word",
    title="Whose word",
    asks="Who speaks for others, and do the holders' own words within 30 days say the same?",
    contract=frames.LEDGER,
    frame=frame,
    finding=finding,
    chart=whose_word,
    rests_on=rests_on,
    columns=(
        "said_on",
        "speaker",
        "speaker_party",
        "holder",
        "term",
        "said",
        "outcome",
        "later_on",
        "later_said",
        "source_grade",
        "claim",
        "n",
    ),
    takes=("party", "term"),
    narrowed_by=("as_of", "min_grade", "within_use_by", "only_source"),
)
