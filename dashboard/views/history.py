"""What was changed, by whom, when; and taking it back."""

import streamlit as st

from dashboard import frames
from dashboard.questions import revisions
from dashboard.questions.scope import Scope
from dashboard.ui import cache, notes, show
from dashboard.ui.pickers import pick
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("History")
    versions = show.named(scope, scope.edition.versions())
    if versions.empty:
        sentence("Nothing has been recorded yet.")
        return
    last = versions.iloc[0]
    sentence(f"Version {last['version']}, by {last['author']} on {last['at']:%d %b %Y at %H:%M} UTC.")
    columns = ("version", "at", "author", "action", "changes")
    show.table(frames.VERSIONS, versions, columns, key="versions")
    numbers = versions["version"].astype(int).tolist()
    labels = {number: str(number) for number in numbers}
    version = pick("Version", labels, key="of", default=numbers[0], what="version")
    changes = cache.compute(scope, revisions.recorded_changes, str(version))
    show.table(frames.RECORDED_CHANGES, changes, ("sentence", "code"), key="revisions")
    total = int(versions.set_index("version").loc[version, "changes"])
    if total > len(changes):
        st.caption(f"The newest {len(changes):d} of {total:d} changed rows.")
    notes.undo_button(scope, version, key="undo_version")
    st.caption("Undo writes the values before as a new version. It is refused where a row was changed since.")
