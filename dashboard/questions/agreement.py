"""Is each term agreed: of the parties whose consent is required, the least willing on the issue and on the text."""

import math

import pandas as pd

from dashboard import frames
from dashboard.analysis import agreement as measure
from dashboard.analysis.baseline import SAME
from dashboard.charts.agreement import agreement as chart
from dashboard.charts.context import Context, OwnNumber, Placed
from dashboard.questions import ages, behind, in_force, mixed, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, list_words, none_of, number_words

_TIMES = {"hours", "days", "weeks", "months", "years"}
"""Units in which numbers that differ are known to differ, whichever of them each is in."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.AGREEMENTS` as of the day: of the issue, then of the text on the table."""
    parties, terms = (scope.edition.rows(name) for name in ("party", "term"))
    current = stances.current(scope)
    found = [measure.agreement(current, parties, terms, aspect) for aspect in ("level", "answer")]
    return picked(pd.concat(found), term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """
    Return on which terms the parties whose consent is required agree: on the issue, and in the text on the table.

    While an agreement is in force, that it stands, and who stands by it, comes first.
    """
    if not context.required:
        return ["No party is marked as one whose consent is required, so agreement cannot be told."]
    levels, answers = (found[found["aspect"] == aspect] for aspect in ("level", "answer"))
    issues, text = on_the_issues(levels, context), _of_the_text(answers, context)
    own_words = in_their_words(levels, context)
    if context.in_force is None:
        return [f"On {context.as_of_words}, {issues}.", *own_words, text]
    stands = f"On {context.as_of_words}, {in_force.standing(context.required, context)}."
    otherwise = in_force.otherwise(context.required, context)
    return [stands, text, *otherwise, f"On the issues, {issues}.", *own_words]


def on_the_issues(levels: pd.DataFrame, context: Context) -> str:
    """
    Return in a clause on which terms the parties agree, of those with a level of each, and how old these levels are.

    Where terms were chosen, it begins with that they were; of a single one that is known its name says so.

    Parameters
    ----------
    levels
        `frames.AGREEMENTS` of the levels.
    """
    if of_whole_texts(context):
        on = list_words([context.terms_inside[term] for term in context.only_terms], MOST_TERMS)
        return f"no level is told on {on}, only answers to a text, where there are any"
    known, who, both = levels[measure.is_known(levels)], _who(context), f"{_both(context)}{context.there.counts}"
    chosen = _of_chosen(context)
    if known.empty:
        both_of = "both " if len(context.required) == 2 else ""
        return f"{chosen}no term has a level from {both_of}{who}{context.there.that}{_mixed(levels, 'level', context)}"
    on = known.loc[measure.is_agreed(known), "term"].tolist()
    agreed = [context.terms_inside[term] for term in on]
    differ = [context.terms_inside[term] for term in on if _by_their_numbers(term, context)]
    if len(known) == 1:
        (only,) = (context.terms_inside[term] for term in known["term"])
        said = f"{who} {'agree' if agreed else 'do not agree'} on {only}{' (their numbers differ)' if differ else ''}"
        if len(context.only_terms) != 1:
            said = f"{chosen}{said}, the one {'of them' if chosen else 'term'} with a level from {both}"
    else:
        on_these = "" if differ == agreed else f" on {list_words(differ, MOST_TERMS)}"
        numbers = f"; their numbers{on_these} differ" if differ else ""
        named = f" ({list_words(agreed, MOST_TERMS)}{numbers})" if agreed else ""
        how_many = f"{len(agreed)} of the {len(known)}" if agreed else none_of(len(known))
        said = f"{chosen}{who} agree on {how_many} terms with a level from {both}{named}"
    if len(known) < len(levels):
        said += f", out of {counted(len(levels), 'term')}"
    return said + ages.clause(known, context) + _mixed(levels, "level", context)


def of_whole_texts(context: Context) -> bool:
    """Return whether terms were chosen, and all of them stand for a text as a whole: none on which levels are told."""
    return bool(context.only_terms) and set(context.only_terms) <= set(frames.whole_texts(context.terms))


def _of_chosen(context: Context) -> str:
    return f"{context.of_chosen}, " if context.only_terms else ""


def _mixed(found: pd.DataFrame, aspect: str, context: Context) -> str:
    """Return in a clause on which of these terms the record of whom conflicts: that is no score, and not nothing."""
    conflicts = mixed.of_terms(found["term"].tolist(), aspect, context)
    said = mixed.told(conflicts, context, conflicts="conflicts and is not counted")
    return f"; {said}" if said else ""


def in_their_words(levels: pd.DataFrame, context: Context) -> list[str]:
    """Return what the parties accept where they agree, as the terms word it, numbers that differ, and how old it is."""
    words = context.terms.set_index("code")["agreed_words"]
    worded, said = _worded(levels, context), []
    for term in worded:
        numbers = _by_their_numbers(term, context)
        said.append(f"{words[term]} ({numbers})" if numbers else words[term])
    # What is coded may be conduct: that all of them came back is no sentence of the party's that says so.
    are = "are" if len(context.required) == 2 else "is"
    how_old = ages.clause(levels[levels["term"].isin(worded)], context)
    accepting = f"{are} recorded as accepting that {'; that '.join(said)}{how_old}"
    return [f"{_both(context).capitalize()} {accepting}."] if said else []


def days_of_numbers(levels: pd.DataFrame, context: Context) -> list[str]:
    """Return of which days the texts are that give the numbers which differ, term by term."""
    each = []
    for term in _worded(levels, context):
        days = [f"{context.parties_inside[party]} {number.day}" for party, number in _numbers(term, context).items()]
        if days:
            each.append(f"on {context.terms_inside[term]}, {' and '.join(days)}")
    tabled = "Each text that gives such a number was tabled by the party, alone or with others"
    return [f"{tabled}: {'; '.join(each)}."] if each else []


def _worded(levels: pd.DataFrame, context: Context) -> list[str]:
    """Return the terms that are agreed and have words for it."""
    words = context.terms.set_index("code")["agreed_words"]
    return [term for term in levels.loc[measure.is_agreed(levels), "term"] if isinstance(words[term], str)]


def _numbers(term: str, context: Context) -> dict[str, OwnNumber]:
    """Return the numbers on a term that the parties gave in texts of their own, where they differ."""
    own = {
        party: context.own_numbers[party, term] for party in context.required if (party, term) in context.own_numbers
    }
    units = {number.unit for number in own.values()}
    if len(units) == 1:
        least = max(-math.inf if number.low is None else number.low for number in own.values())
        most = min(math.inf if number.high is None else number.high for number in own.values())
        return own if least > most else {}  # 500 is no other number than 500 or more
    return own if units <= _TIMES else {}  # of so many an exchange and so many in all nobody can tell


def _by_their_numbers(term: str, context: Context) -> str:
    """Return the numbers of the parties on a term, where these differ: of texts of their own, else on its scale."""
    own = [f"{context.parties_inside[party]} {number.words}" for party, number in _numbers(term, context).items()]
    return f"in texts that each tabled: {', '.join(own)}" if own else _on_its_scale(term, context)


def _on_its_scale(term: str, context: Context) -> str:
    """Return where the parties stand on the scale of a term, where they stand apart on it."""
    placed, beyond = {}, []
    for party in context.required:
        name, own = context.parties_inside[party], context.own_numbers.get((party, term))
        if (party, term) in context.positions:
            placed[name] = context.positions[party, term]
        elif own is not None and own.unit in _TIMES:  # which the scale does not count, such as years
            beyond.append(f"{name} {own.words}, in a text that it tabled")
    # Which of two numbers is its own, of who accepted a text with another one since, nobody can tell.
    if not placed or any(one.passed_over for one in placed.values()):
        return ""
    # Where what each would accept meets what the other would, nobody can tell that they differ.
    apart = max(one.low for one in placed.values()) - min(one.high for one in placed.values()) >= SAME
    where = ", ".join(f"{name} {_at(one)}" for name, one in placed.items())
    return "; ".join([f"on its scale of 0 to 100: {where}", *beyond]) if apart or beyond else ""


def _at(placed: Placed) -> str:
    """Return in words where a party stands on a scale, and what it would accept where that is more."""
    at, low, high = (number_words(round(number, 1)) for number in placed[:3])
    return at if low == high else f"{at} (would accept {low} to {high})"


def told_later(found: pd.DataFrame, aspect: str, context: Context) -> list[str]:
    """Return how many of what these rows count rests on records of pages published after the day, and of when."""
    return ages.told_later(found[measure.is_known(found)], aspect, context.required, context)


def details(found: pd.DataFrame, context: Context) -> list[str]:
    """Return of which days the parties' own numbers are, and how much of what is counted was told only later."""
    levels, answers = (found[found["aspect"] == aspect] for aspect in ("level", "answer"))
    later = [*told_later(levels, "level", context), *told_later(answers, "answer", context)]
    return [*days_of_numbers(levels, context), *later]


def _in_force(context: Context) -> bool:
    """Return whether the text on the table is the agreement in force."""
    return context.on_the_table == (context.in_force,)


def _of_the_text(answers: pd.DataFrame, context: Context) -> str:
    """Return what the parties accept of the text on the table; where terms were chosen, it says that it is of these."""
    if not context.on_the_table:
        return "No text is on the table."
    known, who, both = answers[measure.is_known(answers)], _who(context), _both(context)
    counts, chosen = context.there.counts, _of_chosen(context)
    several = len(context.on_the_table) > 1
    text = f"{context.texts_on_the_table}{', the agreement that stands' if _in_force(context) else ''}"
    if known.empty:
        on_the_table = "" if _in_force(context) else f", which {'are' if several else 'is'} on the table"
        none = f"no point has an answer from {both}{context.there.that}"
        return f"Of {text}{on_the_table}, {chosen}{none}{_mixed(answers, 'answer', context)}."
    agreed = [context.terms_inside[term] for term in known.loc[measure.is_agreed(known), "term"]]
    how_old = ages.clause(known, context, "answer")
    if len(known) == 1:
        (only,) = (context.terms_inside[term] for term in known["term"])
        said = f"{who} {_accept(agreed, context)} {only}"
        if len(context.only_terms) != 1:
            said = f"{chosen}{said}, the one {'of them' if chosen else 'point'} with an answer from {both}{counts}"
    else:
        named = f" ({list_words(agreed, MOST_TERMS)})" if agreed else ""
        # "None" would deny that one of them accepts any.
        how_many = f"{len(agreed)} of the {len(known)}" if agreed else f"any of the {len(known)}"
        said = f"{chosen}{who} {_accept(agreed, context)} {how_many} points with an answer from {both}{counts}{named}"
    return (
        f"Of {text}{_by_text(known, context) if several else ''}, {said}{how_old}{_mixed(answers, 'answer', context)}."
    )


def _accept(agreed: list[str], context: Context) -> str:
    """Return that the parties all accept what is agreed; or, where nothing is, that they do not all."""
    together = {1: "", 2: "both "}.get(len(context.required), "all ")
    return f"{together}accept" if agreed else f"do not {together}accept"


def _by_text(known: pd.DataFrame, context: Context) -> str:
    """Return in a clause to which of several texts the answers are that are counted on each of these terms."""
    on: dict[str, list[str]] = {}
    for term in known["term"]:
        on.setdefault(context.counted_text[term], []).append(context.terms_inside[term])
    each = [f"those to “{context.proposal_names[code]}” on {list_words(some, MOST_TERMS)}" for code, some in on.items()]
    return f", of which on each term the answers to one are counted ({'; '.join(each)})"


def _who(context: Context) -> str:
    return list_words([context.parties_inside[party] for party in context.required])


def _both(context: Context) -> str:
    return "both" if len(context.required) == 2 else "each of them" if len(context.required) > 2 else _who(context)


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON`: the stances of the parties whose consent is required that give a level or an answer.

    Those too that conflict, of which it is told that they are not counted.
    And, beside the rows, their answers to the agreement in force, which the title tells.
    """
    own = stances.of_the_required(scope, stances.current(scope))
    answers = measure.of_one_text(own.dropna(subset="answer_score"))
    levels, texts = (found[found["aspect"] == aspect] for aspect in ("level", "answer"))
    return behind.together(
        behind.of_cells(levels, own.dropna(subset="level_score"), ["term"], "level_stance"),
        behind.of_cells(texts, answers, ["term"], "answer_stance"),
        behind.of_mixed(scope, behind.rows_of(levels, own, ["term"]), "level"),
        behind.of_mixed(scope, behind.rows_of(texts, own[~own["unconfirmed"]], ["term"]), "answer"),
        in_force.rests_on(scope, frames.required(scope.edition.rows("party"))),
    )


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels and of the answers are old."""
    said = []
    for aspect in ("level", "answer"):
        rows = found[found["aspect"] == aspect]
        said += ages.of_shown(rows, measure.is_known(rows), context, aspect)
    return said


QUESTION = Question(
    id="agreement",
    title="Agreement by term",
    asks="Is each term agreed, on the issue and in the text on the table, and who is least willing?",
    contract=frames.AGREEMENTS,
    frame=frame,
    finding=finding,
    chart=chart,
    rests_on=rests_on,
    columns=(
        "term",
        "aspect",
        "agreement",
        "blocker",
        "n",
        "needed",
        "n_old",
        "n_overtaken",
        "old_days",
    ),
    csv=tuple(frames.AGREEMENTS.columns)[:-1],
    takes=("term",),
    details=details,
    how_old=how_old,
    not_narrowed=in_force.of_any_age,
)
