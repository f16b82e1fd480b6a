"""
Who writes here: a code drawn once, a whole name, a kind; and which names may be one person's.

An author is found again by the whole name. A name that is only like another's makes nobody that other: it is a reason
to ask.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from dashboard.errors import Invalid
from dashboard.folding import folded
from dashboard.models.columns import Kind, refusal_of_text
from dashboard.vocabulary import AuthorKind

LONGEST_NAME = 200


@dataclass(frozen=True)
class Author:
    """Who makes a change. The name is what a reader sees, the code is who it is."""

    code: str
    name: str
    kind: str = AuthorKind.PERSON.value


PARLEY = Author("parley", "Parley", AuthorKind.MACHINE.value)
"""Who loads a case when nobody gave a name: one author in every store."""


def newcomer(name: str, browser: str | None = None) -> Author:
    """
    Return a new author of this name, with a code of her own; raises `Invalid` where the name is none.

    Parameters
    ----------
    browser
        The code of the browser that she gives her name in: there she is the same at each visit, before she has saved
        anything.
    """
    drawn = uuid4() if browser is None else uuid5(UUID(browser), _key(name))
    return Author(f"author_{drawn.hex[:12]}", whole_name(name))


def whole_name(name: str) -> str:
    """
    Return a name as it is kept: NFC, one space between its words.

    Raises
    ------
    Invalid
        When it has no letter or digit, is longer than a line of 200 characters, or is more than a line.
    """
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(unicodedata.category(character)[0] in "LN" for character in kept):
        raise Invalid("author", {"name": "give your name, so that the history can say who wrote this"})
    if len(name.strip().splitlines()) > 1 or refusal_of_text(Kind.LINE, kept) is not None:
        raise Invalid("author", {"name": "write your name in one line of plain characters"})
    if len(kept) > LONGEST_NAME:
        raise Invalid("author", {"name": f"write at most {LONGEST_NAME} characters; this name has {len(kept)}"})
    return kept


def namesakes(name: str, known: Iterable[Author]) -> list[Author]:
    """Return the authors of this whole name: case, spare spaces and the form of Unicode are all that may differ."""
    return [author for author in known if _key(author.name) == _key(name)]


def alike(name: str, known: Iterable[Author]) -> list[Author]:
    """
    Return the authors whose name may be meant by this one, the likeliest first.

    A name may be meant that reads the same without marks, letter forms, punctuation and the order of its words; that
    has the same words but for initials; or that is a slip of the pen away: one letter in five, two in ten.
    """
    likeness = [(_likeness(name, author.name), author) for author in known]
    found = [(rank, author) for rank, author in likeness if rank is not None]
    return [author for _, author in sorted(found, key=lambda one: (one[0], one[1].name, one[1].code))]


def _key(name: str) -> str:
    folded_case = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded_case).split())


def _likeness(one: str, other: str) -> int | None:
    """Return 0 for one whole name, more the less two names are alike, None where they are two people's."""
    if _key(one) == _key(other):
        return 0
    words, others = _words(one), _words(other)
    if sorted(words) == sorted(others) or "".join(words) == "".join(others):
        return 1
    if _same_but_for_initials(words, others):
        return 2
    short, long = sorted(("".join(words), "".join(others)), key=len)
    slips = 2 if len(short) >= 10 else 1 if len(short) >= 5 else 0
    return 3 if _within(short, long, slips) else None


def _words(name: str) -> list[str]:
    """Return the words of a name, folded, without punctuation."""
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded(name)).split()


def _same_but_for_initials(words: list[str], others: list[str]) -> bool:
    pairs = list(zip(words, others, strict=False))
    same = [one == other for one, other in pairs]
    initials = [min(len(one), len(other)) == 1 and one[0] == other[0] for one, other in pairs]
    whole_word = any(alike and len(one) > 1 for alike, (one, _) in zip(same, pairs, strict=True))
    return len(words) == len(others) and whole_word and all(a or b for a, b in zip(same, initials, strict=True))


def _within(short: str, long: str, slips: int) -> bool:
    """Return whether at most so many letters were left out, put in, exchanged or swapped with their neighbour."""
    if len(long) - len(short) > slips:
        return False
    before: list[int] = []
    row = list(range(len(long) + 1))
    for i, letter in enumerate(short, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(long, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == long[j - 2] and short[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1] <= slips
