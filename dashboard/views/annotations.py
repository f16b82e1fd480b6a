"""Every annotation: find, filter, read, change."""

import streamlit as st

from dashboard import frames
from dashboard.inputs import annotation_targets
from dashboard.models import TARGETS
from dashboard.questions import authors
from dashboard.questions.scope import Scope
from dashboard.questions.threads import threads
from dashboard.store.notes import MOST_NOTES
from dashboard.ui import address, cache, editing, joining, note_form, notes, show, unsent
from dashboard.ui.pickers import pick
from dashboard.ui.reading import sentence
from dashboard.vocabulary import Precision, counted, day_words


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Annotations")
    left = st.container()
    _notes(scope)
    unsent.listed(scope.edition, left)


def _notes(scope: Scope) -> None:
    """Draw the notes that are searched for, and the form of a new one."""
    written = scope.edition.writers()
    names = cache.compute(scope, authors.names)
    writers = {code: name for code, name in names.items() if code in written}
    address.start("search", "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", st.session_state["search"], key="search", max_chars=200)
        by = _pick("Author", "by", writers)
        tag = _pick("Tag", "tag", scope.edition.tags())
        kind = _pick("On", "on", ["cell", *TARGETS, "day"])
        state = _pick("State", "state", ["open", "resolved"])
    filters = {"author": by or None, "tag": tag or None, "on": kind or None, "state": state or None}
    found = scope.edition.annotations(search=search, **filters)
    if written:
        total = len(found) if len(found) < MOST_NOTES or search else scope.edition.count_annotations(**filters)
        sentence(f"{counted(total, 'note')} of {sum(written.values()):,}, newest first.")
        show.newest(len(found), total, "notes are listed; narrow the filters to find older ones")
        if search and len(found) == MOST_NOTES:
            st.caption(f"The newest {MOST_NOTES:d} that hold these words are listed; there may be more.")
    else:
        sentence("No note has been written yet. Add one here, or beside a cell, a text or a mark of the timeline.")
    note_form.add(scope, {day_words(scope.as_of, Precision.DAY): {"day": scope.as_of}}, key="annotations_day")
    joining.tags(scope)
    if found.empty:
        return
    threaded = threads(found)
    states = {one.note.code: one.state for one in threaded}
    named = show.named(scope, found).assign(state=[states[code] for code in found["code"]])
    shown = named.assign(on=[describe(row) for row in named.to_dict("records")])
    columns = ("written_at", "author", "text", "tags", "on", "state")
    number = show.table(frames.LISTED_NOTES, shown, columns, key="notes", pick=True)
    st.header("Read and change")
    if number is not None and number < len(found):
        code = found["code"].iloc[number]
        notes.listed(scope, [one for one in threaded if one.note.code == code], key="list")
        if hangs_on := _hangs_on(found.iloc[number].to_dict()):
            editing.offered(scope, editing.of_target, *hangs_on, key="note_on", label="Edit what it is on")
        return
    st.caption("Pick a row to read that note alone.")
    first = _pick_first(len(threaded))
    notes.listed(scope, threaded[first : first + notes.SHOWN], key="list")


def _pick(label: str, key: str, options: dict[str, str] | list[str]) -> str:
    """Return the chosen option, or nothing for any."""
    named = options if isinstance(options, dict) else {one: one for one in options}
    chosen: str = pick(label, {"": "any"} | named, key=key, default="", what=label.lower())
    return chosen


def _pick_first(total: int) -> int:
    """Return where the notes to be read and changed begin, where they do not fit on one screen."""
    starts = range(0, total, notes.SHOWN)
    if len(starts) == 1:
        return 0
    labels = {start + 1: f"{start + 1} to {min(start + notes.SHOWN, total)} of {total}" for start in starts}
    return int(pick("Notes", labels, key="from_note", default=1, what="note")) - 1


def _kind(row: dict[str, object]) -> str:
    return annotation_targets({column: value for column, value in row.items() if value == value and value is not None})[
        0
    ]


def _hangs_on(row: dict[str, object]) -> list[str]:
    """Return the kind of what a note hangs on, and its code, or those of a cell; nothing where that is a day."""
    kind = _kind(row)
    columns = {"cell": ("party", "term"), "day": ()}.get(kind, (kind,))
    return [kind, *(str(row[column]) for column in columns)] if columns else []


def describe(row: dict[str, object]) -> str:
    """Return what a note hangs on, in words."""
    kind = _kind(row)
    if kind == "cell":
        return f"{row['party']} on {row['term']}"
    return f"{kind} {row[kind]:%Y-%m-%d}" if kind == "day" else f"{kind} {row[kind]}"
