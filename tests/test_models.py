"""Every table says of itself, its columns and its rules what a person needs to fill it in."""

import re
import unicodedata
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dashboard.models import IN_PACKAGE, NEGOTIATION, REVISION, TABLES, Base, Column, Kind, Table, referrers, sentences
from dashboard.models.columns import is_plain_code, one_line, refusal_of_text
from dashboard.models.rules import needs, one_target, ordered, says_something
from tests import columns

DESCRIBED = {**IN_PACKAGE, "revision": REVISION}
COLUMNS = {f"{table.name}.{name}": column for table in DESCRIBED.values() for name, column in table.columns.items()}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_every_column_has_a_heading_and_a_sentence_that_says_more(column: Column) -> None:
    assert column.title == column.title.strip() and 0 < len(column.title) <= 24
    assert column.title[0].isupper()
    assert re.fullmatch(r"[A-Z].{14,}\.", column.help), "a help is a sentence"
    assert len(set(words(column.help)) - set(words(column.title))) >= 4, "a help that repeats its title helps nobody"


@pytest.mark.parametrize("table", DESCRIBED.values(), ids=DESCRIBED)
def test_no_two_columns_of_a_table_have_one_heading_or_one_help(table: Table) -> None:
    titles = [column.title for column in table.columns.values()]
    helps = [column.help for column in table.columns.values()]
    assert len(set(titles)) == len(titles)
    assert len(set(helps)) == len(helps)


@pytest.mark.parametrize("table", DESCRIBED.values(), ids=DESCRIBED)
def test_a_table_says_what_one_row_is_and_how_to_call_one(table: Table) -> None:
    assert table.row.endswith(".") and table.one and table.many and table.one != table.many
    for pattern in table.called:
        assert set(re.findall(r"{(\w+)}", pattern)) <= set(table.columns)
    given = {name for pattern in table.called for name in re.findall(r"{(\w+)}", pattern)}
    assert any(column.required for name, column in table.columns.items() if name in given) or len(table.called) > 1


@pytest.mark.parametrize("name", list(IN_PACKAGE))
def test_the_description_says_what_the_database_holds(name: str) -> None:
    stored = Base.metadata.tables[name]
    table = IN_PACKAGE[name]
    assert [column.name for column in stored.columns if column.name != "negotiation"] == list(table.columns)
    assert {column for column in table.columns if stored.c[column].nullable} == {
        column.name for column in table.columns.values() if column.optional
    }
    assert table.references == {
        key.column_keys[-1]: key.referred_table.name
        for key in stored.foreign_key_constraints
        if key.referred_table.name != "negotiation"
    }
    assert {columns for columns in table.unique} == {
        tuple(column.name for column in rule.columns if column.name != "negotiation")
        for rule in stored.constraints
        if isinstance(rule, sa.UniqueConstraint)
    }


def test_every_reference_has_an_index_that_begins_with_it() -> None:
    for table in TABLES.values():
        stored = Base.metadata.tables[table.name]
        indexed = {tuple(index.columns.keys())[1] for index in stored.indexes} | {
            tuple(rule.columns.keys())[1]
            for rule in stored.constraints
            if isinstance(rule, sa.UniqueConstraint) and len(rule.columns) > 1
        }
        assert set(table.references) <= indexed, table.name


def test_what_refers_to_a_table_is_found() -> None:
    assert referrers("annotation") == [("annotation", "reply_to")]
    assert referrers("figure") == [("disagreement", "figure"), ("citation", "figure"), ("annotation", "figure")]
    assert referrers("saved_view") == []


def test_a_table_that_refers_to_itself_says_so() -> None:
    cycles = {table.name: table.cycles for table in TABLES.values() if table.cycles}
    assert cycles == {"party": ("part_of",), "proposal": ("version_of",), "annotation": ("reply_to",)}


