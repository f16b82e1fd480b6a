"""The page Compare: two spans of one negotiation, or two negotiations, on one axis."""

import json
from copy import deepcopy
from datetime import date

from dashboard.store.engine import Store
from tests.views import small_case
from tests.views.screen import Screen

DAY = "2025-07-25"
ALL_EVIDENCE = {"min_grade": "D", "min_confidence": "low"}


def test_two_spans_of_one_negotiation_stand_side_by_side(bundled: Store) -> None:
    screen = Screen("compare", as_of=DAY, first_since="2025-05-01", second_since="2025-08-01", other_until="2025-10-13")
    assert not screen.errors + screen.refused
    table = screen.table("Case")
    by_rounds = {case.split(",")[0]: rows["x"].max() for case, rows in table.groupby("Case")}
    assert by_rounds == {"1 May 2025 to 25 July 2025": 2, "1 August 2025 to 13 October 2025": 3}
    assert set(table["Measure"]) == {"distance", "agreed terms"}
    # The first side stands first, the other below it.
    assert [words.count(" stood ") for words in screen.texts[:2]] == [1, 2]
    assert screen.texts[0].startswith(
        "At the end of the last round of each (25 July 2025 and 13 October 2025), Israel and Hamas stood 0."
    )
    assert screen.texts[1].startswith("1 May 2025 to 25 July 2025, Israel–Hamas")
    assert len(screen.test.get("vega_lite_chart")) == 1


def test_unless_chosen_the_later_half_of_the_rounds_stands_beside_the_earlier_one(bundled: Store) -> None:
    # By 25 July 2025 there were 24 rounds: twelve from R10 on, of May 2024, beside the twelve before.
    table = Screen("compare", as_of=DAY).table("Case")
    assert table.groupby("Case", sort=False)["x"].max().tolist() == [12, 12]
    starts = [" ".join(case.split()[1:3]) for case in table["Case"].unique()]
    assert starts == ["May 2024", "November 2023"]


def test_the_sentence_says_the_last_numbers_of_each_span(bundled: Store) -> None:
    screen = Screen("compare", as_of=DAY, first_since="2025-05-01", second_since="2025-08-01", other_until="2025-10-13")
    for case, rows in screen.table("Case").groupby("Case"):
        last = rows[rows["x"] == rows["x"].max()].set_index("Measure")
        agreed, apart = last.loc["agreed terms"], last.loc["distance"]
        said = screen.texts[1].split(f"{case}: ")[1].split(", 2023–2025: ")[0]
        assert f"{apart['Value']:.2f} apart on the issues, over {apart['n']} terms" in said
        how_many = f"{agreed['Value']:g}" if agreed["Value"] else "none"
        assert f"; {how_many} of the {agreed['n']} terms with a level" in said


def test_two_spans_that_end_in_one_month_are_still_two(toy: Store) -> None:
    screen = Screen("compare", as_of="2025-08-31", other_until="2025-08-09", **ALL_EVIDENCE)
    table = screen.table("Case")
    assert table["Case"].nunique() == 2
    assert not table.duplicated(["Case", "x", "Measure"]).any()


def test_a_span_beside_itself_is_not_counted_twice(toy: Store) -> None:
    itself = {"first_since": "2025-07-01", "second_since": "2025-07-01", "other_until": "2025-08-31"}
    table = Screen("compare", as_of="2025-08-31", **itself, **ALL_EVIDENCE).table("Case")
    assert len(table) == 2 * 2 * 2, "of each side, of each of its rounds, both measures"
    assert not table.duplicated(["Case", "x", "Measure"]).any()


