"""Whose word: the claims in which somebody else speaks for a party, and whether its own later words agree."""

from dataclasses import replace

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import not_over
from dashboard.analysis.whose_word import PRESS, WINDOW_DAYS, Outcome, ledger
from dashboard.charts.context import Context
from dashboard.charts.whose_word import whose_word
from dashboard.questions import ages, behind, stances
from dashboard.questions.naming import every
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Confidence, day_text, list_words

OWN_WORDS = "Words of the party’s own are its claims that are entered as on record or as a statement."


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.LEDGER` of what was said up to the day."""
    return ledger(scope.edition.spoken(**stances.admitted(scope)), scope.day)


def finding(claims: pd.DataFrame, context: Context) -> list[str]:
    """Return what became of the claims in which somebody else speaks for a party, those settled first."""
    if claims.empty:
        denied = f"no scored claim in which somebody else speaks {_for_whom(context)} {context.there.is_}"
        return [f"By {context.as_of_words}, {denied}."]
    n, press = len(claims), int((claims["speaker"] == PRESS).sum())
    outcome = {one: int((claims["outcome"] == one).sum()) for one in Outcome}
    which = "the one scored claim" if n == 1 else f"the {n:,} scored claims"
    whose = f"somebody else’s word {_for_whom(context)}"
    gives = f"{which} by {context.as_of_words} that {'rests' if n == 1 else 'rest'} on {whose}"
    if context.narrowed:
        gives += f" and {context.there.is_ if n == 1 else context.there.are}"
    # Later words may be others: what is compared are those of the first day.
    at_first = {Outcome.SAME: "at first took the same side", Outcome.OTHERWISE: "at first did not take the same side"}
    yet = " as yet" if outcome[Outcome.NONE_YET] else ""
    own = [(outcome[one], words) for one, words in at_first.items()]
    settled = [(k, words) for k, words in own if k]
    # Of one day nobody knows which words came first.
    window, own_words = f"of the same day or the {WINDOW_DAYS} days after", "words of the party’s own"
    such_words = f"{own_words} on the term in the same text, or on the term where no text is answered,"
    there = context.there
    if settled:
        (k, words), *rest = settled
        first = f"{'has beside it' if k == 1 else 'have beside them'}, {window}, {own_words} that {words}"
        others = "".join(
            f", and {more:,} {'has' if more == 1 else 'have'} words that at first did not" for more, _ in rest
        )
        said = f"{gives} {first}" if n == 1 else f"of {gives}, {every(k) if k == n else f'{k:,}'} {first}{others}"
    elif n == 1:
        said = f"{gives} has beside it{yet} no {such_words} {window}{there.those}"
    else:
        said = f"of {gives}, none has beside it{yet} {such_words} {window}{there.those}"
    such = f"no {such_words}"
    none_yet = f"{'none' if outcome[Outcome.NONE_WITHIN] else such} {there.are} yet"
    none = [
        (outcome[Outcome.NONE_WITHIN], f"{such} {window} {there.are}"),
        (outcome[Outcome.NONE_YET], f"{none_yet}, and the {WINDOW_DAYS} days are not over"),
    ]
    told = [
        "; ".join(
            f"{'for it' if n == 1 else f'for all {k:,}' if k == n else f'for {k:,}'} {what}" for k, what in none if k
        )
    ]
    if elsewhere := int(((claims["n"] == 0) & (claims["n_elsewhere"] > 0)).sum()):
        without = sum(k for k, _ in none)
        some = "each of these" if elsewhere == without else f"of these {without:,}, {elsewhere:,}"
        which = "it" if without == 1 else some
        beside = "has beside it" if elsewhere in (1, without) else "have beside them"
        told.append(f"{which} {beside} {own_words} on the term, but on another text or on none")
    if press:
        which = "it" if n == 1 else "all" if press == n else f"{press:,} of the {n:,}"
        what = "is a press report that names" if press == 1 else "are press reports that name"
        told.append(f"{which} {what} no speaker")
    if own_named := int(claims["speaker"].str.startswith(f"{PRESS}: ").sum()):
        which = "it" if n == 1 else "all" if own_named == n else f"{own_named:,} of the {n:,}"
        what = "is a press report that names" if own_named == 1 else "are press reports that name"
        told.append(f"{which} {what} a speaker of the party’s own")
    return [f"{words[:1].upper()}{words[1:]}." for words in (said, *told) if words]


def details(claims: pd.DataFrame, context: Context) -> list[str]:
    """Return whose words are own words, and how many of these and of the claims only pages of a later day tell of."""
    if claims.empty:
        return []
    own = claims.dropna(subset="later_claim").drop_duplicates("later_claim")
    said = zip(claims["said_on"].dt.date, claims["precision"], strict=True)
    perhaps = [day_text(*on) for on in said if not_over(*on, context.as_of.date())]
    return [
        OWN_WORDS,
        *ages.only_later(len(claims), "claim counted", "claims counted", claims["page_on"].dropna().tolist()),
        *ages.or_later(len(claims), "claim counted", "claims counted", perhaps),
        *ages.only_later(
            len(own),
            "claim of its own beside it",
            "claims of their own beside these",
            own["later_page_on"].dropna().tolist(),
        ),
    ]


def _for_whom(context: Context) -> str:
    """Return for whom a claim speaks, and on which terms, as far as that was chosen."""
    chosen = [name for code, name in context.parties_inside.items() if code in context.only_parties]
    on = [title for code, title in context.terms_inside.items() if code in context.only_terms]
    return f"for {' or '.join(chosen) or 'a party'}{f' on {list_words(on, MOST_TERMS)}' if on else ''}"


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
    csv=tuple(frames.LEDGER.columns)[:-2],
    details=details,
    takes=("party", "term"),
    narrowed_by=("as_of", "min_grade", "within_use_by", "only_source"),
    leaves_out=lambda scope: stances.leaves_out(replace(scope, min_confidence=Confidence.LOW)),
)
