"""
The address bar: what a page shows stands in its address, as codes, so that a copied link shows a colleague the same.

Everything that Streamlit itself offers writes two entries into the browser's history for one step, or none, and a
widget bound to the address writes labels and drops a value it does not know without a word. Here one component writes
all of it: a choice is a new entry, and what a page makes of the address it was opened with replaces that. Values are
kept by the session; the address is read when a session begins, when another page is opened by a full address, and when
the component says that the reader went back or forward. An unknown value gives a sentence and the nearest good view.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.ui.say import plain

ALWAYS = {"negotiation", "as_of", "other_until"}
"""What is written even where it is the default: without it, a link would mean another thing tomorrow."""
ON_EVERY_PAGE = ("negotiation", "as_of", "min_grade", "min_confidence", "within_use_by", "only_source", "known_at")
"""What a link from page to page carries along."""

FIRST = "overview"
"""The page that is shown where the address names none."""
WENT = "went"
"""What the component adds to the address to say that the reader went back or forward: when, in milliseconds."""

_JS = """
const AGAIN_MS = 1000;
const NARROW = 767;

export default function ({ data }) {
  const own = (window.parleyAddress ??= { number: 0 });
  const here = () => location.pathname.split('/').pop();
  const replace = (search) => history.replaceState(history.state, '', location.pathname + search + location.hash);
  // Streamlit asks for what the address says at every such event, but also says an old address in later reruns.
  const tell = (again = AGAIN_MS) => {
    const query = new URLSearchParams(location.search);
    own.asked = String(Date.now());
    query.set(data.went, own.asked);
    replace('?' + query);
    own.search = null;  // not known until the answer is there
    window.dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
    clearTimeout(own.timer);
    own.timer = setTimeout(() => askAgain(again), again);
  };
  const isAtRest = () => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]');
  // A page that is being drawn can swallow the question. Once it is at rest without an answer, it is asked again.
  const askAgain = (waited) => {
    if (!own.asked) return;
    if (isAtRest()) tell(2 * waited);
    else own.timer = setTimeout(() => askAgain(waited), waited);
  };
  // It can swallow a click on a link as well. Once it is at rest where it was, it is asked for what the link leads to.
  const follow = (url, from, waited = AGAIN_MS) => {
    clearTimeout(own.following);
    own.following = setTimeout(() => {
      if (isAtRest() && here() !== from) return;
      if (isAtRest()) {
        history.pushState(history.state, '', url);
        tell();
        waited *= 2;
      }
      follow(url, from, waited);
    }, waited);
  };
  if (!own.listens) {
    window.addEventListener('popstate', (event) => {
      if (!event.isTrusted) return;
      clearTimeout(own.following);
      if (!(here() === own.page && location.search === own.search)) tell();
    });
    document.addEventListener('click', (event) => {
      const link = event.target.closest?.('a[data-testid*=Nav]');
      const inAnotherTab = event.ctrlKey || event.metaKey || event.shiftKey;
      if (link && !inAnotherTab && link.pathname !== location.pathname) follow(link.href, here());
    }, true);
    own.listens = true;
  }
  if (own.asked === data.taken) own.asked = null;
  if (own.asked) return;  // this was chosen before the reader went back
  if (data.number === own.number || data.page !== here()) return;
  if (own.page !== undefined && own.page !== data.page && innerWidth <= NARROW) {
    // The list of pages lies over the page there, and Streamlit closes it only in what it takes for a telephone.
    document.querySelector('[data-testid=stSidebarCollapseButton] button')?.click();
  }
  const begunAnew = data.number < own.number;
  const search = data.query && '?' + data.query;
  Object.assign(own, { number: data.number, page: data.page, search });
  if (location.search === search) return;
  if (begunAnew) {
    // Another session answers this tab. What it was asked for may be old; what stands in the address bar is not.
    tell();
    return;
  }
  // An entry that was left before it was written is written now, or Back would lead to a bare address.
  if (data.push && !location.search) replace('?' + data.base);
  if (data.push) history.pushState(history.state, '', location.pathname + search);
  else replace(search);
}
"""
_bar = st.components.v2.component("parley_address", js=_JS)


@dataclass
class _Address:
    """
    What a session knows of its address.

    Attributes
    ----------
    kept
        The last value of every addressed widget, as text: Streamlit forgets it when another page is shown.
    asked
        Those of them that a link asks for and no widget has read yet.
    defaults, before
        The defaults of what this run, and the run before, has addressed.
    keys
        What each page addresses.
    folded
        What this run has addressed without drawing its widget.
    went
        When the reader last went back or forward.
    written
        The query that stands in the address; None while what the page was opened with stands there.
    """

    pages: dict[str, Any] = field(default_factory=dict)
    page: str | None = None
    kept: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    defaults: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, set[str]] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    went: str | None = None
    written: str | None = None
    bar: dict[str, Any] = field(default_factory=lambda: {"number": 0})


def _own() -> _Address:
    own: _Address = st.session_state.setdefault("address", _Address())
    return own


def path(name: str) -> str:
    """Return the path of a page, from its id or from whatever way of writing that: the first page has none."""
    name = name.casefold().replace("_", "-")
    return "" if name == FIRST else name


def begin(pages: dict[str, Any], page: str) -> None:
    """Start the run of a page, given all pages by id and the path of this one."""
    own = _own()
    own.pages = pages
    query = st.query_params.to_dict()
    went = query.pop(WENT, None)
    if page != own.page or went not in (None, own.went):
        own.page, own.written = page, None
        if query:  # the navigation opens pages without one
            _take(query)
    own.went = went or own.went
    own.before, own.defaults, own.folded = own.defaults, {}, set()


def _take(query: dict[str, str]) -> None:
    """Let the page begin with what an address says; what it leaves out begins with its default."""
    own = _own()
    if (shown := st.session_state.get("negotiation")) and query.get("negotiation", shown) != shown:
        other_negotiation()
    for key in own.keys.get(own.page or "", set()):  # not those of the query: it may name anything that a session keeps
        st.session_state.pop(key, None)
        own.kept.pop(key, None)
    own.kept |= query
    own.asked = set(query)
    own.refused = []


def start(key: str, default: Any, parse: Callable[[str], Any] = str) -> Any:
    """
    Return the value of an addressed widget, and give it its first one, from the address where that names a good one.

    Parameters
    ----------
    parse
        From the text in the address to the value. A `ValueError` carries the sentence for the reader and, as its second
        argument, the nearest good value where that is not the default.
    """
    own = _own()
    own.defaults[key] = default
    if key in st.session_state and key not in own.asked:
        if st.session_state[key] == own.before.get(key, default):
            st.session_state[key] = default  # what nobody chose follows its default
        return st.session_state[key]
    value = default
    if (text := own.kept.get(key)) is not None:
        try:
            value = parse(text)
        except ValueError as refused:
            value = refused.args[1] if len(refused.args) > 1 else default
            if key in own.asked:
                own.refused.append(str(refused.args[0]))
    own.asked.discard(key)
    st.session_state[key] = value
    return value


def fold(*keys: str) -> None:
    """Say that the widgets of these keys are not drawn in this run; their values stay."""
    _own().folded |= set(keys)


def forget_all(*but: str) -> None:
    """Let every addressed widget but these begin again with its default."""
    own = _own()
    for key in set(own.defaults).union(*own.keys.values()) - {*but}:
        st.session_state.pop(key, None)
    own.kept = {key: text for key, text in own.kept.items() if key in but}


def page() -> str:
    """Return the id of the page that is drawn."""
    own = _own()
    (found,) = (one for one, page in own.pages.items() if page.url_path == own.page)
    return found


def other_negotiation() -> None:
    """Begin again: another negotiation has other days, parties, terms and texts."""
    forget_all("negotiation", "min_grade", "min_confidence", "within_use_by")


def here() -> str:
    """Return what leads back to this page: its id, and the query of what was addressed so far in this run."""
    return f"{page()}?{urlencode(_query(), safe=',')}"


def link(page: str, label: str, key: str | None = None, **values: str) -> None:
    """
    Show a link to the page of this id, with these values there: on the same day and evidence, if of this negotiation.

    Parameters
    ----------
    key
        Tells it from another link of the same page to the same place.
    """
    target = _own().pages[page]
    if values and target.url_path == _own().page:
        # The browser does not follow a link to where it is.
        key = key or "_".join((page, *values.values()))
        st.button(plain(label), key=key, type="tertiary", on_click=_set, args=(values,))
        return
    is_here = values.get("negotiation") in (None, st.session_state.get("negotiation"))
    along = {key: text for key, text in _query().items() if key in ON_EVERY_PAGE} if is_here else {}
    query = along | values if values else None
    st.page_link(target, label=plain(label), query_params=query)


def _set(values: dict[str, str]) -> None:
    for key, text in values.items():
        st.session_state.pop(key, None)
        _own().kept[key] = text


def one_of(options: Sequence[Any], what: str) -> Callable[[str], Any]:
    """Return a parser that knows these options."""

    def parse(text: str) -> Any:
        for option in options:
            if text == str(option):
                return option
        raise ValueError(f"The link asks for the {what} “{_shown(text)}”, which is not here.")

    return parse


def _shown(text: str) -> str:
    """Return the beginning of what a link says, without what could turn the sentence around it or break it."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text[:60])


