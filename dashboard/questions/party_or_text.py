"""From one text to the next, did the party move, or did the text: what of the change in an answer each of them did."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import movement
from dashboard.analysis.standings import resolved, stated
from dashboard.charts.context import Context
from dashboard.charts.party_or_text import party_or_text
from dashboard.questions import behind, stances, texts
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.SHIFTS` along the family of texts of the picked one, or of the latest that has one, by day."""
    code = next(iter(scope.proposals or texts.families(scope)), None)
    if code is None:
        return frames.SHIFTS.frame()
    terms, parties = (scope.edition.rows(name) for name in ("term", "party"))
    family = movement.family_of(texts.tabled(scope), code)
    found = stances.graded(scope, parties=scope.parties, terms=scope.terms)
    return movement.party_or_text(found, parties, terms, family)


def finding(shifts: pd.DataFrame, context: Context) -> list[str]:
    """Return of how many answers the change came from the party, from the text or from both."""
    if shifts.empty:
        return ["No party has a scored answer to two texts in a row on the same term, so nothing can be compared."]
    split = shifts[shifts["party_shift"].notna()]
    party, text = split["party_shift"] != 0, split["text_shift"] != 0
    said = [
        f"{counted(len(shifts), 'answer')} can be compared from one text to the next. In {(party & ~text).sum()} only"
        f" the party moved, in {(~party & text).sum()} only the text, in {(party & text).sum()} both, in"
        f" {(~party & ~text).sum()} neither."
    ]
    if unknown := len(shifts) - len(split):
        said.append(f"In {unknown} the party’s level is not recorded on both days, so the change cannot be split.")
    return said


def rests_on(scope: Scope, shifts: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances that answer the two texts, and those that give the levels of these days."""
    given = stances.graded(scope, parties=scope.parties, terms=scope.terms)
    answers = resolved(stated(given[given["proposal"].notna()], "answer"), ("party", "term", "proposal"))
    answers = answers.drop_duplicates(["party", "term", "proposal"], keep="last")
    answers = answers.rename(columns={"stance": "answered"})[["party", "term", "proposal", "held_on", "answered"]]
    levels = resolved(stated(given, "level")).rename(columns={"stance": "stood"})[["party", "term", "held_on", "stood"]]
    answers, levels = (some.sort_values("held_on") for some in (answers, levels))
    cells = pd.merge_asof(answers, levels, on="held_on", by=["party", "term"])
    return behind.together(
        *(
            behind.of_cells(
                shifts, cells.rename(columns={"proposal": text}), ["party", "term", text], "answered", "stood"
            )
            for text in ("from_proposal", "to_proposal")
        )
    )


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
    ),
    takes=("party", "term", "proposal"),
)
