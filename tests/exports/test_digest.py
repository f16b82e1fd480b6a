"""A digest as Markdown and as an Atom feed: what RFC 4287 asks for, and text that stays text."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID
from xml.etree import ElementTree as etree

import pytest

from dashboard.exports.digest import DigestFile, Section, atom, markdown
from dashboard.frames import ToldChange

ODD = "Changed <b>the text</b> & “[x](http://y)”: *grade* C → B \u2028\ufffe"
MORNING, EVENING = datetime(2025, 7, 2, 8, 30, tzinfo=UTC), datetime(2025, 7, 2, 20, tzinfo=UTC)
NOWHERE = (None, None, None, None, None)
ONE = ToldChange("source", ODD, "source", "s1", 4, MORNING, "A <Ben> & co.", *NOWHERE)
OTHER = ToldChange("coding", "Changed the stance of A on Aid", "stance", "st1", 5, EVENING, "Ana", *NOWHERE)
FILE = DigestFile(
    "store1",
    "toy",
    "Toy & talks",
    date(2025, 7, 1),
    "2 things changed.",
    [Section("Our coding", [OTHER], ["2 more came."]), Section("Sources", [ONE])],
    EVENING,
)
ATOM = "{http://www.w3.org/2005/Atom}"


def the(parent: etree.Element, name: str) -> str:
    """Return the text of the one child of this name."""
    (found,) = parent.findall(f"{ATOM}{name}")
    assert found.text
    return found.text


def feed(file: DigestFile = FILE) -> etree.Element:
    return etree.fromstring(atom(file).encode())


def test_a_feed_has_what_the_rfc_requires_of_a_feed_exactly_once() -> None:
    """RFC 4287, 4.1.1: one id, one title, one updated; an author, unless each entry has one; nothing foreign."""
    root = feed()
    assert root.tag == f"{ATOM}feed"
    assert UUID(the(root, "id").removeprefix("urn:uuid:"))
    assert the(root, "title") == "Toy & talks: what changed since 1 July 2025"
    assert the(root, "updated") == "2025-07-02T20:00:00Z"
    allowed = {"id", "title", "subtitle", "updated", "generator", "entry"}
    assert {child.tag.removeprefix(ATOM) for child in root} == allowed


def test_an_entry_has_what_the_rfc_requires_of_an_entry_exactly_once() -> None:
    """RFC 4287, 4.1.2: one id, title and updated, an author with one name; without an alternate link, a content."""
    entries = feed().findall(f"{ATOM}entry")
    assert len(entries) == 2
    for entry in entries:
        assert UUID(the(entry, "id").removeprefix("urn:uuid:"))
        assert the(entry, "title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", the(entry, "updated"))  # RFC 3339, as 3.3 asks
        (author,) = entry.findall(f"{ATOM}author")
        assert the(author, "name")
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "text" and not list(content)
        (category,) = entry.findall(f"{ATOM}category")
        assert category.get("term")
        order = {"id", "title", "updated", "author", "category", "content"}
        assert {child.tag.removeprefix(ATOM) for child in entry} == order


def test_the_newest_comes_first_and_text_is_text() -> None:
    first, second = feed().findall(f"{ATOM}entry")
    assert the(first, "updated") == "2025-07-02T20:00:00Z"
    assert the(second, "title") == "Changed <b>the text</b> & “[x](http://y)”: *grade* C → B  "
    assert the(second.findall(f"{ATOM}author")[0], "name") == "A <Ben> & co."
    assert "<b>" not in atom(FILE)


def test_ids_stay_from_run_to_run_and_are_others_for_other_things_versions_and_stores() -> None:
    def ids(store: str = "store1", one: ToldChange = ONE) -> list[str]:
        file = DigestFile(store, "toy", "x", date(2025, 7, 1), "x", [Section("y", [one])], EVENING)
        root = feed(file)
        return [the(root, "id"), the(root.findall(f"{ATOM}entry")[0], "id")]

    assert ids() == ids()
    assert ids()[0] == the(feed(), "id") and ids()[1] in [the(one, "id") for one in feed().findall(f"{ATOM}entry")]
    assert ids(one=ONE._replace(version=6))[1] != ids()[1] != ids(one=ONE._replace(table="claim"))[1]
    assert not set(ids("store2")) & set(ids())


def test_a_feed_of_nothing_is_one() -> None:
    empty = DigestFile("store1", "toy", "Toy", date(2025, 7, 1), "0 things changed.", [], MORNING)
    assert the(feed(empty), "updated") == "2025-07-02T08:30:00Z"
    assert markdown(empty) == "# Toy: what changed since 1 July 2025\n\n0 things changed.\n"


def test_markdown_has_a_heading_a_cause_and_a_line_a_thing_and_no_mark_up_of_others() -> None:
    assert markdown(FILE) == (
        "# Toy & talks: what changed since 1 July 2025\n"
        "\n"
        "2 things changed.\n"
        "\n"
        "## Our coding\n"
        "\n"
        "- Changed the stance of A on Aid (Ana, 2 July 2025)\n"
        "- 2 more came.\n"
        "\n"
        "## Sources\n"
        "\n"
        "- Changed \\<b>the text\\</b> & “\\[x](http\\://y)”: \\*grade\\* C → B (A \\<Ben> & co., 2 July 2025)\n"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("bodies_of_hostages, 4 < 5 > 3, 2 * 3, a & b, #1 | C:/x", None),
        ("_so_ __init__ a_", "\\_so\\_ \\_\\_init\\_\\_ a\\_"),
        ("**so** ~so~ `so` &amp; &#38;", "\\*\\*so\\*\\* \\~so\\~ \\`so\\` \\&amp; \\&#38;"),
        ("![x](y) <x@y.example> <!-- www.example", "!\\[x](y) \\<x@y.example> \\<!-- www\\.example"),
        ("\\[x](y) \\q", "\\\\\\[x](y) \\q"),
    ],
)
def test_only_what_markdown_would_take_for_mark_up_is_escaped(typed: str, written: str | None) -> None:
    said = markdown(replace(FILE, words=typed, sections=[]))
    assert said.splitlines()[2] == (typed if written is None else written)


def test_a_feed_says_how_many_more_there_are_that_are_not_named() -> None:
    assert the(feed(), "subtitle") == "2 things changed. Our coding: 2 more came."
