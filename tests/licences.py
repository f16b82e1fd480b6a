"""
The licences of what Parley runs on, from the metadata of what is installed: `python -m tests.licences` lists them.

What is listed is what `requirements.txt` brings to this platform. A licence must be known, and let its package be
shipped beside MIT code without a condition on that code.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

PINNED = Path(__file__).parents[1] / "requirements.txt"
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-CMU"),
    *("PSF-2.0", "Zlib"),
    "MPL-2.0",  # asks for the changes to its own files only, and we change none
}
ALLOWED_APART = {"psycopg": "LGPL-3.0-only", "psycopg-binary": "LGPL-3.0-only"}
"""Libraries that pip installs as they are, beside Parley, where anybody can put another build in their place: the LGPL
asks no more of who uses them so (its section 4). They must not be put into one file with Parley."""
SAID_OTHERWISE = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What some packages write instead of an SPDX expression."""
TOLD_BY = {"This software is provided 'as-is', without any express or implied warranty.": "Zlib"}
"""What stands in the licence of a package whose metadata has none."""
UNKNOWN = "unknown"


def shipped() -> list[str]:
    """Return the names of what the pinned set brings to this platform."""
    listed = map(Requirement, re.findall(r"^[a-z][^\\\n]*", PINNED.read_text("utf-8"), re.MULTILINE))
    return [one.name for one in listed if one.marker is None or one.marker.evaluate()]


def licence(name: str) -> str:
    """Return the licence of an installed package as an SPDX expression."""
    return next((one for one in _said(name) if one), UNKNOWN)


def _said(name: str) -> Iterator[str | None]:
    found = metadata.metadata(name)
    yield found.get("License-Expression")
    classified = [one.rpartition(" :: ")[2] for one in found.get_all("Classifier", []) if one.startswith("License ::")]
    for words in (found.get("License", ""), *classified):
        yield words if words in ALLOWED else SAID_OTHERWISE.get(words)
    for file in metadata.files(name) or ():
        if "LICENSE" in file.name:
            text = " ".join(file.read_text("utf-8").split())
            yield next((spdx for words, spdx in TOLD_BY.items() if words in text), None)


def is_allowed(name: str, expression: str) -> bool:
    """Return whether a package of this licence may be shipped beside ours: all parts of one of its choices must be."""
    choices = [expression] if "(" in expression else expression.split(" OR ")
    parts = [set(re.findall(r"[^() ]+", choice)) - {"AND", "OR"} for choice in choices]
    return ALLOWED_APART.get(name) == expression or any(part and part <= ALLOWED for part in parts)


def main() -> int:
    """List the licences; return 1 where one is unknown or not allowed."""
    refused = False
    for name in shipped():
        expression = licence(name)
        allowed = is_allowed(name, expression)
        refused |= not allowed
        print(f"{name:28}{metadata.version(name):18}{expression}{'' if allowed else '  NOT ALLOWED'}")
    return int(refused)


if __name__ == "__main__":
    sys.exit(main())
