"""Threads: a note, then the replies to it, oldest first; circles and long chains end."""

from datetime import UTC, datetime, timedelta
from typing import Any

from dashboard import frames
from dashboard.questions.threads import threads

START = datetime(2025, 7, 20, 12, tzinfo=UTC)


def note(code: str, minute: int, reply_to: str | None = None, state: str = "open") -> dict[str, Any]:
    at = START + timedelta(minutes=minute)
    return {"code": code, "author": "ana", "written_at": at, "text": code, "state": state, "reply_to": reply_to}


def told(*notes: dict[str, Any]) -> list[tuple[str, bool, str | None]]:
    """Return code, whether a reply, and state, from notes given newest first as the store gives them."""
    newest_first = sorted(notes, key=lambda one: one["written_at"], reverse=True)
    return [(one.note.code, one.reply, one.state) for one in threads(frames.ANNOTATIONS.frame(newest_first))]


def test_without_notes_there_is_no_thread() -> None:
    assert told() == []


def test_a_note_comes_before_its_replies_and_they_come_oldest_first() -> None:
    made = told(note("n", 0), note("second", 2, "n"), note("first", 1, "n"))
    assert made == [("n", False, "open"), ("first", True, "open"), ("second", True, "open")]


def test_a_reply_to_a_reply_stands_in_the_same_thread_by_its_time() -> None:
    made = told(note("n", 0), note("a", 1, "n"), note("b", 2, "n"), note("a again", 3, "a"))
    assert [code for code, _, _ in made] == ["n", "a", "b", "a again"]


def test_the_thread_with_the_newest_words_comes_first() -> None:
    made = told(note("old", 0), note("new", 5), note("answer to old", 9, "old"))
    assert [code for code, _, _ in made] == ["old", "answer to old", "new"]


def test_the_state_of_a_thread_is_that_of_its_note() -> None:
    made = told(note("n", 0, state="resolved"), note("a", 1, "n", state="open"))
    assert made == [("n", False, "resolved"), ("a", True, "resolved")]


def test_a_reply_whose_note_is_not_among_them_begins_a_thread_of_unknown_state() -> None:
    assert told(note("a", 1, "n"), note("b", 2, "a")) == [("a", False, None), ("b", True, None)]


def test_a_circle_of_replies_is_one_thread_and_ends() -> None:
    made = told(note("a", 0, "c"), note("b", 1, "a"), note("c", 2, "b"), note("itself", 3, "itself"))
    assert sorted(code for code, _, _ in made) == ["a", "b", "c", "itself"]
    assert [reply for _, reply, _ in made].count(False) == 2


def test_three_thousand_replies_in_a_chain_are_one_thread() -> None:
    chain = [note(f"n{number}", number, f"n{number - 1}" if number else None) for number in range(3001)]
    made = told(*chain)
    assert [code for code, _, _ in made] == [f"n{number}" for number in range(3001)]
