"""The page Movement: each of its four questions with its sentence, its chart and its table."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

from dashboard.questions import who_moved
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from dashboard.ui import cache
from tests.views import small_case
from tests.views.screen import Screen

DAY = "2025-07-25"
QUESTIONS = ["How far apart are they?", "Who moved?", "Party or text?", "What holds it up?"]
ALL_EVIDENCE = {"min_grade": "D", "min_confidence": "low"}


def charts(screen: Screen) -> list[str]:
    return [json.loads(chart.proto.spec)["description"] for chart in screen.test.get("vega_lite_chart")]


def sentence(screen: Screen, start: str) -> str:
    """Return the one sentence that starts like this."""
    return Screen.only(text for text in screen.texts if text.startswith(start))


def rows(**more: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the small case with other tables in place of its own."""
    return deepcopy(small_case.ONE_OF_EVERYTHING) | more


def test_each_of_the_four_questions_has_its_sentence_its_chart_and_its_table(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY)
    assert [header.value for header in screen.test.main.header] == QUESTIONS
    assert not screen.errors + screen.refused
    sentence(screen, "At the end of “Doha, July 2025” (25 July 2025), Israel and Hamas stood ")
    sentence(screen, "From 2 June 2025 to 25 July 2025, Israel moved ")
    assert "be set beside " in screen.words
    sentence(screen, "On 25 July 2025, first among the sticking points")
    assert len(charts(screen)) == len(set(charts(screen))) == 4
    for column in ("Distance", "Moved", "By the text", "Held by"):
        assert len(screen.table(column)) > 0


def test_the_sentence_about_the_distance_says_what_its_table_says(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY)
    table = screen.table("Distance")
    last = table[(table["Round"] == "Doha, July 2025") & (table["Term"] == "overall")].iloc[0]
    said = sentence(screen, "At the end of “Doha, July 2025”")
    assert f"stood {last['Distance']:.2f} apart" in said
    assert f"over {last['n']} of 12 terms" in said


def test_the_sentence_about_what_holds_it_up_names_the_first_of_its_table(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY)
    first = screen.table("Held by").iloc[0]
    said = sentence(screen, "On 25 July 2025, first among the sticking points is ")
    assert f"is {first['Term'].lower()}" in said
    assert f"by {first['Held by']}, last recorded " in said
    assert "; it has been the lowest of the two that count, so held, since " in said
    assert "have the highest score" in screen.words or "share the highest score" in screen.words


def test_the_first_two_parties_whose_consent_is_required_are_the_first_pair(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY)
    assert (screen.field("selectbox", "One party").value, screen.field("selectbox", "The other").value) == (
        "israel",
        "hamas",
    )
    assert screen.address == {"negotiation": "israel-hamas", "as_of": DAY}


def test_another_pair_is_in_the_address_and_in_the_sentences(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY).choose("One party", "usa")
    assert screen.address["one"] == "usa"
    apart = "At the end of “Doha, July 2025” (25 July 2025), "
    assert "United States and Hamas" in screen.words
    assert set(screen.table("Moved")["Party"]) == {"United States", "Hamas"}
    again = Screen("movement", **screen.address)
    assert sentence(again, apart) == sentence(screen, apart)
    assert again.table("Moved").equals(screen.table("Moved"))


def test_a_party_is_never_set_against_itself(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY).choose("One party", "hamas")
    assert screen.field("selectbox", "The other").value != "hamas"
    assert "Hamas" not in screen.field("selectbox", "The other").options


def test_the_other_pair_leaves_what_holds_it_up_alone(bundled: Store) -> None:
    first, other = Screen("movement", as_of=DAY), Screen("movement", as_of=DAY, one="usa", other="egypt")
    start = "On 25 July 2025, first among the sticking points is "
    assert sentence(first, start) == sentence(other, start)


def test_a_pair_with_nothing_in_common_has_no_number(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY, one="france", other="ghf")
    assert not screen.errors
    said = sentence(screen, "At the end of “Doha, July 2025”")
    had = "no term had a standing position from both that passes the evidence filter"
    assert f"{had}, so how far apart France and the GHF stood cannot be told." in said
    assert "Where the consent of one of the two is not required, distance is told by positions only." in screen.words
    assert "No trend, by what passes the evidence filter: " in screen.words
    assert screen.table("Distance")["Distance"].isna().all()
    assert set(screen.table("Moved")["Moved"]) == {"not comparable"}