def switch(text: str) -> bool:
    """Return whether a switch is on."""
    if text not in ("yes", "no"):
        raise ValueError(f"The link asks for “{_shown(text)}” where only yes and no can stand.")
    return text == "yes"


def some_of(options: Sequence[str], what: str) -> Callable[[str], list[str]]:
    """Return a parser for several of these options, with commas between them."""

    def parse(text: str) -> list[str]:
        asked = [one for one in text.split(",") if one]
        known = [one for one in asked if one in options]
        if len(known) < len(asked):
            lost = _shown(", ".join(one[:60] for one in asked if one not in options))
            raise ValueError(f"The link asks for the {what} “{lost}”, which is not here.", known)
        return known

    return parse


def day_between(first: date, last: date) -> Callable[[str], date]:
    """Return a parser for a day of this span."""

    def parse(text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"The link asks for “{_shown(text[:30])}”, which is not a day like 2025-07-07.") from None
        if not first <= day <= last:
            nearest = min(max(day, first), last)
            raise ValueError(
                f"The link asks for {day}, but this negotiation is covered from {first} to {last}. "
                f"This is {nearest}, the nearest day.",
                nearest,
            )
        return day

    return parse


def tell_refused(place: Any) -> None:
    """Say there what a link asked for and did not get, until the reader closes it or follows another link."""
    own = _own()
    if own.refused:
        with place, st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text("\n".join(own.refused))
            st.button("Close", key="close_refused", on_click=_close)


