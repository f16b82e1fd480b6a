"""One text at a time and two side by side."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frames
from dashboard.analysis import stances, texts
from dashboard.questions import measures, standing
from dashboard.questions.edition import Edition
from dashboard.questions.items import Item
from dashboard.questions.scope import Scope, distinct
from dashboard.ui import cache, notes, notices, show
from dashboard.ui.pickers import pick
from dashboard.ui.reading import read, sentence
from dashboard.vocabulary import day_words


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Proposals")
    notices.two_texts(scope)
    by_code, titles, on_the_table = cache.compute(scope, _tabled)
    if by_code.empty:
        sentence(f"No text is recorded that was tabled by {day_words(scope.day)}. Choose a later day.")
        return
    left = pick("Text", titles, key="text", default=on_the_table, what="text")
    others = {"": "nothing"} | {code: title for code, title in titles.items() if code != left}
    told = "Compares the two provision by provision."
    right = pick("Beside it", others, key="beside", default="", what="text", help=told) or None
    if right is None:
        sentence(f"“{by_code.loc[left, 'title']}”, tabled {by_code.loc[left, 'when']}.")
        _one(scope, left)
    else:
        _two(scope, left, right, by_code)
    notices.answers(scope)
    st.header("Staged releases")
    picked = replace(scope, proposals=tuple(code for code in (left, right) if code))
    st.text(cache.compute(picked, measures.when_released))
    if not cache.frame(picked, "release-curves").empty:
        show.chart(picked, "release-curves", key="releases")
    st.header("Numbers over the texts")
    show.chart(scope, "provision-quantities", key="quantities")


def _tabled(edition: Edition, scope: Scope) -> tuple[pd.DataFrame, dict[str, str], str | None]:
    """Return the texts tabled by the day by code, `when` in words; their names in order; and the one on the table."""
    found = standing.tabled(edition, scope).sort_values(["tabled_on", "code"])
    titles = distinct({row.code: f"{row.tabled_on:%Y-%m-%d} {row.title}" for row in frames.rows_of(found)})
    when = [day_words(row.tabled_on, row.precision) for row in frames.rows_of(found)]
    return found.assign(when=when).set_index("code"), titles, stances.on_the_table(found, scope.day)


def _told(
    _edition: Edition, scope: Scope, code: str
) -> tuple[list[str], list[Item], dict[str, dict[str, Any]], list[str]]:
    """Return what one text revises and is called, its provisions to read, what a note may hang on, and their codes."""
    titles = cache.names(scope, "proposal", "title")
    revised = cache.names(scope, "proposal", "version_of")[code]
    lines = [f"It revises “{titles[revised]}”."] if isinstance(revised, str) else []
    aliases = cache.rows(scope, "alias")
    for alias in frames.rows_of(aliases[aliases["proposal"] == code]):
        disputed = f"; {alias.disputed_by} disputes the name" if isinstance(alias.disputed_by, str) else ""
        lines.append(f"{alias.used_by} calls it “{alias.name}”{disputed}.")
    numbers = cache.compute(scope, standing.numbers)
    terms, provisions = cache.names(scope, "term", "short_title"), cache.rows(scope, "provision")
    of_text = {row.term: row for row in frames.rows_of(provisions[provisions["proposal"] == code])}
    said = {terms[term]: of_text[term] for term in terms if term in of_text}
    items: list[Item] = [
        {
            "lead": term,
            "text": row.summary,
            "meta": numbers.get(row.code, []) + (["not verified"] if row.verified is False else []),
        }
        for term, row in said.items()
    ]
    targets = {f"what it says on {term.lower()}": {"provision": row.code} for term, row in said.items()}
    return lines, items, {"the text": {"proposal": code}} | targets, [row.code for row in said.values()]


def _one(scope: Scope, code: str) -> None:
    lines, provisions, targets, codes = cache.compute(scope, _told, code)
    for line in lines:
        st.text(line)
    notices.recorded(scope, "proposal", code, key="text")
    read(provisions, key="provisions")
    notices.sources(scope, "proposal", code, key="text")
    notices.disagreements(scope, {"proposal": [code]}, key="text")
    notes.add(scope, targets, key=f"proposal_{code}")
    annotations = cache.read(scope, "annotations")
    here = (annotations["proposal"] == code) | annotations["provision"].isin(codes)
    notes.listed(scope, annotations[here], key="proposal")


def _two(scope: Scope, left: str, right: str, by_code: pd.DataFrame) -> None:
    rows = (cache.rows(scope, name) for name in ("provision", "quantity", "stage", "term"))
    compared = texts.comparison(left, right, *rows)
    counts = compared["change"].value_counts()
    said = [f"{counts.get(change, 0)} {change}" for change in ("added", "dropped", "changed", "same")]
    sentence(f"From “{by_code.loc[left, 'title']}” to “{by_code.loc[right, 'title']}”: {', '.join(said)}.")
    titles = cache.names(scope, "term", "short_title")
    heads = [f"{by_code.loc[code, 'title']}, {by_code.loc[code, 'when']}" for code in (left, right)]
    heading: Item = {"sides": [[head] for head in heads]}
    items: list[Item] = [
        {
            "lead": titles[row.term],
            "tag": row.change,
            "sides": [_side(row.left, row.left_numbers), _side(row.right, row.right_numbers)],
        }
        for row in frames.rows_of(compared)
    ]
    read([heading, *items], key="compared")


def _side(words: object, numbers: object) -> list[str]:
    if not isinstance(words, str):
        return ["Not in this text."]
    return [words, *(numbers.split("; ") if isinstance(numbers, str) else [])]
