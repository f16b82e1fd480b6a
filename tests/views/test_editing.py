"""Editing where a thing stands: every row of every table, by the form that its description makes."""

from datetime import date
from typing import Any

import pytest

from dashboard.models import IN_PACKAGE, TABLES, Kind
from dashboard.store import edits, hanging, history, reads
from dashboard.store.engine import Store
from tests.people import ANA
from tests.views.screen import Screen, as_read, held
from tests.views.small_case import ONE_OF_EVERYTHING

EDITED = [name for name, table in TABLES.items() if name not in ("annotation", "saved_view")]


def form(screen: Screen) -> dict[str, Any]:
    """Return what the one form of a page is drawn from."""
    one: dict[str, Any] = screen.only(screen.forms)
    return one


def save(screen: Screen, **typed: str) -> Screen:
    """Save the one form of a page with what is typed."""
    own = form(screen)
    return screen.send(own, "save", held={**held(own), **typed})


def opened(page: str, what: str = "", **query: str) -> Screen:
    """Open the fold of what may be edited on a page, and choose in it."""
    screen = Screen(page, **query).unfold()
    return screen.choose("What", what_of(screen, what)) if what else screen


def what_of(screen: Screen, label: str) -> str:
    """Return what stands in the list under this label: a table, and a code or none."""
    words, code = label.removeprefix("New "), ""
    return f"{next(name for name, table in TABLES.items() if table.one == words)} {code}"


def labels(screen: Screen) -> list[str]:
    return list(screen.field("selectbox", "What").options)


@pytest.mark.parametrize("table", EDITED)
def test_every_row_has_a_form_with_every_column_a_person_fills_and_a_new_one_too(toy: Store, table: str) -> None:
    code = str(ONE_OF_EVERYTHING[table][0]["code"])
    typed = [name for name, column in TABLES[table].columns.items() if column.kind is not Kind.CODE]
    screen = Screen("tables", table=table, row=code)
    assert [field["name"] for field in form(screen)["fields"]] == typed
    version = reads.version(toy, "toy")
    save(screen)
    assert not screen.errors
    assert reads.version(toy, "toy") == version, "nothing was changed, and nothing is written"
    screen = Screen("tables", table=table)
    assert [field["name"] for field in form(screen)["fields"]] == typed
    assert form(screen)["row"] is None


def test_a_field_is_drawn_by_its_kind_with_its_title_its_help_and_what_may_stand_in_it(toy: Store) -> None:
    fields = {field["name"]: field for field in form(Screen("tables", table="stance", row="st2"))["fields"]}
    columns = IN_PACKAGE["stance"].columns
    assert {name: (field["title"], field["help"]) for name, field in fields.items()} == {
        name: (columns[name].title, columns[name].help) for name in fields
    }
    assert fields["party"]["kind"] == "reference"
    assert fields["party"]["options"] == {"a": "A", "b": "B", "f": "F"}
    assert list(fields["level"]["options"])[:2] == ["", "DEMANDS"]
    assert fields["remark"]["options"] == {"true": "yes", "false": "no"}
    assert list(fields["red_line"]["options"]) == ["", "true", "false"]
    assert (fields["position"]["least"], fields["position"]["most"]) == (0, 100)
    assert [name for name, field in fields.items() if field["needed"]] == ["party", "term", "held_on", "precision"]


def test_a_row_is_added_changed_and_taken_back(toy: Store) -> None:
    screen = Screen("tables", table="party")
    save(screen, name="Country C", short_name="C", role="observer", rank="4")
    assert not screen.errors
    (code,) = set(reads.rows(toy, "toy", "party")["code"]) - {"a", "b", "f"}
    screen = Screen("tables", table="party", row=code)
    save(screen, short_name="Cee")
    assert reads.row(toy, "toy", "party", code)["short_name"] == "Cee"  # type: ignore[index]
    screen.click("Undo")
    assert reads.row(toy, "toy", "party", code)["short_name"] == "C"  # type: ignore[index]


def test_what_is_refused_is_said_at_its_field_and_nothing_is_written(toy: Store) -> None:
    screen = Screen("tables", table="party")
    save(screen, name="Country C", role="observer", rank="first")
    assert set(form(screen)["refused"]) == {"short_name", "rank"}
    assert len(reads.rows(toy, "toy", "party")) == 3


@pytest.mark.parametrize(
    ("page", "query", "offered"),
    [
        ("proposals", {"text": "p1"}, ["First text", "Provision: what First text says on Aid", "New stage"]),
        ("timeline", {"mark": "r1"}, ["Round 1", "New participation", "New round"]),
        ("timeline", {}, ["New round", "New event", "New text"]),
        (
            "",
            {"party": "a", "term": "aid"},
            [
                "2 July 2025, accepts: the stance of A on Aid",
                "New stance",
                "New claim behind a stance",
                "New claim",
                "Party: A",
            ],
        ),
        ("data", {}, []),
    ],
)
def test_what_stands_on_a_page_is_edited_there(
    toy: Store, page: str, query: dict[str, str], offered: list[str]
) -> None:
    screen = opened(page, as_of="2025-07-07", **query)
    if offered:
        assert set(offered) <= set(labels(screen)), labels(screen)
    assert screen.forms


