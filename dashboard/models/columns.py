"""Kinds of columns. Each function makes the field of a table and carries its kind, its title and a help sentence."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import JSON, Enum, Text
from sqlmodel import Field

from dashboard.vocabulary import measure_words, number_words

LARGEST_WHOLE = 2**31 - 1
"""What an integer column holds on PostgreSQL."""


class Kind(StrEnum):
    """What a column holds."""

    CODE = "code"
    REFERENCE = "reference"
    LINE = "one-line text"
    TAGS = "tags"
    PROSE = "text"
    ADDRESS = "address"
    DAY = "day"
    INSTANT = "instant"
    NUMBER = "number"
    WHOLE = "whole number"
    FLAG = "yes or no"
    ONE_OF = "one of"
    ROW = "row"

    @property
    def is_text(self) -> bool:
        """Whether its values are text that somebody typed."""
        return self in (Kind.CODE, Kind.REFERENCE, Kind.LINE, Kind.TAGS, Kind.PROSE, Kind.ADDRESS)


@dataclass(frozen=True)
class _Details:
    """What a field says of its column beyond what SQLModel keeps."""

    kind: Kind
    refers: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    precision: str | None = None
    longest: int | None = None
    least: float | None = None
    most: float | None = None
    joined: bool = False
    past: bool = False


@dataclass(frozen=True)
class Column:
    """
    One column of a table, described.

    Attributes
    ----------
    required
        Whether a new row must give it: it may not be empty and has no default.
    optional
        Whether it may be empty.
    refers
        The table whose codes it holds.
    values
        The words it may hold, each with the word a reader knows it by.
    meanings
        What the codebook says of each of them, where it says something.
    precision
        The column that says how exactly the day is known.
    longest, least, most
        Characters of a text; the ends of a number's range.
    joined
        Whether its words are joined by underscores, so that they are one.
    past
        Whether a day is of what has happened, and not of what is planned.
    """

    name: str
    kind: Kind
    title: str
    help: str
    required: bool
    optional: bool
    default: Any
    refers: str | None
    values: Mapping[str, str]
    meanings: Mapping[str, str]
    precision: str | None
    longest: int | None
    least: float | None
    most: float | None
    joined: bool
    past: bool

    @property
    def range(self) -> str:
        """The range of a number in words; empty where there is none."""
        if self.least is None:
            return ""
        if self.most is None:
            return f"{number_words(self.least)} or more"
        return f"from {number_words(self.least)} to {number_words(self.most)}"

    @property
    def holds(self) -> str:
        """What it holds, in words: kind, words of a closed list, range, length, and whether it must be given."""
        match self.kind:
            case Kind.REFERENCE:
                what = f"code of a row of {self.refers}"
            case Kind.ONE_OF:
                what = f"one of {', '.join(self.values)}"
            case _:
                what = str(self.kind)
        limits = [self.range, f"at most {self.longest:,} characters" if self.longest and not self.refers else ""]
        return ", ".join([what, *filter(None, limits), *(["required"] if self.required else [])])

    def words(self, value: Any) -> str:
        """Return a value as a reader knows it, codes of other rows as they are."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if self.joined:
            return measure_words(value)
        return self.values.get(value, str(value)) if self.kind is Kind.ONE_OF else str(value)


def described(name: str, info: Any) -> Column:
    """Return the description of a column from its field."""
    details = next(one for one in info.metadata if isinstance(one, _Details))
    required = info.is_required()
    return Column(
        name=name,
        kind=details.kind,
        title=info.title,
        help=info.description,
        required=required,
        optional=not required and info.default is None,
        default=None if required else _plain(info.default),
        refers=details.refers,
        values=details.values,
        meanings=details.meanings,
        precision=details.precision,
        longest=details.longest,
        least=details.least,
        most=details.most,
        joined=details.joined,
        past=details.past,
    )


def _plain(default: Any) -> Any:
    return default.value if isinstance(default, StrEnum) else default


def _field(details: _Details, title: str, help: str, *, required: bool, default: Any = None, **options: Any) -> Any:
    given = {} if required else {"default": default}
    info = Field(**given, title=title, description=help, nullable=not required and default is None, **options)
    info.metadata.append(details)
    return info


def code(title: str, help: str, *, longest: int = 120, **options: Any) -> Any:
    """Return the key of a table: a plain code."""
    details = _Details(Kind.CODE, longest=longest)
    return _field(details, title, help, required=True, primary_key=True, max_length=longest, **options)


def refers(table: str, title: str, help: str, *, required: bool = False) -> Any:
    """Return a column that holds the code of a row of another table, or of the same."""
    return _field(_Details(Kind.REFERENCE, refers=table, longest=120), title, help, required=required)


def code_kept(title: str, help: str, *, required: bool = True) -> Any:
    """Return a code that is kept as it was, whether or not its row is still there."""
    return _field(_Details(Kind.CODE), title, help, required=required)


def line(title: str, help: str, *, required: bool = False, longest: int = 200) -> Any:
    """Return a text of one line."""
    return _field(_Details(Kind.LINE, longest=longest), title, help, required=required, sa_type=Text)


def measure_word(title: str, help: str, *, required: bool = False) -> Any:
    """Return what is counted, in one word that is the same wherever it is: `weekly_hours`."""
    return _field(_Details(Kind.LINE, longest=80, joined=True), title, help, required=required, sa_type=Text)


