"""Two texts under one name."""

from collections.abc import Iterable
from itertools import combinations
from typing import Annotated, Any, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis.standings import resolved, stated
from dashboard.analysis.texts import comparison
from dashboard.vocabulary import SCORES


class DifferentAnswers(NamedTuple):
    """A party and a term that gave two texts different answers."""

    party: str
    term: str
    answer_one: Annotated[str, "Answer to the first"]
    answer_other: Annotated[str, "Answer to the second"]


DIFFERENT_ANSWERS = frames.Contract("different_answers", DifferentAnswers)


def different_answers(stances: pd.DataFrame, terms: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """
    Return `DIFFERENT_ANSWERS` to two texts: where a party's latest answers to them on a term differ in score.

    Where a party answered only one of them as a whole, that answer is held against its answers on the terms of the
    other: it differs when all of these are on the opposite side, and the one nearest to open stands for them. An answer
    without a score (silent, mixed) differs from none.
    """
    given = stated(stances[stances["proposal"].isin([one, other])], "answer")
    answers = resolved(given, within=("party", "term", "proposal"))
    latest = answers[answers["code"].isin(list(SCORES))].drop_duplicates(["party", "term", "proposal"], keep="last")
    whole = set(terms.loc[terms["whole_text"].fillna(False), "code"])
    made = []
    for party, rows in latest.groupby("party"):
        first, second = (
            dict(zip(own["term"], own["code"], strict=True))
            for own in (rows[rows["proposal"] == text] for text in (one, other))
        )
        for term in sorted({*first, *second}):
            answer = first.get(term) or (_opposed(second[term], first, whole) if term in whole else None)
            against = second.get(term) or (_opposed(first[term], second, whole) if term in whole else None)
            if answer and against and SCORES[answer] != SCORES[against]:
                made.append((party, term, answer, against))
    return DIFFERENT_ANSWERS.frame(made)


def _opposed(answer: str, others: dict[str, str], whole: set[str]) -> str | None:
    """Return the answer nearest to open among those on the terms of a text where all are opposed to `answer`."""
    codes = [code for term, code in sorted(others.items()) if term not in whole]
    opposed = bool(codes) and all(SCORES[code] * SCORES[answer] < 0 for code in codes)
    return min(codes, key=lambda code: abs(SCORES[code])) if opposed else None


def sharing(aliases: pd.DataFrame) -> list[str]:
    """Return the texts, by code, that have a name in `frames.ALIASES` in common with another text."""
    shared = [rows["proposal"].unique() for _, rows in _by_name(aliases)]
    return sorted({code for texts in shared if len(texts) > 1 for code in texts})


def _by_name(aliases: pd.DataFrame) -> Any:
    """Return the aliases grouped by name, without regard to case or space around it."""
    return aliases.groupby(aliases["name"].str.strip().str.casefold())


def namesakes(
    aliases: pd.DataFrame,
    proposals: pd.DataFrame,
    stances: pd.DataFrame,
    provisions: pd.DataFrame,
    quantities: pd.DataFrame,
    stages: pd.DataFrame,
    terms: pd.DataFrame,
    use_by_days: int,
) -> pd.DataFrame:
    """
    Return the pairs of texts that go by one name, were tabled within the use-by of each other and answered differently.

    A rule of this house, not of the literature: two people who use one name for two texts can contradict each other and
    both be right.

    Parameters
    ----------
    aliases, proposals, provisions, quantities, stages, terms
        `frames.ALIASES`, `frames.PROPOSALS`, `frames.PROVISIONS`, `frames.QUANTITIES`, `frames.STAGES`, `frames.TERMS`.
        Names are compared without regard to case or space around them.
    stances
        `frames.GRADED_STANCES` that pass the filter.

    Returns
    -------
    DataFrame
        `frames.NAMESAKES`, one row per name and pair, by day: `one` is the earlier text. `terms` are those on which
        both have a provision and the two differ; a provision recorded for one text only tells of no difference.
        `answers`, `used_by` and `disputed_by` are joined by "; ", the earlier text's first.
    """
    day = dict(zip(proposals["code"], proposals["tabled_on"], strict=True))
    made: list[dict[str, Any]] = []
    for _, rows in _by_name(aliases):
        texts = sorted(rows["proposal"].unique(), key=lambda code: (day[code], code))
        for one, other in combinations(texts, 2):
            answers = different_answers(stances, terms, one, other)
            if (day[other] - day[one]).days > use_by_days or answers.empty:
                continue
            compared = comparison(one, other, provisions, quantities, stages, terms)
            pair = pd.concat([rows[rows["proposal"] == one], rows[rows["proposal"] == other]])
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
                    "disputed_by": _joined(pair["disputed_by"].dropna()),
                }
            )
    made.sort(key=lambda row: (day[row["one"]], day[row["other"]], row["name"]))
    return frames.NAMESAKES.frame(made)


def _joined(words: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(words)) or None
