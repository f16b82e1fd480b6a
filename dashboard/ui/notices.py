"""What a reader must be told before believing: two texts of one name, where sources differ, what something rests on."""

from collections.abc import Collection, Mapping

import streamlit as st

from dashboard.questions import disagreements as of_points
from dashboard.questions import records
from dashboard.questions import sources as of_sources
from dashboard.questions import two_texts as of_texts
from dashboard.questions.scope import Scope
from dashboard.ui import address, cache, editing, folds, show
from dashboard.ui.reading import passages


def two_texts(scope: Scope) -> None:
    """Say where parties answer different texts under one name, and offer to open the two side by side."""
    for number, notice in enumerate(cache.compute(scope, of_texts.notices)):
        passages([{"lead": "Two texts, one name", "text": notice.words, "marked": True}], key=f"two_texts_{number}")
        address.link("proposals", "Open the two texts", text=notice.one, beside=notice.other)


def answers(scope: Scope) -> None:
    """Show how parties answer the texts that go by one name, where there are such texts."""
    if not cache.frame(scope, "two-texts").empty:
        st.header("Two texts, one name")
        show.question(scope, "two-texts")


def disagreements(
    scope: Scope, about: Mapping[str, Collection[str]], *, key: str, title: str = "Where sources differ"
) -> None:
    """Show, folded, the points on which sources differ about these things, such as {"term": ["wages"]}."""
    found = [
        point
        for point in cache.compute(scope, of_points.points)
        if any(point.about.get(column) in codes for column, codes in about.items())
    ]
    if found:
        with folds.unfolded(f"{title} ({len(found)})", key=f"{key}_differ_fold") as is_open:
            if is_open:
                whole = all(point.passage["text"] for point in found)
                sides = "Both sides are shown" if whole else "Sides are shown once the pages of all of them are out"
                st.caption(f"{sides}; Parley sides with neither.")
                passages([point.passage for point in found], key=f"{key}_differ")
                address.link("tables", "Read the records of the sources", key=f"{key}_differ_sources", table="source")
                codes = [point.code for point in found]
                editing.offered(scope, editing.of_points, *codes, key=f"{key}_differ", label="Edit")


def recorded(scope: Scope, table: str, code: str, *, key: str) -> None:
    """Show who took part in a round, whom an event concerns or who met a text how; and, folded, all of the row."""
    for line in cache.compute(scope, records.around, table, code):
        st.text(line)
    with folds.unfolded("Everything recorded of it", key=f"{key}_record_fold") as is_open:
        if is_open:
            passages(cache.compute(scope, records.in_full, table, code), key=f"{key}_record")


def sources(scope: Scope, kind: str, code: str, *, key: str, name: str = "this") -> None:
    """Show, folded, on which sources a round, proposal, event or figure rests."""
    found = cache.compute(scope, of_sources.cited).get(f"{kind} {code}", [])
    if found:
        with folds.unfolded(f"On which sources {name} rests ({len(found)})", key=f"{key}_sources_fold") as is_open:
            if is_open:
                passages([one.passage for one in found], key=f"{key}_sources")
                editing.offered(scope, editing.of_cited, kind, code, key=f"{key}_sources", label="Edit")
