"""The texts of a scope: those tabled by its day, their families, their stages and numbers, the one on the table."""

import pandas as pd

from dashboard.analysis import movement, stances, texts
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import day_words, list_words


def tabled(scope: Scope) -> pd.DataFrame:
    """Return the texts (`frames.PROPOSALS`) tabled by the scope's day."""
    proposals = scope.edition.rows("proposal")
    return proposals[proposals["tabled_on"] <= scope.day]


def of_texts(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Keep what belongs to the scope's texts, or to every text tabled by the day."""
    codes = scope.proposals or tabled(scope)["code"].tolist()
    return found[found["proposal"].isin(codes)].reset_index(drop=True)


def stages(scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASE_STAGES` of the scope's texts and terms."""
    return of_texts(scope, picked(scope.edition.release_stages(), term=scope.terms))


def families(scope: Scope) -> dict[str, str]:
    """Return the oldest text of each family of two or more tabled by the day, in words, the latest family first."""
    proposals = tabled(scope).sort_values(["tabled_on", "code"])
    titles = dict(zip(proposals["code"], proposals["title"], strict=True))
    place = {code: number for number, code in enumerate(titles)}
    found = sorted(movement.families(proposals), key=lambda family: place[family[-1]], reverse=True)
    return {first: f"{titles[first]} ({1 + len(more)} texts)" for first, *more in found if more}


def numbers(scope: Scope) -> dict[str, list[str]]:
    """Return the numbers of every provision in words."""
    return texts.all_numbers(scope.edition.rows("quantity"), scope.edition.rows("stage"))


def on_the_table(scope: Scope) -> str:
    """Return which text is on the table, since when and by whom, in one sentence."""
    edition = scope.edition
    proposals = edition.rows("proposal")
    code = stances.on_the_table(proposals, scope.day)
    if code is None:
        return "No text had been tabled by this day."
    text = proposals.set_index("code").loc[code]
    parties, tabled = edition.rows("party"), edition.rows("proposal_party")
    short = dict(zip(parties["code"], parties["short_name"], strict=True))
    tabled = tabled[(tabled["proposal"] == code) & tabled["tabled"].fillna(False)]
    by = f" by {list_words([short[party] for party in tabled['party']])}" if len(tabled) else ""
    return f"The text on the table is “{text['title']}”, tabled {day_words(text['tabled_on'], text['precision'])}{by}."
