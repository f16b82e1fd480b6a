"""Sentences are short, two-sided, and say what is not known."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard import cases, frames
from dashboard.analysis.stances import current as current_stances
from dashboard.questions import sentences
from dashboard.store import reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from dashboard.vocabulary import SCORES

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


@pytest.mark.parametrize(
    ("as_of", "code"),
    [("2025-06-30", None), ("2025-07-01", "r1"), ("2025-07-05", "r1"), ("2025-07-19", "r1"), ("2025-07-20", "r2")],
)
def test_the_round_of_a_day_is_the_one_under_way_else_the_last_begun(
    rounds: pd.DataFrame, day: Day, as_of: str, code: str | None
) -> None:
    found = sentences.round_of(rounds, day(as_of))
    assert (None if found is None else found["code"]) == code


def test_a_round_under_way_goes_before_a_later_one_that_has_ended(day: Day) -> None:
    rounds = frames.ROUNDS.frame(
        [
            {"code": "long", "rank": 1, "started_on": day("2025-07-01"), "ended_on": day("2025-07-31")},
            {"code": "short", "rank": 2, "started_on": day("2025-07-10"), "ended_on": day("2025-07-11")},
        ]
    )
    found = [sentences.round_of(rounds, day(text)) for text in ("2025-07-11", "2025-07-12", "2025-08-01")]
    assert [None if one is None else one["code"] for one in found] == ["short", "long", "short"]


@pytest.fixture
def stand(
    parties: pd.DataFrame, terms: pd.DataFrame, rounds: pd.DataFrame, matrix: Frame, day: Day
) -> Callable[..., str]:
    def say(*cells: dict[str, object], as_of: str = "2025-07-03", among: pd.DataFrame = parties) -> str:
        return sentences.where_talks_stand(matrix(*cells), among, terms, rounds, day(as_of))

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


def test_the_text_on_the_table_is_named_with_its_day_and_its_authors(
    proposals: pd.DataFrame, parties: pd.DataFrame, day: Day
) -> None:
    tabled = frames.PROPOSAL_PARTIES.frame(
        [
            {"code": "x1", "proposal": "p1", "party": "m", "tabled": True, "addressed": False},
            {"code": "x2", "proposal": "p1", "party": "a", "tabled": True, "addressed": True},
            {"code": "x3", "proposal": "p1", "party": "b", "tabled": False, "addressed": True},
        ]
    )

    def said(as_of: str) -> str:
        return sentences.what_is_on_the_table(proposals, tabled, parties, day(as_of))

    assert said("2025-06-30") == "No text had been tabled by this day."
    assert said("2025-07-01") == "The text on the table is “First text”, tabled 1 July 2025 by M and A."
    assert said("2025-07-10") == "The text on the table is “Second text”, tabled about 10 July 2025."
    assert said("2025-07-11") == "The text on the table is “Third text”, tabled July 2025."


def test_the_mean_day_of_release_is_said_with_what_is_not_counted(proposals: pd.DataFrame) -> None:
    days = frames.RELEASE_DAYS.frame(
        [
            ("p1", "hostages", "people", 10.8, 10, 2, 2),
            ("p1", "lorries", "lorries", 3.0, 1200, 1, 2),
            ("p2", "hostages", "people", None, None, 0, 1),
        ]
    )
    assert sentences.when_released(days, proposals) == (
        "“First text”: 10 hostages on day 10.8 on average. “First text”: 1,200 lorries on day 3.0 on average, as far as"
        " it is counted (1 of 2 stages). “Second text”: 0 of 1 stages of hostages have a count."
    )
    assert sentences.when_released(frames.RELEASE_DAYS.frame(), proposals).startswith("No staged release is recorded")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("bundled")
    store = open_store(f"sqlite:///{folder / 'parley.db'}")
    cases.load(store, cases.BUNDLED)
    yield store
    store.close()


def test_no_loaded_word_is_ever_said_of_the_bundled_case(bundled: Store) -> None:
    name = cases.BUNDLED.name
    parties, terms, rounds, proposals, tabled = (
        reads.rows(bundled, name, table) for table in ("party", "term", "round", "proposal", "proposal_party")
    )
    # The titles of the texts are quoted, and not our words.
    quoted = re.compile("“.*”")
    said: list[str] = []
    for as_of in sorted(rounds["ended_on"].unique()):
        found = reads.candidates(bundled, name, as_of.date())
        after = current_stances(found, proposals, as_of)
        said.append(sentences.where_talks_stand(after, parties, terms, rounds, as_of))
        said.append(quoted.sub("", sentences.what_is_on_the_table(proposals, tabled, parties, as_of)))
    assert len(said) > 40
    assert LOADED.search("B refused to budge.") and LOADED.search("The Regime")
    assert not [sentence for sentence in said if LOADED.search(sentence)]
    assert not [sentence for sentence in said if re.search(r"\b(nan|None|NaT|<NA>)\b", sentence)]
    assert not [sentence for sentence in said if "!" in sentence or "_" in sentence]
