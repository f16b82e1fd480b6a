"""The story of one cell: a party on a term, its stances in time, the claims they rest on, and the notes."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.ui import cache, notes, show
from dashboard.ui.reading import Item, read
from dashboard.ui.scope import Scope
from dashboard.vocabulary import LEVEL_WORDS, day_words

CLAIMS_SHOWN = 8


def cell(scope: Scope, party: str, term: str) -> None:
    """Show the story of a cell up to the scope's day."""
    parties, terms = cache.rows(scope, "party").set_index("code"), cache.rows(scope, "term").set_index("code")
    st.subheader(f"{show.plain(parties.loc[party, 'short_name'])} on {show.plain(terms.loc[term, 'short_title'])}")
    if isinstance(proposition := terms.loc[term, "proposition"], str):
        st.caption(show.plain(f"The proposition: {proposition}"))
    current = cache.compute(scope, "current")
    here = current[(current["party"] == party) & (current["term"] == term)]
    st.text(_standing(here.iloc[0], cache.rows(scope, "proposal")) if len(here) else "Not recorded by this day.")
    found = cache.compute(scope, "graded", party, term)
    claims = cache.read(scope, "evidence", party=party, term=term, until=scope.as_of, min_grade=scope.min_grade)
    notes.add(scope, _targets(scope, party, term, found, claims), key=f"cell_{party}_{term}")
    notes.listed(scope, _about(cache.read(scope, "annotations"), party, term, found, claims), key="cell")
    if found.empty:
        return
    with st.expander(f"Stances in time ({len(found)})"):
        shown = found.iloc[::-1].assign(
            level=found["level"].map(show.level_words, na_action="ignore"),
            answer=found["answer"].map(show.level_words, na_action="ignore"),
        )
        columns = {
            "held_on": "From",
            "level": "Level",
            "answer": "Answer",
            "proposal": "To text",
            "summary": "In our words",
            "source_grade": "Grade",
            "confidence": "Confidence",
        }
        show.table(shown, columns)
    st.markdown("**On whose word**")
    read([_claim(row) for row in claims.head(CLAIMS_SHOWN).itertuples(index=False)], key="story_claims")
    if len(claims) > CLAIMS_SHOWN:
        st.caption(f"{len(claims) - CLAIMS_SHOWN} earlier claims stand in the table on the page Stances.")


def _targets(
    scope: Scope, party: str, term: str, found: pd.DataFrame, claims: pd.DataFrame
) -> dict[str, dict[str, Any]]:
    """Return what a note may hang on here: the cell, one of its stances, one of its claims."""
    cell_itself = {"this cell": {"party": party, "term": term, "day": scope.as_of}}
    of_stances = {
        f"the stance of {day_words(row.held_on, row.precision)} ({row.code})": {"stance": row.code}
        for row in found.iloc[::-1].itertuples(index=False)
    }
    of_claims = {
        f"the claim of {day_words(row.said_on, row.precision)} ({row.code})": {"claim": row.code}
        for row in claims.itertuples(index=False)
    }
    return cell_itself | of_stances | of_claims


def _about(annotations: pd.DataFrame, party: str, term: str, found: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Keep the notes on this cell, its stances and its claims."""
    on_cell = (annotations["party"] == party) & (annotations["term"] == term)
    of_it = annotations["stance"].isin(found["code"]) | annotations["claim"].isin(claims["code"])
    return annotations[on_cell | of_it]


def _standing(row: pd.Series, proposals: pd.DataFrame) -> str:
    """Return in a sentence what a row of `frames.CURRENT` says."""
    said = []
    if isinstance(row["level"], str):
        level = row["level_both"] if isinstance(row["level_both"], str) else LEVEL_WORDS[row["level"]]
        said.append(f"Level: {level}, since {day_words(row['level_held_on'])}.")
    if isinstance(row["answer"], str):
        title = proposals.set_index("code")["title"].get(row["proposal"], row["proposal"])
        answer = row["answer_both"] if isinstance(row["answer_both"], str) else LEVEL_WORDS[row["answer"]]
        late = " A newer text is on the table; this is unconfirmed on it." if row["unconfirmed"] else ""
        said.append(f"Answer to “{title}”: {answer}, {day_words(row['answer_held_on'])}.{late}")
    if row["faded"]:
        said.append("Older than the use-by of this negotiation.")
    return " ".join(said)


def _claim(row: Any) -> Item:
    speaker = row.speaker if isinstance(row.speaker, str) else "Speaker not named"
    level = (
        [f"level: {show.level_words(row.level)}"]
        if isinstance(row.level, str) and row.level != "NOT_APPLICABLE"
        else []
    )
    answer = [f"answer: {show.level_words(row.answer)}"] if isinstance(row.answer, str) else []
    where = f"{row.publisher if isinstance(row.publisher, str) else row.source_title}, grade {row.source_grade}"
    item: Item = {
        "lead": f"{day_words(row.said_on, row.precision)} — {speaker}",
        "text": row.summary,
        "meta": [
            *level,
            *answer,
            row.attribution.replace("_", " "),
            *(["not the party's own word"] if pd.notna(row.speaker_is_holder) and not row.speaker_is_holder else []),
            where,
        ],
    }
    if isinstance(row.quote, str):
        item["quote"] = row.quote if row.quote_of != "page" else f"{row.quote} [the page's words]"
    if isinstance(row.url, str):
        item["link"] = row.url
    return item
