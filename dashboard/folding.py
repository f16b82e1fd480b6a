"""Text made comparable: one fold for names, tags and whatever else is looked for by its letters."""

import re
import unicodedata
from functools import cache

LETTERS = str.maketrans(
    {
        # Forms of one letter that Unicode does not take apart.
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ך": "כ",
        "ם": "מ",
        "ן": "נ",
        "ף": "פ",
        "ץ": "צ",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ـ": "",
    }
)
APOSTROPHES = frozenset("'`´‘’‚‛′ʹʻʼʽʾʿˈ׳״\"“”„«»")

BREAKS = re.compile(r"[\s;؛،、。]+|,(?!\d)")
"""What stands between words in any script; a comma in a number is part of it."""


def folded(text: str) -> str:
    """
    Return text without marks, letter forms, apostrophes, hyphens, case and spare spaces.

    Two texts that fold to one are spelled alike; whether they mean one thing, only a person can say. Where marks are
    vowels or letters of their own (Devanagari, Thai, Japanese), they stay.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(map(_compared, apart)).translate(LETTERS)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def sought(text: str) -> list[str]:
    """
    Return the words of a search, folded, without the punctuation around them; each is looked for by itself.

    Punctuation alone is looked for as it is.
    """
    words = [word for word in BREAKS.split(folded(text)) if word]
    return [bare for word in words if (bare := _without_edges(word))] or words


def _without_edges(word: str) -> str:
    kept = [place for place, character in enumerate(word) if unicodedata.category(character)[0] not in "PS"]
    return word[kept[0] : kept[-1] + 1] if kept else ""


@cache
def _compared(character: str) -> str:
    """Return what of a character counts."""
    if character in APOSTROPHES or unicodedata.category(character) == "Cf" or _is_spare_mark(character):
        return ""
    return " " if unicodedata.category(character) == "Pd" else character


def _is_spare_mark(character: str) -> bool:
    """Return whether a mark is one of Latin, Greek, Cyrillic, Hebrew or Arabic, where a word is known without it."""
    place = unicodedata.combining(character)
    return place == 1 or 10 <= place <= 36 or place >= 200
