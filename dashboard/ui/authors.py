"""
Who the reader is: her name, and the question whether she has written here before.

A name alone makes nobody somebody else. Until the question is answered nothing is saved under either name. The browser
keeps who she is, as a cookie, until she says that it is not her; a link, which others open too, never does.
"""

import json
from urllib.parse import quote, unquote

import streamlit as st

from dashboard.authors import LONGEST_NAME, Author, alike, namesakes, newcomer, whole_name
from dashboard.errors import Invalid, ParleyError, Unsigned
from dashboard.settings import settings
from dashboard.store import authors
from dashboard.ui import cache, drafts
from dashboard.ui.say import plain
from dashboard.vocabulary import AuthorKind

OFFERED = 5
"""Authors that are asked after at most, the likeliest first."""
COOKIE = "parley_author"
SAID = "author_said"
"""Whether the reader, or her browser, has just said who she is."""
KEPT_SECONDS = 365 * 24 * 60 * 60
_JS = """
export default function ({ data }) {
  if (data.cookie === null || window.parleyAuthor === data.cookie) return;
  window.parleyAuthor = data.cookie;
  document.cookie = data.cookie + (location.protocol === 'https:' ? '; Secure' : '');
}
"""
_cookie = st.components.v2.component("parley_author", js=_JS)


def name_field() -> None:
    """Draw the reader's name, and in what it opens the field for it."""
    _begin()
    if settings().read_only:
        return
    name = st.session_state["author_name"]
    why = "Stands beside your notes and in the history."
    with st.popover(plain(name) or "Your name", icon=":material/person:", key="author_chip", wrap=False):
        st.text_input("Your name", name, key="author_name", help=why, max_chars=LONGEST_NAME, on_change=_take_name)
        if (author := present()) is not None:
            kept = " This browser remembers it." if st.session_state.get("author_cookie") else ""
            st.text(f"You write as {author.name}.{kept}")
            st.button("Not you?", key="author_forget", type="tertiary", on_click=_forget)


def remember() -> None:
    """Let the browser keep who the reader is, once she has said it, or forget it."""
    _cookie(key="author_cookie_kept", data={"cookie": st.session_state.get("author_cookie")})


def ask_who() -> None:
    """Ask the reader whether she is somebody who has written here before, where her name leaves that open."""
    _begin()
    offered: list[Author] = st.session_state["author_question"]
    if not offered:
        return
    with st.container(border=True, key="author_question_box"):
        if len(offered) == 1:
            st.text(f"Are you {offered[0].name}, who has written here before?")
        else:
            st.text("Are you one of these, who have written here before?")
        with st.container(horizontal=True):
            for number, author in enumerate(offered):
                yes = "Yes" if len(offered) == 1 else f"Yes, I am {plain(_told_apart(author, offered))}"
                st.button(yes, key=f"author_yes_{number}", on_click=_be, args=(author,))
            st.button("No, I am another person", key="author_no", on_click=_be_new)


def present() -> Author | None:
    """Return who the reader is; None before she has given a name and answered what it asks of her."""
    _begin()
    author: Author | None = st.session_state["author"]
    return author


def writing() -> Author:
    """Return who makes a change; raises `Unsigned` with what is missing, and where it is given."""
    if (author := present()) is not None:
        return author
    if offered := st.session_state["author_question"]:
        names = " or ".join(dict.fromkeys(author.name for author in offered))
        raise Unsigned(f"Say first, at the top of the page, whether you are {names}.")
    try:
        return newcomer(st.session_state["author_name"])
    except Invalid as refused:
        reason = refused.problems["name"]
        raise Unsigned(f"{reason[0].upper()}{reason[1:]}: at the top of the page, under “Your name”.") from None


def remembered(cookie: str) -> tuple[str, str]:
    """Return the code and the name that a browser was told to keep; empty where it says nothing that can be."""
    try:
        code, name = json.loads(unquote(cookie))
        return str(code), whole_name(str(name))
    except (ValueError, TypeError, Invalid):
        return "", ""


def _begin() -> None:
    """Take who the browser says the reader is, else the name that the settings give, once a session."""
    if "author_name" in st.session_state:
        return
    code, name = remembered(st.context.cookies.get(COOKIE, ""))
    st.session_state["author_name"] = name or settings().author
    try:
        known = {author.code: author for author in authors.everybody(cache.store())} if code else {}
        if (author := known.get(code)) is not None and author.kind == AuthorKind.PERSON:
            _be(author)
        else:
            _settle(asked=bool(name))
    except ParleyError:
        del st.session_state["author_name"]  # the store is away: the next run asks again
        raise


def _keep(author: Author | None) -> None:
    """Have the browser keep who the reader is; nobody, and it forgets."""
    said = "" if author is None else quote(json.dumps([author.code, author.name]))
    age = 0 if author is None else KEPT_SECONDS
    st.session_state[SAID] = author is not None
    st.session_state["author_cookie"] = f"{COOKIE}={said}; Path=/; Max-Age={age}; SameSite=Lax"


def _forget() -> None:
    st.session_state["author_name"] = ""
    st.session_state["author"], st.session_state["author_question"] = None, []
    _keep(None)


def _take_name() -> None:
    """Take the name that was given; where nobody can tell whose it is, none is taken, and that is said."""
    try:
        _settle()
    except ParleyError as error:
        st.session_state["author_name"] = ""
        st.session_state.pop("saved", None)
        st.session_state["refusal"] = f"Your name was not taken. {error}"


def _settle(*, asked: bool = True) -> None:
    """
    Find out who the name is; what it leaves open is asked.

    A name from the settings was given by whoever runs Parley: the one author who has it is not asked again.
    """
    name = st.session_state["author_name"]
    st.session_state["author"], st.session_state["author_question"] = None, []
    try:
        new = newcomer(name, drafts.browser())
    except Invalid:
        if asked:
            _keep(None)
        return  # said when something is to be saved
    known = [author for author in authors.everybody(cache.store()) if author.kind == AuthorKind.PERSON]
    same = namesakes(name, known)
    if len({author.code for author in same}) == 1 and not asked:
        _set(same[0])
    elif offered := alike(name, known):
        st.session_state["author_question"] = offered[:OFFERED]
    else:
        st.session_state["author"] = new
        if asked:
            _keep(new)


def _set(author: Author) -> None:
    st.session_state["author"], st.session_state["author_question"] = author, []
    st.session_state["author_name"] = author.name


def _be(author: Author) -> None:
    _set(author)
    _keep(author)


def _be_new() -> None:
    _be(newcomer(st.session_state["author_name"]))


def _told_apart(author: Author, offered: list[Author]) -> str:
    shared = sum(other.name == author.name for other in offered) > 1
    return f"{author.name} ({author.code})" if shared else author.name