def _close() -> None:
    _own().refused = []


def stay() -> None:
    """End a run that failed: what stands in the address stays, for it leads to the page once that can be drawn."""
    _write()


def publish() -> None:
    """End a run: keep what was chosen, and write it to the address."""
    own = _own()
    query = urlencode(_query(), safe=",")
    own.keys[own.page or ""] = set(own.defaults)
    for key, default in own.defaults.items():
        own.kept.pop(key, None)
        if key in st.session_state and st.session_state[key] != default:
            own.kept[key] = _text(st.session_state[key])
    for key in own.folded:
        st.session_state.pop(key, None)  # or a value from before its widget was drawn would come back
    if query != own.written or own.bar.get("page") != own.page:
        push = own.written is not None
        number = own.bar["number"] + 1
        own.bar = {"number": number, "page": own.page, "query": query, "base": own.written, "push": push}
        own.written = query
    _write()


def _write() -> None:
    own = _own()
    _bar(key="address_bar", data=own.bar | {"went": WENT, "taken": own.went})


def _query() -> dict[str, str]:
    """Return what this run has addressed so far and differs from its default, or always stands in the address."""
    return {
        key: _text(st.session_state[key])
        for key, default in _own().defaults.items()
        if key in st.session_state and (key in ALWAYS or st.session_state[key] != default)
    }


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, list) else str(value)
