"""What was changed, by whom, when; and taking it back."""

from functools import partial

import streamlit as st

from dashboard import frames
from dashboard.questions import revisions
from dashboard.questions.scope import Scope
from dashboard.ui import cache, editing, notes, show
from dashboard.ui.pickers import pick
from dashboard.ui.reading import passages, sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("History")
    versions = show.named(scope, cache.compute(scope, revisions.versions))
    if versions.empty:
        sentence("Nothing has been recorded yet.")
        return
    last = versions.iloc[0]
    sentence(f"Version {last['version']}, by {last['author']} on {last['at']:%d %b %Y at %H:%M} UTC.")
    columns = ("version", "at", "author", "action", "changes")
    numbers = versions["version"].astype(int).tolist()
    above = st.container()
    labels = {number: str(number) for number in numbers}
    version = pick("Version", labels, key="of", default=numbers[0], what="version")
    with above:
        # Drawn again for each version that is read, so that no other row stays picked.
        key = f"versions_{version}"
        show.table(frames.VERSIONS, versions, columns, key=key, pick=partial(_open, numbers, key))
        st.caption("Pick a version to read what it changed.")
    changes = cache.compute(scope, revisions.recorded_changes, str(version))
    number = show.table(frames.RECORDED_CHANGES, changes, ("sentence", "code"), key=f"revisions_{version}", pick=True)
    if number is None or number >= len(changes):
        st.caption("Pick a change to read the row before and after it.")
    else:
        change = (str(version), str(number))
        passages(cache.compute(scope, revisions.before_and_after, *change), key="before_and_after")
        if cache.compute(scope, editing.of_change, *change):
            editing.offered(scope, editing.of_change, *change, key="change", label="Edit")
    total = int(versions.set_index("version").loc[version, "changes"])
    if total > len(changes):
        st.caption(f"The newest {len(changes):,} of {total:,} changed rows.")
    notes.undo_button(scope, version, key="undo_version")
    st.caption("Undo writes the values before as a new version. It is refused where a row was changed since.")


def _open(numbers: list[int], key: str) -> None:
    """Take the version whose row was picked over into its picker, which the address carries."""
    if rows := st.session_state[key]["selection"]["rows"]:
        st.session_state["of"] = numbers[rows[0]]
