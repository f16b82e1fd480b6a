"""A database file that is taken away, replaced or made read-only; whose the files are; and what ends with a store."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import NotAStore, NotWritable, OpenElsewhere
from dashboard.store import drafts, edits, files, reads, removing
from dashboard.store.backup import back_up
from dashboard.store.engine import Store
from dashboard.store.schema import open_store
from tests.people import ANA

Note = Callable[..., dict[str, Any]]
HOME = Path(__file__).parents[2]


def path_of(store: Store) -> Path:
    assert store.path is not None
    return store.path


def save(store: Store, note: dict[str, Any]) -> None:
    edits.set_row(store, "toy", "annotation", note, seen=None, by=ANA)


def delete(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replace(path: Path) -> None:
    shutil.copy(path, path.with_name("copy.db"))
    path.with_name("copy.db").replace(path)


def delete_log(path: Path) -> None:
    files.log(path).unlink()


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (delete, "parley.db is not there any more"),
        (move, "parley.db is not there any more"),
        (replace, "parley.db is another file than the one that was opened"),
        (delete_log, "parley.db-wal is not there any more"),
    ],
)
def test_what_happened_to_a_file_is_said_by_the_next_write_and_nothing_is_saved(
    file: Store, note: Note, happens: Callable[[Path], None], said: str
) -> None:
    save(file, note("n1"))
    happens(path_of(file))
    for code in ("n2", "n3"):
        with pytest.raises(NotWritable, match=f"{said}.* Nothing was saved.*restore a backup"):
            save(file, note(code))
    assert reads.annotations(file, "toy")["code"].tolist() == ["n1"], "what was there can still be read"


def test_a_file_that_was_taken_away_is_not_made_again(file: Store, note: Note) -> None:
    path_of(file).unlink()
    file.writer.dispose()  # as after a lost connection: the next write opens the file again
    with pytest.raises(NotWritable):
        save(file, note("n1"))
    assert not path_of(file).exists()


def test_a_file_made_read_only_is_not_written_until_it_may_be_again(file: Store, note: Note) -> None:
    save(file, note("n1"))
    path_of(file).chmod(0o400)  # it stays open for writing to whoever had it open, and to root anyway
    with pytest.raises(NotWritable, match="parley.db was made read-only. Nothing was saved."):
        save(file, note("n2"))
    path_of(file).chmod(0o600)
    save(file, note("n3"))
    assert sorted(reads.annotations(file, "toy")["code"]) == ["n1", "n3"]


def test_a_log_without_its_database_is_not_taken_for_the_log_of_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    files.log(path).write_bytes(b"the newest edits of before")
    with pytest.raises(NotAStore, match="parley.db is missing, but parley.db-wal is there"):
        open_store(f"sqlite:///{path}")
    assert not path.exists()
    assert files.log(path).read_bytes() == b"the newest edits of before"


def test_the_files_of_a_store_are_the_owners_alone(file: Store, note: Note, tmp_path: Path) -> None:
    def modes(*more: Path) -> set[str]:
        return {oct(one.stat().st_mode & 0o777) for one in (*files.of(path_of(file)), *more)}

    before = os.umask(0)
    try:
        made = open_store(f"sqlite:///{tmp_path / 'made' / 'new.db'}")
        save(file, note("n1"))
        backup = back_up(file, tmp_path / "backup.db")
        assert len(files.of(path_of(file))) == 3
        assert modes(backup, path_of(made), tmp_path / "parley.db-lock") == {"0o600"}
        made.close()
        for one in files.of(path_of(file)):
            one.chmod(0o644)  # as an earlier Parley left them
        again = open_store(f"sqlite:///{path_of(file)}")
        assert modes() == {"0o600"}
        again.close()
    finally:
        os.umask(before)


def test_a_store_that_is_closed_stands_whole_in_its_file(file: Store, note: Note, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{path_of(file)}")  # another process, that goes on
    assert len(reads.annotations(other, "toy")) == 0
    save(file, note("n1"))
    assert files.log(path_of(file)).stat().st_size > 0
    file.close()
    assert files.log(path_of(file)).stat().st_size == 0
    copy = open_store(f"sqlite:///{shutil.copy(path_of(file), tmp_path / 'copy.db')}")
    assert reads.annotations(copy, "toy")["code"].tolist() == ["n1"]
    copy.close()
    other.close()


def test_nothing_that_was_dropped_or_removed_is_left_in_the_file(file: Store) -> None:
    typed = drafts.Typed(drafts.Form("f1", "b1", "toy", "a note", "", ""), {"text": "draft of a secret"}, None, "", ())
    drafts.keep(file, typed)
    seen = reads.row(file, "toy", "party", "a") or {}
    edits.set_row(file, "toy", "party", {**seen, "note": "note of a secret"}, seen=seen, by=ANA)
    file.close()
    assert all(secret in path_of(file).read_bytes() for secret in (b"draft of a secret", b"note of a secret"))
    again = open_store(file.url.render_as_string())
    drafts.drop(again, typed)
    removing.remove(again, "toy", version=reads.version(again, "toy"), by=ANA)
    again.close()
    assert b"of a secret" not in path_of(file).read_bytes()


def test_whoever_wants_a_store_alone_waits_until_nobody_has_it_open(file: Store) -> None:
    with pytest.raises(OpenElsewhere, match="parley.db is open in another process, .*Stop it first"):
        files.hold(path_of(file), alone=True)
    file.close()
    alone = files.hold(path_of(file), alone=True)
    with pytest.raises(OpenElsewhere, match="is being restored"):
        open_store(f"sqlite:///{path_of(file)}")
    os.close(alone)
    open_store(f"sqlite:///{path_of(file)}").close()


def test_a_store_is_held_by_a_process_until_that_ends_however_it_ends(file: Store) -> None:
    file.close()
    code = (
        "import sys; from dashboard.store.schema import open_store\n"
        "store = open_store(sys.argv[1]); print('open', flush=True); input()"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{path_of(file)}"]
    with subprocess.Popen(command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "open\n"
        with pytest.raises(OpenElsewhere):
            files.hold(path_of(file), alone=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
    os.close(files.hold(path_of(file), alone=True))
