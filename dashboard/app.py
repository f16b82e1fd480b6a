"""Entry of the dashboard: navigation and what stands on every page; no logic."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.errors import ParleyError
from dashboard.settings import HOME
from dashboard.ui import address, notes, sidebar
from dashboard.ui.scope import Scope
from dashboard.views import annotations, data, history, overview, proposals, stances, timeline

PAGES: dict[str, Callable[[Scope], None]] = {
    "Overview": overview.view,
    "Timeline": timeline.view,
    "Stances": stances.view,
    "Proposals": proposals.view,
    "Annotations": annotations.view,
    "History": history.view,
    "Data": data.view,
}


def main() -> None:
    """Draw the page that the reader is on."""
    st.set_page_config(
        page_title="Parley", page_icon=str(HOME / "dashboard" / "icon.png"), layout="wide", initial_sidebar_state=270
    )
    st.html(HOME / "dashboard" / "ui" / "style.css")
    address.begin()
    try:
        page = st.navigation([_page(title, view) for title, view in PAGES.items()])
        page.run()
    except ParleyError as error:
        st.error(str(error))
    address.publish()


def _page(title: str, view: Callable[[Scope], None]) -> Any:
    def draw() -> None:
        scope = sidebar.pick_scope()
        notes.saved()
        if scope is None:
            data.view(None)
        else:
            view(scope)

    return st.Page(
        draw, title=title, url_path="" if title == "Overview" else title.lower(), default=title == "Overview"
    )


main()