def test_two_negotiations_stand_side_by_side(toy: Store) -> None:
    other = small_case.TOY | {"title": "Other talks"}
    agreed = deepcopy(small_case.ONE_OF_EVERYTHING)
    agreed["stance"][2] |= {"level": "ACCEPTS"}
    small_case.load(toy, "other", other, agreed)
    screen = Screen("compare", negotiation="toy", beside_case="other", **ALL_EVIDENCE)
    assert not screen.errors + screen.refused
    # On aid A accepts and B is open, or accepts; the truce is not recorded in either.
    said = " ".join(screen.texts[:2])
    last = "at the end of its last round, 9 August 2025,"
    assert f"Toy talks: {last} A and B stood 0.50 apart on the issues, over 1 term; the one term" in said
    assert f"Other talks: {last} A and B stood 0.00 apart on the issues, over 1 term; the one term" in said
    assert said.count(" was not agreed") == said.count(" was agreed") == 1
    held = [frame.value["Held by"].tolist() for frame in screen.unfold().test.dataframe if "Held by" in frame.value]
    assert [one[0] for one in held] == ["B", None]


def test_a_comparison_is_in_the_address_and_days_are_counted_from_the_start_of_the_span(bundled: Store) -> None:
    screen = Screen("compare", as_of=DAY, first_since="2025-05-01")
    screen.field("date_input", "The other to").set_value(date(2025, 10, 13))
    screen.run().choose("Count in", "day")
    assert screen.address["unit"] == "day" and screen.address["other_until"] == "2025-10-13"
    assert Screen("compare", **screen.address).words == screen.words
    table = screen.table("Case")
    first = table[table["Case"].str.startswith("1 May 2025") & (table["Measure"] == "distance")]
    # From 1 May 2025 to the ends of the rounds, 2 June and 25 July.
    assert first["x"].tolist() == [32, 85]
    assert set(table["Unit"]) == {"day"}


def test_where_the_other_has_no_last_day_the_address_names_today(toy: Store) -> None:
    small_case.load(toy, "other", {"title": "Open talks"}, small_case.ONE_OF_EVERYTHING)
    screen = Screen("compare", negotiation="toy", beside_case="other", **ALL_EVIDENCE)
    assert screen.address["other_until"] == f"{date.today()}"


def test_of_a_negotiation_without_a_round_it_is_said_that_there_is_nothing_to_compare(toy: Store) -> None:
    small_case.load(toy, "bare", small_case.BARE, {"party": small_case.ONE_OF_EVERYTHING["party"]})
    screen = Screen("compare", negotiation="toy", beside_case="bare", **ALL_EVIDENCE)
    assert not screen.errors
    assert "no round of “Bare talks” had begun. Choose a span, or a negotiation, that has one." in screen.words


def test_a_negotiation_without_parties_is_refused_in_a_sentence(toy: Store) -> None:
    small_case.load(toy, "bare", small_case.BARE, {})
    screen = Screen("compare", negotiation="toy", beside_case="bare", **ALL_EVIDENCE)
    assert not screen.errors
    assert "Distance is between two parties, and one of the two cases has fewer." in screen.texts


def test_an_earlier_version_is_compared_within_its_own_negotiation(toy: Store) -> None:
    small_case.load(toy, "other", small_case.TOY | {"title": "Other talks"}, small_case.ONE_OF_EVERYTHING)
    changed = deepcopy(small_case.ONE_OF_EVERYTHING)
    changed["stance"][2] |= {"level": "ACCEPTS"}
    small_case.load(toy, "toy", small_case.TOY, changed)
    screen = Screen("compare", negotiation="toy", known_at="1", beside_case="other", **ALL_EVIDENCE)
    assert screen.field("selectbox", "Beside").options == ["Toy talks"]
    assert not screen.errors


def test_an_earlier_version_shows_what_was_known_then(toy: Store) -> None:
    changed = deepcopy(small_case.ONE_OF_EVERYTHING)
    changed["stance"][2] |= {"level": "ACCEPTS"}
    small_case.load(toy, "toy", small_case.TOY, changed)
    now, then = Screen("compare", **ALL_EVIDENCE), Screen("compare", known_at="1", **ALL_EVIDENCE)
    assert "stood 0.00 apart" in now.texts[0]
    assert "stood 0.50 apart" in then.texts[0]


def test_the_chart_is_said_in_words(bundled: Store) -> None:
    (chart,) = Screen("compare", as_of=DAY).test.get("vega_lite_chart")
    assert len(json.loads(chart.proto.spec)["description"]) > 20
