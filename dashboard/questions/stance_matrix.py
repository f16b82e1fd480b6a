"""Who stands where on each term: the matrix of current stances, and where the talks stand in a sentence."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import agreement as measure
from dashboard.analysis import rounds
from dashboard.charts.context import Context
from dashboard.charts.stance_matrix import stance_matrix
from dashboard.questions import ages, behind, delivered, in_force, stances
from dashboard.questions.agreement import days_of_numbers, in_their_words, of_whole_texts, on_the_issues, told_later
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, day_words, list_words

MOST_FURTHEST = 3
"""Terms named as those on which the parties are furthest apart; the rest are counted."""


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.CURRENT` of the scope's parties and terms as of its day."""
    return picked(stances.current(scope), party=scope.parties, term=scope.terms)


def finding(current: pd.DataFrame, context: Context) -> list[str]:
    """
    Return where the talks stand.

    Agreement is the minimum of the levels over the parties whose consent is required; how far apart the first two of
    them are is the distance of their levels. Where these parties are not all in the frame, or no term that has levels,
    its cells are counted.
    """
    required = context.required
    opening = f"On {context.as_of_words}{_in_round(context)}, "
    if of_whole_texts(context) or (context.only_parties and not set(required) <= set(context.only_parties)):
        return _of_some(current, opening, context)
    if not required:
        return [f"{opening}no party is marked as one whose consent is required, so agreement cannot be told."]
    terms = picked(context.terms, code=context.only_terms)
    levels = measure.agreement(current, context.parties, terms)
    issues = on_the_issues(levels, context)
    said = [f"{opening}{issues}."]
    if context.in_force is not None:
        said = [*_stands(required, opening, context), f"On the issues, {issues}."]
    return [*said, *in_their_words(levels, context), *_furthest(current, terms, context)]


def _of_some(current: pd.DataFrame, opening: str, context: Context) -> list[str]:
    """Return how many stances of the parties chosen, or of all, stand, and how old, after the agreement in force."""
    chosen = _chosen(context)
    # A yes to a whole text stands in each of its cells: it is one stance, counted where it was given if that is shown.
    shown = set(current.loc[current["term"].isin(frames.whole_texts(context.terms)), "party"])
    with_whole = current["with_whole"].fillna(False) & current["party"].isin(shown)
    own = current[current["level"].notna() | ~with_whole]
    whose = f" of {list_words([context.parties_inside[one] for one in chosen])}" if chosen else ""
    if context.only_terms:
        titles = [title for term, title in context.terms_inside.items() if term in context.only_terms]
        whose += f" on {list_words(titles, MOST_TERMS)}"
    standing = f"{counted(len(own), 'standing stance') if len(own) else 'no standing stance'}{whose}"
    how_many = f"{standing} {context.there.are if len(own) > 1 else context.there.is_}"
    old = ages.of_scored(current, context, "level")
    how_many += "".join(f"; {words[0].lower()}{words[1:]}" for words in old) or "."
    said = [f"{opening}{how_many}"]
    if context.in_force is not None:
        said = [*_stands(chosen or list(context.required), opening, context), how_many]
    return [*said, *ages.of_mixed(current, "level")]


def _chosen(context: Context) -> list[str]:
    return [party for party in context.parties_inside if party in context.only_parties]


def _stands(parties: list[str], opening: str, context: Context) -> list[str]:
    """Return that an agreement is in force, who of these parties stands by it, and what came of it."""
    first = f"{opening}{in_force.standing(parties, context)}."
    return [first, *in_force.otherwise(parties, context), *_came(context)]


def details(current: pd.DataFrame, context: Context) -> list[str]:
    """Return of which days own numbers are, what is differed on where it is most, and what was told only later."""
    if context.only_parties and not set(context.required) <= set(context.only_parties):
        return in_force.told_later(_chosen(context), context)
    terms = picked(context.terms, code=context.only_terms)
    levels = measure.agreement(current, context.parties, terms)
    later = [*in_force.told_later(context.required, context), *told_later(levels, "level", context)]
    return [*days_of_numbers(levels, context), *_differ(current, terms, context), *later]


def _came(context: Context) -> list[str]:
    """Return what came of the agreement in force, and on which terms all that it gives."""
    complete = [title for term, title in context.terms_inside.items() if term in context.delivered]
    all_of_it = [f"All that it gives on {list_words(complete)} has been delivered."] if complete else []
    return [*([context.came] if context.came else []), *all_of_it]