def test_a_new_row_begins_with_what_is_known_where_it_is_added(toy: Store) -> None:
    screen = opened("", "New stance", as_of="2025-07-07", party="b", term="truce")
    begun = held(next(one for one in screen.forms if one["what"] == "stance"))
    assert (begun["party"], begun["term"], begun["held_on"], begun["precision"]) == ("b", "truce", "2025-07-07", "day")


def test_a_stance_that_rests_on_no_claim_is_edited_in_its_cell_too(toy: Store) -> None:
    stance = {"party": "b", "term": "truce", "held_on": date(2025, 7, 5), "precision": "day", "level": "OPEN"}
    edits.set_row(toy, "toy", "stance", {**stance, "code": "st4"}, seen=None, by=ANA)
    edits.set_row(toy, "toy", "stance", {**stance, "code": "st5", "held_on": date(2025, 7, 9)}, seen=None, by=ANA)
    found = labels(opened("", as_of="2025-07-07", party="b", term="truce"))
    assert [label for label in found if "the stance of B on Truce" in label] == [
        "5 July 2025, open: the stance of B on Truce"
    ]


def test_a_row_that_is_renamed_has_its_new_name_in_the_list_it_was_chosen_from(toy: Store) -> None:
    screen = opened("", as_of="2025-07-07", party="b", term="truce").choose("What", "party b")
    (form,) = (one for one in screen.forms if one["what"] == "party")
    screen.send(form, "save", held={**held(form), "name": "Dockers", "short_name": "Dockers"})
    chosen = screen.field("selectbox", "What").proto
    assert (chosen.set_value, chosen.raw_value) == (True, "Party: Dockers"), "the browser knows a choice by its label"


def test_of_rows_that_are_called_alike_each_can_be_told_and_chosen(toy: Store) -> None:
    again = reads.row(toy, "toy", "stance", "st3")
    assert again is not None
    edits.set_row(toy, "toy", "stance", {**again, "code": "st4"}, seen=None, by=ANA)
    edits.set_row(toy, "toy", "stance_claim", {"code": "l4", "stance": "st4", "claim": "c3"}, seen=None, by=ANA)
    screen = opened("", as_of="2025-07-07", party="b", term="aid")
    found = [label for label in labels(screen) if "the stance of B" in label]
    assert sorted(found) == [
        "3 July 2025, resists, rejects: the stance of B on Aid",
        "4 July 2025, open: the stance of B on Aid (st3)",
        "4 July 2025, open: the stance of B on Aid (st4)",
    ]
    for code, level in (("st2", "RESISTS"), ("st3", "OPEN"), ("st4", "OPEN")):
        shown = screen.choose("What", f"stance {code}")
        assert held(next(one for one in shown.forms if one["what"] == "stance"))["level"] == level


def test_what_goes_with_a_row_is_told_before_it_is_removed_and_comes_back_with_one_click(toy: Store) -> None:
    screen = Screen("tables", table="provision", row="p1.aid").click("Remove this provision")
    assert "1 quantity, 1 stage and 1 delivery cannot be without it and go with it." in screen.words
    screen.click("Remove")
    assert not screen.errors
    assert reads.row(toy, "toy", "stage", "g1") is None
    screen.click("Undo")
    assert reads.row(toy, "toy", "stage", "g1") is not None


def test_what_was_changed_of_a_row_stands_beside_it(toy: Store) -> None:
    seen = reads.row(toy, "toy", "party", "a")
    assert seen is not None
    edits.set_row(toy, "toy", "party", {**seen, "short_name": "Aa"}, seen=seen, by=ANA)
    screen = Screen("tables", table="party", row="a").unfold()
    lines = [item["lead"] for item in screen.passages if "lead" in item]
    assert lines[0] == "Changed the party Aa: short name A → Aa"
    assert any(line.startswith("Added the party") for line in lines[1:])


def test_of_an_earlier_version_rows_are_read_and_not_changed(toy: Store) -> None:
    seen = reads.row(toy, "toy", "party", "a")
    assert seen is not None
    edits.set_row(toy, "toy", "party", {**seen, "short_name": "Aa"}, seen=seen, by=ANA)
    screen = Screen("tables", table="party", row="a", known_at="1")
    assert not screen.forms
    assert {"lead": "Short name", "text": "A"} in screen.passages
    assert not [form for form in Screen("", known_at="1").unfold().forms if form["what"] != "note"]


