"""The agreement in force: that it stands, who stands by it, and who answers which of its terms otherwise."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import frames
from dashboard.charts.context import AnswerGiven, Context
from dashboard.questions import ages, behind, stances, texts
from dashboard.questions.question import MOST_TERMS
from dashboard.questions.scope import Scope
from dashboard.vocabulary import LEVEL_WORDS, Level, counted, list_words

_DONE: Mapping[str, str] = {Level.ACCEPTS: "accepted", Level.REJECTS: "rejected"}
"""What was done to a text by whoever answers it so; all else is quoted."""


def standing(parties: Sequence[str], context: Context) -> str:
    """Return that the agreement stands, and how each of these parties answers it: the whole, else how many terms."""
    said: list[str] = []
    alike: dict[tuple[str, str], list[str]] = {}
    for party in parties:
        whole, name = _whole(party, context), context.parties_inside[party]
        kind = (whole.answer if whole else "", _how_many(_otherwise(party, context)))
        alike.setdefault(kind, []).append(f"{name} ({whole.day})" if whole else name)
    for (answer, terms), names in alike.items():
        who, several = list_words(names), len(names) > 1
        if answer:  # told of the answer, not of who gives it: a name may be one of several, such as "the families"
            otherwise = f", {'by each ' if several else ''}answered otherwise {terms}" if terms else ""
            said.append(f"{_DONE.get(answer, f'answered “{LEVEL_WORDS[answer]}”')} by {who}{otherwise}")
            continue
        if terms:
            said.append(f"answered {terms} by {'each of ' if several else ''}{who}")
        whole_of_it = "to the whole of it" if terms else "to it"
        said.append(f"no answer {whole_of_it} from {' or '.join(names)} {context.there.is_}")
    return f"the agreement of {context.in_force_since} stands: {'; '.join(said)}"


def of_any_age(scope: Scope) -> str:
    """Return that answers to the agreement in force are told however old, where nothing else that is old counts."""
    told = scope.within_use_by and texts.table(scope).in_force is not None
    return "in the title the answers to the agreement that stands, whatever their age" if told else ""


def rests_on(scope: Scope, parties: Sequence[str]) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of what is told: what became of it; these parties' answers to the whole, and others."""
    given = stances.to_agreement(scope)
    whole = given["term"].isin(frames.whole_texts(scope.edition.rows("term")))
    of_whole = given[whole].set_index("party")["answer"]
    told = given[(whole | (given["answer"] != given["party"].map(of_whole))) & given["party"].isin(parties)]
    stands = pd.DataFrame({"proposal": [texts.table(scope).in_force]})
    return behind.together(
        behind.beside_rows(told, "stance", "stance"), behind.beside_rows(stands, "delivery", "proposal")
    )


def otherwise(parties: Sequence[str], context: Context) -> list[str]:
    """Return how each of these parties answers terms otherwise than the agreement as a whole, and when."""
    said: list[str] = []
    for party in parties:
        alike: dict[tuple[str, bool], list[str]] = {}
        for term, given in _otherwise(party, context).items():
            answer = f"{LEVEL_WORDS[given.answer]}, {given.day}"
            alike.setdefault((answer, given.provided), []).append(context.terms_inside[term])
        parts = [
            f"on {list_words(on, MOST_TERMS)}{'' if provided else ', not in it'}: {answer}"
            for (answer, provided), on in alike.items()
        ]
        if parts:
            it = "It" if said else "The agreement"
            said.append(f"{it} is answered by {context.parties_inside[party]} {'; '.join(parts)}.")
    return [*said, "How each answers the agreement is told whatever its age."] if context.within_use_by else said


def told_later(parties: Sequence[str], context: Context) -> list[str]:
    """Return how many of these answers are recorded only from pages published after the day, and of when these are."""
    if context.on_the_table != (context.in_force,):  # what was told later is known of answers to that text alone
        return []
    wholes = frames.whole_texts(context.terms)
    told = [
        ("answer", party, term)
        for party in parties
        for term in context.answers_to_it.get(party, {})
        if term in wholes or term in _otherwise(party, context)
    ]
    one, many = (f"{answer} to the agreement that {are} told" for answer, are in (("answer", "is"), ("answers", "are")))
    return ages.of_later_days(len(told), one, many, told, context)


def _whole(party: str, context: Context) -> AnswerGiven | None:
    """Return the answer of a party to the agreement as a whole."""
    wholes = frames.whole_texts(context.terms)
    return next((given for term, given in context.answers_to_it.get(party, {}).items() if term in wholes), None)


def _how_many(answers: Mapping[str, AnswerGiven]) -> str:
    """Return on how many terms these answers are; those that the agreement leaves out are told apart."""
    inside = sum(given.provided for given in answers.values())
    of = {"of it": inside, "not in it": len(answers) - inside}
    return list_words([f"on {counted(terms, 'term')} {where}" for where, terms in of.items() if terms])


def _otherwise(party: str, context: Context) -> dict[str, AnswerGiven]:
    """Return by term, in their order, the answers of a party that are others than that to the whole."""
    wholes, whole = frames.whole_texts(context.terms), _whole(party, context)
    given = context.answers_to_it.get(party, {})
    return {
        term: given[term]
        for term in context.terms_inside
        if term in given and term not in wholes and not (whole and given[term].answer == whole.answer)
    }
