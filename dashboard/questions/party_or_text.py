"""From one text to the next, did the party move, or did the text: what of the change in an answer each of them did."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import party_or_text as measure
from dashboard.charts.context import Context
from dashboard.charts.party_or_text import party_or_text as chart
from dashboard.questions import ages, behind, stances, texts
from dashboard.questions.naming import every
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, list_words

MOST_PARTIES = 4
"""Parties named in a sentence; the rest are counted."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.SHIFTS` along the family of texts of the picked one, or of the latest that has one, by day."""
    family = _of_one_line(texts.tabled(scope), scope.proposals)
    answers = stances.to_tabled(scope)
    answers = answers[answers["proposal"].isin(family["code"])]
    days, earlier = measure.answered_later(answers, family)
    by_day = stances.answers_on(scope, earlier, days)
    stood = stances.levels_at(scope, pd.concat([answers, *by_day.values()]))
    terms, parties, tabled_by = (scope.edition.rows(name) for name in ("term", "party", "proposal_party"))
    found = measure.party_or_text(answers, by_day, stood, family, tabled_by, parties, terms)
    return picked(found, party=scope.parties, term=scope.terms)


def _of_one_line(tabled: pd.DataFrame, chosen: tuple[str, ...]) -> pd.DataFrame:
    """Return the texts of the family of the one chosen, or of the latest that has one."""
    code = next(iter(chosen or texts.latest_families(tabled)), None)
    return tabled[tabled["code"].isin([] if code is None else measure.family_of(tabled, code))]


def finding(shifts: pd.DataFrame, context: Context) -> list[str]:
    """Return of how many answers the change came from the party, from the text or from both, and what stands apart."""
    by = f"By {context.as_of_words}{_among(context)}{f', {context.of_chosen}' if context.only_terms else ''}"
    if shifts.empty:
        parties = [name for code, name in context.parties_inside.items() if code in context.only_parties]
        by += f", of {list_words(parties)}" if parties else ""
        return [f"{by}, {_none(context)}: nothing can be compared."]
    own, split, later = shifts["own_text"].astype(bool), _split_rows(shifts), shifts["answer_before"].isna()
    return [
        _split(split, by, own.any(), context),
        *_of_split(split, context),
        *_apart(shifts[shifts["party_shift"].isna() & ~own & ~later], shifts[~own & later], shifts[own], context),
    ]


def _among(context: Context) -> str:
    """Return which texts are compared: a family is named by its first; one text alone is the one that was chosen."""
    tabled = context.proposals[context.proposals["tabled_on"] <= context.as_of]
    family = _of_one_line(tabled, context.only_proposals).sort_values(["tabled_on", "code"])["code"].tolist()
    if len(family) < 2:
        return ", for the text chosen" if context.only_proposals else ""
    return f", among the {len(family)} texts from “{context.proposal_names[family[0]]}” on"


def _split_rows(shifts: pd.DataFrame) -> pd.DataFrame:
    return shifts[shifts["party_shift"].notna() & ~shifts["own_text"].astype(bool)]


def _split(split: pd.DataFrame, by: str, own: bool, context: Context) -> str:
    if split.empty:
        return f"{by}, {'texts that the party tabled aside, ' if own else ''}{_none(context)} and be split."
    party, text = split["party_shift"] != 0, split["text_shift"] != 0
    kinds = {
        "only the party moved": party & ~text,
        "only the text moved": ~party & text,
        "both moved": party & text,
        f"no move of either {context.there.is_}": ~party & ~text,
    }
    who = list_words(
        [name for code, name in context.parties_inside.items() if code in set(split["party"])], MOST_PARTIES
    )
    if len(split) == 1:
        (what,) = (what for what, rows in kinds.items() if rows.any())
        one = f"one answer by {who}{context.there.that}"
        return f"{by}, {one} can be set beside its answer to an earlier text of the line: by score, {what}."
    counts = list_words(
        [f"in {every(len(split)) if rows.all() else rows.sum()} {what}" for what, rows in kinds.items() if rows.any()]
    )
    whose = f"{len(split)} answers by {who}{context.there.those}"
    return f"{by}, {whose} can be set beside those to an earlier text of the line: by score, {counts}."


