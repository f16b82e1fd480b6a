"""No acknowledged edit is lost: not among threads, not among processes, not when one is killed."""

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

from dashboard.authors import Author
from dashboard.errors import Conflict
from dashboard.store import edits, history, reads
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests.people import ANA

HOME = Path(__file__).parents[2]
THREADS, EDITS = 8, 10
# Adds words to one note, again after each conflict: what an analyst does who saves, sees theirs and saves once more.
# No two words are alike: the same text from two people would be one edit.
ADD_WORDS = """
import sys
from dashboard.authors import Author
from dashboard.errors import Conflict
from dashboard.store import edits, reads
from dashboard.store.schema import open_store

store = open_store(sys.argv[1])
for number in range(int(sys.argv[3])):
    word, saved = f"{sys.argv[2]}.{number}", False
    while not saved:
        before = reads.row(store, "toy", "annotation", "n1")
        after = {**before, "text": before["text"] + " " + word}
        try:
            edits.set_row(store, "toy", "annotation", after, seen=before, by=Author("Ana", "Ana"))
            saved = True
        except Conflict:
            pass
    print("saved", word, flush=True)
"""


def adding(store: Store, name: str, words: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ADD_WORDS, f"sqlite:///{store.path}", name, str(words)]
    return subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True)


def words(store: Store) -> list[str]:
    row = reads.row(store, "toy", "annotation", "n1")
    assert row is not None
    return row["text"].split()[1:]


def acknowledged(said: str) -> list[str]:
    """Return the words on whole lines: the last one may have been cut by the kill."""
    return [line.removeprefix("saved ") for line in said.split("\n")[:-1]]


def test_no_edit_of_many_threads_is_lost(toy: Store, note: Callable[..., Any]) -> None:
    edits.set_row(toy, "toy", "annotation", note(text="words:"), seen=None, by=ANA)

    all_have_read = Barrier(THREADS)

    def add(thread: int) -> int:
        conflicts = 0
        for number in range(EDITS):
            while True:
                before = reads.row(toy, "toy", "annotation", "n1")
                assert before is not None
                if number == conflicts == 0:
                    all_have_read.wait()  # so that they meet on any machine
                after = {**before, "text": f"{before['text']} {thread}.{number}"}
                try:
                    edits.set_row(
                        toy,
                        "toy",
                        "annotation",
                        after,
                        seen=before,
                        by=Author(f"analyst_{thread}", f"Analyst {thread}"),
                    )
                    break
                except Conflict:
                    conflicts += 1
        return conflicts

    with ThreadPoolExecutor(THREADS) as pool:
        conflicts = sum(pool.map(add, range(THREADS)))
    assert sorted(words(toy)) == sorted(f"{thread}.{number}" for thread in range(THREADS) for number in range(EDITS))
    assert conflicts >= THREADS - 1, "of those who first read the same only one could save"
    # The load, the note, and each edit: a conflict leaves no version behind.
    assert reads.version(toy, "toy") == 2 + THREADS * EDITS
    assert len(reads.revisions(toy, "toy", code="n1", most=1000)) == 1 + THREADS * EDITS


def test_no_edit_of_two_processes_is_lost(file: Store, note: Callable[..., Any]) -> None:
    edits.set_row(file, "toy", "annotation", note(text="words:"), seen=None, by=ANA)
    running = [adding(file, name, 10) for name in "ab"]
    said = [acknowledged(process.communicate()[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert said == [[f"{name}.{number}" for number in range(10)] for name in "ab"]
    assert sorted(words(file)) == sorted(sum(said, []))


def test_what_was_saved_before_a_kill_is_there_and_the_file_is_whole(file: Store, note: Callable[..., Any]) -> None:
    edits.set_row(file, "toy", "annotation", note(text="words:"), seen=None, by=ANA)
    file.close()
    told = 0
    for name in "ab":
        process = adding(file, name, 100_000)
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(random.randint(1, 30))]
        process.send_signal(signal.SIGKILL)
        said = acknowledged("".join(first) + process.communicate()[0])
        told += len(said)

        again = open_store(f"sqlite:///{file.path}")
        with again.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert not set(said) - set(words(again))
        # A note and its version are saved together, or neither: version 2 wrote no word.
        assert reads.version(again, "toy") == 2 + len(words(again))
        assert len(words(again)) >= told
        stood = history.at(again, "toy", reads.version(again, "toy"))
        assert words(stood) == words(again)
        stood.close()
        again.close()
