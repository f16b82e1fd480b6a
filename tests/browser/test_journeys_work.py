"""Work that is done with the dashboard: a case saved, refused and loaded, a question answered."""

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


def test_a_case_is_saved_as_a_package_a_broken_one_is_refused_by_file_row_and_column_and_a_good_one_loaded(
    open_page: OpenPage, app: App, tmp_path: Path
) -> None:
    content = package(tmp_path)
    page = steps.opened(open_page(f"data?negotiation={SMALL}"), "data")
    with page.expect_download(timeout=steps.OPENS_MS) as waiting:
        page.get_by_role("button", name="Save as package").click()
    expect(page.get_by_text("stances on")).to_be_visible()
    assert waiting.value.suggested_filename.startswith(f"{SMALL}_v")
    assert waiting.value.path().read_bytes().startswith(b"PK")

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
    phone = steps.opened(open_page("data?negotiation=israel-hamas", phone=True), "data")
    others = phone.get_by_role("button", name="Others", exact=True)
    expect(others).to_be_in_viewport(ratio=1)
    others.click()
    steps.choose(phone, "Negotiation", "Talks of the package")
    steps.address_has(phone, "/data?negotiation=toy&as_of=2025-08-31")
    steps.go_to_on_a_phone(phone, "overview")
    expect(phone.get_by_text("Talks of the package", exact=True)).to_be_visible()
    expect(steps.sentence(phone, re.compile("^On 31 August 2025, after round 2 at Bern"))).to_be_visible()


def give(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/zip", "buffer": content}
    page.locator("input[type=file][accept*=zip]").set_input_files(file)  # type: ignore[arg-type]


def test_a_newcomer_finds_what_each_said_on_whose_word_notes_it_and_takes_the_chart(open_page: OpenPage) -> None:
    page = steps.opened(open_page(f"?negotiation={SMALL}"))
    page.get_by_role("spinbutton", name="year, As of").click()
    page.keyboard.type("20250709")
    page.keyboard.press("Escape")  # closes the calendar, which takes the day over
    expect(steps.sentence(page, re.compile("^On 9 July 2025, after round 1 at Oslo"))).to_be_visible()
    steps.settled(page)
    for party, name, said in (
        ("Country B", "B", "3 July 2025 — A diplomat"),
        ("Country A", "A", "2 July 2025 — A spokeswoman"),
    ):
        steps.choose(page, "Party", party)
        steps.story(page, f"{name} on Aid")
        expect(page.get_by_text(re.compile("^Level: "))).to_be_visible()
        expect(page.get_by_text("On whose word", exact=True)).to_be_visible()
        expect(page.get_by_text(said, exact=True)).to_be_visible()
        source = page.get_by_role("link", name="open the source")
        expect(source).to_have_attribute("href", "https://paper.example/1")
    steps.write(steps.sign(page), "A newcomer was here.", "aid")
    expect(page.get_by_text("A newcomer was here.", exact=True)).to_be_visible()
    name, content = steps.download(page, "PNG")
    assert "2025-07-09" in name
    assert content.startswith(b"\x89PNG")
