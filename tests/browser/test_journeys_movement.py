"""From the bare address to why the talks of July 2025 ended without a deal, and on which sources that rests."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps

OpenPage = Callable[..., Page]
DAY = "2025-07-25"


def said(page: Page, start: str) -> str:
    """Return the sentence that starts like this."""
    found = steps.sentence(page, re.compile(f"^{re.escape(start)}"))
    expect(found).to_be_visible()
    return found.inner_text()


def unfold(page: Page, label: str) -> Locator:
    """Open what is folded, and return it."""
    fold = page.get_by_test_id("stExpander").filter(has_text=re.compile(label))
    fold.locator("summary").click()
    return fold


def test_why_the_talks_of_july_2025_ended_without_a_deal_is_found_with_its_sources_and_downloaded(
    open_page: OpenPage,
) -> None:
    page = steps.opened(open_page())
    steps.set_day(page, DAY)
    said(page, "On 25 July 2025, in round 24 at Doha, Israel and Hamas agree on 2 of the 11 terms")
    assert "furthest apart on guarantees and humanitarian aid" in said(page, "Both are recorded as accepting that ")
    # The first page says it, and on which sources it rests.
    expect(page.get_by_text("How “Doha, July 2025” ended: no deal")).to_be_visible()
    expect(page.get_by_text(re.compile("^No deal: withdrawal maps, aid channel"))).to_be_visible()
    sources = unfold(page, "On which sources this rests")
    expect(sources.get_by_role("article").first).to_be_visible()
    assert sources.get_by_role("article").count() >= 5
    expect(sources.get_by_role("link", name="open the source").first).to_be_visible()

    steps.go_to(page, "timeline")
    mark = page.get_by_role("combobox", name="Mark", exact=True)
    mark.click()
    mark.fill("2025-07-06 round")
    page.get_by_role("option", name="2025-07-06 round: Doha, July 2025", exact=True).click()
    steps.address_has(page, "mark=R21")
    steps.settled(page)
    expect(page.get_by_text(re.compile("^No deal: withdrawal maps, aid channel"))).to_be_visible()
    differing = unfold(page, "Where sources differ")
    expect(differing.get_by_text("Did Israel accept the July 2025 text?")).to_be_visible()
    expect(differing.get_by_text("Both sides are shown; Parley sides with neither.")).to_be_visible()
    expect(differing.get_by_text(re.compile("Spotlight Nepal .* \\(grade B, "))).to_be_visible()

    steps.go_to(page, "movement")
    steps.address_has(page, f"as_of={DAY}")
    held = said(page, "On 25 July 2025, first among the sticking points is")
    assert "by Israel, last recorded" in held and "so held, since" in held
    are_downloaded_as_they_stand(page)

    steps.go_to(page, "overview")
    steps.choose(page, "Term", "Humanitarian aid")
    steps.story(page, "Israel on Humanitarian aid")
    steps.address_has(page, "term=humanitarian_aid")
    expect(page.get_by_text(re.compile("^Level: rejects, last known "))).to_be_visible()
    links = page.get_by_role("link", name="open the source")
    expect(links.first).to_be_visible()
    addresses = links.evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) > 1
    assert all(address.startswith("http") for address in addresses)


def are_downloaded_as_they_stand(page: Page) -> None:
    """Take the tables of the distance and of the sticking points of the page Movement."""
    apart = re.search(r"stood (0\.\d\d) apart", said(page, "At the end of “Doha, July 2025”"))
    assert apart
    for nth, chart, header in (
        (0, "distance", "round,pair,term,distance,n,n_old,n_overtaken,same_terms_change"),
        (
            3,
            "sticking-points",
            "term,agreement,blocker,salience,score,since,days_at_level,red_line_collision,n,n_old,n_overtaken",
        ),
    ):
        name, table = steps.download(page, "CSV", nth=nth)
        assert name.startswith(f"israel-hamas_{chart}_{DAY}_v") and name.endswith(".csv")
        rows = steps.rows(table)
        assert ",".join(column for column in rows[0] if column in header.split(",")) == header
        if chart == "distance":
            (last,) = [row for row in rows if (row["round"], row["term"]) == ("R21", "overall")]
            assert f"{float(last['distance']):.2f}" == apart.group(1)
        else:
            assert (rows[0]["term"], rows[0]["blocker"]) == ("humanitarian_aid", "israel")
