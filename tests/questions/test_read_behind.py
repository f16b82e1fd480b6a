"""Every row that a page shows, of an answer or of a list, leads to the records it is made from."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from dashboard import frames
from dashboard.questions import listings, read_behind
from dashboard.questions.catalogue import BY_ID
from dashboard.questions.edition import Edition
from dashboard.questions.listings import LISTINGS
from dashboard.questions.scope import Scope
from tests.questions.test_asking import shown

ARGUMENTS = {"stances-of-a-cell": ("hamas", "permanent_end"), "moments": ("2025-07-01", "2025-07-07")}
WITHOUT_A_RECORD: dict[str, tuple[str, Callable[[pd.DataFrame], pd.Series]]] = {
    "agreement": ("no score is known", lambda rows: rows["n"] == 0),
    "spread": ("no party stands there", lambda rows: rows["parties"].isna()),
    "distance": ("no level is known", lambda rows: rows["n"] == 0),
    "robustness": ("no level passes the check", lambda rows: rows["n"] == 0),
    "compare": ("there is no number", lambda rows: rows["value"].isna()),
    "baseline": ("the party has no position", lambda rows: rows["position"].isna()),
}
"""Rows behind which no record stands, and why."""


@pytest.mark.parametrize("listed", [*BY_ID, *LISTINGS])
def test_each_row_leads_to_a_record_that_can_be_read_or_has_a_reason(bundled: Edition, listed: str) -> None:
    # Two texts of one name are told of in June; the family of the text of July has answers to compare in July.
    scope = Scope(bundled, date(2025, 6, 7) if listed == "two-texts" else date(2025, 7, 7))
    arguments = ARGUMENTS.get(listed, ())
    rows = listings.frame(scope, listed, *arguments)
    rests_on = frames.RESTS_ON.check(listings.rests_on(scope, listed, *arguments))
    _, has_none = WITHOUT_A_RECORD.get(listed, ("", lambda rows: pd.Series(False, rows.index)))
    assert len(rows) and set(rows.index) - set(rests_on["row"]) <= set(rows.index[has_none(rows)])
    found = read_behind.of_row(scope, listed, str(rests_on["row"].max()), *arguments)
    assert found.shown and all(passage["lead"] for passage in found.passages)
    if listed != "moments":  # the last of these is a note, which is changed where it stands
        assert set(rests_on.loc[rests_on["row"] == rests_on["row"].max(), "table"]) <= {
            table for table, _ in found.records
        }
    assert any(passage.get("link", "").startswith("http") for passage in found.passages)


def test_behind_a_cell_stand_its_stances_each_with_its_claims(toy: Edition) -> None:
    scope = shown(toy)
    first, second = (read_behind.of_row(scope, "stance-matrix", number).passages for number in "01")
    stance, claim = first
    assert (stance["lead"], stance["meta"]) == (
        "A on Aid, 2 July 2025",
        ["level: +2 accepts", "confidence high", "stance st1"],
    )
    assert (claim["text"], claim["quote"], claim["link"]) == (
        "It said yes.",
        "yes, [all](x) of it",
        "https://paper.example/1",
    )
    assert [passage["meta"][-1] for passage in second[::2]] == ["stance st3", "stance st2"]
    assert second[2]["meta"][:3] == ["level: −1 resists", "answer to “First text”: −2 rejects", "red line"]


def test_behind_an_agreement_stand_the_levels_of_all_whose_consent_is_required(toy: Edition) -> None:
    scope = shown(toy)
    data = listings.frame(scope, "agreement")
    aid = data.index[(data["term"] == "aid") & (data["aspect"] == "level")][0]
    found = read_behind.of_row(scope, "agreement", str(aid))
    assert {passage["meta"][-1] for passage in found.passages[::2]} == {"stance st1", "stance st3"}
    assert found.shown == found.total == 2


def test_behind_a_figure_stand_all_of_its_row_and_its_source(toy: Edition) -> None:
    figure, source = read_behind.of_row(shown(toy), "figures", "0").passages
    assert figure["meta"] == ["figure f1"] and "From: 20" in figure["text"]
    assert (source["lead"], source["link"]) == ("The Paper", "https://paper.example/1")


def test_behind_a_delivery_stands_its_source_which_can_be_opened(toy: Edition) -> None:
    data = listings.frame(shown(toy), "release-curves")
    number = data.index[data["curve"] == "delivered"][-1]
    found = read_behind.of_row(shown(toy), "release-curves", str(number)).passages
    assert [passage["link"] for passage in found if "link" in passage] == ["https://paper.example/1"]


def test_more_records_than_are_read_at_once_are_counted(toy: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_behind, "MOST", 1)
    found = read_behind.of_row(shown(toy), "stance-matrix", "1")
    assert (found.shown, found.total, len(found.passages)) == (1, 2, 2)


def test_behind_a_change_stand_the_record_before_it_and_the_one_of_now(toy: Edition) -> None:
    # B resists on 3 July and is open on 4 July.
    scope = Scope(toy, date(2025, 8, 31), min_grade="D", min_confidence="low")
    data = listings.frame(scope, "moments")
    number = data.index[data["lane"] == "change"][0]
    found = read_behind.of_row(scope, "moments", str(number)).passages
    assert {passage["meta"][-1] for passage in found[::2]} == {"stance st2", "stance st3"}


def test_behind_a_speaker_stand_the_claims_that_are_counted_of_it(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 7, 7))
    rests_on = listings.rests_on(scope, "speakers")
    claims = rests_on.groupby("row")["code"].nunique()
    totals, ledger = listings.frame(scope, "speakers"), listings.ledger(scope)
    assert set(rests_on["code"]) == {*ledger["claim"], *ledger["later_claim"].dropna()}
    assert (totals["claims"] <= claims.reindex(totals.index)).all()


def test_with_a_stance_is_read_why_it_was_coded_so(bundled: Edition) -> None:
    # By a rule of the codebook the level is another than on 14 April; the record shows no move.
    scope = Scope(bundled, date(2025, 5, 5))
    data = listings.frame(scope, "who-moved")
    number = data.index[(data["party"] == "hamas") & (data["term"] == "disarmament")][0]
    notes = [passage["text"] for passage in read_behind.of_row(scope, "who-moved", str(number)).passages]
    assert (
        "Note (of no day, it may tell of later ones): Rule 4 reads “not as long as” as RESISTS; nothing here shows a "
        "change from the refusal of 14 April 2025." in notes
    )
