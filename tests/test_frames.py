"""The contracts say of every table what its model says, and a frame keeps to its contract."""

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from dashboard import frames
from dashboard.frames import DAY, FLAG, INSTANT, NUMBER, TEXT, WHOLE, Contract
from dashboard.models import TABLES, Base, Negotiation, Revision

CONTRACTS = {contract.name: contract for contract in vars(frames).values() if isinstance(contract, Contract)}
EVERY_KIND = Contract("every_kind", {"t": TEXT, "d": DAY, "i": INSTANT, "n": NUMBER, "w": WHOLE, "f": FLAG})
FULL = ("ת", date(2025, 7, 6), datetime(2025, 7, 6, 12, 0, 0, 120, tzinfo=UTC), 0.1, 2**31 - 1, False)


def dtype(column: sa.Column[Any]) -> str:
    match column.type:
        case sa.Boolean():
            return FLAG
        case sa.Integer():
            return WHOLE
        case sa.Float():
            return NUMBER
        case sa.Date():
            return DAY
        case UTCDateTime():
            return INSTANT
        case sa.JSON():
            return "object"
        case sa.String() | AutoString():
            return TEXT
    raise AssertionError(f"{column} has a type that no frame knows")


def columns(name: str) -> dict[str, str]:
    table = Base.metadata.tables[name]
    return {column.name: dtype(column) for column in table.columns if column.name != "negotiation"}


@pytest.mark.parametrize("name", list(TABLES))
def test_the_contract_of_a_table_has_its_columns_in_order_and_of_their_kind(name: str) -> None:
    assert list(frames.TABLE_FRAMES) == list(TABLES)
    assert list(frames.TABLE_FRAMES[name].columns.items()) == list(columns(name).items())


def test_negotiations_and_revisions_have_the_columns_of_their_tables() -> None:
    assert list(frames.NEGOTIATIONS.columns.items()) == list(columns(str(Negotiation.__tablename__)).items())
    assert dict(frames.REVISIONS.columns) == columns(str(Revision.__tablename__))


def test_what_is_downloaded_of_the_stance_matrix_is_fixed() -> None:
    assert ", ".join(frames.MATRIX_CSV) == (
        "party, term, level, level_score, answer, answer_score, proposal, held_on, unconfirmed, faded, mixed, claims, "
        "source_grade, confidence"
    )


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_frame_without_rows_keeps_its_contract(contract: Contract) -> None:
    assert contract.check(contract.frame()).empty


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