def test_the_line_so_far_stands_within_a_new_stance_and_what_a_level_means_beside_it(toy: Store) -> None:
    screen = opened("", "New stance", as_of="2025-07-07", party="b", term="aid")
    fields = {field["name"]: field for form in screen.forms for field in form["fields"]}
    assert fields["level"]["meanings"]["ACCEPTS"].startswith("Agrees, without reservation.")
    so_far = fields["term"]["so_far"]
    assert so_far["keys"] == ["party", "term"]
    assert so_far["of"]["b aid"].startswith("So far: level resists, 3 July 2025; answer to “First text”")
    assert "b truce" not in so_far["of"]
    assert so_far["none"] == "Nothing of this party on this term passes the evidence filter by this day."
    standing = form(Screen("tables", table="stance", row="st2"))["fields"]
    assert not [field for field in standing if "so_far" in field], "it would speak of the stance itself"


def test_a_stance_and_the_claim_behind_it_that_part_ways_lead_to_each_other(toy: Store) -> None:
    screen = Screen("tables", table="stance", row="st1")
    assert "Edit the claim" not in screen.labels("button")
    save(screen, level="REJECTS")
    assert "The claim behind it says: accepts." in screen.texts
    screen.follow("Edit the claim")
    assert (screen.address["table"], screen.address["row"]) == ("claim", "c1")
    assert "The stance that it stands behind says: rejects." in screen.texts
    save(screen, level="REJECTS")
    assert "Edit the stance" not in screen.labels("button")


def test_of_a_new_stance_it_is_told_that_it_counts_once_a_claim_stands_behind_it(toy: Store) -> None:
    day = {"held_on": "2025-07-08", "precision": "day"}
    screen = save(Screen("tables", table="stance"), party="b", term="truce", level="OPEN", **day)
    told = "Saved. It is not counted before a claim stands behind it."
    assert [as_read(one.value) for one in screen.test.success] == [told]


