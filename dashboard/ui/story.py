"""The story of one cell: a party on a term, its stances in time, the claims they rest on, and the notes."""

from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import frames
from dashboard.charts.cell_words import by_text
from dashboard.questions import left_out, naming, stances, texts
from dashboard.questions.listings import MOST_OF_CELL
from dashboard.questions.passages import Passage
from dashboard.questions.records import read_claim
from dashboard.questions.scope import Scope
from dashboard.ui import address, cache, editing, folds, note_form, notes, notices, show
from dashboard.ui.reading import passages
from dashboard.ui.say import plain
from dashboard.vocabulary import LEVEL_WORDS, Age, Precision, counted, day_words, distinct, list_words

_OLD: dict[str, str] = {
    Age.OLD: "past the use-by",
    Age.OVERTAKEN: "older than what the agreement that stands says on the same term",
}
CLAIMS_SHOWN = 8


class Story(NamedTuple):
    """What there is to tell of a cell: where it stands, what is left out, its stances and claims, targets of a note."""

    now: str
    left_out: str
    listed: int
    coded: int
    claims: list[Passage]
    said: int
    targets: dict[str, dict[str, Any]]


def story(scope: Scope, party: str, term: str) -> Story:
    """Return the story of a cell up to the scope's day."""
    edition = scope.edition
    current = stances.current(scope)
    here = current[(current["party"] == party) & (current["term"] == term)]
    titles = naming.names(edition, "proposal", "title")
    on_the_table = "the text on the table" if len(texts.table(scope).texts) == 1 else "a text on the table"
    cell_of_stances = {"parties": (party,), "terms": (term,), **stances.passing(scope)}
    found = edition.stances(newest=MOST_OF_CELL, **cell_of_stances).iloc[::-1]
    cell_of_claims = stances.admitted(replace(scope, parties=(party,), terms=(term,)))
    claims = edition.evidence(most=MOST_OF_CELL, **cell_of_claims)
    kept_out = left_out.of_cell(scope, party, term, found)
    now = "" if kept_out and not stances.leaves_out(scope) else stances.nothing_so_far(scope)
    for row in frames.CURRENT.rows(here):
        otherwise = {aspect: _otherwise(scope, row, aspect, found) for aspect in ("level", "answer")}
        now = _now(row, titles, on_the_table, otherwise)
    return Story(
        now,
        kept_out,
        len(found),
        edition.count_stances(**cell_of_stances) if len(found) == MOST_OF_CELL else len(found),
        [read_claim(scope, row) for row in frames.EVIDENCE.rows(claims.head(CLAIMS_SHOWN))],
        edition.claims(**cell_of_claims) if len(claims) == MOST_OF_CELL else len(claims),
        _targets(scope, party, term, found, claims),
    )


def cell(scope: Scope, party: str, term: str) -> None:
    """Show the story of a cell up to the scope's day."""
    who, what = cache.names(scope, "party", "short_name")[party], cache.names(scope, "term", "short_title")[term]
    st.subheader(f"{plain(who)} on {plain(what)}")
    if isinstance(proposition := cache.names(scope, "term", "proposition")[term], str):
        st.caption(plain(f"The proposition: {proposition}"))
    if scope.changeable:
        address.link("tables", "Edit the term and its words", table="term", row=term)
    if isinstance(whole := cache.names(scope, "party", "part_of")[party], str):
        st.caption(plain(f"{who} is a part of {cache.names(scope, 'party', 'short_name')[whole]}."))
    if isinstance(also := cache.names(scope, "party", "also")[party], str):
        st.caption(plain(f"{who} is also: {also}."))
    found = cache.compute(scope, story, party, term)
    if found.now:
        st.text(found.now)
    if found.left_out:
        st.caption(plain(found.left_out))
    note_form.add(scope, found.targets, key=f"cell_{party}_{term}")
    notes.on(scope, scope.edition.notes_in_cell(party, term, scope.as_of), key="cell")
    notices.disagreements(scope, {"term": [term]}, key="story")
    editing.offered(scope, editing.of_cell, party, term, key="cell")
    if not found.listed:
        return
    with folds.unfolded(f"Stances in time ({found.coded:,})", key="story_stances") as is_open:
        if is_open:
            show.newest(found.listed, found.coded, "stances are listed")
            show.listing(scope, "stances-of-a-cell", party, term)
    st.markdown("**On whose word**")
    if scope.changeable:
        st.caption("What is quoted or read wrongly here is changed above, under “Edit or add”, as a claim.")
    passages(found.claims, key="story_claims")
    if (earlier := found.said - len(found.claims)) > 0:
        address.link(
            "stances", f"Read {counted(earlier, 'earlier claim')} on the page Stances", parties=party, terms=term
        )


