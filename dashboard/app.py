"""Entry of the dashboard: navigation and what stands on every page; no logic."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.errors import ParleyError
from dashboard.questions.scope import Scope
from dashboard.settings import HOME
from dashboard.ui import address, authors, cache, notes, sidebar
from dashboard.views import (
    agreement,
    annotations,
    compare,
    data,
    history,
    movement,
    overview,
    proposals,
    stances,
    timeline,
    whose_word,
)

PAGES: dict[str, Callable[[Scope], None]] = {
    "Overview": overview.view,
    "Timeline": timeline.view,
    "Stances": stances.view,
    "Proposals": proposals.view,
    "Agreement": agreement.view,
    "Movement": movement.view,
    "Whose word": whose_word.view,
    "Compare": compare.view,
    "Annotations": annotations.view,
    "History": history.view,
    "Data": data.view,
}


def main() -> None:
    """Draw the page that the reader is on."""
    icon = str(HOME / "dashboard" / "icon.png")
    st.set_page_config(page_title="Parley", page_icon=icon, layout="wide", initial_sidebar_state=270)
    st.html(HOME / "dashboard" / "ui" / "style.css")
    scope: Scope | None = None

    def page(title: str, view: Callable[[Scope], None]) -> Any:
        def draw() -> None:
            if scope is None:
                data.view(None)
            else:
                view(scope)

        first = title == "Overview"
        return st.Page(draw, title=title, url_path="" if first else title.lower().replace(" ", "-"), default=first)

    pages = {title: page(title, view) for title, view in PAGES.items()}
    st.session_state["pages"] = pages
    chosen = st.navigation(list(pages.values()))
    address.begin(chosen.url_path)
    try:
        # Drawn here and not by the page, the sidebar keeps its widgets, and so their values, from page to page.
        scope = sidebar.pick_scope()
        authors.question()
        notes.saved()
        chosen.run()
    except ParleyError as error:
        st.error(str(error))
    address.publish()
    cache.settle()


main()