def test_the_words_of_a_term_are_edited_from_where_they_are_said(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").follow("Edit the term and its words")
    assert (screen.address["table"], screen.address["row"]) == ("term", "aid")
    screen = Screen("agreement").unfold().choose("What", "term truce")
    assert held(form(screen))["proposition"] == "Fire ceases."


def test_a_row_is_merged_into_another_once_it_is_told_what_moves_and_parted_again_with_one_click(toy: Store) -> None:
    screen = Screen("tables", table="source", row="s2").unfold().choose("Merge into", "s1")
    assert "1 claim goes over to “Paper”. This source is then removed. One click brings all of it back." in screen.texts
    kept = "Kept: title Paper; publisher The Paper; grade A. Dropped: title Leaflet; publisher A Leaflet; grade D."
    assert kept in screen.texts
    screen.click("Merge")
    assert not screen.errors
    assert screen.address["row"] == "s1"
    assert reads.row(toy, "toy", "claim", "c3")["source"] == "s1"  # type: ignore[index]
    screen.click("Undo")
    assert reads.row(toy, "toy", "claim", "c3")["source"] == "s2"  # type: ignore[index]
    screen = Screen("tables", table="source", row="s1").unfold().choose("Merge into", "s2")
    assert "is then removed. What only it says of itself goes with it: Address." in screen.words


def test_of_rows_that_clash_it_is_told_which_and_nothing_can_be_pressed(toy: Store) -> None:
    screen = Screen("tables", table="term", row="aid").unfold().choose("Merge into", "truce")
    assert (
        "what Second text says on Aid (p2.aid) and what Second text says on Truce (p2.truce). "
        "Change or remove one of them first."
    ) in screen.words
    assert "Merge" not in screen.labels("button")


def test_only_what_others_speak_of_is_merged_and_nothing_of_an_earlier_version(toy: Store) -> None:
    assert "Merge this stance into another" not in Screen("tables", table="stance", row="st1").folds
    assert "Merge this party into another" in Screen("tables", table="party", row="a").folds
    seen = reads.row(toy, "toy", "party", "a")
    assert seen is not None
    edits.set_row(toy, "toy", "party", {**seen, "short_name": "Aa"}, seen=seen, by=ANA)
    assert "Merge this party into another" not in Screen("tables", table="party", row="a", known_at="1").folds


@pytest.mark.parametrize(
    ("page", "column", "of", "offered"),
    [
        (
            "",
            "Age of the level",
            "stance-matrix_row",
            [
                "2 July 2025, accepts: the stance of A on Aid",
                "Accepts, on record: the claim of 2 July 2025 about A on Aid",
            ],
        ),
        (
            "stances",
            "Attribution",
            "claims_row",
            ["Resists, rejects, anonymous: the claim of 3 July 2025 about B on Aid", "Source: Paper"],
        ),
        (
            "whose-word",
            "Own words",
            "whose-word_row",
            ["Resists, rejects, anonymous: the claim of 3 July 2025 about B on Aid", "Source: Paper"],
        ),
    ],
)
def test_the_records_behind_a_row_that_is_chosen_are_edited_there(
    toy: Store, page: str, column: str, of: str, offered: list[str]
) -> None:
    screen = Screen(page, as_of="2025-08-31").pick_row(column, 0).unfold()
    assert screen.test.selectbox(key=f"{of}_thing").options[: len(offered)] == offered


def test_where_sources_differ_the_point_and_its_sides_are_edited_there(toy: Store) -> None:
    screen = Screen("", party="a", term="aid").unfold().unfold()
    assert screen.test.selectbox(key="story_differ_thing").options == [
        "The disagreement “How many lorries.”",
        "Side of a disagreement: a side of the disagreement “How many lorries.”",
        "New side of a disagreement",
    ]


def test_the_sources_on_which_a_round_rests_are_edited_there(toy: Store) -> None:
    screen = Screen("timeline", mark="r1").unfold().unfold()
    assert screen.test.selectbox(key="mark_sources_thing").options == [
        "Source: Paper",
        "Citation: “Paper” as a source of Round 1",
    ]


def test_a_wrong_row_is_corrected_where_it_is_read(toy: Store) -> None:
    screen = Screen("stances", terms="aid", as_of="2025-08-31").pick_row("Attribution", 0).unfold()
    save(screen, summary="It said so.")
    assert not screen.errors
    assert "It said so." in screen.table("Attribution")["In our words"].tolist()
    screen.click("Undo")
    assert "It said so." not in screen.table("Attribution")["In our words"].tolist()


def test_what_a_note_is_on_is_edited_where_the_note_is_read(toy: Store) -> None:
    screen = Screen("annotations", on="cell").pick_row("Note", 0).unfold()
    assert screen.test.selectbox(key="note_on_thing").options[0] == "2 July 2025, accepts: the stance of A on Aid"
    screen = Screen("annotations", on="proposal").pick_row("Note", 0).unfold()
    assert screen.test.selectbox(key="note_on_thing").options[0] == "First text"


def renamed(store: Store, code: str = "a", name: str = "Aa") -> Any:
    """Give a party another short name, in a version of its own."""
    seen = reads.row(store, "toy", "party", code)
    assert seen is not None
    return edits.set_row(store, "toy", "party", {**seen, "short_name": name}, seen=seen, by=ANA)


def test_the_last_change_of_a_row_is_taken_back_from_its_history(toy: Store) -> None:
    renamed(toy)
    renamed(toy, "b", "Bb")
    screen = Screen("tables", table="party", row="a").unfold().click("Undo")
    assert not screen.errors
    assert reads.row(toy, "toy", "party", "a")["short_name"] == "A"  # type: ignore[index]
    assert screen.unfold().passages[0]["lead"] == "Changed the party A: short name Aa → A"


def test_what_else_goes_back_with_a_change_is_told(toy: Store) -> None:
    taken = hanging.hanging(toy, "toy", "provision", "p1.aid")
    seen = reads.row(toy, "toy", "provision", "p1.aid")
    assert seen is not None
    gone = edits.remove_row(toy, "toy", "provision", seen=seen, by=ANA, with_it=taken)
    history.undo(toy, "toy", gone, by=ANA)
    screen = Screen("tables", table="provision", row="p1.aid").unfold()
    assert f"Takes back the last change, version {gone + 1}, all of it: it changed 4 rows." in screen.texts


def test_the_version_that_made_the_negotiation_is_not_offered_to_be_taken_back(toy: Store) -> None:
    assert "Undo" not in Screen("tables", table="party", row="b").unfold().labels("button")


def test_the_row_of_a_change_is_edited_from_history_while_it_stands(toy: Store) -> None:
    renamed(toy)
    screen = Screen("history").pick_row("What was changed", 0).unfold()
    save(screen, short_name="Aaa")
    assert reads.row(toy, "toy", "party", "a")["short_name"] == "Aaa"  # type: ignore[index]


def test_the_codebook_is_read_beside_the_forms_in_which_something_is_judged(toy: Store) -> None:
    seen = reads.row(toy, "toy", "negotiation", "toy")
    assert seen is not None
    words = "Code what was said, *not* what was meant.\n![x](http://x.example/p)"
    edits.set_row(toy, "toy", "negotiation", {**seen, "codebook": words}, seen=seen, by=ANA)
    assert {"text": words} in Screen("tables", table="stance", row="st1").unfold().passages
    assert {"text": words} in Screen("record").unfold().passages
    assert "Codebook" not in Screen("tables", table="party", row="a").folds
