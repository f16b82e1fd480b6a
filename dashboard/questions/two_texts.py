"""Two texts, one name: which texts go by one name, and who answers them differently on which terms."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis import namesakes
from dashboard.charts.context import Context, names_inside, titles_inside
from dashboard.charts.two_texts import two_texts
from dashboard.questions import ages, behind, stances, texts
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import LEVEL_WORDS, counted, day_words, list_words

MOST_PAIRS = 2
"""Pairs of texts told of one by one; the rest are counted."""


def texts_of_one_name(scope: Scope) -> pd.DataFrame:
    """Return `frames.NAMESAKES` of the day."""
    provisions, quantities, stages, terms = (
        scope.edition.rows(name) for name in ("provision", "quantity", "stage", "term")
    )
    return namesakes.namesakes(
        texts.aliases(scope),
        texts.proposals(scope),
        _answers(scope),
        provisions,
        quantities,
        stages,
        terms,
        scope.day,
        stances.use_by(scope),
    )


def _answers(scope: Scope) -> pd.DataFrame:
    """Return `frames.GRADED_STANCES` that answer a text of which it may be told that another one has its name too."""
    shared = namesakes.sharing(texts.aliases(scope), texts.proposals(scope), scope.day, stances.use_by(scope))
    return stances.graded(scope, proposals=tuple(shared)) if shared else frames.GRADED_STANCES.frame()


def _differing(scope: Scope, one: str, other: str) -> pd.DataFrame:
    """Return `namesakes.DIFFERENT_ANSWERS` to two texts."""
    provisions, terms = (scope.edition.rows(name) for name in ("provision", "term"))
    old_before = scope.day - pd.Timedelta(days=stances.use_by(scope))
    return namesakes.different_answers(
        _answers(scope), texts.proposals(scope), provisions, terms, (one, other), old_before
    )


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.TWO_TEXTS`: who answers texts of one name differently, on which terms."""
    made = [
        # No agreement overtakes an answer: it is one to its own text for ever.
        (pair.name, pair.one, pair.other, *row[:-1], 0, row.old_days, pair.disputed_one, pair.disputed_other)
        for pair in frames.NAMESAKES.rows(texts_of_one_name(scope))
        for row in namesakes.DIFFERENT_ANSWERS.rows(_differing(scope, pair.one, pair.other))
    ]
    return picked(frames.TWO_TEXTS.frame(made), party=scope.parties, term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return which two texts go by which name, who disputes it, and who answers them differently on which terms."""
    if found.empty:
        days = f"tabled within {context.use_by_days} days of each other and of that day"
        found_none = "are recorded as going by one name and answered differently"
        found_none += " by any of the parties chosen" if context.only_parties else ""
        found_none += " on any of the terms chosen" if context.only_terms else ""
        return [f"On {context.as_of_words}{context.there.by}, no two texts {days} {found_none}."]
    said = []
    for (name, one, other), of_pair in found.groupby(["name", "one", "other"], sort=False):
        rows = frames.TWO_TEXTS.rows(of_pair)
        by = [
            f"{party} ({list_words([_on_what(row, context.terms_inside[row.term]) for row in own], MOST_TERMS)})"
            for code, party in context.parties_inside.items()
            if (own := [row for row in rows if row.party == code])
        ]
        both = _both(one, other, context.proposals, (rows[0].disputed_one, rows[0].disputed_other))
        of_chosen = ", of the parties chosen," if context.only_parties else ""
        said.append(
            f"{both} go by one name, “{name}”; up to {context.as_of_words} they are answered differently"
            f"{' on the terms chosen' if context.only_terms else ''}{of_chosen} by {list_words(by, MOST_TERMS)}."
        )
    if (more := len(said) - MOST_PAIRS) > 0:
        said[MOST_PAIRS:] = [f"{counted(more, 'more pair')} of texts {'is' if more == 1 else 'are'} shown."]
    return [*said, *ages.of_counted(found, context, "answer")]


def _both(one: str, other: str, proposals: pd.DataFrame, disputed: Sequence[str | None] = (None, None)) -> str:
    """Return two texts with their days, and who disputes that one goes by the name."""
    found, said = proposals.set_index("code"), []
    for code, by_whom in zip((one, other), disputed, strict=True):
        day = day_words(found.at[code, "tabled_on"], found.at[code, "precision"])
        of_name = f"; of this one the name is disputed by {list_words(by_whom.split('; '))}" if by_whom else ""
        said.append(f"“{found.at[code, 'title']}” ({day}{of_name})")
    return list_words(said)


def _on_what(row: frames.AnswersToTwo, title: str) -> str:
    """Return on what answers to two texts differ: a term, or the whole of one and terms of the other."""
    if row.terms_one is None and row.terms_other is None:
        return title
    return f"{_part('first', row.terms_one)} against {_part('second', row.terms_other)}"


def _part(place: str, terms: int | None) -> str:
    """Return a text as a whole, or so many terms of it."""
    return f"the {place} as a whole" if terms is None else f"{counted(terms, 'term')} of the {place}"


class Notice(NamedTuple):
    """Two texts under one name, in words, and their codes."""

    words: str
    one: str
    other: str


def notices(scope: Scope) -> list[Notice]:
    """Return a notice for each pair of texts that go by one name and are answered differently."""
    tables = [texts.aliases(scope), *(scope.edition.rows(table) for table in ("proposal", "party", "term"))]
    made = []
    for row in frames.NAMESAKES.rows(texts_of_one_name(scope)):
        made.append(Notice(in_words(row, _differing(scope, row.one, row.other), *tables), row.one, row.other))
    return made


def in_words(
    row: frames.Namesake,
    answers: pd.DataFrame,
    aliases: pd.DataFrame,
    proposals: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
) -> str:
    """
    Return one row of `frames.NAMESAKES` in sentences: the two texts, who answers how, who uses and disputes the name.

    Parameters
    ----------
    answers
        `namesakes.DIFFERENT_ANSWERS` to the two texts.
    aliases, proposals, parties, terms
        `frames.ALIASES`, `frames.PROPOSALS`, `frames.PARTIES`, `frames.TERMS`.
    """
    names = dict(zip(parties["code"], parties["short_name"], strict=True)) | names_inside(parties)
    titles = titles_inside(terms, dict(zip(terms["code"], terms["short_title"], strict=True)))
    said = [f"{_both(row.one, row.other, proposals)} go by one name, “{row.name}”."]
    for party, own in answers.groupby("party", sort=False):
        on = [_answered(row, titles[row.term]) for row in namesakes.DIFFERENT_ANSWERS.rows(own)]
        said.append(f"Answered by {names[party]} {'; '.join(on)}.")
    if row.terms is not None:
        differ = list_words([titles[term] for term in row.terms.split("; ")], MOST_TERMS)
        said.append(f"Their provisions differ on {differ}.")
    own_names = aliases[aliases["name"].str.strip().str.casefold() == row.name.strip().casefold()]
    for code, place in ((row.one, "first"), (row.other, "second")):
        for alias in frames.ALIASES.rows(own_names[own_names["proposal"] == code]):
            if alias.used_by is not None:
                said.append(f"The name is used for the {place} by {alias.used_by}.")
            if alias.disputed_by is not None:
                said.append(f"It is disputed for the {place} by {alias.disputed_by}.")
    return " ".join(said)


def _answered(row: namesakes.DifferentAnswers, title: str) -> str:
    """Return the two answers to two texts on a term, or on the whole of one and on terms of the other."""
    words = [
        list_words([f"“{LEVEL_WORDS[code]}”" for code in answer.split("; ")])
        for answer in (row.answer_one, row.answer_other)
    ]
    if row.terms_one is None and row.terms_other is None:
        return f"on {title} {words[0]} to the first and {words[1]} to the second"
    places = _part("first", row.terms_one), _part("second", row.terms_other)
    return " and ".join(f"on {place} {answer}" for place, answer in zip(places, words, strict=True))


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON`: the stances that answer the two texts, and the names that these have.

    An answer to one of them as a whole is held against those on the terms of the other: it rests on all of these.
    """
    provisions, terms = (scope.edition.rows(name) for name in ("provision", "term"))
    known = [
        namesakes.known_answers(_answers(scope), texts.proposals(scope), provisions, terms, pair).assign(
            one=pair[0], other=pair[1]
        )
        for pair in found[["one", "other"]].drop_duplicates().itertuples(index=False, name=None)
    ]
    if not known:
        return behind.together()
    answers = pd.concat(known)
    of_terms = answers[~answers["term"].isin(frames.whole_texts(terms))]
    aliases = texts.aliases(scope).assign(name=lambda rows: _folded(rows["name"]))
    made = []
    for text in ("one", "other"):
        to_it = answers[answers["proposal"] == answers[text]]
        own = behind.of_cells(found, to_it, ["one", "other", "party", "term"], "stance")
        held_against = found[~found.index.isin(own["row"])]
        others = of_terms[of_terms["proposal"] == of_terms[text]]
        made += [own, behind.of_cells(held_against, others, ["one", "other", "party"], "stance")]
        named = found.assign(name=_folded(found["name"])).rename_axis("number").reset_index()
        named = named[["number", "name", text]].merge(aliases.rename(columns={"proposal": text}), on=["name", text])
        made.append(behind.named_in(named.set_index("number"), "alias", "code"))
    return behind.together(*made)


def _folded(names: pd.Series) -> pd.Series:
    return names.str.strip().str.casefold()


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the answers are old."""
    return ages.of_counted(found, context, "answer")


QUESTION = Question(
    id="two-texts",
    title="Two texts, one name",
    asks="Which texts go by one name, and who answers them differently on which terms?",
    contract=frames.TWO_TEXTS,
    frame=frame,
    finding=finding,
    chart=two_texts,
    rests_on=rests_on,
    columns=(
        "name",
        "one",
        "other",
        "party",
        "term",
        "answer_one",
        "answer_other",
        "terms_one",
        "terms_other",
        "n",
        "n_old",
        "n_overtaken",
        "old_days",
        "disputed_one",
        "disputed_other",
    ),
    csv=tuple(frames.TWO_TEXTS.columns)[:-3],
    takes=("party", "term"),
    how_old=how_old,
)
