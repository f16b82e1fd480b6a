"""The page Whose word: who speaks for whom, in a sentence, a chart and two tables that say the same."""

from copy import deepcopy

from dashboard.store.engine import Store
from tests.views import small_case
from tests.views.screen import Screen

DAY = "2025-07-25"
NOBODY = "no scored claim in which somebody else speaks for a party passes the evidence filter."


def test_the_totals_add_up_to_the_claims_and_to_the_sentence(bundled: Store) -> None:
    screen = Screen("whose-word", as_of=DAY)
    totals, claims = screen.table("Claims (n)"), screen.table("Speaks for")
    outcomes = ["Own words the same", "Otherwise", "None yet", "None within 30 days"]
    assert (totals[outcomes].sum(axis=1) == totals["Claims (n)"]).all()
    assert totals["Claims (n)"].sum() == len(claims) > 50
    assert screen.texts[0].startswith(
        f"Of the {len(claims)} scored claims by 25 July 2025 that rest on somebody else’s word for a"
    )
    same, _, not_yet, none = (int(totals[outcome].sum()) for outcome in outcomes)
    assert (
        f"{same} have beside them, of the same day or the 30 days after, words of the party’s own that at first"
        in screen.texts[0]
    )
    assert (
        f"For {none} no words of the party’s own on the term in the same text, or on the term where no text is"
        f" answered, of the same day or the 30 days after pass the evidence filter; for {not_yet} none pass"
        in screen.texts[1]
    )
    counted = claims["The holder’s own words"].value_counts()
    assert counted["own words the same"] == same and counted["none counted yet"] == not_yet


def test_the_overview_says_the_same_and_leads_here(bundled: Store) -> None:
    said = Screen("whose-word", as_of=DAY).texts[0]
    assert said in Screen("", as_of=DAY).texts


def test_what_settled_a_claim_was_said_by_the_day_and_not_before_the_claim(bundled: Store) -> None:
    claims = Screen("whose-word", as_of=DAY).table("Speaks for")
    settled = claims[claims["Own words on"].notna()]
    assert len(settled) > 0
    assert (settled["Own words on"] >= settled["Day"]).all()
    assert (claims["Day"] <= DAY).all() and (settled["Own words on"] <= DAY).all()


def test_no_code_stands_in_the_tables_of_the_bundled_case(bundled: Store) -> None:
    screen = Screen("whose-word", as_of=DAY)
    codes = {"israel", "hamas", "usa", "qatar", "egypt"}
    claims = screen.table("Speaks for")
    assert not codes & {*claims["Speaks for"]}
    assert not claims["Term"].str.contains("_").any()
    assert not codes & {*claims["Speaker"].dropna()}
    assert not codes & {*screen.table("Claims (n)")["Speaker"].dropna()}


def test_a_worse_grade_lets_more_claims_in(toy: Store) -> None:
    # The diplomat of the paper (A) speaks for B; so does the leaflet (D), which names nobody.
    one, two = Screen("whose-word"), Screen("whose-word", min_grade="D")
    assert one.table("Speaks for")["Speaker"].tolist() == ["A diplomat"]
    assert two.table("Speaks for")["Speaker"].tolist() == ["press report", "A diplomat"]
    assert one.texts[0].startswith("The one scored claim by ")


def test_before_anything_was_said_there_is_no_chart_and_no_table(toy: Store) -> None:
    screen = Screen("whose-word", as_of="2025-07-02")
    assert screen.texts == [f"By 2 July 2025, {NOBODY}"]
    assert not screen.test.dataframe and not screen.test.get("vega_lite_chart")


def test_an_earlier_version_shows_what_was_known_then(toy: Store) -> None:
    changed = deepcopy(small_case.ONE_OF_EVERYTHING)
    own = changed["claim"][1] | {"code": "c4", "answer": "RESISTS", "attribution": "on_record"}
    own |= {"speaker": "B’s minister", "speaker_party": "b", "speaker_is_holder": True}
    small_case.load(toy, "toy", small_case.TOY, changed | {"claim": [*changed["claim"], own]})
    now, then = Screen("whose-word"), Screen("whose-word", known_at="1")
    assert now.table("Speaks for")["The holder’s own words"].tolist() == ["own words the same"]
    assert then.table("Speaks for")["The holder’s own words"].tolist() == ["none counted within 30 days"]