def test_moves_are_counted_from_the_day_that_is_chosen(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY)
    screen.field("date_input", "Since").set_value(date(2025, 1, 19))
    screen.run()
    assert screen.address["since"] == "2025-01-19"
    sentence(screen, "From 19 January 2025 to 25 July 2025, ")


def test_on_the_chosen_day_itself_nobody_moved(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY, since=DAY)
    assert set(screen.table("Moved")["Moved"]) <= {"nothing new", "not comparable"}


def test_a_day_after_the_one_shown_is_refused_in_a_sentence(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY, since="2025-09-01")
    assert len(screen.refused) == 1
    assert screen.field("date_input", "Since").value == date(2025, 7, 25)


def test_moves_are_counted_from_the_end_of_a_round_that_is_chosen(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY)
    rounds = screen.field("selectbox", "From the end of")
    assert rounds.value == "2025-06-02"  # the end of the round before, until another is chosen
    screen.choose("From the end of", "2025-01-19")
    assert screen.address["since"] == "2025-01-19"
    assert "From 19 January 2025 to 25 July 2025," in screen.words
    screen.field("date_input", "Since").set_value(date(2025, 1, 20))
    assert screen.run().field("selectbox", "From the end of").value == ""


def test_another_family_of_texts_is_chosen_and_stands_in_the_address(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY).choose("Along the texts that go back to", "p_2404_il_33")
    assert screen.address["family"] == "p_2404_il_33"
    texts = {*screen.table("By the text")["From text"]}
    assert texts and "Witkoff 60-day text" not in texts


def test_the_numbers_of_a_small_case_are_those_worked_by_hand(toy: Store) -> None:
    # On aid A accepts (+2) and B is open (0): 2/4 = 0.5; on the truce nobody is recorded, which is half of two terms.
    screen = Screen("movement", **ALL_EVIDENCE)
    said = sentence(screen, "At the end of “Round 2” (9 August 2025), A and B stood 0.50 apart on the issues, ")
    assert "over 1 of 2 terms" in said and "The other term did not have a level from both." in screen.words
    assert "No trend: a distance is known for 2 of 2 rounds; 5 are needed." in screen.words
    sentence(screen, "On 31 August 2025, first among the sticking points is aid: the lowest level is “open”, by B")


def test_what_is_not_recorded_stays_empty_in_the_tables(toy: Store) -> None:
    screen = Screen("movement", **ALL_EVIDENCE)
    moved = screen.table("Moved").set_index(["Term", "Party"])
    assert moved.loc[("Truce", "A"), "Moved"] == "not comparable"
    assert moved.loc[[("Truce", "A"), ("Truce", "B")], ["Level before", "Level after", "m"]].isna().all(axis=None)
    distance = screen.table("Distance")
    assert distance.loc[distance["Term"] == "Truce", "Distance"].isna().all()


def test_an_earlier_version_shows_what_was_known_then(toy: Store) -> None:
    changed = rows()
    changed["stance"][2] = changed["stance"][2] | {"level": "ACCEPTS"}
    small_case.load(toy, "toy", small_case.TOY, changed)
    now, then = Screen("movement", **ALL_EVIDENCE), Screen("movement", known_at="1", **ALL_EVIDENCE)
    sentence(now, "At the end of “Round 2” (9 August 2025), A and B stood 0.00 apart on the issues, ")
    sentence(then, "At the end of “Round 2” (9 August 2025), A and B stood 0.50 apart on the issues, ")
    sentence(then, "On 31 August 2025, first among the sticking points is aid")
    assert (
        "on aid, the one term that can be ranked, no level of a party whose consent is required is below" in now.words
    )


def test_where_no_consent_is_required_the_first_two_parties_are_the_pair(empty: Store) -> None:
    parties = [party | {"consent_required": False} for party in small_case.ONE_OF_EVERYTHING["party"]]
    small_case.load(empty, "none", small_case.TOY, rows(party=parties))
    screen = Screen("movement", **ALL_EVIDENCE)
    assert not screen.errors
    assert "how far apart A and B stood cannot be told." in screen.words
    assert "Where the consent of one of the two is not required, distance is told by positions only." in screen.words
    assert "no party is marked as one whose consent is required, so nothing can be ranked" in screen.words


