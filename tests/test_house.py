"""The floors and the order of the house, read from its source."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from dashboard import frames

HOUSE = Path(__file__).parents[1] / "dashboard"
FILES = sorted(HOUSE.rglob("*.py"))
SCRIPTS = sorted(HOUSE.rglob("*.js"))
MIGRATIONS = HOUSE / "store" / "migrations"

FLOORS = (
    {"vocabulary", "errors", "settings", "formats", "folding", "spool"},
    {"models", "tags"},
    {"frames", "inputs", "authors"},
    {"store", "analysis", "charts", "exports", "imports", "recording"},
    {"questions", "cases", "sheets"},
    {"ui"},
    {"views", "cli"},
    {"app", "__main__"},
)
FLOOR_OF = {part: floor for floor, parts in enumerate(FLOORS) for part in parts}

ONLY_IN = {
    "streamlit": {"ui", "views", "app", "cli"},
    "altair": {"charts"},
    "sqlalchemy": {"models", "store"},
    "sqlmodel": {"models", "store"},
}

LONGEST = 400
LONGEST_VIEW = 120


def part_of(file: Path) -> str:
    """Return the part of the house a file belongs to."""
    return file.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    """Yield the dotted name of whatever a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_every_part_has_its_floor() -> None:
    assert {part_of(file) for file in FILES} - {"__init__"} <= set(FLOOR_OF)


def test_imports_only_go_down_and_siblings_do_not_meet() -> None:
    wrong = []
    for file in FILES:
        for name in imports(file):
            root, _, rest = name.partition(".")
            target, own = rest.partition(".")[0], part_of(file)
            ours = root == "dashboard" and target in FLOOR_OF and target != own
            if ours and FLOOR_OF[target] >= FLOOR_OF.get(own, 0):
                wrong.append(f"{called(file)} imports {name}")
    assert not wrong


def test_each_library_stays_in_its_rooms() -> None:
    wrong = [
        f"{called(file)} imports {name}"
        for file in FILES
        for name in imports(file)
        if (rooms := ONLY_IN.get(name.partition(".")[0])) and part_of(file) not in rooms
    ]
    assert not wrong


def test_nothing_is_cached_with_streamlit() -> None:
    cachers = {"cache_data", "cache_resource"}
    wrong = [
        f"{called(file)}, line {node.lineno}"
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in cachers)
        or (isinstance(node, ast.ImportFrom) and cachers & {alias.name for alias in node.names})
    ]
    assert not wrong


def test_files_are_short() -> None:
    longest = {
        file: LONGEST_VIEW if part_of(file) == "views" else LONGEST
        for file in (*FILES, *SCRIPTS)
        if not file.is_relative_to(MIGRATIONS)
    }
    assert not [f"{called(file)} has {lines(file)} lines" for file, most in longest.items() if lines(file) > most]


def test_names_say_what_is_inside_and_hide_no_other_module() -> None:
    banned = (sys.stdlib_module_names | {"utils", "util", "helpers", "common", "misc", "pages"}) - {"__main__"}
    names = {called(path): path.stem for path in HOUSE.rglob("*") if path.is_dir() or path.suffix == ".py"}
    assert not [path for path, name in names.items() if name in banned and name != "__init__"]


def test_no_heading_is_written_a_second_time() -> None:
    """Headings stand in `models` and in the contracts: nowhere does a column stand beside its heading again."""
    contracts = [
        contract
        for module in (frames, *(import_module(name) for name in modules_of("analysis", "questions")))
        for contract in vars(module).values()
        if isinstance(contract, frames.Contract)
    ]
    headed = {(name, field.heading) for contract in contracts for name, field in contract.fields.items()}
    assert len(headed) > 200
    wrong = []
    for file in FILES:
        # A chart names in its tooltips what a mark was made of, which is no column of a table.
        for node in ast.walk(ast.parse("" if part_of(file) == "charts" else file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                given = {
                    (key.value, value.value)
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
                }
                wrong += [f"{called(file)}, line {node.lineno}: {pair}" for pair in given & headed]
    assert not wrong


def modules_of(*parts: str) -> list[str]:
    """Return the dotted names of the modules in these rooms."""
    files = [file for file in FILES if part_of(file) in parts and file.stem != "__init__"]
    return [".".join(("dashboard", *file.relative_to(HOUSE).with_suffix("").parts)) for file in files]


def test_words_are_plain_ones() -> None:
    """For an international team: expensive, again, wrong."""
    rare = re.compile(r"\b(dear|dearer|dearest|anew|amiss|nought|whilst|hitherto)\b", re.IGNORECASE)
    assert not [f"{called(file)}: {found}" for file in FILES for found in rare.findall(file.read_text("utf-8"))]
