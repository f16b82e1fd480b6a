"""What there is to read on a page, as plain values."""

from typing import TypedDict


class Passage(TypedDict, total=False):
    """
    One thing to read; whatever is missing is left out.

    `links` are words that lead to an address each; `sides` are texts to compare, each a list whose first line is the
    text and the others what goes with it.
    """

    lead: str
    tag: str
    text: str
    sides: list[list[str]]
    quote: str
    meta: list[str]
    link: str
    link_words: str
    links: list[tuple[str, str]]
    marked: bool
