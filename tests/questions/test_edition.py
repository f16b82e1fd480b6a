"""A negotiation as a reader has it: what a change makes cold, and what it does not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import CacheStats

from dashboard.errors import Moved
from dashboard.questions import asking, stances, texts
from dashboard.questions.catalogue import QUESTIONS
from dashboard.questions.edition import EVENTS, SHORT, TRIES, Edition, starting_over
from dashboard.questions.kept import Kept
from dashboard.questions.scope import Scope
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.store.snapshot import CLOCKED
from tests.people import BO

DAY = date(2025, 8, 31)


@contextmanager
def counting(store: Store) -> Iterator[list[str]]:
    """Give a list that fills with what is asked of a store."""
    asked: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "BEGIN" not in statement:
            asked.append(statement)

    sa.event.listen(store.reader, "before_cursor_execute", keep)
    yield asked
    sa.event.remove(store.reader, "before_cursor_execute", keep)


def change(store: Store, name: str, code: str, **values: Any) -> None:
    seen = reads.row(store, "toy", name, code)
    assert seen is not None
    edits.set_row(store, "toy", name, {**seen, **values}, seen=seen, by=BO)


@pytest.fixture
def opened(elsewhere: Store) -> Callable[..., Scope]:
    """A function that opens the case anew, as each run of a page does; all of them share what is kept."""
    kept = Kept()

    def scope(known_at: int | None = None) -> Scope:
        return Scope(Edition(elsewhere, "toy", known_at, kept=kept), DAY, min_grade="D", min_confidence="low")

    return scope


def ask_everything(scope: Scope) -> dict[str, Any]:
    """Ask for the frame of every question, and for more, as pages do."""
    found: dict[str, Any] = {one.id: asking.frame(scope, one.id) for one in QUESTIONS}
    return found | {"on the table": scope.ask(texts.what_is_on_the_table), "changed": scope.ask(stances.changes)}


def test_short_and_long_tables_are_all_there_are() -> None:
    long = {"source", "claim", "stance", "stance_claim", "coding", "annotation", "saved_view"}
    assert {*SHORT, *EVENTS, *long, "negotiation"} == {*CLOCKED}, "a new table is read whole (SHORT), or long: asked"
    assert not {*SHORT, *EVENTS} & long


def test_a_long_table_is_not_read_whole(toy: Edition) -> None:
    with pytest.raises(ValueError, match="stance is a long table"):
        toy.rows("stance")


def test_an_edition_reads_clocks_and_short_tables_at_once_and_again_only_clocks(
    elsewhere: Store, opened: Callable[..., Scope]
) -> None:
    with counting(elsewhere) as asked:
        opened()
    assert len(asked) == 1 + 2 + len(SHORT)  # the clocks, the own row, the sources cited
    with counting(elsewhere) as asked:
        shown = opened().edition
        for table in SHORT:
            pd.testing.assert_frame_equal(shown.rows(table), reads.rows(elsewhere, "toy", table))
    assert sum("revision" in one for one in asked) == 1


def test_every_query_can_be_kept_compiled(elsewhere: Store, opened: Callable[..., Scope]) -> None:
    # To compile one takes longer than to run it.
    compiled_each_time: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        if context.cache_hit is CacheStats.NO_CACHE_KEY and "BEGIN" not in statement:
            compiled_each_time.append(statement)

    sa.event.listen(elsewhere.reader, "before_cursor_execute", keep)
    ask_everything(opened())
    sa.event.remove(elsewhere.reader, "before_cursor_execute", keep)
    assert compiled_each_time == []


def test_after_a_note_nothing_is_asked_again_but_notes(elsewhere: Store, opened: Callable[..., Scope]) -> None:
    before = ask_everything(opened())
    change(elsewhere, "annotation", "n1", text="Look again.")
    with counting(elsewhere) as asked:
        after = ask_everything(opened())
    assert "FROM negotiation" in asked[0]  # the clocks
    assert len(asked) == 3 and all("FROM annotation" in one for one in asked[1:])  # for either of the two
    unlike = [name for name in before if before[name] is not after[name]]
    assert unlike == ["stance-steps", "timeline"]  # the two that draw notes


def test_after_a_stance_all_that_rests_on_stances_is_asked_again(
    elsewhere: Store, opened: Callable[..., Scope]
) -> None:
    before = ask_everything(opened())
    change(elsewhere, "stance", "st1", level="REJECTS")
    after = ask_everything(opened())
    same = {name for name in before if before[name] is after[name]}
    assert same == {
        "two-texts",  # no two texts go by one name
        "whose-word",
        "release-curves",
        "provision-quantities",
        "figures",
        "coder-agreement",
        "on the table",
    }, "a question that rests on no stance stands here"
    fresh = ask_everything(Scope(Edition(elsewhere, "toy"), DAY, min_grade="D", min_confidence="low"))
    pd.testing.assert_frame_equal(after["stance-matrix"], fresh["stance-matrix"])


def test_a_change_made_in_another_process_is_seen(opened: Callable[..., Scope], toy_path: Any) -> None:
    assert level_of_a(opened()) == "ACCEPTS"
    other = Store(f"sqlite:///{toy_path}")
    change(other, "stance", "st1", level="REJECTS")
    other.close()
    assert level_of_a(opened()) == "REJECTS"


def test_what_was_kept_of_a_store_is_not_taken_for_the_one_restored_in_its_place(
    elsewhere: Store, opened: Callable[..., Scope]
) -> None:
    assert opened().ask(lambda scope: scope.edition.rows("party")["name"].tolist())[0] == "Country A"
    with elsewhere.writing() as connection:  # another change of the same version: it was given again after the restore
        connection.exec_driver_sql("UPDATE party SET name = 'Country Z' WHERE code = 'a'")
        connection.exec_driver_sql("UPDATE store SET code = 'store_restored'")
    assert opened().edition.rows("party")["name"].tolist()[0] == "Country Z"


def level_of_a(scope: Scope) -> str:
    return str(scope.ask(stances.current).set_index(["party", "term"]).loc[("a", "aid"), "level"])


def test_an_earlier_version_says_what_was_said_then_and_asks_only_for_what_changed(
    elsewhere: Store, opened: Callable[..., Scope]
) -> None:
    then = ask_everything(opened())
    change(elsewhere, "annotation", "n1", text="Look again.")
    change(elsewhere, "stance", "st1", level="REJECTS")
    earlier = opened(known_at=1)
    with counting(elsewhere) as asked:
        now = ask_everything(earlier)
    assert asked == [], "at the clocks of then it was asked then"
    assert all(now[name] is then[name] for name in then)
    fresh = ask_everything(Scope(Edition(elsewhere, "toy", 1), DAY, min_grade="D", min_confidence="low"))
    for name, frame in then.items():
        if isinstance(frame, pd.DataFrame):
            pd.testing.assert_frame_equal(fresh[name], frame)
        elif name == "on the table":
            assert fresh[name] == frame


def test_what_says_its_version_is_worked_out_for_each(elsewhere: Store, opened: Callable[..., Scope]) -> None:
    def versions(scope: Scope) -> tuple[int, int | None, int]:
        return scope.version, scope.known_at, len(scope.edition.versions())

    assert opened().ask(versions) == (1, None, 1)
    change(elsewhere, "annotation", "n1", text="Look again.")
    assert opened().ask(versions) == (2, None, 2)
    assert opened(known_at=1).ask(versions) == (1, 1, 1)


def test_an_edition_that_moved_says_so_and_as_it_was_it_can_be_read(
    elsewhere: Store, opened: Callable[..., Scope]
) -> None:
    shown = opened()
    change(elsewhere, "stance", "st1", level="REJECTS")
    with pytest.raises(Moved):
        stances.current(shown)
    assert level_of_a(shown.as_it_was()) == "ACCEPTS"


def test_reading_starts_over_where_an_edition_moved(elsewhere: Store, opened: Callable[..., Scope]) -> None:
    texts = iter(["REJECTS", "OPEN"])

    def draw() -> str:
        shown = opened()
        if (level := next(texts, None)) is not None:  # a colleague saves between the clocks and the rows, twice
            change(elsewhere, "stance", "st1", level=level)
        return level_of_a(shown)

    assert starting_over(draw) == "OPEN"


def test_reading_gives_up_after_some_tries() -> None:
    tried: list[int] = []

    def draw() -> None:
        tried.append(1)
        raise Moved("It was changed while it was read.")

    with pytest.raises(Moved):
        starting_over(draw)
    assert len(tried) == TRIES


def test_the_levels_of_many_days_are_one_question(elsewhere: Store, toy: Edition) -> None:
    scope = Scope(toy, DAY, min_grade="D", min_confidence="low")
    days = [date(2025, 7, 1), date(2025, 7, 5), DAY]
    with counting(elsewhere) as asked:
        found = stances.levels_on(scope, days)
    assert len(asked) == 1
    levels = ["party", "term", "level", "level_stance", "level_age"]
    for day in days:
        alone = stances.current(Scope(toy, day, min_grade="D", min_confidence="low"))
        own = found[found["as_of"] == pd.Timestamp(day)].reset_index(drop=True)
        pd.testing.assert_frame_equal(own[levels], alone[levels])
