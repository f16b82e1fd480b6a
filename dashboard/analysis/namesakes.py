"""Two texts under one name."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Annotated, Any, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import ends
from dashboard.analysis.on_the_table import lineage
from dashboard.analysis.standings import resolved, stated
from dashboard.analysis.texts import comparison
from dashboard.vocabulary import SCORES, Level, day_text


class DifferentAnswers(NamedTuple):
    """
    A party and a term that gave two texts different answers: n of them, of which so many are old.

    Where a text is not answered as a whole, its answer is each that is given on terms of it, and `terms_one` or
    `terms_other` says on how many.
    """

    party: str
    term: str
    answer_one: Annotated[str, "Answer to the first"]
    answer_other: Annotated[str, "Answer to the second"]
    terms_one: Annotated[int | None, "On terms of the first"]
    terms_other: Annotated[int | None, "On terms of the second"]
    n: Annotated[int, "n"]
    n_old: Annotated[int, "Of these old"]
    old_days: Annotated[str | None, "Days of these"]


DIFFERENT_ANSWERS = frames.Contract("different_answers", DifferentAnswers)


def different_answers(
    stances: pd.DataFrame,
    proposals: pd.DataFrame,
    provisions: pd.DataFrame,
    terms: pd.DataFrame,
    pair: tuple[str, str],
    old_before: pd.Timestamp,
) -> pd.DataFrame:
    """
    Return `DIFFERENT_ANSWERS` to two texts: where a party's latest answers to them on a term differ in score.

    An answer counts for the text that it names, from the day on which that was tabled. A yes to a whole text is a yes
    to each of its provisions, unless the party answers one otherwise on that day or later; resisting or rejecting the
    whole reaches none. Where a party answered only one of the texts as a whole, that answer is held against its answers
    on the terms of the other: it differs when all of these are on the opposite side. They are no answer to the whole,
    and stand as what they are: each that is given, the one nearest to open first, joined by "; ". An answer without a
    score (silent, mixed) differs from none.

    Parameters
    ----------
    stances
        `frames.GRADED_STANCES` that pass the filter.
    proposals, provisions, terms
        `frames.PROPOSALS`, `frames.PROVISIONS`, `frames.TERMS`.
    old_before
        The day before which an answer is old.
    """
    known = known_answers(stances, proposals, provisions, terms, pair)
    whole = set(frames.whole_texts(terms))
    made = []
    for party, rows in known.groupby("party"):
        one, other = (
            {row["term"]: [row] for row in rows[rows["proposal"] == text].to_dict("records")} for text in pair
        )
        for term in sorted({*one, *other}):
            first, second = (
                own.get(term) or (_opposed(against[term][0], own, whole) if term in whole else None)
                for own, against in ((one, other), (other, one))
            )
            if first and second and SCORES[first[0]["code"]] != SCORES[second[0]["code"]]:
                old = [answer for answer in (*first, *second) if answer["held_on"] < old_before]
                days = ends(day_text(answer["held_on"], answer["precision"]) for answer in old)
                codes = ("; ".join(dict.fromkeys(answer["code"] for answer in some)) for some in (first, second))
                on_terms = (None if term in own else len(some) for own, some in ((one, first), (other, second)))
                made.append((party, term, *codes, *on_terms, len(first) + len(second), len(old), days))
    return DIFFERENT_ANSWERS.frame(made)


def known_answers(
    stances: pd.DataFrame,
    proposals: pd.DataFrame,
    provisions: pd.DataFrame,
    terms: pd.DataFrame,
    pair: tuple[str, str],
) -> pd.DataFrame:
    """Return the latest answer with a score of each party to each of two texts, term by term, with its stance."""
    tabled_on = stances["proposal"].map(proposals.set_index("code")["tabled_on"])
    given = stated(stances[stances["proposal"].isin(pair) & (stances["held_on"] >= tabled_on)], "answer")
    own = resolved(given, within=("party", "term", "proposal")).drop_duplicates(
        ["party", "term", "proposal"], keep="last"
    )
    whole = set(frames.whole_texts(terms))
    yes = own[own["term"].isin(whole) & (own["code"] == Level.ACCEPTS)]
    reached = yes.drop(columns="term").merge(provisions[["proposal", "term"]], on="proposal")
    known = pd.concat([reached, own], ignore_index=True).sort_values("held_on", kind="stable")
    known = known.drop_duplicates(["party", "term", "proposal"], keep="last")
    return known[known["code"].isin(list(SCORES))]


def _opposed(answer: dict[str, Any], others: dict[str, list[Any]], whole: set[str]) -> list[dict[str, Any]]:
    """Return the answers on the terms of a text, the nearest to open first, if all are opposed to `answer`."""
    own = [rows[0] for term, rows in sorted(others.items()) if term not in whole]
    opposed = all(SCORES[row["code"]] * SCORES[answer["code"]] < 0 for row in own)
    return sorted(own, key=lambda row: abs(SCORES[row["code"]])) if opposed else []


def sharing(aliases: pd.DataFrame, proposals: pd.DataFrame, as_of: pd.Timestamp, use_by_days: int) -> list[str]:
    """Return the texts, by code, of which `namesakes` may tell, whatever was answered to them."""
    return sorted({code for _, *pair in _pairs(aliases, proposals, as_of, use_by_days) for code in pair})


def _pairs(
    aliases: pd.DataFrame, proposals: pd.DataFrame, as_of: pd.Timestamp, use_by_days: int
) -> Iterator[tuple[pd.DataFrame, str, str]]:
    """
    Yield the rows of `frames.ALIASES` of one name with each pair of texts still told of, the earlier first.

    Where texts of two lines go by it, the latest of each does: of a text and what it revises nobody would ask which.
    """
    day = dict(zip(proposals["code"], proposals["tabled_on"], strict=True))
    use_by = pd.Timedelta(days=use_by_days)
    tabled: dict[str, Any] = {row.code: row for row in proposals.itertuples() if row.tabled_on <= as_of}
    known = aliases[aliases["proposal"].isin(list(tabled))]
    for _, rows in known.groupby(known["name"].str.strip().str.casefold()):
        texts = sorted(rows["proposal"].unique(), key=lambda code: (day[code], code))
        revised = {earlier for code in texts for earlier in lineage(tabled, code)}
        latest = [code for code in texts if code not in revised]
        for one, other in combinations(latest if len(latest) > 1 else texts, 2):
            if max(day[other] - day[one], as_of - day[other]) <= use_by:
                yield rows, one, other


def namesakes(
    aliases: pd.DataFrame,
    proposals: pd.DataFrame,
    stances: pd.DataFrame,
    provisions: pd.DataFrame,
    quantities: pd.DataFrame,
    stages: pd.DataFrame,
    terms: pd.DataFrame,
    as_of: pd.Timestamp,
    use_by_days: int,
) -> pd.DataFrame:
    """
    Return the pairs of texts that go by one name, were tabled within the use-by of each other and answered differently.

    A rule of this house, not of the literature: two people who use one name for two texts can contradict each other and
    both be right. A pair is told of within the use-by of the later text: after that the name is history. Where texts of
    two lines (`version_of`) have the name, each line is told of by its latest.

    Parameters
    ----------
    aliases, proposals, provisions, quantities, stages, terms
        `frames.ALIASES`, `frames.PROPOSALS`, `frames.PROVISIONS`, `frames.QUANTITIES`, `frames.STAGES`, `frames.TERMS`.
        Names are compared without regard to case or space around them.
    stances
        `frames.GRADED_STANCES` of the day that pass the filter.

    Returns
    -------
    DataFrame
        `frames.NAMESAKES`, one row per name and pair, by day: `one` is the earlier text. `terms` are those on which
        both have a provision and the two differ; a provision recorded for one text only tells of no difference.
        `answers` and `used_by` are joined by "; ", the earlier text's first, and so are those who dispute one.
    """
    day = dict(zip(proposals["code"], proposals["tabled_on"], strict=True))
    old_before = as_of - pd.Timedelta(days=use_by_days)
    made: list[dict[str, Any]] = []
    for rows, one, other in _pairs(aliases, proposals, as_of, use_by_days):
        answers = different_answers(stances, proposals, provisions, terms, (one, other), old_before)
        if answers.empty:
            continue
        compared = comparison(one, other, provisions, quantities, stages, terms)
        named = [rows[rows["proposal"] == code] for code in (one, other)]
        pair = pd.concat(named)
        made.append(
            {
                "name": pair["name"].iloc[0],
                "one": one,
                "other": other,
                "terms": _joined(compared.loc[compared["change"] == "changed", "term"]),
                "answers": _joined(
                    f"{row.party} on {row.term}: {row.answer_one}, {row.answer_other}"
                    for row in DIFFERENT_ANSWERS.rows(answers)
                ),
                "used_by": _joined(pair["used_by"].dropna()),
                "disputed_one": _joined(named[0]["disputed_by"].dropna()),
                "disputed_other": _joined(named[1]["disputed_by"].dropna()),
            }
        )
    made.sort(key=lambda row: (day[row["one"]], day[row["other"]], row["name"]))
    return frames.NAMESAKES.frame(made)


def _joined(words: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(words)) or None
