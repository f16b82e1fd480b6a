"""Which text is on the table, what stands beside it, and which agreement is in force."""

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.on_the_table import on_the_table


def texts(*rows: tuple[str, str, str] | tuple[str, str, str, dict[str, str]]) -> pd.DataFrame:
    """Return `frames.PROPOSALS` from code, kind, day, and more."""
    made = []
    for code, kind, day, *more in rows:
        own = {"code": code, "title": code.title(), "kind": kind, "tabled_on": pd.Timestamp(day), "precision": "day"}
        made.append(own | (more[0] if more else {}))
    return frames.PROPOSALS.frame(made)


TALKS = texts(
    ("offer", "offer", "2025-01-01"),
    ("first", "mediators", "2025-02-01"),
    ("counter", "offer", "2025-02-10"),
    ("revised", "mediators", "2025-03-01", {"version_of": "first"}),
    ("reply", "reply", "2025-03-04", {"version_of": "revised"}),
    ("map", "annex", "2025-03-10", {"version_of": "revised"}),
    ("deal", "agreement", "2025-04-01", {"version_of": "revised", "lapsed_on": "2025-05-01"}),
    ("vote", "resolution", "2025-04-10"),
)


@pytest.mark.parametrize(
    ("as_of", "on_it", "beside", "in_force"),
    [
        ("2024-12-31", (), (), None),
        ("2025-01-01", ("offer",), (), None),  # nothing of the mediators yet
        ("2025-02-01", ("first",), (), None),  # the offer came before it
        ("2025-02-28", ("first",), ("counter",), None),
        ("2025-03-01", ("revised",), (), None),
        ("2025-03-31", ("revised",), ("reply", "map"), None),
        ("2025-04-10", ("deal",), ("vote",), "deal"),
        ("2025-04-30", ("deal",), ("vote",), "deal"),
        ("2025-05-01", ("revised",), ("reply", "map", "vote"), None),  # lapsed on this day
    ],
)
def test_the_texts_of_a_day(as_of: str, on_it: tuple[str, ...], beside: tuple[str, ...], in_force: str | None) -> None:
    found = on_the_table(TALKS, pd.Timestamp(as_of))
    assert (found.texts, found.beside, found.in_force) == (on_it, beside, in_force)


def test_of_two_of_one_day_the_one_that_revises_the_other_is_on_the_table_else_both() -> None:
    one, other = ("one", "mediators", "2025-01-01"), ("other", "mediators", "2025-01-01")
    assert on_the_table(texts(one, other), pd.Timestamp("2025-01-02")).texts == ("one", "other")
    revised = texts(one, (*other, {"version_of": "one"}))
    assert on_the_table(revised, pd.Timestamp("2025-01-02")).texts == ("other",)


def test_an_offer_is_not_on_the_table_again_once_the_mediators_text_has_lapsed() -> None:
    given = texts(("own", "offer", "2025-01-01"), ("theirs", "mediators", "2025-02-01", {"lapsed_on": "2025-03-01"}))
    found = on_the_table(given, pd.Timestamp("2025-03-01"))
    assert (found.texts, found.beside) == ((), ("own",))


def test_an_offer_made_since_the_last_text_is_on_the_table_once_that_has_lapsed_until_there_is_another() -> None:
    truce = ("truce", "agreement", "2025-01-01", {"lapsed_on": "2025-02-01"})
    given = texts(truce, ("own", "offer", "2025-01-20"), ("theirs", "mediators", "2025-03-01"))
    tables = [on_the_table(given, pd.Timestamp(day)) for day in ("2025-01-31", "2025-02-01", "2025-03-01")]
    assert [(table.texts, table.beside) for table in tables] == [
        (("truce",), ("own",)),
        (("own",), ()),
        (("theirs",), ()),
    ]


def test_the_texts_that_one_revises_are_earlier_versions_and_a_circle_ends() -> None:
    assert on_the_table(TALKS, pd.Timestamp("2025-04-02")).earlier == ("revised", "first")
    circle = texts(
        ("a", "mediators", "2025-01-01", {"version_of": "b"}), ("b", "mediators", "2025-01-02", {"version_of": "a"})
    )
    found = on_the_table(circle, pd.Timestamp("2025-01-02"))
    assert (found.texts, found.earlier) == (("b",), ("a",))


def test_without_any_text_none_is_on_the_table() -> None:
    assert on_the_table(texts(), pd.Timestamp("2025-01-01")) == ((), (), (), None)
