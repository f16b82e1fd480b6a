"""Entry of the dashboard: navigation and what stands on every page; no logic."""

from typing import Any

import streamlit as st

from dashboard.errors import Moved, ParleyError
from dashboard.questions.scope import Scope
from dashboard.settings import HOME
from dashboard.ui import address, authors, cache, digest, forms, header, note_form, notes
from dashboard.ui.say import plain
from dashboard.views import PAGES, Page, data, empty_store


def main() -> None:
    """Draw the page that the reader is on."""
    st.set_page_config(page_title="Parley", page_icon=str(HOME / "dashboard" / "icon.png"), layout="wide")
    st.html(HOME / "dashboard" / "ui" / "style.css")
    scope: Scope | None = None

    def page(own: Page) -> Any:
        def draw() -> None:
            if scope is not None:
                own.view(scope)
            elif own.id == "data":
                data.view(None)
            else:
                empty_store.view()

        return st.Page(draw, title=plain(own.title), url_path=own.path, default=not own.path)

    pages = {one.id: page(one) for one in PAGES}
    groups: dict[str, list[Any]] = {}
    for one in PAGES:
        groups.setdefault(one.group, []).append(pages[one.id])
    chosen = st.navigation(groups, position="top")
    for number, group in enumerate(groups.values(), start=1):
        if chosen in group:
            header.mark_group(number)
    address.begin(pages, chosen.url_path)
    forms.begin()
    try:
        with cache.starting_over():
            # Drawn here and not by the page, the header keeps its widgets, and so their values, from page to page.
            scope = _pick_scope(of_data=chosen is pages["data"])
            if scope is not None:
                forms.find(scope.negotiation)
                digest.begin(scope)
            authors.ask_who()
            refused = st.container(key="refused")
            notes.saved()
            if scope is not None:
                note_form.of_removed(scope)
            chosen.run()
    except ParleyError as error:
        st.error(plain(str(error)))
        forms.stand_in()
        address.stay()
    except Exception:
        forms.stand_in()
        raise
    else:
        address.tell_refused(refused)
        address.publish()
        forms.end()
    forms.send_waiting()
    authors.remember()
    cache.freeze()


def _pick_scope(*, of_data: bool) -> Scope | None:
    """Return what the header says to look at; the page Data opens without, so that a broken case can be removed."""
    try:
        return header.pick_scope()
    except Moved:
        raise  # the page starts over
    except Exception:
        if not of_data:
            raise
        return None


main()
