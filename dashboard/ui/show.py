"""Questions on a page: the finding, the chart with its downloads and the table behind; tables and folds."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.errors import TooMuchToDraw
from dashboard.exports.file_kinds import FILE_KINDS
from dashboard.frames import DAY, INSTANT, Contract
from dashboard.questions import asking, authors, first_article, listings, naming, read_behind, stances
from dashboard.questions.scope import Scope, file_name
from dashboard.ui import address, cache, editing, folds, forms
from dashboard.ui.reading import passages
from dashboard.ui.say import plain
from dashboard.vocabulary import Precision, day_text, day_words, list_words


def dark() -> bool:
    """Return whether the reader has the dark theme on."""
    return st.context.theme.type == "dark"


def question(scope: Scope, question_id: str) -> None:
    """
    Show the answer to a question: what it finds, its chart with the downloads, and the table behind.

    Where there is nothing to draw, what it finds says so, and that is all.
    """
    finding(scope, question_id)
    if cache.frame(scope, question_id).empty:
        return
    chart(scope, question_id)
    behind(scope, question_id)


def finding(scope: Scope, question_id: str) -> None:
    """Say what the answer to a question is: the answer itself first, then what else there is to say, a line each."""
    details = cache.details(scope, question_id)
    answer, *more = cache.finding(scope, question_id)
    st.text(answer)
    if said := more[: len(more) - len(details)]:
        st.text("\n".join(said))
    if details:
        st.caption(plain(" ".join(details)))


def chart(
    scope: Scope,
    question_id: str,
    *,
    on_select: Callable[[], None] | None = None,
    selects: str = "",
    picked: Mapping[str, str] | None = None,
) -> None:
    """
    Draw the chart of a question at its own size, as it is downloaded but for the title, which `finding` says above it.

    One that cannot be drawn says so in its place.

    Parameters
    ----------
    on_select
        Runs after a click; what was clicked is `clicked`.
    selects, picked
        The selection of the chart that makes the same choice as pickers do, and what these say. Where that is not what
        was last clicked the chart is drawn again with it: so it never shows another choice, and a click on what was
        clicked before counts.
    """
    try:
        spec = cache.spec(scope, question_id, dark=dark())
    except TooMuchToDraw as error:
        st.info(plain(str(error)))
        return
    options: dict[str, Any] = {"on_select": on_select} if on_select else {}
    drawing = drawn_with(_drawing(question_id), clicked(question_id, selects), picked)
    st.session_state[f"{question_id}_drawing"] = drawing
    if drawing.begun is not None:
        begun = {"value": [dict(drawing.begun)]}
        spec = spec | {"params": [one | begun if one["name"] == selects else one for one in spec["params"]]}
    st.vega_lite_chart(None, spec, theme=None, key=drawing.key(question_id), width="content", **options)
    words = {"within_use_by": "what was said within the use-by", "only_source": "the one source that was chosen"}
    if idle := asking.unheeded(question_id, [name for name in words if getattr(scope, name)]):
        st.caption(plain(f"This chart is not narrowed to {list_words([words[one] for one in idle])}."))
    with st.container(horizontal=True, vertical_alignment="center", key=f"{question_id}_below"):
        with st.container(width="content"):
            downloads(scope, question_id)
        address.link("how_to_read", "How to read this")


class Drawing(NamedTuple):
    """How often a chart was drawn again for the sake of its selection, and what that began with."""

    number: int = 0
    begun: Mapping[str, str] | None = None

    def key(self, question_id: str) -> str:
        """Return the key under which the chart is drawn."""
        return f"{question_id}_{self.number}"


def drawn_with(drawing: Drawing, clicked: Sequence[Mapping[str, str]], picked: Mapping[str, str] | None) -> Drawing:
    """Return how a chart is drawn whose pickers say this: as before, where that is what it shows."""
    shown = clicked[0] if clicked else drawing.begun
    return drawing if shown == picked else Drawing(drawing.number + 1, picked)


def clicked(question_id: str, name: str) -> Any:
    """Return what is selected in a chart as it is drawn: with another page, or another drawing, that is gone."""
    key = _drawing(question_id).key(question_id)
    return st.session_state.get(key, {}).get("selection", {}).get(name) or []


def _drawing(question_id: str) -> Drawing:
    drawing: Drawing = st.session_state.get(f"{question_id}_drawing", Drawing())
    return drawing


@st.fragment
def downloads(scope: Scope, question_id: str) -> None:
    """Offer a chart in every format, made on click, from the same specification as on screen but light."""
    key = f"{question_id}_download"
    # Filled when it is opened: five buttons for each chart at every rerun would cost more than the rest of a page.
    menu = st.popover("Download", icon=":material/download:", key=f"{key}_menu", on_change="rerun")
    if not menu.open:
        return
    with menu:
        for kind in (kind for kind in FILE_KINDS if kind.on_screen):
            st.download_button(
                plain(kind.label),
                data=partial(cache.file, scope, question_id, kind),
                file_name=file_name(scope, question_id, kind.ending),
                mime=kind.mime,
                on_click="ignore",
                key=f"{key}_{kind.name}",
                width="stretch",
            )


def named(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with names for codes and words for levels."""
    for column in frame.columns.intersection(["author", "coder", "other_coder"]):
        frame = frame.assign(**{column: frame[column].map(cache.compute(scope, authors.names))})
    return naming.named(frame, partial(cache.names, scope))


