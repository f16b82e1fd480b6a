"""How many would be released by which day under each text, and how many were."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.deliveries import DELIVERED, PROMISED
from dashboard.charts.context import Context
from dashboard.charts.release_curves import release_curves
from dashboard.questions import behind, delivered, texts
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import ProposalKind, decimal, list_words, number_words

MOST_NOTED = 2
"""Days of stages of which a sentence tells what is noted; beyond, how many they are."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASES` of the scope's texts and terms: what each promises, and what of it came by the day."""
    return delivered.curves(scope)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return what was delivered of each agreement, then on which day on average a text releases what."""
    if found.empty:
        return [f"By {context.as_of_words}, no stage of a release is entered with its day{context.chosen}."]
    promised, came = (found[found["curve"] == curve] for curve in (PROMISED, DELIVERED))
    several = found["proposal"].nunique() > 1
    said = [
        delivered.words(rows, promised, f"“{context.proposal_names[str(text)]}”: " if several else "", context.there.by)
        for text, rows in came.groupby("proposal", sort=False)
    ]
    on = list_words([context.terms_inside[term] for term in context.only_terms], MOST_TERMS)
    on = f" on {on}" if on else ""
    agreements = context.proposals.loc[context.proposals["kind"] == ProposalKind.AGREEMENT, "code"]
    without = set(agreements) - set(came["proposal"])
    left_out = {text for text, term in context.deliveries_left_out if term in (context.only_terms or (term,))}
    said += [
        delivered.none_entered(f"“{context.proposal_names[text]}”{on}", text in left_out)
        for text in sorted(dict.fromkeys(promised["proposal"]), key=lambda text: text not in left_out)
        if text in without
    ]
    curves = promised.drop_duplicates(["proposal", "what", "unit"])
    curves = curves.sort_values("mean_day", key=pd.isna, kind="stable")
    worded = frames.RELEASES.rows(promised.dropna(subset="wording"))
    for row in frames.RELEASES.rows(curves):
        text = context.proposal_names[row.proposal]
        noted = _noted([one for one in worded if one[:3] == row[:3]])
        if row.mean_day is not None and row.total is not None:
            n = f"{row.n} of the {row.stages} stages entered"
            counts = "" if row.n == row.stages else f", as far as it is counted ({n})"
            mean = f"on day {decimal(row.mean_day, 1)} on average{counts}{noted}"
            said.append(f"“{text}”: {number_words(row.total)} {row.what} {mean}.")
        else:
            said.append(f"Of “{text}”, {_without_a_mean(row)}{noted}.")
    return said


def _noted(worded: list[frames.Release]) -> str:
    """Return what the record notes of these stages: it may hedge the day, or the number."""
    if len(days := {row.day for row in worded}) > MOST_NOTED:
        return f" (more is noted for {len(days)} of its days)"
    return f" (noted {'; '.join(f'for day {row.day}: {row.wording}' for row in worded)})" if worded else ""


def _without_a_mean(row: frames.Release) -> str:
    """Return how many of the stages entered have a number; the text may give more, in words."""
    are = "that is entered" if row.stages == 1 else "that are entered"
    stages = f"{'one stage' if row.stages == 1 else f'{row.stages} stages'} of {row.what} {are}"
    if 0 < row.n < row.stages:
        return f"{row.n} of the {stages} {'has' if row.n == 1 else 'have'} a number"
    return f"the {stages} {'has' if row.stages == 1 else 'have'} {'the number 0' if row.n else 'no number'}"


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the texts, and the sources of what was delivered."""
    curve = ["proposal", "what", "unit"]
    # What was delivered may have no stage: that for which no day is entered.
    each = pd.concat([texts.stages(scope), texts.deliveries(scope)])
    terms = each[[*curve, "term"]].drop_duplicates()
    numbered = found.rename_axis("number").reset_index().merge(terms, on=curve).set_index("number")
    promised, came = (numbered[numbered["curve"] == kind] for kind in (PROMISED, DELIVERED))
    return behind.together(
        behind.named_in(promised, "proposal", "proposal"),
        behind.named_in(came, "delivery", "proposal"),
        behind.named_in(found, "source", "source"),
    )


COLUMNS = (
    "proposal",
    "what",
    "unit",
    "curve",
    "day",
    "count",
    "cumulative",
    "mean_day",
    "n",
    "stages",
    "counted_by",
    "wording",
    "source",
)


QUESTION = Question(
    id="release-curves",
    title="Staged releases",
    asks="How many would be released by which day under each proposal, and how many were?",
    contract=frames.RELEASES,
    frame=frame,
    finding=finding,
    chart=release_curves,
    rests_on=rests_on,
    columns=COLUMNS,
    csv=tuple(column for column in COLUMNS if column not in ("n", "stages")),
    takes=("term", "proposal"),
    by_row=True,
    narrowed_by=("as_of", "min_grade", "only_source"),
    not_narrowed=lambda scope: "texts whatever their sources",
    leaves_out=delivered.leaves_out,
)
