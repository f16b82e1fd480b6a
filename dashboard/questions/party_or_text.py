"""From one text to the next, did the party move, or did the text: what of the change in an answer each of them did."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import movement
from dashboard.analysis.standings import resolved, stated
from dashboard.charts.context import Context
from dashboard.charts.party_or_text import party_or_text
from dashboard.questions import ages, behind, stances, texts
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, list_words

MOST_PARTIES = 4
"""Parties named in a sentence; the rest are counted."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.SHIFTS` along the family of texts of the picked one, or of the latest that has one, by day."""
    code = next(iter(scope.proposals or texts.families(scope)), None)
    tabled = texts.tabled(scope)
    family = tabled[tabled["code"].isin([] if code is None else movement.family_of(tabled, code))]
    if family.empty:
        return frames.SHIFTS.frame()
    terms, parties, tabled_by = (scope.edition.rows(name) for name in ("term", "party", "proposal_party"))
    answers = stances.answers_by_text(scope, family["code"])
    stood = stances.levels_on(scope, answers["held_on"].dt.date, parties=tuple(answers["party"].unique()))
    found = movement.party_or_text(answers, stood, family, tabled_by, parties, terms)
    return picked(found, party=scope.parties, term=scope.terms)


def finding(shifts: pd.DataFrame, context: Context) -> list[str]:
    """Return of how many answers the change came from the party, from the text or from both, and what stands apart."""
    by = f"By {context.as_of_words}"
    if shifts.empty:
        return [f"{by} no party has a scored answer to a text and to one that revises it: nothing can be compared."]
    own = shifts["own_text"].astype(bool)
    split = shifts[shifts["party_shift"].notna() & ~own]
    return [
        _split(split, by, context),
        *_of_split(split, context),
        *_apart(shifts[shifts["party_shift"].isna() & ~own], shifts[own]),
    ]


def _split(split: pd.DataFrame, by: str, context: Context) -> str:
    if split.empty:
        return f"{by} no answer can be set beside the same party’s answer to the text that was revised and be split."
    party, text = split["party_shift"] != 0, split["text_shift"] != 0
    kinds = {
        "only the party moved": party & ~text,
        "only the text moved": ~party & text,
        "both moved": party & text,
        "neither moved": ~party & ~text,
    }
    who = list_words([name for code, name in context.party_names.items() if code in set(split["party"])], MOST_PARTIES)
    if len(split) == 1:
        (what,) = (what for what, rows in kinds.items() if rows.any())
        return f"{by} one answer by {who} can be set beside its answer to the text that was revised: {what}."
    counts = list_words(
        [f"in {_all(len(split)) if rows.all() else rows.sum()} {what}" for what, rows in kinds.items() if rows.any()]
    )
    return f"{by} {len(split)} answers by {who} can be set beside those to the texts that were revised: {counts}."


def _of_split(split: pd.DataFrame, context: Context) -> list[str]:
    if split.empty:
        return []
    said = ["The split is a definition: what the party’s level does not account for is put down to the text."]
    n, ends = len(split), int(split["at_end"].sum())
    if ends:
        which = "There" if n == 1 else f"In {_all(n)}" if ends == n else f"In {ends} of the {n}"
        said.append(f"{which} an answer or a level is at an end of the scale, where a further move does not show.")
    overtaken = split["n_overtaken"] > 0
    old = ages.resting(
        n,
        int(((split["n_old"] > 0) & ~overtaken).sum()),
        int(overtaken.sum()),
        f"that was more than {counted(context.use_by_days, 'day')} old on the day of the answer",
        "that was older than the agreement then in force",
    )
    return said + ages.of_those_resting(n, old, "answer", "answers")


def _all(n: int) -> str:
    return "both" if n == 2 else f"all {n}"


def _apart(unsplit: pd.DataFrame, own: pd.DataFrame) -> list[str]:
    said = []
    if len(unsplit):
        more = "1 more change" if len(unsplit) == 1 else f"{len(unsplit)} more changes"
        said.append(f"{more} cannot be split, as a level is missing or has no score.")
    if len(own):
        stand = "Apart stands 1 answer" if len(own) == 1 else f"Apart stand {len(own)} answers"
        said.append(f"{stand} where one of the two texts is the party’s own: its answer to that is a yes by rule.")
    return said


def rests_on(scope: Scope, shifts: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON`: the stances that answer the two texts, and those that give the levels of these days.

    A provision that is accepted with the whole of its text rests on the answer to that.
    """
    if shifts.empty:
        return behind.together()
    answers = stances.answers_by_text(scope, {*shifts["from_proposal"], *shifts["to_proposal"]})
    said = resolved(stated(stances.graded(scope, parties=tuple(shifts["party"].unique())), "answer"), _ANSWER)
    said = said[[*_ANSWER, "held_on", "stance"]]
    terms = scope.edition.rows("term")
    whole = said[said["term"].isin(terms.loc[terms["whole_text"].fillna(False), "code"])].drop(columns="term")
    met = answers.merge(said, how="left", on=[*_ANSWER, "held_on"])
    met = met.merge(whole, how="left", on=["party", "proposal", "held_on"], suffixes=("", "_of_whole"))
    answered = met["stance"].fillna(met["stance_of_whole"])
    stood = stances.levels_on(scope, answers["held_on"].dt.date, parties=tuple(answers["party"].unique()))
    stood = stood[["party", "term", "as_of", "level_stance"]].rename(columns={"as_of": "held_on"})
    cells = met.assign(answered=answered).merge(stood, how="left", on=["party", "term", "held_on"])
    cells = cells[[*_ANSWER, "answered", "level_stance"]]
    return behind.together(
        *(
            behind.of_cells(
                shifts, cells.rename(columns={"proposal": text}), ["party", "term", text], "answered", "level_stance"
            )
            for text in ("from_proposal", "to_proposal")
        )
    )


_ANSWER = ("party", "term", "proposal")


QUESTION = Question(
    id="party-or-text",
    title="Party or text",
    asks="From one text to the next, did the party move, or did the text?",
    contract=frames.SHIFTS,
    frame=frame,
    finding=finding,
    chart=party_or_text,
    rests_on=rests_on,
    columns=(
        "party",
        "term",
        "from_proposal",
        "to_proposal",
        "answer_before",
        "answer_after",
        "level_before",
        "level_after",
        "party_shift",
        "text_shift",
        "own_text",
        "at_end",
        "n",
        "n_old",
        "n_overtaken",
    ),
    takes=("party", "term", "proposal"),
)
