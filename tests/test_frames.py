"""The contracts say of every table what its model says, and a frame keeps to its contract."""

from datetime import UTC, date, datetime
from typing import Annotated, NamedTuple

import pandas as pd
import pytest

from dashboard import frames, models
from dashboard.frames import Contract
from dashboard.models import TABLES

CONTRACTS = {contract.name: contract for contract in vars(frames).values() if isinstance(contract, Contract)}


class EveryKind(NamedTuple):
    t: Annotated[str | None, "Text"]
    d: Annotated[date | None, "Day"]
    i: Annotated[datetime | None, "Instant"]
    n: Annotated[float | None, "Number"]
    w: Annotated[int | None, "Whole"]
    f: Annotated[bool | None, "Flag"]


EVERY_KIND = Contract("every_kind", EveryKind)
FULL = ("ת", date(2025, 7, 6), datetime(2025, 7, 6, 12, 0, 0, 120, tzinfo=UTC), 0.1, 2**31 - 1, False)


@pytest.mark.parametrize("name", list(TABLES))
def test_the_contract_of_a_table_has_its_columns_in_order_with_their_headings(name: str) -> None:
    assert list(frames.TABLE_FRAMES) == list(TABLES)
    fields = frames.TABLE_FRAMES[name].fields
    described = TABLES[name].columns
    assert list(fields) == list(described)
    assert [field.heading for field in fields.values()] == [column.title for column in described.values()]
    assert [field.optional for field in fields.values()] == [column.optional for column in described.values()]


def test_kinds_of_columns_become_dtypes() -> None:
    assert dict(frames.STAGES.columns) == {
        "code": "str",
        "provision": "str",
        "day": "Int64",
        "count": "float64",
        "what": "str",
        "unit": "str",
        "wording": "str",
    }
    assert frames.ANNOTATIONS.columns["written_at"] == "datetime64[us, UTC]"
    assert frames.PARTIES.columns["consent_required"] == "boolean"
    assert frames.PROPOSALS.columns["tabled_on"] == "datetime64[s]"
    assert frames.REVISIONS.columns["before"] == "object"


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_every_column_of_a_contract_is_headed(contract: Contract) -> None:
    headings = [field.heading for field in contract.fields.values()]
    assert all(headings) and len(set(headings)) == len(headings)


def test_a_contract_may_add_columns_to_a_table() -> None:
    class Marked(models.Stage):
        place: Annotated[int, "Place"]

    marked = Contract("marked", Marked)
    assert list(marked.columns) == [*frames.STAGES.columns, "place"]
    assert list(Contract("marked", Marked, first=["place"]).columns) == ["place", *frames.STAGES.columns]
    frame = marked.frame([("g", "p", 1, None, "bodies", "people", None, 7)])
    (row,) = marked.rows(frame)
    assert (row.code, row.day, row.count, row.wording, row.place) == ("g", 1, None, None, 7)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_frame_without_rows_keeps_its_contract(contract: Contract) -> None:
    assert contract.check(contract.frame()).empty


def test_a_frame_without_rows_that_is_changed_changes_no_other() -> None:
    one = EVERY_KIND.frame()
    one["more"] = 1
    one.loc[0, "more"] = 2
    one.index.name = "row"
    other = EVERY_KIND.frame()
    assert (list(other.columns), len(other), other.index.name) == (list(EVERY_KIND.columns), 0, None)


def test_one_row_keeps_every_value_and_its_kind() -> None:
    frame = EVERY_KIND.check(EVERY_KIND.frame([FULL]))
    (row,) = frame.to_dict("records")
    assert row == {
        "t": "ת",
        "d": pd.Timestamp("2025-07-06"),
        "i": pd.Timestamp("2025-07-06 12:00:00.000120", tz="UTC"),
        "n": 0.1,
        "w": 2**31 - 1,
        "f": False,
    }


def test_what_is_missing_stays_missing_and_is_never_zero_or_false() -> None:
    frame = EVERY_KIND.check(EVERY_KIND.frame([FULL, (None,) * 6]))
    assert frame.isna().values.tolist() == [[False] * 6, [True] * 6]
    assert EVERY_KIND.check(EVERY_KIND.frame([(None,) * 6])).isna().all(axis=None)


def test_rows_may_be_mappings_with_columns_left_out() -> None:
    frame = EVERY_KIND.check(EVERY_KIND.frame({"t": text, "w": 0, "unknown": 1} for text in "ab"))
    assert frame[["t", "w"]].values.tolist() == [["a", 0], ["b", 0]]
    assert list(frame.columns) == list(EVERY_KIND.columns) and frame["n"].isna().all()


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError):
        EVERY_KIND.frame([FULL, FULL[:5]])
    with pytest.raises(ValueError):
        EVERY_KIND.frame([FULL[:5]])


