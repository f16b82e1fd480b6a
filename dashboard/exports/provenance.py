"""Where a picture comes from: the same words in its printed footer and in its metadata."""

import textwrap
from dataclasses import dataclass
from datetime import date

from dashboard.models.columns import one_line
from dashboard.vocabulary import Precision, day_words

LINE = 110
"""Characters on a printed line."""
MOST_SOURCES = 8
"""Publishers named in the footer; the metadata name all of them."""


@dataclass(frozen=True)
class Provenance:
    """
    What a download must say of itself.

    Attributes
    ----------
    version, known_at
        The version of the store, and the earlier one as which it is shown, if any.
    filters
        Plain words, such as "Party: Hamas".
    sources
        Publishers, or their number in words.
    """

    negotiation: str
    negotiation_code: str
    chart: str
    chart_id: str
    as_of: date
    version: int
    known_at: int | None
    filters: tuple[str, ...]
    min_grade: str
    min_confidence: str
    sources: tuple[str, ...]
    citation: str | None
    licence: str | None
    made_on: date

    def footer(self) -> list[str]:
        """Return the lines to print under a chart, none of them longer than `LINE` characters."""
        known = "" if self.known_at is None else f", as known at version {self.known_at}"
        named, more = self.sources[:MOST_SOURCES], len(self.sources) - MOST_SOURCES
        sentences = [
            f"{self.negotiation}. {self.chart}.",
            f"As of {day_words(self.as_of, Precision.DAY)}. Version {self.version}{known}.",
            f"Source grade {self.min_grade} or better, confidence {self.min_confidence} or higher.",
            "; ".join(self.filters),
            f"Sources: {', '.join(named)}{f' and {more} more' if more > 0 else ''}." if named else "",
            self.citation or "",
            (f"Licence: {self.licence}. " if self.licence else "")
            + f"Made with Parley on {day_words(self.made_on, Precision.DAY)}.",
        ]
        return [line for sentence in sentences for line in textwrap.wrap(one_line(sentence), LINE)]

    def metadata(self) -> dict[str, str]:
        """Return what is written into the file itself, by key; what is not known has no key."""
        given = {
            "Title": f"{self.negotiation}: {self.chart}",
            "Negotiation": self.negotiation_code,
            "Chart": self.chart_id,
            "AsOf": self.as_of.isoformat(),
            "Version": str(self.version),
            "KnownAt": "" if self.known_at is None else str(self.known_at),
            "Filters": "; ".join(self.filters),
            "MinimumGrade": self.min_grade,
            "MinimumConfidence": self.min_confidence,
            "Sources": "; ".join(self.sources),
            "Citation": self.citation or "",
            "Licence": self.licence or "",
            "MadeOn": self.made_on.isoformat(),
            "Software": "Parley",
        }
        return {key: one_line(value) for key, value in given.items() if value}