def _in_round(context: Context) -> str:
    under_way = rounds.under_way(context.rounds, context.as_of)
    if len(under_way) > 1 and under_way["rank"].notna().all():
        return f", in rounds {list_words([str(rank) for rank in sorted(under_way['rank'])])}"
    found = rounds.round_of(context.rounds, context.as_of)
    if found is None:
        return "" if context.rounds.empty else ", before the first recorded round"
    number = "" if pd.isna(found["rank"]) else f" {found['rank']}"
    venues = [] if pd.isna(found["venue"]) else str(found["venue"]).split(", ")
    if found["ended_on"] > context.as_of and len(venues) > 1:
        venues = []  # to which of them it had come by the day is not recorded
    place = f" at {list_words(venues)}" if venues else ""
    if found["ended_on"] >= context.as_of:
        return f", in round{number}{place}"
    return f", after round{number}{place} (ended {day_words(found['ended_on'], found['precision'])})"


def _worst(current: pd.DataFrame, terms: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Return the terms on which the first two of the parties are furthest apart, if they are apart on any."""
    pair, apart = context.required[:2], measure.DISTANCE.frame()
    if len(pair) > 1:
        apart = measure.distance(current, terms, *pair)
    apart = apart.dropna(subset="distance").assign(of=lambda known: len(known))
    return apart[(apart["distance"] == apart["distance"].max()) & (apart["distance"] > 0)]


def _furthest(current: pd.DataFrame, terms: pd.DataFrame, context: Context) -> list[str]:
    """Return on which terms the first two of the parties are furthest apart by their levels, and how old these are."""
    worst = _worst(current, terms, context)
    if worst.empty or worst["of"].max() == 1:  # of one term nobody says that it is the furthest
        return []
    who = list_words([context.parties_inside[party] for party in context.required[:2]])
    who = f"Of the terms chosen, {who}" if context.only_terms else who
    on = list_words([context.terms_inside[term] for term in worst["term"]], MOST_FURTHEST)
    old = worst["old_days"].notna().any()
    are = "were last recorded furthest apart" if old else "are furthest apart"
    return [f"{who} {are} on {on}{ages.clause(worst, context)}."]


def _differ(current: pd.DataFrame, terms: pd.DataFrame, context: Context) -> list[str]:
    """Return in the words of the terms what the parties differ on where they are furthest apart."""
    worst = _worst(current, terms, context)
    words = context.terms.set_index("code")["opposed_words"]
    differ = [words[term] for term in worst["term"] if isinstance(words[term], str)]
    # What an agreement says since is not what they differ on now.
    if worst["n_overtaken"].any() or not 0 < len(differ) <= MOST_FURTHEST:
        return []
    return [f"They differ on {'; on '.join(differ)}."]


def rests_on(scope: Scope, current: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON`: the stances that give a cell level and answer, those of that day that differ, a silence.

    And, beside the cells, the answers to the agreement in force that the title tells, and what came of it.
    """
    given = behind.named_in(current, "stance", "level_stance", "answer_stance")
    both = [behind.of_mixed(scope, current, aspect) for aspect in ("level", "answer")]
    otherwise = (behind.of_otherwise(scope, current, one) for one in ("level", "answer"))
    silent = behind.of_silence(scope, current)
    required = frames.required(scope.edition.rows("party"))
    told = scope.parties if scope.parties and not set(required) <= set(scope.parties) else required
    in_title = in_force.rests_on(scope, told), delivered.rests_on(scope)
    return behind.together(given, *both, *otherwise, silent, *in_title)


def how_old(current: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels and of the answers are old."""
    answered = current[~current["unconfirmed"]]
    return [*ages.of_cells(current, context, "level"), *ages.of_cells(answered, context, "answer")]


QUESTION = Question(
    id="stance-matrix",
    title="Stance matrix",
    asks="Who stands where on each term, and how does each party answer the text on the table?",
    contract=frames.CURRENT,
    frame=frame,
    finding=finding,
    chart=stance_matrix,
    rests_on=rests_on,
    columns=(
        "party",
        "term",
        "level",
        "answer",
        "proposal",
        "held_on",
        "precision",
        "answer_held_on",
        "unconfirmed",
        "level_age",
        "mixed",
        "claims",
        "source_grade",
        "confidence",
    ),
    csv=tuple(frames.CURRENT.columns)[:15],
    takes=("party", "term"),
    selections=("cell",),
    details=details,
    how_old=how_old,
    not_narrowed=in_force.of_any_age,
)
