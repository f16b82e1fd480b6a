"""The header: on every page, what negotiation, which round and day, which evidence, as known when, and who writes."""

from datetime import date
from functools import partial
from typing import NamedTuple

import streamlit as st

from dashboard import frames
from dashboard.questions import rounds, sources
from dashboard.questions.asking import CONFIDENCES
from dashboard.questions.scope import Scope, covered
from dashboard.ui import address, authors, cache, notes, show
from dashboard.ui.pickers import pick, pick_day, within
from dashboard.ui.say import plain
from dashboard.vocabulary import DEFAULT_CONFIDENCE, DEFAULT_GRADE, distinct

ALL = ""
"""The choice that stands for every source."""
NOW = 0
"""The choice that stands for the present version; a selectbox would show None as an empty field."""
GRADES = {
    "A": "A only",
    "B": "B or better",
    "C": "C or better",
    "D": "D or better",
    "F": "every grade",
}


def mark_group(number: int) -> None:
    """Mark the group of pages that is the one the reader is in: the navigation on top marks no group itself."""
    group = f"[data-testid=stTopNav] :nth-child({number:d}) [data-testid=stTopNavSection]"
    st.html(f"<style>{group} {{ box-shadow: inset 0 -2px currentColor; }}</style>")


def pick_scope() -> Scope | None:
    """Draw the header and return what it says to look at; None where the store holds no negotiation."""
    titles = distinct(cache.titles())
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        scope = _pick_scope(titles) if titles else None
        if scope is not None:
            notes.steps(scope)
        authors.name_field()
    if scope is not None and scope.known_at is not None:
        st.info(f"Everything is shown as it was recorded at version {scope.known_at:d}. Notes cannot be changed here.")
    return scope


def _pick_scope(titles: dict[str, str]) -> Scope:
    now = cache.edition(_pick_negotiation(titles))
    day = _pick_day(Scope(now, date.today()))
    return _pick_evidence(Scope(now, day))


def _pick_negotiation(titles: dict[str, str]) -> str:
    first = next(iter(titles))
    chosen = address.start("negotiation", first, address.one_of(list(titles), "negotiation"))
    with st.container(horizontal=True, vertical_alignment="center", key="header_negotiation"):
        st.text(titles.get(chosen, titles[first]), width="content")
        if len(titles) > 1:
            with st.popover("Others", key="header_negotiations"):
                what = "negotiation"
                pick("Negotiation", titles, key=what, default=first, what=what, on_change=address.other_negotiation)
        else:
            address.fold("negotiation")  # or it would come back once there are two
    picked: str = st.session_state["negotiation"]
    return picked


class _Days(NamedTuple):
    """The first and last day that can be shown, and of each round, in order, its name and its last day among them."""

    first: date
    last: date
    labels: dict[str, str]
    ends: dict[str, date]


def _days(scope: Scope) -> _Days:
    """Return the days that a negotiation can be shown of; the scope's is today."""
    found = scope.edition.rows("round")
    first, last = covered(scope.edition)
    in_order = frames.ROUNDS.rows(found.sort_values(["started_on", "rank"]))
    labels = distinct({row.code: f"Round {row.rank} · {row.started_on:%b %Y}" for row in in_order})
    return _Days(first, last, labels, {row.code: min(max(row.ended_on, first), last) for row in in_order})


def _pick_day(today: Scope) -> date:
    days = cache.compute(today, _days)
    bounds = {"default": days.last, "first": days.first, "last": days.last}
    day = within("as_of", **bounds)
    with st.container(horizontal=True, vertical_alignment="center", key="header_day", width="content"):
        if days.ends:
            before = max((end for end in days.ends.values() if end < day), default=None)
            after = min((end for end in days.ends.values() if end > day), default=None)
            _step("◀", before, "round_before", "To the end of the round before.")
            _pick_round(days, cache.compute(Scope(today.edition, day), rounds.present))
            _step("▶", after, "round_after", "To the end of this round, or of the next.")
        return pick_day("As of", key="as_of", **bounds, label_visibility="collapsed")


def _step(label: str, day: date | None, key: str, why: str) -> None:
    st.button(plain(label), key=key, help=plain(why), disabled=day is None, on_click=_go_to, args=(day,))


def _go_to(day: date) -> None:
    st.session_state["as_of"] = day


