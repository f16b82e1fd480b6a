"""Where the talks stand: in a sentence that is short, two-sided, and says what is not known."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import cases, frames
from dashboard.charts.context import Context
from dashboard.questions import asking, stance_matrix, texts
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from dashboard.vocabulary import SCORES
from tests.views import small_case

Day = Callable[[str], pd.Timestamp]
Frame = Callable[..., pd.DataFrame]
LOADED = re.compile(
    r"""\b(
    conceded | concessions? | caved | capitulated | surrendered | backed\ down | gave\ in | stubborn | obstinate
    | intransigen(t|ce) | hardline | extremist | moderate | unreasonable | refused\ to\ budge | dug\ in | sabotaged
    | torpedoed | derailed | winners? | losers? | won | lost | victory | defeat | terror(ist|ists|ism)? | regime
    | fanatic | militants? | massacre | brutal | barbaric | finally | merely | claims\ to | so-called | breakthrough
    | generous | neutral
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def cell(party: str, term: str, level: str) -> dict[str, object]:
    return {"party": party, "term": term, "level": level, "level_score": SCORES.get(level)}


@pytest.fixture
def stand(
    parties: pd.DataFrame, terms: pd.DataFrame, rounds: pd.DataFrame, matrix: Frame, day: Day
) -> Callable[..., str]:
    def say(*cells: dict[str, object], as_of: str = "2025-07-03", among: pd.DataFrame = parties, **picks: Any) -> str:
        context = Context(among, terms, rounds, frames.PROPOSALS.frame(), day(as_of), None, **picks)
        return " ".join(stance_matrix.finding(matrix(*cells), context))

    return say


def test_where_talks_stand_counts_agreed_terms_and_names_the_furthest(stand: Callable[..., str]) -> None:
    assert stand(
        *(cell("a", "aid", "ACCEPTS"), cell("b", "aid", "DEMANDS")),
        *(cell("a", "truce", "DEMANDS"), cell("b", "truce", "REJECTS")),
        *(cell("a", "release", "OPEN"), cell("b", "release", "RESISTS")),
    ) == ("On 3 July 2025, in round 1 at Doha and Cairo, A and B agree on 1 of the 3 terms; furthest apart on truce.")


def test_what_is_not_recorded_is_said(stand: Callable[..., str]) -> None:
    said = stand(
        cell("a", "aid", "ACCEPTS"), cell("b", "aid", "RESISTS"), cell("a", "truce", "OPEN"), as_of="2025-07-06"
    )
    assert said == (
        "On 6 July 2025, after round 1 at Doha and Cairo (ended 5 July 2025), A and B agree on none of the 3 terms; "
        "on 2 not all of them have a recorded level; furthest apart on aid."
    )


def test_without_any_level_nothing_is_counted(stand: Callable[..., str]) -> None:
    assert stand(as_of="2025-06-01") == (
        "On 1 June 2025, before the first recorded round, "
        "no term has a recorded level from A and B that passes the evidence filter."
    )


def test_where_nobody_must_consent_agreement_is_not_told(stand: Callable[..., str], parties: pd.DataFrame) -> None:
    nobody = parties.assign(consent_required=pd.array([False] * 4, dtype="boolean"))
    assert stand(among=nobody, as_of="2025-07-20").endswith(
        "no party is marked as one whose consent is required, so agreement cannot be told."
    )


def test_parties_that_agree_on_everything_are_not_said_to_be_apart(stand: Callable[..., str]) -> None:
    cells = [cell(party, term, "ACCEPTS") for party in "ab" for term in ("aid", "truce", "release")]
    assert stand(*cells).endswith("A and B agree on 3 of the 3 terms.")


def test_a_tie_for_the_furthest_names_all_of_up_to_three(stand: Callable[..., str]) -> None:
    cells = [cell("a", term, "ACCEPTS") for term in ("aid", "truce", "release")]
    cells += [cell("b", term, "REJECTS") for term in ("aid", "truce", "release")]
    assert stand(*cells).endswith("furthest apart on aid, truce and release.")


def test_of_the_terms_that_are_picked_only_those_are_counted(stand: Callable[..., str]) -> None:
    said = stand(cell("a", "aid", "ACCEPTS"), cell("b", "aid", "DEMANDS"), only_terms=("aid",))
    assert said.endswith("A and B agree on 1 of the 1 terms.")


def test_without_all_whose_consent_is_required_no_agreement_is_told(stand: Callable[..., str]) -> None:
    said = stand(cell("a", "aid", "ACCEPTS"), cell("f", "aid", "OPEN"), only_parties=("a", "f"))
    assert said == "On 3 July 2025, in round 1 at Doha and Cairo, 2 cells of A and F have a recorded stance."
    assert stand(only_parties=("a", "b")).endswith("from A and B that passes the evidence filter.")


def test_the_text_on_the_table_is_named_with_its_day_and_its_authors(elsewhere: Store, toy: Edition) -> None:
    tabled = [
        {"code": "x1", "proposal": "p1", "party": "b", "tabled": True, "addressed": False},
        {"code": "x2", "proposal": "p1", "party": "a", "tabled": True, "addressed": True},
        {"code": "x3", "proposal": "p1", "party": "f", "tabled": False, "addressed": True},
    ]
    case = small_case.ONE_OF_EVERYTHING | {"proposal_party": tabled}
    small_case.load(elsewhere, "other", small_case.TOY | {"title": "Other talks"}, case)

    def said(as_of: date) -> str:
        edition = toy.of("other")
        return texts.on_the_table(Scope(edition, as_of))

    assert said(date(2025, 6, 30)) == "No text had been tabled by this day."
    assert said(date(2025, 7, 1)) == "The text on the table is “First text”, tabled 1 July 2025 by B and A."
    assert said(date(2025, 7, 10)) == "The text on the table is “Second text”, tabled 10 July 2025."


def test_no_loaded_word_is_ever_said_of_the_bundled_case(bundled_store: Store) -> None:
    name = cases.BUNDLED.name
    edition = Edition(bundled_store, name)
    # The titles of the texts are quoted, and not our words.
    quoted = re.compile("“.*”")
    said: list[str] = []
    for as_of in sorted(edition.rows("round")["ended_on"].unique()):
        scope = Scope(edition, as_of.date())
        said += asking.finding(scope, "stance-matrix", stance_matrix.frame(scope))
        said.append(quoted.sub("", texts.on_the_table(scope)))
    assert len(said) > 40
    assert LOADED.search("B refused to budge.") and LOADED.search("The Regime")
    assert not [sentence for sentence in said if LOADED.search(sentence)]
    assert not [sentence for sentence in said if re.search(r"\b(nan|None|NaT|<NA>)\b", sentence)]
    assert not [sentence for sentence in said if "!" in sentence or "_" in sentence]
