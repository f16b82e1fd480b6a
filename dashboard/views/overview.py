"""Where the talks stand, and on whose word."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.questions import asking, figures, records, rounds, stances, texts
from dashboard.questions.scope import Scope
from dashboard.ui import address, cache, digest, editing, missing, note_form, notes, notices, show, story
from dashboard.ui.pickers import pick
from dashboard.ui.reading import passages
from dashboard.ui.say import plain
from dashboard.vocabulary import distinct


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Overview")
    parties, terms = cache.rows(scope, "party"), cache.rows(scope, "term")
    begun = not missing.told(scope, "party", "term", "other party", "consent", "stance")
    if begun and cache.compute(scope, stances.current).empty:  # all that was recorded may have been taken back
        begun = not missing.told(scope, "any stance")
    if parties.empty or terms.empty:
        return
    with st.container():  # what is told here comes and goes, and must not move what follows
        digest.since_last_look(scope)
    if begun:
        show.finding(scope, "stance-matrix")
        st.text(cache.compute(scope, texts.what_is_on_the_table))
        _on_the_table(scope)
    if caveat := asking.caveat(scope.edition):
        st.caption(plain(caveat))
    with st.container():  # what comes and goes with the day must not move, and so draw again, all that follows
        _ended(scope)
        notices.two_texts(scope)
    if begun and cache.compute(scope, stances.current).empty:
        st.info("No stance is recorded by this day that passes the evidence filter. Choose a later day or more grades.")
    st.header("Who stands where")
    party, term = _pick_cell(parties, terms)
    matrix, beside = st.columns([9, 4], gap="medium")
    with matrix:
        cell = {"party": party, "term": term}
        show.chart(scope, "stance-matrix", on_select=_click, selects="cell", picked=cell)
        show.behind(scope, "stance-matrix")
    with beside:
        story.cell(scope, party, term)
    _changed(scope)
    if begun:
        st.header("Whose word")
        show.finding(scope, "whose-word")
        address.link("whose_word", "See who speaks for whom")
    _figures(scope)


def _on_the_table(scope: Scope) -> None:
    """Lead to the text on the table, and to what was delivered of the agreement in force."""
    table = cache.compute(scope, texts.table)
    for code in table.texts:
        address.link("proposals", "Open the text on the table", text=code)
    if table.in_force:
        of_it = replace(scope, proposals=(table.in_force,))
        show.behind(of_it, "release-curves", label="What it promises and what was delivered")


def _ended(scope: Scope) -> None:
    found = cache.compute(scope, rounds.how_it_ended)
    if found is not None:
        code, passage = found
        passages([passage | {"meta": cache.compute(scope, records.around, "round", code)}], key="ended")
        notices.sources(scope, "round", code, key="ended")


def _figures(scope: Scope) -> None:
    st.header("Figures")
    if not cache.frame(scope, "figures").empty:
        st.caption("Each figure is somebody's word. They are not averaged.")
    show.question(scope, "figures")
    codes = cache.frame(scope, "figures")["code"].tolist()
    notices.disagreements(scope, {"figure": codes}, key="figures", title="Where sources differ on a figure")
    targets = cache.compute(scope, figures.targets)
    if targets:
        note_form.add(scope, targets, key="figure")
        codes = [target["figure"] for target in targets.values()]
        notes.on(scope, scope.edition.notes_on({"figure": codes}), key="figure")
    editing.offered(scope, editing.of_figures, key="figures")


def _pick_cell(parties: pd.DataFrame, terms: pd.DataFrame) -> tuple[str, str]:
    names = distinct(dict(zip(parties["code"], parties["name"], strict=True)))
    titles = distinct(dict(zip(terms["code"], terms["title"], strict=True)))
    with st.container(horizontal=True):
        party = pick("Party", names, key="party", default=next(iter(names)), what="party")
        return party, pick("Term", titles, key="term", default=next(iter(titles)), what="term")


def _click() -> None:
    """Take a click on a cell over into the two pickers, which the address carries."""
    cells = show.clicked("stance-matrix", "cell")
    if cells and cells[0].keys() >= {"party", "term"}:
        st.session_state["party"], st.session_state["term"] = cells[0]["party"], cells[0]["term"]


def _changed(scope: Scope) -> None:
    found = cache.compute(scope, show.changes)
    if found is None:
        return
    against, changed = found
    st.header("What changed since the previous round")
    st.text(against)
    if changed.empty:
        st.text("No level or answer that counts changed.")
    else:
        show.listing(scope, "changes")
