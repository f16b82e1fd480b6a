"""What is in the store, saving and loading a case, and the health of it all."""

import pandas as pd
import streamlit as st

from dashboard import cases, frames
from dashboard.models import IN_PACKAGE
from dashboard.questions import dictionary, health
from dashboard.questions.scope import Scope
from dashboard.settings import settings
from dashboard.ui import address, beginning, cache, editing, folds, missing, packages, removal, sheets, show
from dashboard.ui.reading import sentence
from dashboard.ui.say import plain
from dashboard.vocabulary import counted

NO_NEGOTIATION = "The store holds no negotiation. Begin one, load a case package, or the bundled case."


def view(scope: Scope | None) -> None:
    """Draw the page; it works on an empty store too."""
    st.title("Data")
    if scope is None:
        broken = "This negotiation cannot be shown. Remove it below, or load another."
        sentence(broken if cache.titles() else NO_NEGOTIATION)
    else:
        counts = pd.Series(scope.edition.counts()).rename_axis("table").reset_index(name="rows")
        kept = counts.set_index("table")["rows"]
        if not missing.told(scope, "party", "term", "stance"):
            stances, claims, sources = (counted(int(kept[name]), name) for name in ("stance", "claim", "source"))
            sentence(f"{stances} on {claims}; {sources}.")
            with st.container(horizontal=True):
                for name in ("stance", "claim", "source"):
                    _to_rows(name)
        if isinstance(caveat := scope.edition.own()["caveat"], str):
            st.text(caveat)
        editing.offered(scope, editing.of_negotiation, key="negotiation", label="Edit")
        st.header("Save")
        opened = scope.edition.store
        st.download_button(
            "Save as package",
            data=lambda: cases.zipped(opened, scope.negotiation),
            file_name=f"{scope.negotiation}_v{scope.version}.zip",
            mime="application/zip",
            on_click="ignore",
        )
    if settings().read_only:
        st.caption("This Parley is read-only: nothing can be loaded, changed or removed here.")
    else:
        st.header("New negotiation")
        beginning.form()
        st.header("Load")
        packages.load_form()
        if cases.BUNDLED.name not in cache.titles() and st.button("Load the bundled case"):
            packages.bundled()
        if scope is not None:
            sheets.drop(scope)
        removal.remove_form()
    if scope is not None:
        st.header("What is in the store")
        in_words = counts.assign(table=[_called(name) for name in counts["table"]])
        number = show.table(frames.TABLE_COUNTS, in_words, ("table", "rows"), key="counts", pick=True)
        if number is None:
            st.caption("Pick a row to go to what is counted.")
        else:
            _to_rows(str(counts["table"].iloc[number]))
    with folds.unfolded("What every column means", key="dictionary") as is_open:
        if is_open:
            columns = dictionary.dictionary(st.session_state.get(sheets.CHOSEN))
            show.table(dictionary.DICTIONARY, columns, tuple(dictionary.DICTIONARY.columns))
    if st.toggle("Health", help="Checks the store; on a large one this takes a moment."):
        show.table(health.CHECKS, health.frame(cache.store()), tuple(health.CHECKS.columns))


def _called(table: str) -> str:
    return IN_PACKAGE[table].many.capitalize() if table in IN_PACKAGE else "Changes"


def _to_rows(table: str) -> None:
    """Lead to the rows of a table: notes and changes stand on pages of their own."""
    pages = {"annotation": "annotations", "revision": "history"}
    if table in pages:
        address.link(pages[table], f"Go to the page {pages[table].capitalize()}")
    elif IN_PACKAGE[table].is_stamped:
        st.caption(plain(f"No page shows {IN_PACKAGE[table].many} yet."))
    else:
        address.link("tables", f"Go to the {IN_PACKAGE[table].many}", table=table)
