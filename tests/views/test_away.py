"""What is clicked while the store does not answer says that it was not done; the page comes back when it answers."""

from collections.abc import Callable

import pytest

from dashboard.store import drafts as kept
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.ui import cache, drafts
from tests.views.screen import Screen
from tests.views.test_drafts_on_pages import types


def drop(screen: Screen) -> None:
    screen.send(screen.form(over="Mine."), "drop")


CLICKS: dict[str, Callable[[Screen], object]] = {
    "Not undone.": lambda screen: screen.click("Undo"),
    "Not dropped.": drop,
    "Not saved.": lambda screen: screen.click("Resolve"),
    "Not deleted.": lambda screen: screen.click("Delete"),
    "Your name was not taken.": lambda screen: screen.sign("Nour"),
}


def test_a_click_while_the_store_does_not_answer_is_said_not_to_have_been_done(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen("", party="a", term="aid").write("Undo this.")
    types(toy, screen, text="Mine.")
    before, mark = reads.version(toy, "toy"), kept.mark(toy)
    gone = Store("postgresql://nobody@127.0.0.1:1/none")
    for words, click in CLICKS.items():
        with monkeypatch.context() as patch:
            patch.setattr(cache, "store", lambda: gone)
            patch.setattr(drafts, "_mark", lambda _store: mark)
            click(screen)
        told = [*screen.errors, *screen.run().errors]
        assert any(one.startswith(f"{words} The database") for one in told), (words, told)
        assert reads.version(toy, "toy") == before
    gone.close()


def test_nobody_writes_under_a_name_of_which_it_was_not_known_whose_it_is(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen("", party="b", term="truce")
    gone = Store("postgresql://nobody@127.0.0.1:1/none")
    with monkeypatch.context() as patch:
        patch.setattr(cache, "store", lambda: gone)
        screen.sign("R Haddad")
    gone.close()
    screen.run().write("By whom?")
    assert any("Give your name" in words for words in screen.errors)
    assert reads.version(toy, "toy") == 1
