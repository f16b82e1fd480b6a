"""The place of each term under one check at a time, worked by hand."""

from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis.robustness import PLACES, places, with_own_salience_moved

PARTIES = frames.PARTIES.frame(
    [{"code": code, "consent_required": code != "wing"} for code in ("north", "south", "wing")]
)


def ranking(*rows: tuple[str, float | None], **more: Any) -> pd.DataFrame:
    return frames.STICKING.frame(
        [{"term": term, "score": score, "n": 2, "n_old": 0, "n_overtaken": 0, **more} for term, score in rows]
    )


def found(*checks: pd.DataFrame, **alone: pd.DataFrame) -> dict[str, list[Any]]:
    """Return by check the place and term of each row."""
    made = PLACES.check(places({f"check {n}": one for n, one in enumerate(checks)}, alone))
    listed = made.assign(place=made["place"].astype(object).where(made["place"].notna(), None))
    return {check: rows[["place", "term"]].values.tolist() for check, rows in listed.groupby("check", sort=False)}


def test_each_check_ranks_by_itself_and_those_that_tie_share_a_place() -> None:
    one = ranking(("truce", 1.0), ("border", 1.0), ("aid", 0.25), ("posts", None))
    two = ranking(("aid", 0.5), ("truce", 0.25))
    assert found(one, two) == {
        "check 0": [[1, "truce"], [1, "border"], [3, "aid"], [None, "posts"]],
        "check 1": [[1, "aid"], [2, "truce"]],
    }


def test_nothing_to_rank_and_no_check_are_no_rows() -> None:
    assert places({}).empty and found() == {}
    assert found(ranking()) == {}


def test_how_many_are_counted_how_many_old_and_how_many_overtaken_come_along() -> None:
    made = places({"a": ranking(("truce", 1.0), n=3, n_old=2, n_overtaken=1), "b": ranking(("truce", 1.0))})
    assert made[["check", "n", "n_old", "n_overtaken"]].values.tolist() == [["a", 3, 2, 1], ["b", 2, 0, 0]]


def test_a_term_that_is_changed_alone_takes_its_place_among_the_others_as_they_stand() -> None:
    stands = ranking(("truce", 0.8), ("border", 0.6), ("aid", 0.5), ("posts", None))
    # Each against the others of the first ranking: 0.55 lies below border's 0.6 alone, 0.9 below none; and 0.7 for aid
    # lies below truce's 0.8, whatever border would have.
    moved = ranking(("truce", 0.55), ("border", 0.9), ("aid", 0.7), ("posts", None))
    assert found(stands, up=moved)["up"] == [[1, "border"], [2, "truce"], [2, "aid"], [None, "posts"]]


def cells(**salience: tuple[float | None, float | None]) -> pd.DataFrame:
    return frames.CURRENT.frame(
        [
            {"party": party, "term": term, "salience": value}
            for term, both in salience.items()
            for party, value in zip(("north", "south"), both, strict=True)
        ]
        + [{"party": "wing", "term": "truce", "salience": 50.0}]
    )


def test_the_salience_that_is_coded_moves_within_its_scale_and_what_is_not_coded_is_not_tried() -> None:
    current = cells(truce=(60.0, 90.0), border=(40.0, None), aid=(None, None))
    # South's median stands for border: 90; both medians for aid: (50 + 90)/2.
    stands = ranking(("truce", 0.75), ("border", 0.65), ("aid", 0.7)).assign(
        agreement=pd.array([-2] * 3, dtype="Int64"), salience=[75.0, 65.0, 70.0]
    )
    up = with_own_salience_moved(stands, current, PARTIES, 25)
    assert up["salience"].tolist() == [92.5, 77.5, 70]  # (85 + 100)/2, (65 + 90)/2, as it is
    # Of aid nobody's is coded: its score by other terms' medians is no trial of its own.
    assert up["score"].tolist()[:2] == [0.925, 0.775] and pd.isna(up["score"].tolist()[2])
    down = with_own_salience_moved(stands, current, PARTIES, -25)
    assert down["salience"].tolist() == [50, 52.5, 70]  # (35 + 65)/2, (15 + 90)/2
    assert stands["salience"].tolist() == [75, 65, 70]


def test_a_term_that_is_not_ranked_is_not_ranked_by_more_salience() -> None:
    stands = ranking(("truce", None)).assign(agreement=pd.array([-2], dtype="Int64"), salience=[75.0])
    assert with_own_salience_moved(stands, cells(truce=(60.0, 90.0)), PARTIES, 25)["score"].isna().all()
