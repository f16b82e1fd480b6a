"""Overview begins with what others changed since the reader last looked, until she marks it as read."""

from datetime import date

import pytest

from dashboard.store import edits, looks, reads
from dashboard.store.engine import Store
from dashboard.ui.say import plain
from tests.people import BO, HADDAD
from tests.views.screen import Screen
from tests.views.test_cold_pages import asking

TOLD = "Bo changed the stance of A on Aid, 2 July 2025: level accepts → rejects"


def change(store: Store, table: str = "stance", code: str = "st1", **values: object) -> None:
    """Change a row as a colleague does, in another process."""
    seen = reads.row(store, "toy", table, code)
    assert seen is not None
    edits.set_row(store, "toy", table, {**seen, **(values or {"level": "REJECTS"})}, seen=seen, by=BO)


def told(screen: Screen) -> bool:
    return any(header.value == "Since you last looked" for header in screen.test.header)


def test_the_first_look_begins_the_count_and_tells_nothing(toy: Store) -> None:
    change(toy)
    screen = Screen()
    assert not told(screen)
    assert looks.last(toy, "toy", HADDAD) == 2


def test_what_a_colleague_changed_is_told_leads_to_its_thing_and_is_gone_once_read(toy: Store) -> None:
    screen = Screen(party="b", term="truce")
    change(toy)
    change(toy, "source", "s2", grade="B")
    screen.run()
    assert told(screen) and "2 things changed." in screen.texts
    assert reads.version(toy, "toy") == 3
    screen.follow("Bo changed the source Leaflet: grade D → B".replace(":", "\\:")).open("")
    screen.follow(plain(TOLD))
    assert [screen.field("selectbox", of).value for of in ("Party", "Term")] == ["a", "aid"]
    screen.click("Mark as read")
    assert not told(screen)
    assert (looks.last(toy, "toy", HADDAD), reads.version(toy, "toy")) == (3, 3)
    assert not told(Screen())
    change(toy, level="OPEN")
    assert "1 thing changed." in screen.run().texts


def test_a_thing_of_a_later_day_is_led_to_on_its_own_day(toy: Store) -> None:
    screen = Screen(as_of="2025-07-07")
    change(toy, "round", "r2", outcome="suspended")
    screen.run()
    (link,) = (one for one in screen.test.get("page_link") if "Round 2" in one.proto.label)
    assert "mark=r2" in link.proto.query_string and "as_of=2025-08-01" in link.proto.query_string


def test_nothing_is_told_or_kept_of_a_reader_without_a_name_or_of_an_earlier_version(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(toy)
    assert not told(Screen(known_at="1"))
    assert looks.last(toy, "toy", HADDAD) is None
    monkeypatch.delenv("PARLEY_AUTHOR")
    looks.keep(toy, "toy", HADDAD, 1)
    screen = Screen()
    assert not told(screen)
    screen.sign("R. Haddad").click("Yes")
    assert told(screen)


def test_of_a_newcomer_the_count_begins_where_she_gives_her_name(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR")
    screen = Screen("proposals").sign("Zoe Winter")
    change(toy)
    assert told(screen.open(""))


def test_a_few_lines_of_each_cause_are_shown_and_the_rest_unfolded(toy: Store) -> None:
    screen = Screen()
    for number, code in enumerate(("s1", "s2"), start=1):
        change(toy, "source", code, note=f"{number}")
    for number in range(3):
        new = {"code": f"new{number}", "title": f"New {number}", "grade": "B", "published_on": date(2025, 7, 1)}
        edits.set_row(toy, "toy", "source", new | {"precision": "day"}, seen=None, by=BO)
    screen.run()
    assert "5 things changed." in screen.texts
    shown = [one for one in screen.test.get("page_link") if "the source" in one.proto.label]
    assert len(shown) == 3 and "New 2" in shown[0].proto.label
    assert len(screen.table("What changed")) == 5


def test_overview_with_news_is_looked_at_again_for_one_question_more_than_without(toy: Store) -> None:
    looks.keep(toy, "toy", HADDAD, 1)
    change(toy)
    screen = Screen()
    assert told(screen)
    with asking() as asked:
        screen.run()
    (own,) = (one for one in asked if "last_look" in one)
    assert len([one for one in asked if one != own]) <= 4, "what every page asks at every run"