def _targets(
    scope: Scope, party: str, term: str, found: pd.DataFrame, claims: pd.DataFrame
) -> dict[str, dict[str, Any]]:
    """Return what a note may hang on here: the cell, one of its stances, one of its claims."""
    cell_itself = {"this cell": {"party": party, "term": term, "day": scope.as_of}}
    said = {
        f"stance {row.code}": f"the stance of {day_words(row.held_on, row.precision)}: {_coded(row.level, row.answer)}"
        for row in frames.GRADED_STANCES.rows(found)
    }
    said |= {
        f"claim {row.code}": f"the claim of {day_words(row.said_on, row.precision)}: "
        f"{_coded(row.level, row.answer)} ({row.publisher or row.source_title})"
        for row in frames.EVIDENCE.rows(claims)
    }
    on = {place: place.split(" ") for place in said}
    return cell_itself | {words: {on[place][0]: on[place][1]} for place, words in distinct(said).items()}


def _coded(level: str | None, answer: str | None) -> str:
    """Return the level and the answer of a stance or a claim, in words."""
    answers = "" if answer is None else f"answer {LEVEL_WORDS[answer]}"
    return ", ".join(filter(None, ("" if level is None else LEVEL_WORDS[level], answers))) or "no level"


def _now(row: frames.Cell, titles: dict[str, str], on_the_table: str, otherwise: dict[str, str]) -> str:
    """Return in sentences what a cell says, and by aspect what was said otherwise."""
    said = []
    if row.level is not None and row.level_held_on is not None:
        level = _both(row.level_both) or LEVEL_WORDS[row.level]
        day = day_words(row.level_held_on, row.level_precision or row.precision)
        before = (
            f", {counted((row.as_of - row.level_held_on).days, 'day')} before this day: "
            if row.level_age in _OLD
            else ""
        )
        said.append(f"Level: {level}, last known {day}{before}{_OLD.get(row.level_age or '', '')}.{otherwise['level']}")
        if row.silent_since is not None:
            said.append(f"Silent where a position was due, {day_words(row.silent_since, Precision.DAY)}.")
    if row.answer is not None and row.proposal is not None and row.answer_held_on is not None:
        to_text: dict[str, list[str]] = {}  # of several on the table a mixed answer is to more than one
        for code, text in by_text(row.answer_both) or [(row.answer, None)]:
            to_text.setdefault(text or row.proposal, []).append(LEVEL_WORDS[code])
        answers = [f"to “{titles[text]}”: {' or '.join(codes)}" for text, codes in to_text.items()]
        to = " with the whole text" if row.with_whole else ""
        day = day_words(row.answer_held_on, row.answer_precision or row.precision)
        late = f" That is an earlier version of {on_the_table}." if row.unconfirmed else ""
        said.append(f"Answer {'; '.join(answers)}{to}, {day}.{late}{otherwise['answer']}")
    return " ".join(said)


def _otherwise(scope: Scope, row: frames.Cell, aspect: str, found: pd.DataFrame) -> str:
    """Return who says otherwise of the day of a cell's level or answer, of the stances found in it."""
    said, codes = [], getattr(row, f"{aspect}_otherwise")
    for code in codes.split("; ") if codes is not None else ():
        day = found["held_on"] == pd.Timestamp(getattr(row, f"{aspect}_held_on"))
        own = found.loc[day & (found[aspect] == code) & ~found["remark"], "code"].tolist()
        behind = scope.edition.behind(own)
        whose = list_words(behind["publisher"].fillna(behind["source_title"]).unique().tolist())
        said.append(f"{LEVEL_WORDS[code]}{f' ({whose})' if whose else ''}")
    return f" The same day otherwise: {'; '.join(said)}." if said else ""


def _both(codes: str | None) -> str:
    """Return the levels that stand against each other, in words."""
    return "" if codes is None else " or ".join(LEVEL_WORDS.get(code, code) for code in codes.split("; "))
