import re
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.errors import BadPackage, Problem
from dashboard.imports import files, package

Faults = Callable[[Path], list[Problem]]


@pytest.fixture
def zipped(case: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that zips the package under a prefix, with entries besides."""

    def make(prefix: str = "", method: int = zipfile.ZIP_DEFLATED, **more: bytes) -> Path:
        path = tmp_path / "toy.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for entry in sorted(case.iterdir()):
                archive.writestr(prefix + entry.name, entry.read_bytes())
            for name, content in more.items():
                archive.writestr(name, content)
        return path

    return make


@pytest.mark.parametrize("prefix", ["", "toy/", "./"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_is_read_flat_or_under_one_folder(zipped: Callable[..., Path], case: Path, prefix: str, method: int):
    assert package.read(zipped(prefix, method)) == package.read(case)


def test_shadow_files_of_a_mac_are_passed_over(zipped: Callable[..., Path], case: Path):
    path = zipped("toy/", **{"__MACOSX/toy/._party.csv": b"\0", "toy/.DS_Store": b"\0", "toy/": b""})
    assert package.read(path) == package.read(case)


def test_nothing_is_written_to_disk(zipped: Callable[..., Path], monkeypatch: pytest.MonkeyPatch):
    path = zipped()
    for name in ("extract", "extractall"):
        monkeypatch.setattr(zipfile.ZipFile, name, lambda *_: pytest.fail("unpacked to disk"))
    before = sorted(path.parent.rglob("*"))
    package.read(path)
    assert sorted(path.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../party.csv", "has a path that leads out of the package"),
        ("toy/../../party.csv", "has a path that leads out of the package"),
        ("/etc/party.csv", "has a path that leads out of the package"),
        ("C:/party.csv", "has a path that leads out of the package"),
        ("C:party.csv", "has a path that leads out of the package"),
        ("..\\party.csv", "has a path that leads out of the package"),
        ("\\\\server\\party.csv", "has a path that leads out of the package"),
        ("inner/picture.png", "lies in a folder of its own; all files of a package lie side by side"),
        ("stances.csv", "is not a table of a package"),
    ],
)
def test_an_entry_that_does_not_belong_is_refused(
    zipped: Callable[..., Path], faults_of: Faults, name: str, reason: str
):
    assert [str(one) for one in faults_of(zipped(**{name: b"x"}))] == [f"{name}: {reason}"]


def test_the_name_of_an_entry_steers_no_terminal_and_begins_no_line(zipped: Callable[..., Path], faults_of: Faults):
    named = zipped(**{"a\x1b[2J\n\u202eb.csv": b"x"})
    assert [str(one) for one in faults_of(named)] == ["a\ufffd[2J\ufffd\ufffdb.csv: is not a table of a package"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(zipped: Callable[..., Path], faults_of: Faults):
    path = zipped(**{"party.csv": b"x"})
    assert [str(one) for one in faults_of(path)] == ["party.csv: is in the package twice"]


def test_a_link_is_refused(zipped: Callable[..., Path], faults_of: Faults):
    path = zipped()
    link = zipfile.ZipInfo("link.csv")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert [str(one) for one in faults_of(path)] == ["link.csv: is a link"]


def set_in_directory(path: Path, name: str, offset: int, code: str, value: int) -> None:
    """Overwrite a field in the central directory's entry of this name."""
    content = bytearray(path.read_bytes())
    (entry,) = (
        found.start()
        for found in re.finditer(rb"PK\x01\x02", content)
        if content[found.start() + 46 :].startswith(name.encode())
    )
    struct.pack_into(code, content, entry + offset, value)
    path.write_bytes(content)


def test_an_encrypted_entry_is_refused(zipped: Callable[..., Path], faults_of: Faults):
    path = zipped()
    set_in_directory(path, "party.csv", 8, "<H", 0x1)
    assert [str(one) for one in faults_of(path)] == ["party.csv: is encrypted"]


def test_a_rare_packing_is_refused(zipped: Callable[..., Path], faults_of: Faults):
    path = zipped(method=zipfile.ZIP_LZMA)
    reasons = {one.reason for one in faults_of(path)}
    assert reasons == {"is packed in a way that is not supported; use an ordinary zip"}


def test_a_bomb_is_refused_by_its_ratio(zipped: Callable[..., Path], faults_of: Faults):
    path = zipped(**{"note.txt": b"0" * 2**20})
    package.read(path)
    path = zipped(**{"note.txt": b"0" * (2**20 + 1)})
    assert [str(one) for one in faults_of(path)] == ["note.txt: unpacks to more than 200 times its size"]


def test_a_header_that_lies_about_its_size_is_refused(zipped: Callable[..., Path], faults_of: Faults):
    path = zipped()
    set_in_directory(path, "party.csv", 24, "<I", 10)
    (fault,) = faults_of(path)
    assert fault.file == "toy.zip" and fault.reason.startswith("cannot be read as a zip")


def test_sizes_are_refused_before_anything_is_unpacked(
    zipped: Callable[..., Path], faults_of: Faults, monkeypatch: pytest.MonkeyPatch
):
    path = zipped(method=zipfile.ZIP_STORED)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("was unpacked"))
    monkeypatch.setattr(files, "LARGEST_RATIO", 10**9)
    set_in_directory(path, "party.csv", 24, "<I", files.LARGEST_FILE + 1)
    assert [str(one) for one in faults_of(path)] == ["party.csv: is larger than 64 MB"]
    for name in ("party.csv", "term.csv", "claim.csv", "alias.csv"):
        set_in_directory(path, name, 24, "<I", files.LARGEST_FILE)
    assert [str(one) for one in faults_of(path)] == ["toy.zip: is larger than 256 MB unpacked"]


def test_too_many_entries_are_refused(zipped: Callable[..., Path], faults_of: Faults):
    with zipfile.ZipFile(zipped()) as own:
        spare = files.MOST_ENTRIES - len(own.infolist())
    package.read(zipped(**{f"{number}.txt": b"" for number in range(spare)}))
    path = zipped(**{f"{number}.txt": b"" for number in range(spare + 1)})
    assert [str(one) for one in faults_of(path)] == ["toy.zip: has 201 entries; at most 200 are allowed"]


def test_a_long_list_of_files_is_not_read(
    zipped: Callable[..., Path], faults_of: Faults, monkeypatch: pytest.MonkeyPatch
):
    path = zipped()
    package.read(path)
    monkeypatch.setattr(files, "LONGEST_LIST", 100)
    assert [str(one) for one in faults_of(path)] == ["toy.zip: cannot be read as a zip: its list of files is too long"]


def test_a_damaged_zip_is_refused_wherever_it_is_damaged(zipped: Callable[..., Path]):
    path = zipped()
    sound = path.read_bytes()
    for place in range(0, len(sound), 97):
        damaged = bytearray(sound)
        damaged[place] ^= 0xFF
        path.write_bytes(damaged)
        try:
            package.read(path)
        except BadPackage as refused:
            assert refused.problems
    for length in range(0, len(sound), 997):
        path.write_bytes(sound[:length])
        with pytest.raises(BadPackage):
            package.read(path)
