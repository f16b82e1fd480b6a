"""What the document alone supports that a case started from is marked, the same in every list."""

from copy import deepcopy
from datetime import date
from typing import Any

from dashboard.questions import first_article, listings, read_behind
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from tests.questions.test_asking import shown
from tests.views import small_case

MARK = first_article.MARK
OF_ITS_DAY = "¶ article of 7 July 2025"


def of_the_leaflet(store: Store, published_on: date | None) -> Edition:
    """Return the small case as begun from the leaflet, which alone has what B said on 4 July."""
    tables: dict[str, list[dict[str, Any]]] = deepcopy(small_case.ONE_OF_EVERYTHING)
    tables["source"][1] |= {"published_on": published_on, "precision": "day"} if published_on else {}
    tables["claim"][2]["seed"] = tables["stance"][2]["seed"] = tables["event"][0]["seed"] = True
    small_case.load(store, "begun", small_case.TOY | {"title": "Begun talks"}, tables)
    return Edition(store, "begun")


def test_rows_that_rest_on_it_alone_are_marked_in_every_list(elsewhere: Store) -> None:
    scope = shown(of_the_leaflet(elsewhere, date(2025, 7, 7)))

    def marked(listed: str, *arguments: str) -> list[bool]:
        marks = first_article.marks(scope, listed, *arguments)
        assert set(marks.dropna()) <= {MARK}
        return marks.notna().tolist()

    # The level of B is of 4 July, its answer of 3 July: that cell rests on more than the leaflet.
    assert marked("stance-matrix") == [False, False]
    assert marked("stances-of-a-cell", "b", "aid") == [True, False]
    claims = listings.frame(scope, "claims")["code"].tolist()
    assert marked("claims") == [code == "c3" for code in claims]
    lanes = listings.frame(scope, "moments")
    assert marked("moments") == [lane == "event" for lane in lanes["lane"]]
    assert marked("figures") == [False]


def test_its_records_are_marked_where_they_are_read(elsewhere: Store) -> None:
    scope = shown(of_the_leaflet(elsewhere, date(2025, 7, 7)))
    tags = [one.get("tag") for one in read_behind.of_row(scope, "stances-of-a-cell", "0", "b", "aid").passages]
    assert tags == [OF_ITS_DAY, OF_ITS_DAY]
    number = listings.frame(scope, "moments")["lane"].tolist().index("event")
    assert read_behind.of_row(scope, "moments", str(number)).passages[0]["tag"] == OF_ITS_DAY


def test_without_its_day_it_is_the_first_and_where_none_is_marked_nothing_is(elsewhere: Store, toy: Edition) -> None:
    assert first_article.mark(of_the_leaflet(elsewhere, None)) == "¶ article, the first"
    assert first_article.marks(shown(toy), "stance-matrix").isna().all()


def test_in_the_bundled_case_the_marked_are_those_that_stand_alone_with_only_the_article(bundled: Edition) -> None:
    scope = Scope(bundled, date(2025, 7, 7), min_grade="D", min_confidence="low")
    alone = Scope(bundled, date(2025, 7, 7), min_grade="D", min_confidence="low", only_source=bundled.first_source())
    for listed in ("claims", "figures"):
        marks = first_article.marks(scope, listed)
        codes = listings.frame(scope, listed)["code"][marks.notna()]
        assert len(codes) and set(codes) == set(listings.frame(alone, listed)["code"])
        assert set(marks.dropna()) == {MARK} and first_article.mark(bundled) == OF_ITS_DAY