def _pick_round(days: _Days, present: str | None) -> None:
    """Show the round of the day, and go to the last day of another that is chosen."""
    labels = days.labels if present else {"": "Before the first round"} | days.labels
    st.session_state["round"] = present or ""

    def step() -> None:
        if chosen := st.session_state["round"]:
            _go_to(days.ends[chosen])

    codes = list(labels)
    st.selectbox(
        "Round",
        codes,
        codes.index(st.session_state["round"]),
        format_func=labels.__getitem__,
        key="round",
        on_change=step,
        label_visibility="collapsed",
    )


def _pick_evidence(scope: Scope) -> Scope:
    """Return the scope with the evidence and the version that are set; one chip says them and opens their pickers."""
    least, sure = DEFAULT_GRADE.value, DEFAULT_CONFIDENCE.value
    grade = address.start("min_grade", least, address.one_of(list(GRADES), "grade"))
    confidence = address.start("min_confidence", sure, address.one_of(list(CONFIDENCES), "confidence"))
    within_use_by = address.start("within_use_by", False, address.switch)
    source = address.start("only_source", ALL, partial(_source, scope))
    known_at = address.start("known_at", NOW, address.one_of(range(scope.version), "version"))
    said = [f"Evidence: {GRADES[grade]}"]
    said += [f"confidence {CONFIDENCES[confidence]}"] if confidence != sure else []
    said += ["within the use-by"] if within_use_by else []
    said += [f"only {sources.in_words(scope.edition, source)}"] if source != ALL else []
    said += [f"known at version {known_at}"] if known_at != NOW else []
    words = ", ".join(said)
    if st.session_state.get("evidence_words") != words:
        # Streamlit knows what opens by its words. Where a pick has changed these, it is told again that it is open; at
        # every run it would open again what the reader has closed meanwhile.
        st.session_state["evidence"] = st.session_state.get("evidence", False)
    st.session_state["evidence_words"] = words
    chip = st.popover(plain(words), key="evidence", on_change="rerun")
    if chip.open:
        with chip:
            pick("Source grade", GRADES, key="min_grade", default=least, what="grade")
            pick("Confidence", CONFIDENCES, key="min_confidence", default=sure, what="confidence")
            days = int(scope.edition.own()["use_by_days"])
            why = plain(f"Levels and answers older than {days} days on the day that is looked at do not count.")
            label = f"Only what was said within the use-by ({days:d} days)"
            st.toggle(label, within_use_by, key="within_use_by", help=why)
            _pick_source(scope, source)
            _pick_version(scope)
    else:
        address.fold("min_grade", "min_confidence", "within_use_by", "only_source", "known_at")
    shown = scope.edition if known_at == NOW else cache.edition(scope.negotiation, known_at)
    return Scope(shown, scope.as_of, grade, confidence, within_use_by, source or None)


def _source(scope: Scope, code: str) -> str:
    """Return a source that a link names, where there is one of this code."""
    if not sources.known(scope.edition, code):
        raise ValueError(f"The link asks for the source “{code[:60]}”, which is not here.")
    return code


def _pick_source(scope: Scope, chosen: str) -> None:
    """Offer the first article and the sources with most claims, or those found by what is typed, to be the only one."""
    st.text_input("Find a source", key="source_words", max_chars=200, help="By words of its title or its publisher.")
    words = st.session_state["source_words"]
    offered = sources.offered(scope.edition, words)
    options = {ALL: "all"} | {code: f"Only {name}" for code, name in offered.items()}
    if chosen != ALL:
        options.setdefault(chosen, f"Only {sources.in_words(scope.edition, chosen)}")
    if words.strip() and not offered:
        st.caption("No source holds these words.")
    why = "Shows what rests on this one source, and nothing else."
    pick("Sources", options, key="only_source", default=ALL, what="source", help=why)


def _pick_version(scope: Scope) -> None:
    titles = {
        int(row.version): f"version {row.version}, {row.at:%d %b %Y %H:%M}, {row.author}"
        for row in frames.VERSIONS.rows(show.named(scope, scope.edition.versions()))
        if row.version < scope.version
    }
    why = "Shows everything as it was recorded at an earlier version."
    pick("Known at", {NOW: "now"} | titles, key="known_at", default=NOW, what="version", help=why)
