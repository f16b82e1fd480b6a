"""What `datapackage.json` says of a package: its format, where it comes from, and whether a file was changed since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from dashboard.errors import BadPackage
from dashboard.formats import FORMAT, Origin, checksum, takes_early_answers
from dashboard.imports.files import DESCRIPTOR, MOST_ENTRIES, Faults, Opening

MOST_KNOWN = 1000
"""Other stores that a package may know."""
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
Code = Annotated[str, Field(min_length=1, max_length=120)]


class _Parley(BaseModel):
    format: Version
    store: Code | None = None
    version: Version = 0
    known: dict[Code, Version] = Field(default_factory=dict, max_length=MOST_KNOWN)
    early_answers: dict[str, frozenset[Code]] = Field(default_factory=dict)


class _Resource(BaseModel):
    path: str
    hash: str | None = None


class _Descriptor(BaseModel):
    resources: list[_Resource] = Field(max_length=MOST_ENTRIES)
    parley: _Parley = _Parley(format=0)


@dataclass(frozen=True)
class Described:
    """What a descriptor says; a package without one is of format 0 and comes from nowhere."""

    format: int = 0
    origin: Origin | None = None
    files: tuple[str, ...] = ()
    edited: bool = False
    early: Mapping[str, frozenset[str]] | None = None


def described(contents: Mapping[str, Opening], faults: Faults) -> Described:
    """
    Return what the descriptor among these files says.

    Raises
    ------
    BadPackage
        When the package is of a newer format: nothing more can be said of it.
    """
    if DESCRIPTOR not in contents:
        return Described()
    try:
        with contents[DESCRIPTOR]() as content:
            given = _Descriptor.model_validate(json.loads(content.read().decode("utf-8-sig")))
    except ValidationError as error:
        places = ", ".join(sorted({".".join(map(str, one["loc"])) for one in error.errors()}))
        faults.add(DESCRIPTOR, f"is not a data package that lists its resources by path: look at {places or 'it'}")
        return Described()
    except (ValueError, RecursionError):
        faults.add(DESCRIPTOR, "is not a data package that lists its resources by path")
        return Described()
    parley = given.parley
    if parley.format > FORMAT:
        faults.add(
            DESCRIPTOR,
            f"is of format {parley.format}, which this Parley does not know (it reads up to {FORMAT}): update Parley",
        )
        raise BadPackage(faults.problems)
    files = tuple(one.path for one in given.resources)
    for file in sorted({file for file in files if files.count(file) > 1}):
        faults.add(DESCRIPTOR, f"names {file} {files.count(file)} times, not once")
    origin = None if parley.store is None else Origin(parley.store, parley.version, parley.known)
    early = None if takes_early_answers(parley.format) else parley.early_answers
    return Described(parley.format, origin, files, any(_changed(one, contents) for one in given.resources), early)


def _changed(resource: _Resource, contents: Mapping[str, Opening]) -> bool:
    """Return whether a file is not the one that was saved; of one without a checksum nothing is known."""
    if resource.hash is None:
        return False
    if resource.path not in contents:
        return True
    with contents[resource.path]() as content:
        return resource.hash != checksum(content)