def tags(title: str, help: str) -> Any:
    """Return words to find a row by, with separators between them."""
    return _field(_Details(Kind.TAGS, longest=400), title, help, required=False, sa_type=Text)


def prose(title: str, help: str, *, required: bool = False, longest: int = 20_000) -> Any:
    """Return a text of any number of lines."""
    return _field(_Details(Kind.PROSE, longest=longest), title, help, required=required, sa_type=Text)


def address(title: str, help: str) -> Any:
    """Return an address that a browser can open."""
    return _field(_Details(Kind.ADDRESS, longest=2000), title, help, required=False, sa_type=Text)


def day(title: str, help: str, *, precision: str | None = None, required: bool = False, past: bool = False) -> Any:
    """Return a day; `precision` names the column that says how exactly it is known, `past` that it has happened."""
    return _field(_Details(Kind.DAY, precision=precision, past=past), title, help, required=required)


def instant(title: str, help: str) -> Any:
    """Return an instant in UTC."""
    return _field(_Details(Kind.INSTANT), title, help, required=True)


def number(title: str, help: str, *, least: float | None = None, most: float | None = None) -> Any:
    """Return a number that may be empty."""
    return _field(_Details(Kind.NUMBER, least=least, most=most), title, help, required=False)


def whole(
    title: str,
    help: str,
    *,
    default: int | None = None,
    required: bool = False,
    least: int | None = None,
    most: int | None = None,
    **options: Any,
) -> Any:
    """Return a whole number."""
    details = _Details(Kind.WHOLE, least=least, most=most)
    return _field(details, title, help, required=required, default=default, **options)


def flag(title: str, help: str, *, default: Literal[False] | None = False) -> Any:
    """Return a yes or no; with None for default it may be empty, which is neither."""
    return _field(_Details(Kind.FLAG), title, help, required=False, default=default)


def one_of(
    values: type[StrEnum],
    title: str,
    help: str,
    *,
    name: str,
    required: bool = False,
    default: StrEnum | None = None,
    words: Mapping[str, str] | None = None,
    meanings: Mapping[str, str] | None = None,
) -> Any:
    """Return a column that holds one word of a closed list, checked by the database too; a bare Enum column is not."""
    held = Enum(
        *(member.value for member in values),
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=24,
    )
    said = {member.value: (words or {}).get(member.value, member.value.replace("_", " ")) for member in values}
    details = _Details(Kind.ONE_OF, values=said, meanings=meanings or {})
    return _field(details, title, help, required=required, default=default, sa_type=held)


def row(title: str, help: str) -> Any:
    """Return the values of a whole row, as history keeps them."""
    return _field(_Details(Kind.ROW), title, help, required=False, sa_type=JSON(none_as_null=True))


_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters and what is no character: nothing can draw them, and some files break."""
_LINES = re.compile("[\t\n\r\x80-\x9f\u2028\u2029]")
"""What ends a line or steers a terminal: a chart or a list cannot hold it in one line."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What makes the text after it, which may be another's, run the other way, or show other words than it holds. No script
needs it: letters know which way they run, and the marks U+200E, U+200F and U+061C stay."""


def refusal_of_text(kind: Kind, text: str) -> str | None:
    """Return why a column of this kind does not take the text; None where it does."""
    if found := _NEVER.search(text):
        return f"contains the control character U+{ord(found[0]):04X}; remove it"
    if kind is Kind.PROSE:
        return None
    if found := _LINES.search(text):
        return f"is one line, and contains U+{ord(found[0]):04X}, which would break it; put a space there"
    if found := _TURNS.search(text):
        return f"is one line, and contains U+{ord(found[0]):04X}, which turns the order of what follows it; remove it"
    if "\\" in text:
        return "contains a backslash, which a chart takes for a command; write / in its place"
    if kind is Kind.CODE and not is_plain_code(text):
        example = as_code(text)
        such = f", such as {example}" if example else ""
        holds = f"letters, digits and _ . @ : or -, beginning with a letter, a digit or _{such}"
        return f"is not a plain code without blanks: {holds}"
    if kind is Kind.ADDRESS and not text.startswith(("http://", "https://")):
        return "an address starts with http:// or https://"
    return None


def one_line(text: str) -> str:
    """Return the text as one line takes it: `unbroken`, with single spaces, and / for a backslash."""
    return " ".join(unbroken(text).replace("\\", "/").split())


def unbroken(text: str) -> str:
    """Return the text with a space for whatever breaks a line, without what turns its order or nothing can draw."""
    return _TURNS.sub("", _NEVER.sub("", _LINES.sub(" ", text)))


_CODE = re.compile(r"\w[\w.@:-]*")


def is_plain_code(text: str) -> bool:
    """
    Return whether a text may be a code.

    Letters with their marks and digits of any script (a code may be a name in Arabic or Devanagari), `_ . @ :` and `-`;
    no separators of paths, spaces or quotes, for codes stand in names of files and in addresses.
    """
    if _CODE.fullmatch(text):
        return True
    # To Python a mark is no part of a word.
    without = "".join(character for character in text if not _is_mark(character))
    return not _is_mark(text[:1]) and bool(_CODE.fullmatch(without))


def as_code(text: str) -> str:
    """Return a code made of the letters and digits of a text, with a - for whatever stands between; empty of none."""
    kept = (character if character.isalnum() or _is_mark(character) else " " for character in text.lower())
    return "-".join("".join(kept).split())[:40].strip("-")


def _is_mark(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] == "M"
