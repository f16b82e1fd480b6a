"""What is one and stands twice, made one on screen: a row merged into another, a tag renamed to another."""

import streamlit as st

from dashboard.errors import NotFound, ParleyError
from dashboard.models import IN_PACKAGE, sentences
from dashboard.questions import calling
from dashboard.questions.scope import Scope
from dashboard.store import joining, reads
from dashboard.store.joining import Joining
from dashboard.store.rows import Values, to_json
from dashboard.ui import authors, cache, folds, forms, pickers
from dashboard.ui.editing import counts
from dashboard.ui.notes import telling_refusals
from dashboard.vocabulary import counted, list_words


def offered(scope: Scope, table: str, code: str, *, key: str) -> None:
    """Offer, folded, to merge a row into another of its table, and tell what that comes to before it is done."""
    if table not in joining.JOINED:
        return
    one, key = IN_PACKAGE[table].one, f"{key}_{code}"
    with folds.unfolded(f"Merge this {one} into another", key=f"{key}_merge") as is_open:
        if not is_open:
            return
        named = cache.compute(scope, calling.choices, table)
        others = [other for other in named if other != code]
        pickers.tell_again(f"{key}_into", named)
        into = st.selectbox("Merge into", others, None, format_func=named.__getitem__, key=f"{key}_into")
        if into is not None:
            _told(scope, table, code, into, named[into], key)


def _told(scope: Scope, table: str, code: str, into: str, name: str, key: str) -> None:
    """Tell what a merge comes to, and offer it where it can be done."""
    store, negotiation = cache.store(), scope.negotiation
    seen, stays = (reads.row(store, negotiation, table, one) for one in (code, into))
    try:
        told = joining.joining(store, negotiation, table, code, into)
    except ParleyError as refused:
        st.text(str(refused))
        return
    if told.clashing:
        st.text(_clashing(scope, told))
        return
    st.text(_words(table, told, seen or {}, stays or {}, name))
    if seen and stays and (differ := _differences(scope, table, seen, stays)):
        st.text(differ)
    st.button("Merge", key=f"{key}_do", type="primary", on_click=_join, args=(negotiation, table, seen, into, told))


def _words(table: str, told: Joining, seen: Values, stays: Values, name: str) -> str:
    """Return in sentences what becomes of the rows that refer to one, and of what it says of itself."""
    # A title of a source may be a whole sentence of its own.
    name = f"“{name}”" if table == "source" else name
    moved = {place: rows for place, rows in told.moved.items() if place != (table, stays.get("code"))}
    words = []
    if moved:
        words.append(f"{counts(moved)} {'goes' if len(moved) == 1 else 'go'} over to {name}.")
    if len(moved) < len(told.moved):
        words.append(f"{name} no longer names it.")
    if told.gone:
        says = ("says", "is") if len(told.gone) == 1 else ("say", "are")
        words.append(f"{counts(told.gone)} {says[0]} what stands there already and {says[1]} removed.")
    own = [
        column.title
        for column in IN_PACKAGE[table].columns.values()
        if column.optional and seen.get(column.name) is not None and stays.get(column.name) is None
    ]
    lost = f" What only it says of itself goes with it: {list_words(own)}." if own else ""
    return " ".join([*words, f"This {IN_PACKAGE[table].one} is then removed.{lost} One click brings all of it back."])


def _differences(scope: Scope, table: str, seen: Values, stays: Values) -> str:
    """Return in sentences what stays and what is dropped where both say something of their own."""
    one, other = to_json(stays), to_json(seen)
    refers = [(target, row[column]) for column, target in IN_PACKAGE[table].references.items() for row in (one, other)]
    places = [place for place in refers if place[1] is not None]
    names = dict(zip(places, cache.compute(scope, _names, *(part for place in places for part in place)), strict=True))
    found = sentences.differences(IN_PACKAGE[table], one, other, lambda *place: names[place])
    if not found:
        return ""
    kept = "; ".join(f"{title} {stand}" for title, stand, _ in found)
    dropped = "; ".join(f"{title} {goes}" for title, _, goes in found)
    return f"Kept: {kept}. Dropped: {dropped}."


def _clashing(scope: Scope, told: Joining) -> str:
    """Return in sentences which rows could not stand beside each other."""
    pairs = [cache.compute(scope, _names, *(part for place in pair for part in place)) for pair in told.clashing[:5]]
    more = f" and {counted(len(told.clashing) - 5, 'more pair')}" if len(told.clashing) > 5 else ""
    said = "; ".join(
        f"{one} ({of}) and {other} ({there})"
        for (one, other), ((_, of), (_, there)) in zip(pairs, told.clashing, strict=False)
    )
    return (
        "They cannot be merged yet. There is place for one of these, and each says something of its own: "
        f"{said}{more}. Change or remove one of them first."
    )


def _names(scope: Scope, *parts: str) -> list[str]:
    """Return how rows are called, each given as its table and its code."""
    return calling.names(scope.edition, zip(parts[::2], parts[1::2], strict=True))


def _join(negotiation: str, table: str, seen: Values | None, into: str, told: Joining) -> None:
    with telling_refusals("Not merged."):
        if seen is None:
            raise NotFound("Somebody removed it before.")
        by = authors.writing()
        done = joining.join(cache.store(), negotiation, table, seen=seen, into=into, by=by, told=told)
        st.session_state["row"] = into
        forms.say_saved(negotiation, done, "Merged.")


def tags(scope: Scope) -> None:
    """Offer, folded, to rename a tag on every note that has it."""
    used = scope.edition.tags()
    if not scope.changeable or not used:
        return
    with folds.unfolded("Rename a tag", key="rename_tag") as is_open:
        if not is_open:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            tag = st.selectbox("Rename", used, key="renamed_tag")
            st.text_input("To", key="new_tag", max_chars=200)
            st.button("Rename", key="rename_tag_do", on_click=_rename, args=(scope.negotiation,))
        has = counted(scope.edition.count_annotations(tag=tag), "note has", "notes have")
        st.text(f"{has} this tag. Under the name of another tag, both become one.")


def _rename(negotiation: str) -> None:
    tag, new = st.session_state["renamed_tag"], st.session_state["new_tag"]
    with telling_refusals("Not renamed."):
        done = joining.rename_tag(cache.store(), negotiation, tag, new, by=authors.writing())
        st.session_state["new_tag"] = ""
        if done is not None:
            forms.say_saved(negotiation, done, "Renamed.")