def changes(scope: Scope) -> tuple[str, pd.DataFrame] | None:
    """Return what the present is held against, in words, and the changes since, with names; None without a round."""
    found = stances.changes(scope)
    if found is None:
        return None
    since, changed = found
    return f"Against {day_words(since['ended_on'], since['precision'])}, the end of {since['title']}:", changed


def table(
    contract: Contract[Any],
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    key: str | None = None,
    pick: bool | Callable[[], None] = False,
    marks: pd.Series | None = None,
) -> int | None:
    """
    Show some columns of a frame of a contract as one table, under its headings. Empty cells stay empty.

    A day is shown as exactly as it is known, which then needs no column of its own.

    Parameters
    ----------
    pick
        Whether a row can be picked, or what is done when one is; the number of the one that is, is returned.
    marks
        A mark for each row, or nothing; where no row has one there is no column of them.
    """
    config: dict[str, Any] = {}
    fields = {name: contract.fields[name] for name in columns}
    known = {field.precision for field in fields.values()}
    shown: dict[str, Any] = {}
    if marks is not None and marks.notna().any():
        shown["Marked"] = marks
        config["Marked"] = st.column_config.TextColumn(width=80)
    for name, field in fields.items():
        if name in known:
            continue
        shown[field.heading] = frame[name]
        if field.precision is not None:
            shown[field.heading] = _as_known(frame[name], frame[field.precision])
            if frame[name].isna().any():  # the first rows, empty, would leave no room for the others
                config[field.heading] = st.column_config.TextColumn(width=105)
        elif field.dtype == DAY:
            config[field.heading] = st.column_config.DateColumn(format="YYYY-MM-DD")
        elif field.dtype == INSTANT:
            config[field.heading] = st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")
        elif name == "url":
            config[field.heading] = st.column_config.LinkColumn(display_text="open")
    on_select = pick if callable(pick) else "rerun"
    how: dict[str, Any] = {"on_select": on_select, "selection_mode": "single-row"} if pick else {}
    drawn = st.dataframe(
        pd.DataFrame(shown), hide_index=True, width="stretch", column_config=config, key=key, placeholder="", **how
    )
    return next(iter(drawn["selection"]["rows"]), None) if pick else None