def test_with_parties_and_no_round_a_sentence_says_so(empty: Store) -> None:
    some = rows(round=[], participation=[], citation=[])
    some["proposal"] = [row | {"round": None} for row in some["proposal"]]
    small_case.load(empty, "early", small_case.TOY, some)
    screen = Screen("movement")
    assert "No round is recorded; how far apart A and B stand is told at the end of each." in screen.words


def test_moves_are_counted_from_before_the_day_where_two_rounds_overlap(bundled: Store) -> None:
    # Round 17 ran from 27 February to 18 March 2025, round 18 from 1 to 10 March.
    edition = cache.edition("israel-hamas")
    for day in (date(2025, 3, 5), date(2025, 3, 10), date(2025, 3, 18)):
        since = who_moved.since(Scope(edition, day))
        assert since is not None and since < day


def test_in_the_first_round_the_other_three_questions_are_still_answered(bundled: Store) -> None:
    screen = Screen("movement", as_of="2023-11-25")
    assert [header.value for header in screen.test.main.header] == QUESTIONS
    assert "No round had ended before the latest one began, so there is nothing to compare with." in screen.words
    assert len(charts(screen)) == 2  # of party or text there is nothing to draw yet


def test_the_day_since_is_that_of_the_round_before_until_another_is_chosen(bundled: Store) -> None:
    screen = Screen("movement", as_of=DAY)
    screen.field("date_input", "As of").set_value(date(2025, 11, 30))
    assert screen.run().field("date_input", "Since").value == date(2025, 10, 29)
    screen.field("date_input", "Since").set_value(date(2025, 6, 20))
    screen.run().field("date_input", "As of").set_value(date(2025, 7, 25))
    assert screen.run().field("date_input", "Since").value == date(2025, 6, 20)


def later_talks(store: Store) -> None:
    """Load the small case again, with its rounds in March 2026."""
    later = rows()
    for number, one in enumerate(later["round"]):
        one |= {"started_on": date(2026, 3, 1 + 10 * number), "ended_on": date(2026, 3, 5 + 10 * number)}
    own = small_case.TOY | {"title": "Later talks", "covers_from": date(2026, 3, 1), "covers_to": date(2026, 3, 31)}
    small_case.load(store, "later", own, later)


def test_a_negotiation_that_began_later_is_shown_on_its_own_last_day(toy: Store) -> None:
    later_talks(toy)
    screen = Screen("movement", negotiation="toy").choose("Negotiation", "later")
    assert screen.field("date_input", "As of").value == date(2026, 3, 31)


def test_the_day_since_is_one_of_the_negotiation_shown(toy: Store) -> None:
    later_talks(toy)
    screen = Screen("movement", negotiation="toy", since="2025-07-05").choose("Negotiation", "later")
    assert date(2026, 3, 1) <= screen.field("date_input", "Since").value <= date(2026, 3, 31)


def test_the_pair_of_another_negotiation_is_its_own(toy: Store) -> None:
    other: dict[str, list[dict[str, Any]]] = {
        "party": [
            {"code": code, "name": code, "short_name": code, "role": "principal", "consent_required": True}
            for code in ("x", "y")
        ],
        "term": [{"code": "water", "title": "Water", "short_title": "Water", "proposition": "Water flows."}],
        "round": small_case.ONE_OF_EVERYTHING["round"],
        "source": small_case.ONE_OF_EVERYTHING["source"],
        "claim": [small_case.ONE_OF_EVERYTHING["claim"][0] | {"holder": "x", "term": "water"}],
        "stance": [small_case.ONE_OF_EVERYTHING["stance"][0] | {"party": "x", "term": "water"}],
    }
    small_case.load(toy, "other", small_case.TOY | {"title": "Other talks"}, other)
    screen = Screen("movement", negotiation="toy").choose("Negotiation", "other")
    assert {screen.field("selectbox", label).value for label in ("One party", "The other")} == {"x", "y"}
