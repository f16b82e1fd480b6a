"""Text made comparable: one fold for names, tags and whatever else is looked for by its letters."""

import unicodedata

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


def folded(text: str) -> str:
    """
    Return text without marks, letter forms, apostrophes, hyphens, case and spare spaces.

    Two texts that fold to one are spelled alike; whether they mean one thing, only a person can say. Where marks are
    vowels or letters of their own (Devanagari, Thai, Japanese), they stay.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(map(_compared, apart)).translate(LETTERS)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _compared(character: str) -> str:
    """Return what of a character counts."""
    if character in APOSTROPHES or unicodedata.category(character) == "Cf" or _is_spare_mark(character):
        return ""
    return " " if unicodedata.category(character) == "Pd" else character


def _is_spare_mark(character: str) -> bool:
    """Return whether a mark is one of Latin, Greek, Cyrillic, Hebrew or Arabic, where a word is known without it."""
    place = unicodedata.combining(character)
    return place == 1 or 10 <= place <= 36 or place >= 200
