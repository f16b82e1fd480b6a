"""Drafts that have no form on the page: their words to copy, the way to where they were typed, a button to drop."""

from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from dashboard.store import drafts as kept
from dashboard.ui import address, cache, forms, show
from dashboard.ui.notes import telling_refusals
from dashboard.vocabulary import counted


def listed(place: Any) -> None:
    """List, folded, the reader's drafts in this negotiation that no form shows; call it once the page is drawn."""
    left = forms.undrawn()
    if not left:
        return
    with place, show.unfolded(counted(len(left), "unsent draft"), key="unsent") as is_open:
        for draft in left if is_open else ():
            _one(draft)


def _one(draft: kept.Draft) -> None:
    form = draft.form
    st.text(f"{form.title}, draft of {draft.written_at:%d %b %Y %H:%M} UTC")
    st.code("\n\n".join(filter(None, draft.held.values())), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        page, _, query = form.address.partition("?")
        address.link(page, "Go there", f"go_to_{form.code}", **dict(parse_qsl(query)))
        st.button("Drop this draft", key=f"drop_{form.code}", on_click=_drop, args=(draft,))


def _drop(draft: kept.Draft) -> None:
    with telling_refusals("Not dropped."):
        kept.drop(cache.store(), kept.Typed(draft.form, draft.held, draft.seen, tab="", upon=()))
