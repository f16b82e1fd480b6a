"""Work that is done with the dashboard: a timeline narrowed, a case loaded, a question answered."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from dashboard import cases
from dashboard.store import reads
from dashboard.store.schema import open_store
from tests.browser import steps
from tests.browser.conftest import SMALL, App
from tests.views import small_case

OpenPage = Callable[..., Page]


def test_a_click_on_the_timeline_leads_to_what_was_clicked(open_page: OpenPage) -> None:
    page = steps.opened(open_page("timeline?as_of=2025-07-07"), "timeline")
    steps.charts_drawn(page)
    page.mouse.click(*steps.middle(page.get_by_label(re.compile("^round: Rome, "))))
    story = "Israel handed over clarifications to the May text; Hamas said they were new conditions."
    expect(page.get_by_text(story, exact=True).first).to_be_visible()  # the table of all that is recorded has it too
    steps.address_has(page, "mark=R12")
    steps.write(steps.sign(page), "On the Rome round.")
    expect(page.get_by_text("On the Rome round.", exact=True)).to_be_visible()
    steps.go_to(page, "annotations")
    read = page.get_by_role("paragraph").filter(has_text="On the Rome round.")  # the table has it too, once it is drawn
    expect(read).to_be_visible()


def test_a_brush_over_the_timeline_narrows_the_table(open_page: OpenPage) -> None:
    page = steps.opened(open_page("timeline?as_of=2025-07-07"), "timeline")
    steps.charts_drawn(page)
    whole = int(steps.table_rows(page).get_attribute("aria-rowcount") or 0)
    last, height = steps.middle(page.get_by_label(re.compile("^round: Rome, ")))
    first, _ = steps.middle(page.get_by_label(re.compile("^round: Cairo, late April")))
    page.mouse.move(first, height - 14)  # above the marks, where nothing is clicked
    page.mouse.down()
    page.mouse.move(last, height - 14, steps=8)
    page.mouse.up()
    expect(steps.table_rows(page)).not_to_have_attribute("aria-rowcount", str(whole))
    steps.settled(page)
    assert 1 < int(steps.table_rows(page).get_attribute("aria-rowcount") or 0) < whole / 2
    # With the chart the brush goes, and what it narrowed is whole again.
    steps.go_to(page, "data")
    steps.go_to(page, "timeline")
    steps.charts_drawn(page)
    expect(steps.table_rows(page)).to_have_attribute("aria-rowcount", str(whole))


def package(folder: Path) -> bytes:
    """Return a package of a small case."""
    store = open_store(f"sqlite:///{folder / 'small.db'}")
    small_case.load(store, "toy", {**small_case.TOY, "title": "Talks of the package"}, small_case.ONE_OF_EVERYTHING)
    content = cases.zipped(store, "toy")
    store.close()
    return content


def broken(content: bytes) -> bytes:
    """Return the package with a role that there is not, in the second row of its parties."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, text.replace(b"Country B,B,,principal", b"Country B,B,,onlooker"))
    return out.getvalue()


def test_a_broken_package_is_refused_by_file_row_and_column_and_a_good_one_is_loaded(
    open_page: OpenPage, app: App, tmp_path: Path
) -> None:
    content = package(tmp_path)
    page = steps.opened(open_page(f"data?negotiation={SMALL}"), "data")

    give(page, "broken.zip", broken(content))
    expect(page.get_by_text("The package was refused. Nothing was changed.")).to_be_visible(timeout=steps.OPENS_MS)
    expect(page.get_by_text(re.compile("party.csv, row 3, column role: .*onlooker"))).to_be_visible()
    with closing(open_store(app.database_url)) as store:
        assert "toy" not in set(reads.negotiations(store)["code"])

    give(page, "toy.zip", content)
    expect(page.get_by_text(re.compile("^[0-9]+ new[.]$"))).to_be_visible(timeout=steps.OPENS_MS)
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_text(re.compile("^Loaded “Talks of the package”: [0-9]+ new[.]$"))).to_be_visible(
        timeout=steps.OPENS_MS
    )
    page = steps.opened(open_page("?negotiation=toy"))
    expect(page.get_by_text("Talks of the package", exact=True)).to_be_visible()
    phone = steps.opened(open_page("data?negotiation=israel-hamas", phone=True), "data")
    others = phone.get_by_role("button", name="Others", exact=True)
    expect(others).to_be_in_viewport(ratio=1)
    others.click()
    steps.choose(phone, "Negotiation", "Talks of the package")
    steps.address_has(phone, "/data?negotiation=toy&as_of=2025-08-31")
    expect(steps.sentence(page, re.compile("^On 31 August 2025, after round 2 at Bern"))).to_be_visible()


def give(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/zip", "buffer": content}
    page.locator("input[type=file][accept*=zip]").set_input_files(file)  # type: ignore[arg-type]


def test_a_newcomer_finds_what_each_said_on_whose_word_notes_it_and_takes_the_chart(open_page: OpenPage) -> None:
    page = steps.opened(open_page())
    page.get_by_role("spinbutton", name="year, As of").click()
    page.keyboard.type("20250707")
    page.keyboard.press("Escape")  # closes the calendar, which takes the day over
    expect(steps.sentence(page, re.compile("^On 7 July 2025, in round 24 at Doha"))).to_be_visible()
    steps.settled(page)
    steps.choose(page, "Term", "Permanent end of the war")
    for party in ("Israel", "Hamas"):
        steps.choose(page, "Party", party)
        steps.story(page, f"{party} on End of the war")
        expect(page.get_by_text(re.compile("^Level: "))).to_be_visible()
        expect(page.get_by_text("On whose word", exact=True)).to_be_visible()
        words = page.get_by_role("article").first
        expect(words).to_contain_text(re.compile(r"\d+ (June|July) 2025 — .+"))
        expect(words.get_by_role("link")).to_have_attribute("href", re.compile("^https?://"))
    steps.write(steps.sign(page), "A newcomer was here.", "end of the war")
    expect(page.get_by_text("A newcomer was here.", exact=True)).to_be_visible()
    name, content = steps.download(page, "PNG")
    assert "2025-07-07" in name
    assert content.startswith(b"\x89PNG")
