"""What a reader is told before believing a cell: two texts under one name, and where sources differ."""

import pytest

from dashboard.store.engine import Store
from tests.views.screen import Screen

DAY = "2025-07-25"
WITHIN = "2025-06-07"
"""Within the use-by of the second of two texts of one name."""
LEAD = "Two texts, one name"
everywhere = pytest.mark.parametrize("page", ["", "timeline", "proposals"])


def told(screen: Screen) -> list[str]:
    """Return what is said about texts that go by one name."""
    return [item["text"] for item in screen.passages if item.get("lead") == LEAD]


@everywhere
def test_the_two_texts_of_26_may_2025_are_noticed_and_the_link_opens_them_side_by_side(
    bundled: Store, page: str
) -> None:
    screen = Screen(page, as_of=WITHIN)
    (said,) = told(screen)
    assert said.startswith("“Seventy-day text carried by Bishara Bahbah” (26 May 2025) and “Witkoff 60-day text”")
    assert (
        "Answered by the United States on the first as a whole “rejects” and on 7 terms of the second “accepts”" in said
    )
    assert "disputed for the first by Steve Witkoff" in said
    screen.follow("Open the two texts")
    assert screen.title == "Proposals"
    assert screen.address == {
        "negotiation": "israel-hamas",
        "as_of": WITHIN,
        "text": "p_2505_bahbah_70d",
        "beside": "p_2505_witkoff_60d",
    }
    assert "From “Seventy-day text carried by Bishara Bahbah” to “Witkoff 60-day text”: " in screen.words


def test_before_the_second_text_was_tabled_there_is_nothing_to_notice(bundled: Store) -> None:
    screen = Screen("", as_of="2025-05-25")
    assert told(screen) == []
    assert "Open the two texts" not in [*screen.labels("page_link"), *screen.labels("button")]


def differing(screen: Screen, key: str, title: str = "Where sources differ") -> list[str]:
    """Return the points shown under the fold that says where sources differ."""
    leads = [item["lead"] for item in screen.shown(f"{key}_differ")]
    assert f"{title} ({len(leads)})" in screen.folds
    return leads


def test_the_story_of_a_cell_shows_where_sources_differ_on_its_term(bundled: Store) -> None:
    screen = Screen("", as_of=DAY, party="israel", term="withdrawal")
    assert differing(screen, "story") == ["Share of Gaza on the July 2025 map."]
    (point,) = screen.shown("story_differ")
    assert point["text"].splitlines() == ["Palestinian source: over 40%", "Times of Israel: over a third"]
    # Each source leads to its address, and all of them to their records.
    assert point["links"] and all("(grade " in words and "https://" in address for words, address in point["links"])
    assert "Read the records of the sources" in screen.labels("page_link")
    assert "Both sides are shown; Parley sides with neither." in screen.words


def test_the_mark_of_a_round_shows_where_sources_differ_on_it(bundled: Store) -> None:
    assert differing(Screen("timeline", as_of=DAY, mark="R21"), "mark") == [
        "Bodies in the July 2025 text: 18 or nine.",
        "Share of Gaza on the July 2025 map.",
        "Did Israel accept the July 2025 text?",
        "Is the 60-day truce meant to end the war?",
        "Had talks begun by 8 July 2025?",
    ]


def test_the_mark_of_a_text_shows_where_sources_differ_on_it(bundled: Store) -> None:
    screen = Screen("timeline", as_of=DAY, mark="p_2507_il_maps")
    assert differing(screen, "mark") == ["Share of Gaza on the July 2025 map."]


def test_where_sources_differ_on_a_figure_stands_beside_the_figures(bundled: Store) -> None:
    title = "Where sources differ on a figure"
    # The figure is of 12 July and on a source of grade C: without it, nothing is said of it.
    screen = Screen("", as_of=DAY, min_grade="C")
    outlets = "Casualty and hostage totals differ by outlet (see figures)."
    assert differing(screen, "figures", title) == ["Share of Gaza on the July 2025 map.", outlets]
    assert differing(Screen("", as_of=DAY), "figures", title) == [outlets]
    # That outlets differ is noted on 7 July, and before it the other page is not out.
    assert not [fold for fold in Screen("", as_of="2025-06-25", min_grade="C").folds if fold.startswith(title)]


def test_a_point_whose_sources_came_later_is_not_yet_shown(bundled: Store) -> None:
    screen = Screen("", as_of="2025-01-15", party="israel", term="withdrawal")
    assert not [fold for fold in screen.folds if fold.startswith("Where sources differ")]


def test_where_nobody_differs_nothing_is_said(toy: Store) -> None:
    screen = Screen("", party="a", term="truce")
    assert not [fold for fold in screen.folds if fold.startswith("Where sources differ")]


def test_how_the_round_ended_stands_on_overview_with_its_sources(bundled: Store) -> None:
    screen = Screen("", as_of=DAY)
    (ended,) = screen.shown("ended")
    assert ended["lead"] == "How “Doha, July 2025” ended: no deal"
    assert ended["text"].startswith("No deal: withdrawal maps, aid channel")
    sources = screen.shown("ended_sources")
    assert f"On which sources this rests ({len(sources)})" in screen.folds
    assert {"The Jerusalem Post", "Ynet News"} & {source["lead"] for source in sources}
    assert all(source["link"].startswith("https://") for source in sources)
    assert [source["meta"][-1] for source in sources] == sorted(source["meta"][-1] for source in sources)


def test_while_a_round_is_under_way_nothing_tells_how_it_ends(bundled: Store) -> None:
    screen = Screen("", as_of="2025-07-07")
    assert not [item for item in screen.passages if item.get("lead", "").startswith("How “")]
    assert "24 July" not in Screen("timeline", as_of="2025-07-07", mark="R21").words


def test_a_mark_and_a_text_name_the_sources_published_by_the_day(bundled: Store) -> None:
    later = Screen("timeline", as_of=DAY, mark="R21").shown("mark_sources")
    first = Screen("timeline", as_of="2025-07-07", mark="R21").shown("mark_sources")
    assert 0 < len(first) < len(later)
    assert Screen("proposals", as_of=DAY, text="p_2507_us_60d").shown("text_sources")


def test_where_sources_differ_on_a_text_stands_under_it(bundled: Store) -> None:
    screen = Screen("proposals", as_of=DAY, text="p_2507_il_maps")
    assert differing(screen, "text") == ["Share of Gaza on the July 2025 map."]