def test_a_column_that_need_not_be_given_is_empty_or_has_a_default() -> None:
    party = TABLES["party"].columns
    assert (party["name"].required, party["name"].optional) == (True, False)
    assert (party["note"].required, party["note"].optional, party["note"].default) == (False, True, None)
    assert (party["consent_required"].optional, party["consent_required"].default) == (False, False)
    assert TABLES["author"].columns["kind"].default == "person"
    assert TABLES["round"].columns["verified"].optional


def test_values_are_told_in_the_words_of_a_reader() -> None:
    stance, round_ = TABLES["stance"].columns, TABLES["round"].columns
    assert stance["level"].words("RESISTS") == "resists"
    assert round_["outcome"].words("no_deal") == "no deal"
    assert TABLES["claim"].columns["attribution"].words("on_record") == "on record"
    assert (stance["red_line"].words(True), stance["red_line"].words(False)) == ("yes", "no")
    assert stance["position"].words(50.0) == "50.0"


def test_what_a_column_holds_is_said_in_words() -> None:
    stance = TABLES["stance"].columns
    assert stance["party"].holds == "code of a row of party, required"
    assert stance["position"].holds == "number, from 0 to 100"
    assert stance["confidence"].holds == "one of low, moderate, high"
    assert stance["held_on"].holds == "day, required"
    assert TABLES["party"].columns["short_name"].holds == "one-line text, at most 40 characters, required"
    assert TABLES["party"].columns["consent_required"].holds == "yes or no"


def test_a_range_is_said_in_words() -> None:
    assert TABLES["stance"].columns["position"].range == "from 0 to 100"
    assert TABLES["stance"].columns["influence"].range == "0 or more"
    assert NEGOTIATION.columns["use_by_days"].range == "from 1 to 3,660"
    assert TABLES["party"].columns["rank"].range == ""


SHOWN_NOWHERE = {
    "annotation.quote_before": "finds the quoted words again, and says nothing to a reader",
    "annotation.quote_after": "the same",
    "claim.speaker_basis": "how the record was made: read in the package",
    "source.title_basis": "the same",
    "saved_view.author": "no page keeps views yet",
    "saved_view.query": "the same",
    "saved_view.saved_at": "the same",
    "saved_view.title": "the same",
}


def test_what_is_stored_is_shown_or_stands_here_with_the_reason() -> None:
    assert columns.unread() == set(SHOWN_NOWHERE), "show it, or say here why not"


RULES: list[tuple[Any, dict[str, Any], bool]] = [
    (ordered("low", "high", "x"), {"low": 1, "high": 1}, True),
    (ordered("low", "high", "x"), {"low": 2, "high": 1}, False),
    (ordered("low", "high", "x"), {"low": 2, "high": None}, True),
    (ordered("low", "high", "x"), {"low": None, "high": 1}, True),
    (says_something(("a", "b"), "x"), {"a": None, "b": None}, False),
    (says_something(("a", "b"), "x"), {"a": None, "b": 0}, True),
    (needs("a", "b", "x"), {"a": 1, "b": None}, False),
    (needs("a", "b", "x"), {"a": None, "b": None}, True),
    (needs("a", "b", "x"), {"a": 1, "b": 1}, True),
    (one_target(("a", "b"), "x", column="a"), {"a": None, "b": None}, False),
    (one_target(("a", "b"), "x", column="a"), {"a": 1, "b": None}, True),
    (one_target(("a", "b"), "x", column="a"), {"a": 1, "b": 1}, False),
    (one_target(("a", "b"), "x", column="a", otherwise="c"), {"a": None, "b": None, "c": 1}, True),
    (one_target(("a", "b"), "x", column="a", otherwise="c"), {"a": None, "b": None, "c": None}, False),
    (one_target(("a", "b"), "x", column="a", otherwise="c"), {"a": 1, "b": 1, "c": 1}, False),
]


@pytest.mark.parametrize(("rule", "row", "holds"), RULES)
def test_a_rule_says_the_same_in_the_database_and_in_a_form(rule: Any, row: dict[str, Any], holds: bool) -> None:
    assert rule.holds(row) is holds
    with sa.create_engine("sqlite://").connect() as connection:
        shown = ", ".join(f":{name} AS {name}" for name in row)
        found = connection.execute(sa.text(f"SELECT {rule.check} FROM (SELECT {shown})"), row).scalar()
    assert bool(found) is holds