def test_a_frame_may_have_more_columns_but_not_fewer_or_other_kinds() -> None:
    frame = EVERY_KIND.frame([FULL])
    assert EVERY_KIND.check(frame.assign(more=1)) is not None
    with pytest.raises(ValueError, match="every_kind: column d is missing"):
        EVERY_KIND.check(frame.drop(columns="d"))
    with pytest.raises(ValueError, match=r"every_kind: column w is int64, expected Int64"):
        EVERY_KIND.check(frame.astype({"w": "int64"}))
    with pytest.raises(ValueError, match=r"column d is datetime64\[us\]"):
        EVERY_KIND.check(frame.astype({"d": "datetime64[us]"}))


def test_a_row_has_what_is_missing_as_none_and_days_as_days() -> None:
    full, empty = EVERY_KIND.rows(EVERY_KIND.frame([FULL, (None,) * 6]))
    assert full == FULL and type(full.d) is date and type(full.i) is datetime
    assert empty == (None,) * 6
    assert [type(value) for value in full] == [str, date, datetime, float, int, bool]


def test_no_rows_one_row_and_more_columns_than_the_contract() -> None:
    assert EVERY_KIND.rows(EVERY_KIND.frame()) == []
    (row,) = EVERY_KIND.rows(EVERY_KIND.frame([FULL]).assign(more=1))
    assert row == FULL


def test_a_value_that_may_not_be_missing_is_refused_by_name() -> None:
    parties = frames.PARTIES.frame([{"code": "a", "name": "A"}, {"code": "b"}])
    with pytest.raises(ValueError, match="party: name is missing in row 2"):
        frames.PARTIES.rows(parties)


def test_taking_rows_leaves_the_frame_as_it_was() -> None:
    revision = {"version": 1, "number": 1, "author": "a", "action": "Added", "row_table": "party", "row_code": "a"}
    frame = frames.REVISIONS.frame([{**revision, "at": datetime(2025, 7, 6, tzinfo=UTC), "before": float("nan")}])
    (row,) = frames.REVISIONS.rows(frame)
    assert row.before is None
    assert pd.isna(frame["before"][0]) and frame["before"][0] is not None


def test_a_day_names_the_column_that_says_how_exactly_it_is_known() -> None:
    assert frames.ROUNDS.fields["ended_on"].precision == "precision"
    assert frames.CURRENT.fields["answer_held_on"].precision == "answer_precision"
    assert frames.EVIDENCE.fields["published_on"].precision == "published_precision"


def test_a_contract_with_a_day_and_without_its_precision_is_refused() -> None:
    class Lost(NamedTuple):
        held_on: date

    with pytest.raises(ValueError, match="a day without the column precision"):
        Contract("lost", Lost)


def test_only_days_that_are_chosen_or_written_down_have_no_precision() -> None:
    exact = {
        f"{contract.name}.{name}"
        for contract in CONTRACTS.values()
        for name, field in contract.fields.items()
        if field.dtype == frames.DAY and field.precision is None
    }
    assert exact == {
        "annotation.day",
        "listed_notes.day",
        "candidates.as_of",
        "delivery.done_by",  # so much had been done by then, as the source counts
        "release_deliveries.done_by",
        "disagreement.noted_on",
        "negotiation.covers_from",
        "negotiation.covers_to",
        "proposal.lapsed_on",  # decides from which day a text no longer stands: one is chosen where it is in doubt
        "candidates.heard_on",
        "candidates.recorded_on",
        "candidates.told_on",  # a source's day is looked up where one is told
        "current.level_told_on",
        "current.answer_told_on",
        "current.as_of",
        "current.silent_since",
        "sticking.silent_since",
        "told_changes.day",  # shown nowhere: a link leads to it
        # Many together, by the day from which each counts.
        "day_counts.day",
    }


def test_a_flag_that_is_not_given_is_not_set_and_codes_keep_their_order() -> None:
    rows = pd.DataFrame({"code": list("cba"), "whole_text": pd.array([None, True, False], "boolean")})
    assert (frames.whole_texts(rows), frames.issues(rows)) == (["b"], ["c", "a"])
    parties = rows.rename(columns={"whole_text": "consent_required"})
    assert (frames.required(parties), frames.required(parties[:0])) == (["b"], [])