def _as_known(days: pd.Series, precision: pd.Series) -> list[str | None]:
    pairs = zip(days.array.date, days.isna(), precision.fillna(Precision.DAY), strict=True)
    return [None if missing else day_text(day, known) for day, missing, known in pairs]


def newest(shown: int, total: int, words: str) -> None:
    """Tell a limit, where there is more than is shown: "The newest 500 of 1,240 notes are listed."."""
    if total > shown:
        st.caption(f"The newest {shown:,} of {total:,} {plain(words)}.")


@st.fragment
def behind(scope: Scope, question_id: str, *, label: str = "The table behind", key: str = "") -> None:
    """Show the table behind an answer, folded, with names for codes; nothing where it has no row."""
    forms.follow()
    frame = cache.as_shown(scope, lambda shown: cache.compute(shown, named_frame, question_id))
    if frame.empty:
        return
    with folds.unfolded(f"{label} ({len(frame)})", key=f"{key or question_id}_behind") as is_open:
        if is_open:
            rows(scope, question_id, frame, key=key)


def rows(scope: Scope, question_id: str, frame: pd.DataFrame, *, key: str = "") -> None:
    """Show the table of an answer, on what it rests, and the records behind the row that is picked."""
    key = key or question_id
    number = _leading(scope, question_id, frame, key=key)
    st.text(" ".join(cache.as_shown(scope, lambda shown: cache.compute(shown, _on_what, question_id))))
    _records(scope, number, question_id, key=key)


@st.fragment
def listing(scope: Scope, listed: str, *arguments: str) -> None:
    """Show a table that is no question's, and the records behind the row that is picked."""
    forms.follow()
    frame = cache.as_shown(scope, lambda shown: cache.compute(shown, _named_listing, listed, *arguments))
    _records(scope, _leading(scope, listed, frame, *arguments, key=listed), listed, *arguments, key=listed)


def _leading(scope: Scope, listed: str, frame: pd.DataFrame, *arguments: str, key: str) -> int | None:
    """Show a table each row of which leads to the records behind it, and return the number of the one picked."""
    kind = listings.find(listed)
    sparse = kind.sparse if isinstance(kind, listings.Listing) else ()
    columns = [column for column in kind.columns if column not in sparse or frame[column].notna().any()]
    marks = cache.as_shown(scope, lambda shown: cache.compute(shown, first_article.marks, listed, *arguments))
    number = table(kind.contract, frame, columns, key=f"{key}_rows", pick=True, marks=marks)
    if marks.notna().any():
        st.caption(f"{plain(first_article.MARK)}: the row rests on the document that the case started from alone.")
    return None if number is None or number >= len(frame) else number


def _records(scope: Scope, number: int | None, listed: str, *arguments: str, key: str) -> None:
    if number is None:
        st.caption("Pick a row to read the records behind it.")
        return
    found = cache.as_shown(
        scope, lambda shown: cache.compute(shown, read_behind.of_row, listed, str(number), *arguments)
    )
    if not found.total:
        st.caption("No record stands behind this row.")
    elif found.shown < found.total:
        st.caption(f"{found.shown:d} of the {found.total:,} records behind this row:")
    passages(found.passages, key=f"{key}_records")
    if found.records:
        with cache.starting_over():  # to read it may be as it was; what is changed has to be as it is
            editing.offered(scope, editing.of_row, listed, str(number), *arguments, key=f"{key}_row", label="Edit")


def _named_listing(scope: Scope, listed: str, *arguments: str) -> pd.DataFrame:
    frame = named(scope, cache.compute(scope, listings.frame, listed, *arguments))
    return frame.fillna(dict(listings.LISTINGS[listed].missing))


def _on_what(scope: Scope, question_id: str) -> list[str]:
    return asking.provenance(scope, question_id, cache.frame(scope, question_id)).on_what()


def named_frame(scope: Scope, question_id: str) -> pd.DataFrame:
    """Return the frame of a question with names for codes."""
    return named(scope, cache.frame(scope, question_id))
