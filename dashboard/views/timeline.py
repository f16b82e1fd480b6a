"""Rounds, proposals, events, annotations and changes of level on one axis of time."""

from datetime import date, datetime, timedelta

import streamlit as st

from dashboard import frames
from dashboard.questions import first_article, timeline
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.ui import cache, editing, missing, note_form, notes, notices, show
from dashboard.ui.pickers import pick
from dashboard.ui.reading import passages
from dashboard.vocabulary import Precision, day_text, day_words, distinct

EPOCH = datetime(1970, 1, 1)
TARGETS = {"round": "round", "proposal": "proposal", "event": "event", "change": "stance"}


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Timeline")
    moments = cache.frame(scope, "timeline")
    if moments.empty and missing.told(scope, "round"):
        return
    show.finding(scope, "timeline")
    if moments.empty:
        return
    notices.two_texts(scope)
    show.chart(scope, "timeline", on_select=_keep)
    st.caption("Drag over the chart to narrow the table.")
    span = _brushed()
    if span:
        moments = cache.compute(scope, timeline.between, *span)
    if (moments["n"] > 1).any():
        st.caption("What is counted here is listed one by one when you drag over a shorter span.")
    single = moments[moments["n"] == 1]
    marks = {
        row.code: f"{day_text(row.started_on, row.precision)} {row.lane}: {row.title}"
        for row in frames.MOMENTS.rows(single)
    }
    options = {"": "none: the day itself"} | dict(reversed(distinct(marks).items()))
    why = "Click a mark in the chart, or choose it here, to read it and write on it."
    chosen = pick("Mark", options, key="mark", default="", what="mark", help=why)
    row = single[single["code"] == chosen].iloc[0] if chosen else None
    if row is not None:
        known = row["as_known_now"] if isinstance(row["as_known_now"], str) else ""
        read: Passage = {"lead": row["title"], "text": known}
        kind = TARGETS.get(row["lane"], row["lane"])
        passages([read | first_article.tag(scope, kind, row["code"])], key="mark_read")
    if row is not None and row["lane"] in TARGETS:
        kind = TARGETS[row["lane"]]
        target = {kind: row["code"]}
        notices.recorded(scope, kind, row["code"], key="mark")
        note_form.add(scope, {"this mark": target}, key=f"mark_{row['code']}")
        notes.on(scope, scope.edition.notes_on({kind: [row["code"]]}), key="mark")
        notices.sources(scope, kind, row["code"], key="mark")
        notices.disagreements(scope, {kind: [row["code"]]}, key="mark")
        editing.offered(scope, editing.of_mark, kind, row["code"], key="mark")
    elif row is None:
        note_form.add(scope, {day_words(scope.as_of, Precision.DAY): {"day": scope.as_of}}, key="day")
        editing.offered(scope, editing.of_day, key="day", label="Add")
    show.listing(scope, "moments", *(day.isoformat() for day in span or ()))


def _keep() -> None:
    """Take over the mark that was clicked into its picker, which the address carries: the one turned on or off."""
    on = [one["code"] for one in show.clicked("timeline", "moment") if "code" in one]
    before = st.session_state.get("marks_on", [])
    st.session_state["marks_on"] = on
    turned = [code for code in on if code not in before] or [code for code in before if code not in on]
    if len(turned) == 1:
        st.session_state["mark"] = turned[0]


def _brushed() -> list[date] | None:
    """Return the span that is brushed in the chart, or None."""
    span = next(iter((show.clicked("timeline", "span") or {}).values()), None)
    return [(EPOCH + timedelta(milliseconds=end)).date() for end in span] if span else None
