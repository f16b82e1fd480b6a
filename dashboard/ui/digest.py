"""What others changed since the reader last looked: told in short, each line a link to its thing, until it is read."""

from contextlib import suppress
from datetime import date

import streamlit as st

from dashboard.authors import Author
from dashboard.errors import ParleyError
from dashboard.frames import TOLD_CHANGES, ToldChange
from dashboard.questions import digest
from dashboard.questions.causes import CAUSE_WORDS
from dashboard.questions.digest import Digest
from dashboard.questions.scope import Scope, covered
from dashboard.store import looks
from dashboard.ui import address, authors, cache, folds, show
from dashboard.ui.notes import telling_refusals
from dashboard.ui.say import plain

SHOWN = 3
"""Lines of each cause that are shown unasked."""
LONGEST = 160
"""Characters of a line; whole it stands in the table."""


def begin(scope: Scope) -> None:
    """Let the count begin, on whatever page she is, once a reader has said who she is."""
    reader = authors.present()
    if reader is not None and scope.changeable and st.session_state.pop(authors.SAID, False):
        _last(scope, reader)


def _last(scope: Scope, reader: Author) -> int | None:
    """Return the version up to which the reader has read; None where it is counted from here on."""
    last = looks.last(cache.store(), scope.negotiation, reader)
    if last is None:
        with suppress(ParleyError):  # a store that cannot be written to can be read
            looks.keep(cache.store(), scope.negotiation, reader, scope.version)
    return last


def since_last_look(scope: Scope) -> None:
    """Tell what others changed since the reader last looked, where she is known and could change it."""
    reader = authors.present()
    if reader is None or not scope.changeable:
        return
    last = _last(scope, reader)
    if last is None or last >= scope.version:
        return
    found = cache.compute(scope, digest.since, str(last), reader.code)
    if len(found.changes) or found.brought or found.more_from is not None:
        with st.container(border=True, key="digest"):
            _tell(scope, found, reader)


def _tell(scope: Scope, found: Digest, reader: Author) -> None:
    st.header("Since you last looked")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(found.words)
        st.button("Mark as read", key="digest_read", on_click=_read, args=(scope.negotiation, reader, scope.version))
    more = False
    for cause, lines in found.by_cause():
        st.markdown(f"**{plain(CAUSE_WORDS[cause])}** ({len(lines):d})")
        for line in lines[:SHOWN]:
            _line(scope, line)
        more |= len(lines) > SHOWN
    if more:
        with folds.unfolded("All of it", key="digest_all") as is_open:
            if is_open:
                told = found.changes.assign(cause=found.changes["cause"].map(CAUSE_WORDS))
                show.table(TOLD_CHANGES, told, ("cause", "sentence", "at", "author"), key="digest_table")


def _line(scope: Scope, line: ToldChange) -> None:
    """Show a line as a link to where the thing can be looked at, else to the version that changed it last."""
    words = f"{line.author} {line.sentence[:1].lower()}{line.sentence[1:]}"
    words = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    key = f"digest_{line.table}_{line.code}"
    then = {} if line.day is None else {"as_of": str(_shown_from(scope, line.day))}
    if line.party is not None and line.term is not None:
        address.link("overview", words, key, party=line.party, term=line.term, **then)
    elif line.proposal is not None:
        address.link("proposals", words, key, text=line.proposal, **then)
    elif line.mark is not None:
        address.link("timeline", words, key, mark=line.mark, **then)
    else:
        address.link("history", words, key, of=str(line.version))


def _shown_from(scope: Scope, day: date) -> date:
    """Return the day that is looked at, or the thing's own where that is later: before it there is nothing to see."""
    first, last = covered(scope.edition)
    return min(max(day, scope.as_of, first), last)


def _read(negotiation: str, reader: Author, version: int) -> None:
    with telling_refusals("Not marked as read."):
        looks.keep(cache.store(), negotiation, reader, version)