@pytest.mark.parametrize(
    "code", ["a", "R._Haddad", "חדד", "حدّاد", "नीति", "ประเทศไทย", "李雷", "7", "_x", "st:1", "a@b.org", "a-b"]
)
def test_a_plain_code_is_of_any_script(code: str) -> None:
    assert is_plain_code(code)


@pytest.mark.parametrize(
    "code", ["", " ", "a b", "x/../../y", "a\\b", "-a", ".a", "a\n", "a'b", "a\u2028", "\u0301a", "🙂"]
)
def test_a_code_that_is_no_plain_code_is_none(code: str) -> None:
    assert not is_plain_code(code)


@given(st.text())
def test_a_plain_code_stands_in_a_path_and_in_one_line(text: str) -> None:
    if is_plain_code(text):
        assert not {"/", "\\", "\n"} & set(text) and not text.startswith((".", "-"))
        assert all(unicodedata.category(character)[0] in "LMNP" for character in text)
        assert refusal_of_text(Kind.LINE, text) is None


@pytest.mark.parametrize(
    "character",
    [*"\n\r\t\x00\x7f\x85\u2028\u2029\ufffe\uffff", *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"],
)
def test_one_line_holds_nothing_that_would_break_it_or_turn_it_around(character: str) -> None:
    reason = refusal_of_text(Kind.LINE, f"a{character}b")
    assert reason is not None and f"U+{ord(character):04X}" in reason
    assert refusal_of_text(Kind.LINE, one_line(f"a{character}b")) is None


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TAGS, Kind.CODE, Kind.ADDRESS])
def test_one_line_holds_no_backslash(kind: Kind) -> None:
    reason = refusal_of_text(kind, "http://a\\b")
    assert reason is not None and "backslash" in reason
    assert one_line("a\\b") == "a/b"
    assert refusal_of_text(Kind.PROSE, "a\\b") is None


def test_a_text_of_many_lines_keeps_them_and_holds_no_control_characters() -> None:
    assert refusal_of_text(Kind.PROSE, "a\r\n\tb\u2028c\u202ed") is None
    assert refusal_of_text(Kind.PROSE, "\x1b[31m") is not None
    assert refusal_of_text(Kind.PROSE, "\uffff") is not None


def test_what_is_made_one_line_keeps_its_words() -> None:
    assert one_line(" a\r\nb\u2028 c\x00d\t\u2067שלום\u200f\u2069 ") == "a b cd שלום\u200f"


@given(st.text())
def test_whatever_is_made_one_line_is_one(text: str) -> None:
    assert refusal_of_text(Kind.LINE, one_line(text)) is None


@pytest.mark.parametrize(
    ("table", "row", "listed"),
    [
        ("quantity", {"low": 10, "high": 10, "unit": "people", "wording": "about"}, "10 people, living hostages: a "),
        ("quantity", {"low": None, "high": None, "unit": "people", "wording": "most"}, "most, living hostages: a "),
        ("stage", {"day": 7, "count": 9, "unit": "bodies"}, "9 bodies, of hostages: day 7 of it"),
        ("stage", {"day": 7, "count": None, "unit": "bodies"}, "of hostages: day 7 of it"),
        (
            "delivery",
            {"done_by": "2025-07-09", "count": 3, "unit": "bodies"},
            "3 bodies, of hostages: what was deliver",
        ),
        ("figure", {"title": "Held", "low": 20, "high": None, "unit": "people"}, "Held"),
    ],
)
def test_in_a_list_numbers_come_before_what_rows_of_one_text_have_alike(
    table: str, row: dict[str, Any], listed: str
) -> None:
    row = {"provision": "p1", "measure": "living_hostages", "what": "of hostages", **row}
    assert sentences.listed(IN_PACKAGE[table], row, lambda *_: "it").startswith(listed)
