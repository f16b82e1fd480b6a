"""One text at a time and two side by side."""

from dataclasses import replace

import streamlit as st

from dashboard.questions import provisions
from dashboard.questions.scope import Scope
from dashboard.ui import cache, editing, missing, note_form, notes, notices, show
from dashboard.ui.pickers import pick
from dashboard.ui.reading import passages, sentence
from dashboard.vocabulary import Precision, day_words


def view(scope: Scope) -> None:
    """Draw the page."""
    st.title("Proposals")
    notices.two_texts(scope)
    by_code, titles, first = cache.compute(scope, provisions.choice_of_texts)
    if by_code.empty and missing.told(scope, "proposal"):
        return
    if by_code.empty:
        sentence(f"No text is recorded that was tabled by {day_words(scope.day, Precision.DAY)}. Choose a later day.")
        return
    left = pick("Text", titles, key="text", default=first, what="text")
    others = {"": "nothing"} | {code: title for code, title in titles.items() if code != left}
    why = "Compares the two provision by provision."
    right = pick("Beside it", others, key="beside", default="", what="text", help=why) or None
    if right is None:
        sentence(f"“{by_code.at[left, 'title']}”, tabled {by_code.at[left, 'when']}.")
        _one(scope, left)
    else:
        words, compared = cache.compute(scope, provisions.side_by_side, left, right)
        sentence(words)
        passages(compared, key="compared")
        for side, code in enumerate((left, right)):
            name = f"“{by_code.at[code, 'title']}”"
            notices.sources(scope, "proposal", code, key=f"side_{side}", name=name)
    notices.answers(scope)
    st.header("Staged releases")
    picked = replace(scope, proposals=tuple(code for code in (left, right) if code))
    if cache.frame(picked, "release-curves").empty:
        show.finding(picked, "release-curves")
    else:
        show.question(picked, "release-curves")
    st.header("Numbers over the texts")
    show.question(scope, "provision-quantities")


def _one(scope: Scope, code: str) -> None:
    text = cache.compute(scope, provisions.text, code)
    for line in text.lines:
        st.text(line)
    notices.recorded(scope, "proposal", code, key="text")
    passages(text.provisions, key="provisions")
    notices.sources(scope, "proposal", code, key="text")
    notices.disagreements(scope, {"proposal": [code]}, key="text")
    editing.offered(scope, editing.of_text, code, key="text")
    note_form.add(scope, text.targets, key=f"proposal_{code}")
    notes.on(scope, scope.edition.notes_on({"proposal": [code]}, {"provision": text.codes}), key="proposal")
