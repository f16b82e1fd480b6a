"""What changed since a day, as Markdown to be read or sent on, and as an Atom feed (RFC 4287)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as etree

from dashboard.frames import ToldChange
from dashboard.models.columns import unbroken
from dashboard.vocabulary import Precision, day_words

ATOM = "http://www.w3.org/2005/Atom"
_OURS = uuid5(NAMESPACE_URL, "parley digest")
_MARKS = re.compile(
    r"([`~\[]|\\(?=[!-/:-@\[-`{-~])|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[a-z/!?])|&(?=#?\w+;)|:(?=//)|(?<=www)\.)",
    re.IGNORECASE,
)
"""
What Markdown, or GitHub's, would take for mark-up within a line, an address among it.

The rest stays easy to read as it is: underscores within a word, stars, ampersands and angles that stand alone.
"""


@dataclass(frozen=True)
class Section:
    """
    The changes of one cause.

    Attributes
    ----------
    heading
        The cause in words.
    changes, more
        Those that are named, and in a sentence each how many more there are.
    """

    heading: str
    changes: Sequence[ToldChange]
    more: Sequence[str] = ()


@dataclass(frozen=True)
class DigestFile:
    """
    What a file says changed.

    Attributes
    ----------
    store, negotiation
        By their codes: what they name is the same in every file of it.
    title
        Of the negotiation.
    since
        The first day of recording that counts.
    words
        How much changed.
    sections
        The changes of each cause.
    updated
        When the newest of it was recorded.
    """

    store: str
    negotiation: str
    title: str
    since: date
    words: str
    sections: Sequence[Section]
    updated: datetime

    @property
    def heading(self) -> str:
        """What stands over it."""
        return f"{self.title}: what changed since {day_words(self.since, Precision.DAY)}"


def markdown(file: DigestFile) -> str:
    """Return the changes as Markdown; what others typed stands as it is and is read as no mark-up."""

    def lines() -> Iterator[str]:
        yield f"# {_escaped(file.heading)}\n"
        yield f"{_escaped(file.words)}\n"
        for section in file.sections:
            yield f"## {_escaped(section.heading)}\n"
            for one in section.changes:
                recorded = day_words(one.at.date(), Precision.DAY)
                yield f"- {_escaped(one.sentence)} ({_escaped(one.author)}, {recorded})"
            for more in section.more:
                yield f"- {_escaped(more)}"
            yield ""

    return "\n".join(lines()).rstrip() + "\n"


def atom(file: DigestFile) -> str:
    """
    Return the changes as an Atom feed, the newest first.

    An entry is known by the thing and the version that changed it last: another run gives it the same id, and a thing
    that changed again is a new entry.
    """
    etree.register_namespace("", ATOM)
    feed = etree.Element(f"{{{ATOM}}}feed")
    _put(feed, "id", _id(file.store, file.negotiation))
    _put(feed, "title", file.heading)
    more = [f"{section.heading}: {one}" for section in file.sections for one in section.more]
    _put(feed, "subtitle", " ".join([file.words, *more]))
    _put(feed, "updated", _instant(file.updated))
    _put(feed, "generator", "Parley")
    told = [(section.heading, one) for section in file.sections for one in section.changes]
    for heading, one in sorted(told, key=lambda pair: -pair[1].version):
        entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
        _put(entry, "id", _id(file.store, file.negotiation, one.table, one.code, str(one.version)))
        _put(entry, "title", one.sentence)
        _put(entry, "updated", _instant(one.at))
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        _put(author, "name", one.author)
        etree.SubElement(entry, f"{{{ATOM}}}category", term=heading)
        _put(entry, "content", one.sentence, type="text")
    etree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{etree.tostring(feed, encoding="unicode")}\n'


def _put(parent: etree.Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = unbroken(text)


def _id(*parts: str) -> str:
    """Return an id that stays: a UUID made of what it names, whatever characters that has."""
    made: UUID = _OURS
    for part in parts:
        made = uuid5(made, part)
    return made.urn


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(unbroken(text).split()))