def _none(context: Context) -> str:
    """Return that nothing is there to be compared: of answers to a text as a whole only a yes is one on its terms."""
    no = f"no standing answer on a term{context.there.that}"
    return f"{no} can be set beside the same party’s answer on it to an earlier text of the line"


def _of_split(split: pd.DataFrame, context: Context) -> list[str]:
    if split.empty:
        return []
    said = ["The split is a definition: what the party’s level does not account for is put down to the text."]
    n, ends = len(split), int(split["at_end"].sum())
    alike = (split["party_shift"] == 0) & (split["level_before"] != split["level_after"])
    if alike.any():
        said.append(f"{_in(int(alike.sum()), n)} the party’s level changed between two that score alike.")
    if same := int((split["level_stance_before"] == split["level_stance_after"]).sum()):
        said.append(f"{_in(same, n)} no new level of the party between the two answers {context.there.is_}.")
    if ends:
        no_more = "where a further move does not show"
        said.append(f"{_in(ends, n)} an answer or a level is at an end of the scale, {no_more}.")
    return said + _how_old(split, context)


def _in(some: int, n: int) -> str:
    return "In it" if n == 1 else f"In {every(n)}" if some == n else f"In {some} of the {n}"


def _how_old(split: pd.DataFrame, context: Context) -> list[str]:
    old = f"more than {counted(context.use_by_days, 'day')} old on the day of the answer"
    return ages.of_rows(split, "answer", "answers", old)


def _apart(unsplit: pd.DataFrame, later: pd.DataFrame, own: pd.DataFrame, context: Context) -> list[str]:
    said = []
    if len(unsplit):
        more = "1 more answer" if len(unsplit) == 1 else f"{len(unsplit)} more answers"
        said.append(f"{more} cannot be split, as a level{context.there.that} is missing or mixed.")
    if len(later):
        by = context.there.by and f"{context.there.by},"
        none = f"where{by} no answer to the earlier text on the term stood on that day, but a later one does"
        said.append(f"{_stand(later)} {none}.")
    if len(own):
        said.append(
            f"{_stand(own)} where the party is recorded as tabling one of the two texts, to which a yes is the rule"
            f"{_no_yes(own)}."
        )
    return said


def _stand(apart: pd.DataFrame) -> str:
    return "Apart stands 1 answer" if len(apart) == 1 else f"Apart stand {len(apart)} answers"


def _no_yes(own: pd.DataFrame) -> str:
    """Return in a clause to how many own texts another answer than a yes is recorded; empty where to none."""
    others = int((~own["own_yes"].astype("boolean")).fillna(False).sum())
    where = "for it" if len(own) == 1 else f"for {every(len(own))}" if others == len(own) else f"for {others} of them"
    return f"; {where} another answer to it is recorded" if others else ""


def rests_on(scope: Scope, shifts: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON`: the stances that answer the two texts, and those that give the levels of these days.

    Where one of the two counts as the party's own, the texts too: whose a text is may be what sources differ on.
    """
    of_answers, of_levels = ([f"{of}_stance_{when}" for when in ("before", "after")] for of in ("answer", "level"))
    said = behind.named_in(shifts, "stance", *of_answers, *of_levels)
    own = shifts[shifts["own_text"].astype(bool)].drop(columns="term")
    return behind.together(said, behind.named_in(own, "proposal", "from_proposal", "to_proposal"))


QUESTION = Question(
    id="party-or-text",
    title="Party or text",
    asks="From one text to the next, did the party move, or did the text?",
    contract=frames.SHIFTS,
    frame=frame,
    finding=finding,
    chart=chart,
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
        "old_days",
        "overtaken_days",
        "own_yes",
    ),
    csv=tuple(frames.SHIFTS.columns)[:-7],
    takes=("party", "term", "proposal"),
    how_old=lambda shifts, context: _how_old(_split_rows(shifts), context),
)
