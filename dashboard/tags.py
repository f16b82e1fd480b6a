"""Tags of a note: one spelling each, kept as one line of text with a semicolon between them."""

import re
import unicodedata
from collections.abc import Iterable

from dashboard.folding import folded

SEPARATORS = re.compile("[,;،؛，；、]")
"""Commas and semicolons as keyboards of Latin, Arabic and Chinese script have them."""


def parsed(text: str) -> list[str]:
    """Return the tags in a text: NFC, small letters, each once however it is spelled."""
    each = (" ".join(tag.split()) for tag in SEPARATORS.split(unicodedata.normalize("NFC", text.lower())))
    return _once(tag for tag in each if tag)


def spelled(tags: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return tags as those that exist are spelled; two that differ in marks, letter forms or hyphens are one tag."""
    spellings = {folded(tag): tag for tag in reversed(list(known))}
    return _once(spellings.get(folded(tag), tag) for tag in tags)


def joined(tags: Iterable[str]) -> str | None:
    """Return tags as they are kept; None where there is none."""
    return "; ".join(tags) or None


def _once(tags: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(folded(tag) or tag, tag)
    return list(first.values())
