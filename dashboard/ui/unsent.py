"""Drafts that have no form on the page, and words that no form takes any more: to copy, to go back to, to drop."""

from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from dashboard.models import TABLES
from dashboard.questions import drafted
from dashboard.questions.edition import Edition
from dashboard.store import drafts as kept
from dashboard.ui import address, authors, cache, folds, forms
from dashboard.ui.notes import telling_refusals
from dashboard.vocabulary import counted

PARTS = ("elements", "unsent")
"""What the script of the list in the browser is made of."""
_in_browser = st.components.v2.component(
    "parley_unsent",
    html="<div class='parley-form' hidden></div>",
    css=forms.STYLE,
    js=forms.script(*PARTS),
    isolate_styles=False,
)


def listed(edition: Edition, place: Any) -> None:
    """
    List, folded, the reader's drafts in this negotiation that no form shows; call it once the page is drawn.

    What stands in the browser alone and no form takes any more, only the browser can list.
    """
    by = authors.present()
    with place:
        data = {"author": by and by.code, "words": _words(edition)}
        _in_browser(key="unsent_in_browser", data=data, on_left_change=lambda: None)
    left = forms.undrawn()
    if not left:
        return
    with place, folds.unfolded(counted(len(left), "unsent draft"), key="unsent") as is_open:
        for draft in left if is_open else ():
            _one(edition, draft)


def _words(edition: Edition) -> dict[str, str]:
    """Return in words what the browser says it lists of this negotiation, by form: it knows no names of codes."""
    words = {}
    for one in st.session_state.get("unsent_in_browser", {}).get("left") or ():
        _store, negotiation, target = one["place"].split(" ", 2)
        if negotiation == edition.negotiation:
            words[one["form"]] = drafted.in_words(edition, target, one["held"])
    return words


def _one(edition: Edition, draft: kept.Draft) -> None:
    form = draft.form
    st.text(f"{form.title}, draft of {draft.written_at:%d %b %Y %H:%M} UTC")
    st.code(drafted.in_words(edition, draft.form.target, draft.held), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        page, query = _leads_to(form)
        address.link(page, "Go there", f"go_to_{form.code}", **query)
        st.button("Drop this draft", key=f"drop_{form.code}", on_click=_drop, args=(draft,))


def _leads_to(form: kept.Form) -> tuple[str, dict[str, str]]:
    """Return the page of a form and its query: of a row that stands, Tables, where it needs not be chosen in a list."""
    page, _, query = form.address.partition("?")
    table, _, code = form.target.partition(" ")
    if table in TABLES:
        return "tables", {"table": table, "row": code}
    return page, dict(parse_qsl(query))


def _drop(draft: kept.Draft) -> None:
    with telling_refusals("Not dropped."):
        kept.drop(cache.store(), kept.Typed(draft.form, draft.held, draft.seen, tab="", upon=()))
