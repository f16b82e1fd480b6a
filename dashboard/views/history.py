"""What was changed, by whom, when; and taking it back."""

import streamlit as st

from dashboard.questions.scope import Scope
from dashboard.ui import cache, notes, show
from dashboard.ui.pickers import pick
from dashboard.ui.reading import sentence


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("History")
    versions = cache.read(scope, "versions")
    if versions.empty:
        sentence("Nothing has been recorded yet.")
        return
    last = versions.iloc[0]
    sentence(f"Version {last['version']}, by {last['author']} on {last['at']:%d %b %Y at %H:%M} UTC.")
    columns = {"version": "Version", "at": "When (UTC)", "author": "Who", "action": "What", "changes": "Rows"}
    show.table(versions, columns, key="versions")
    numbers = versions["version"].astype(int).tolist()
    labels = {number: str(number) for number in numbers}
    version = pick("Version", labels, key="of", default=numbers[0], what="version")
    revisions = cache.read(scope, "revisions", version=version, most=200)
    both = list(zip(revisions["before"], revisions["after"], strict=True))
    shown = revisions.assign(
        before=[_said(before, after) for before, after in both], after=[_said(after, before) for before, after in both]
    )
    show.table(shown, {"row_table": "Table", "row_code": "Code", "before": "Before", "after": "After"}, key="revisions")
    total = int(versions.set_index("version").loc[version, "changes"])
    if total > len(shown):
        st.caption(f"The newest {len(shown)} of {total} changed rows.")
    notes.undo_button(scope, version, key="undo_version")
    st.caption("Undo writes the values before as a new version. It is refused where a row was changed since.")


def _said(values: object, other: object) -> str:
    """Return the values of a row, and of a row that was there before and after only those that are not the same."""
    if not isinstance(values, dict):
        return "—"
    beside = other if isinstance(other, dict) else {}
    return "; ".join(
        f"{key}: {'nothing' if value is None else value}" for key, value in values.items() if value != beside.get(key)
    )
