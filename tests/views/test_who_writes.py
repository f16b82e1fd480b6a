"""The name on the page: a known or a similar one is asked about, and until that is answered nothing is saved."""

import json

import pytest

from dashboard.authors import Author
from dashboard.store import authors, edits, reads
from dashboard.store.engine import Store
from dashboard.ui import cache
from dashboard.ui.authors import remembered
from dashboard.ui.say import plain
from tests.people import HADDAD
from tests.views.screen import Screen


@pytest.fixture(autouse=True)
def _nobody_is_set(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_AUTHOR", raising=False)


def writes(store: Store, author: Author) -> None:
    """Change something as this author, in another process."""
    seen = reads.row(store, "toy", "party", "a")
    assert seen is not None
    edits.set_row(store, "toy", "party", {**seen, "note": author.name}, seen=seen, by=author)


def cell() -> Screen:
    return Screen("", party="b", term="truce", as_of="2025-07-07")


def writer(store: Store, text: str) -> str:
    """Return the code of whoever wrote the note of these words."""
    notes = reads.annotations(store, "toy")
    (code,) = notes.loc[notes["text"] == text, "author"]
    return str(code)


def test_a_name_like_no_other_is_a_new_author_without_a_question(toy: Store) -> None:
    writes(toy, HADDAD)
    screen = cell().sign("मीना")
    assert not any("Are you" in text for text in screen.texts)
    screen.write("I am new.")
    code = writer(toy, "I am new.")
    assert code.startswith("author_") and code != HADDAD.code
    assert Author(code, "मीना") in authors.everybody(toy)


@pytest.mark.parametrize("name", ["r. haddad", "Rana Haddad"])
def test_a_known_or_similar_name_is_asked_about_and_yes_makes_her_that_author(toy: Store, name: str) -> None:
    writes(toy, HADDAD)
    screen = cell().sign(name)
    assert "Are you R. Haddad, who has written here before?" in screen.texts
    screen.click("Yes")
    assert not any("Are you" in text for text in screen.texts)
    assert screen.field("text_input", "Your name").value == "R. Haddad"
    screen.write("It is me.")
    assert writer(toy, "It is me.") == HADDAD.code


def test_another_person_of_the_same_name_has_a_code_of_her_own_and_both_are_told_apart(toy: Store) -> None:
    writes(toy, HADDAD)
    screen = cell().sign("R. Haddad").click("No, I am another person").write("I am another.")
    code = writer(toy, "I am another.")
    assert code != HADDAD.code
    assert [item["lead"] for item in screen.passages if item.get("text") == "I am another."] == [f"R. Haddad ({code})"]
    asked = cell().sign("R. Haddad")
    assert "Are you one of these, who have written here before?" in asked.texts
    (mine,) = [label for label in asked.labels("button") if plain(code) in label]
    assert asked.click(mine).write("Me again.").notes[0] == "Me again."
    assert writer(toy, "Me again.") == code


def test_nothing_is_saved_before_the_question_is_answered_and_the_words_stay_in_the_form(toy: Store) -> None:
    writes(toy, HADDAD)
    version = reads.version(toy, "toy")
    screen = cell().sign("R. Haddad").write("Whose is this?")
    assert screen.errors == ["Not saved. Say first, at the top of the page, whether you are R. Haddad."]
    assert reads.version(toy, "toy") == version
    assert screen.click("Yes").errors == [], "what was refused need not be any more"
    screen.write("Whose is this?", over="Whose is this?")
    assert writer(toy, "Whose is this?") == HADDAD.code


def told_to_keep(screen: Screen) -> str | None:
    """Return what the browser is told to keep."""
    (kept,) = [one.proto for one in screen.test.get("bidi_component") if one.proto.id.endswith("author_cookie_kept")]
    cookie: str | None = json.loads(kept.json)["cookie"]
    return cookie


def returns(cookie: str | None, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Open a page in a new session of the browser that was told to keep this."""
    name, _, value = (cookie or "").partition(";")[0].partition("=")
    monkeypatch.setattr(Screen, "cookies", {name: value})
    return cell()


def test_a_browser_remembers_who_writes_in_it_until_she_says_that_it_is_not_her(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes(toy, HADDAD)
    screen = cell()
    assert told_to_keep(screen) is None
    assert told_to_keep(screen.sign("R. Haddad")) is None, "nobody knows yet who that is"
    kept = told_to_keep(screen.click("Yes"))
    assert (kept or "").startswith("parley_author=%5B%22") and (kept or "").endswith("Max-Age=31536000; SameSite=Lax")
    screen = returns(kept, monkeypatch)
    assert not any("Are you" in text for text in screen.texts)
    assert "You write as R. Haddad. This browser remembers it." in [one.value for one in screen.test.text]
    screen.write("Me again.")
    assert writer(toy, "Me again.") == HADDAD.code
    forgotten = told_to_keep(screen.click("Not you?"))
    assert forgotten == "parley_author=; Path=/; Max-Age=0; SameSite=Lax"
    assert screen.write("Who?").errors[0].startswith("Not saved. Give your name")
    assert "author" not in screen.address


@pytest.mark.parametrize("value", ["", "x", "%5B1%5D", "%7B%7D", "null", '["a","\\n"]', '["a", "b", "c"]'])
def test_what_no_browser_was_told_to_keep_is_nobody(value: str) -> None:
    assert remembered(value) == ("", "")


def test_of_whom_a_browser_was_told_nothing_the_name_is_asked(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Your name" in returns("parley_author=null", monkeypatch).popovers


def test_while_the_store_is_away_nobody_is_taken_for_another_and_she_is_known_once_it_is_back(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes(toy, HADDAD)
    gone = Store("postgresql://nobody@127.0.0.1:1/none")
    kept = f"parley_author=%5B%22{HADDAD.code}%22%2C%20%22R. Haddad%22%5D"
    with monkeypatch.context() as patch:
        patch.setattr(cache, "store", lambda: gone)
        screen = returns(kept, monkeypatch)
        assert screen.errors
    gone.close()
    screen.open("", party="b", term="truce").write("Back again.")
    assert writer(toy, "Back again.") == HADDAD.code


def test_who_is_remembered_from_another_store_is_asked_after_as_by_her_name(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes(toy, HADDAD)
    screen = returns("parley_author=%5B%22author_9%22%2C%20%22R%20Haddad%22%5D", monkeypatch)
    assert "Are you R. Haddad, who has written here before?" in screen.texts


def test_an_answer_counts_for_the_name_it_was_given_to(toy: Store) -> None:
    writes(toy, HADDAD)
    cell().sign("R. Haddad").click("Yes").sign("Omar").write("By Omar.")
    assert writer(toy, "By Omar.") != HADDAD.code


def test_machines_are_not_offered_to_people(toy: Store) -> None:
    writes(toy, Author("author_2", "First reading", "machine"))
    screen = cell().sign("First reading")
    assert not any("Are you" in text for text in screen.texts)


def test_a_name_is_asked_about_as_it_stands(toy: Store) -> None:
    writes(toy, Author("author_3", "![R](http://x) :red[Haddad]"))
    screen = cell().sign("![R](http://x) :red[Haddad]")
    assert "Are you ![R](http://x) :red[Haddad], who has written here before?" in screen.texts


def test_the_author_that_the_settings_name_is_not_asked(toy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    writes(toy, HADDAD)
    monkeypatch.setenv("PARLEY_AUTHOR", " r. haddad")
    screen = cell().write("By setting.")
    assert writer(toy, "By setting.") == HADDAD.code
    assert screen.field("text_input", "Your name").value == "R. Haddad"
    assert told_to_keep(screen) is None, "who runs Parley may name another tomorrow"
    assert "You write as R. Haddad." in [one.value for one in screen.test.text]


def test_a_name_from_the_settings_that_is_only_similar_is_asked_about(
    toy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes(toy, HADDAD)
    monkeypatch.setenv("PARLEY_AUTHOR", "R Haddad")
    assert "Are you R. Haddad, who has written here before?" in cell().texts


def test_a_person_has_one_code_in_all_negotiations(toy: Store) -> None:
    from tests.views import small_case

    small_case.load(toy, "second", small_case.TOY, small_case.ONE_OF_EVERYTHING)
    writes(toy, HADDAD)
    screen = Screen("", negotiation="second", party="b", term="truce").sign("R. Haddad").click("Yes").write("Here too.")
    assert "Here too." in screen.notes
    assert (reads.annotations(toy, "second", author=HADDAD.code)["text"] == "Here too.").all()
    assert authors.everybody(toy).count(HADDAD) == 1


def test_the_history_names_who_did_it(toy: Store) -> None:
    writes(toy, HADDAD)
    screen = Screen("history")
    assert screen.table("Who")["Who"].tolist()[:2] == ["R. Haddad", "Parley"]
