"""Nothing of the program knows the bundled case, or what kind of negotiation it follows."""

import csv
import re

from dashboard import cases
from dashboard.settings import HOME

PROGRAM = [
    path
    for path in sorted((HOME / "dashboard").rglob("*"))
    if path.suffix in (".py", ".js", ".css") and "versions" not in path.parts
]
"""Migrations stay as they were written."""
OF_A_KIND = "hostages? captives? prisoners? truces? cease-?fires? trucks? wars? weapons? troops lockouts? emissions?"
NAMED = {"cases.py": {"israel-hamas"}, "cli/packages.py": {"ceasefire"}}
"""Where the bundled case is found, and the templates by their codes."""


def words_of_the_case() -> set[str]:
    """Return the parties, publishers, places and kinds of things of the bundled case, in small letters."""

    def column(table: str, *names: str) -> set[str]:
        with (cases.BUNDLED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return {row[name].lower() for row in csv.DictReader(file) for name in names if row[name]}

    places = {one.strip() for venue in column("round", "venue") for one in venue.split(",")}
    named = column("party", "code", "name", "short_name") | column("source", "publisher")
    terms = column("term", "code", "short_title", "title") - {"text as a whole"}
    return places | named | terms | column("quantity", "measure") | column("negotiation", "code", "title")


def test_no_word_of_the_bundled_case_or_of_a_kind_of_negotiation_stands_in_the_program() -> None:
    case = words_of_the_case()
    assert len(case) > 100 and {"hamas", "cairo", "living_hostages", "philadelphi_corridor"} <= case
    words = "|".join(re.escape(word) for word in sorted(case, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])({words}|{'|'.join(OF_A_KIND.split())})(?![\w-])")
    found = {
        path.relative_to(HOME / "dashboard").as_posix(): set(pattern.findall(path.read_text(encoding="utf-8").lower()))
        for path in PROGRAM
    }
    assert {name: some for name, some in found.items() if some} == NAMED
