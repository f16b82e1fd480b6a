"""What a reader must be told before believing a cell: two texts under one name, and where sources differ."""

import streamlit as st

from dashboard.ui import address, cache, measures, standing
from dashboard.ui.items import Item
from dashboard.ui.reading import read
from dashboard.ui.scope import Scope


def two_texts(scope: Scope) -> None:
    """Say where parties answer different texts under one name, and offer to open the two side by side."""
    for number, notice in enumerate(cache.compute(scope, measures.notices)):
        read([{"lead": "Two texts, one name", "text": notice.sentence, "marked": True}], key=f"two_texts_{number}")
        key = f"open_two_texts_{number}"
        if st.button("Open the two texts", key=key, on_click=_choose, args=(notice.one, notice.other)):
            st.switch_page(st.session_state["pages"]["Proposals"])


def _choose(one: str, other: str) -> None:
    address.keep("text", one)
    address.keep("beside", other)


def disagreements(scope: Scope, *, key: str, **about: str) -> None:
    """Show, folded, the points on which sources differ about these things: columns such as term="withdrawal"."""
    found: list[Item] = [
        point.item
        for point in cache.compute(scope, standing.disagreements)
        if any(point.about.get(column) == code for column, code in about.items())
    ]
    if found:
        with st.expander(f"Where sources differ ({len(found)})"):
            st.caption("Both sides are shown; Parley sides with neither.")
            read(found, key=f"{key}_differ")
