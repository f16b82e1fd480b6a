"""Rounds, proposals, events, annotations and changes of level on one axis of time."""

import streamlit as st

from dashboard.ui import cache, notes, show
from dashboard.ui.reading import read, sentence
from dashboard.ui.scope import Scope
from dashboard.vocabulary import day_words, list_words

TARGETS = {"round": "round", "proposal": "proposal", "event": "event", "change": "stance"}


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Timeline")
    moments = cache.compute(scope, "moments")
    lanes = moments["lane"].value_counts()
    if moments.empty:
        sentence("Nothing is recorded by this day.")
        return
    counted = [f"{count} {lane}{'s' if count > 1 else ''}" for lane, count in lanes.items()]
    sentence(f"By {day_words(scope.as_of)} there are {list_words(counted)}. Drag over the chart to narrow the table.")
    show.chart(scope, "timeline", key="timeline", on_select=_keep)
    chosen = st.session_state.get("moment")
    if chosen and (moments["code"] == chosen).any():
        row = moments[moments["code"] == chosen].iloc[0]
        read(
            [{"lead": row["title"], "text": row["detail"] if isinstance(row["detail"], str) else ""}], key="moment_read"
        )
        if row["lane"] in TARGETS:
            notes.add(scope, {"this": {TARGETS[row["lane"]]: row["code"]}}, key=f"moment_{row['code']}")
            notes.listed(scope, cache.read(scope, "annotations", **{TARGETS[row["lane"]]: row["code"]}), key="moment")
    else:
        notes.add(scope, {"this day": {"day": scope.as_of}}, key="day")
        st.caption(f"The note will stand on {day_words(scope.as_of)}. Click a mark to write on that instead.")
    if span := st.session_state.get("span"):
        ends = moments["ended_on"].fillna(moments["started_on"])
        moments = moments[(ends >= span[0]) & (moments["started_on"] <= span[1])]
    columns = {
        "lane": "What",
        "started_on": "From",
        "ended_on": "To",
        "title": "Title",
        "detail": "In words",
        "code": "Code",
    }
    show.table(moments.iloc[::-1], columns, key="moments")


def _keep() -> None:
    """Keep what was clicked or brushed; the chart forgets it when it is drawn anew."""
    import pandas as pd

    picked = st.session_state["timeline"]["selection"]
    clicked = picked.get("moment") or []
    st.session_state["moment"] = clicked[0]["code"] if clicked else None
    span = next(iter((picked.get("span") or {}).values()), None)
    st.session_state["span"] = [pd.Timestamp(end, unit="ms") for end in span] if span else None
