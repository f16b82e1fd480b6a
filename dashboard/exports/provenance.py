"""Where a picture comes from: the same words in its printed footer and in its metadata."""

import textwrap
from dataclasses import dataclass
from datetime import date

from dashboard.models.columns import one_line
from dashboard.vocabulary import Precision, counted, day_words

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
    as_of
        None where the answer does not depend on a day.
    version, known_at
        The version of the store, and the earlier one as which it is shown, if any.
    evidence
        The evidence filter in words, as far as it has a say in the answer, such as "source grade B or better".
    filters
        What was picked, in plain words, such as "Party: Union".
    sources
        How many of the sources are of which publisher, the most cited first.
    differ
        In a sentence, on which points sources differ that it rests on; none where on none.
    how_old
        Sentences on how many of the sources are later than the day, and how many of the levels counted are old.
    caveat
        Who coded the case and who has checked it, in a line.
    """

    negotiation: str
    negotiation_code: str
    chart: str
    chart_id: str
    as_of: date | None
    version: int
    known_at: int | None
    evidence: tuple[str, ...]
    filters: tuple[str, ...]
    sources: dict[str, int]
    differ: tuple[str, ...]
    how_old: tuple[str, ...]
    caveat: str | None
    citation: str | None
    licence: str | None
    made_on: date

    def on_what(self) -> list[str]:
        """Return in sentences on what sources the answer rests, on what these differ, and how much of it is old."""
        if not self.sources:
            return [*self.differ, *self.how_old]
        named = [f"{name} ({n})" if n > 1 else name for name, n in self.sources.items()][:MOST_SOURCES]
        total = sum(self.sources.values())
        left = total - sum(list(self.sources.values())[:MOST_SOURCES])
        more = f" and {left:,} more" if left else ""
        return [f"{counted(total, 'source')}: {', '.join(named)}{more}.", *self.differ, *self.how_old]

    def footer(self) -> list[str]:
        """Return the lines to print under a chart, none of them longer than `LINE` characters."""
        day = "" if self.as_of is None else f"As of {day_words(self.as_of, Precision.DAY)}. "
        known = "" if self.known_at is None else f", as known at version {self.known_at}"
        evidence = ", ".join(self.evidence)
        sentences = [
            f"{self.negotiation}. {self.chart}.",
            f"{day}Version {self.version}{known}.",
            f"{evidence[:1].upper()}{evidence[1:]}." if evidence else "",
            "; ".join(self.filters),
            *self.on_what(),
            self.caveat or "",
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
            "AsOf": "" if self.as_of is None else self.as_of.isoformat(),
            "Version": str(self.version),
            "KnownAt": "" if self.known_at is None else str(self.known_at),
            "Evidence": "; ".join(self.evidence),
            "Filters": "; ".join(self.filters),
            "Sources": "; ".join(f"{name} ({n})" if n > 1 else name for name, n in self.sources.items()),
            "SourcesDiffer": " ".join(self.differ),
            "HowOld": " ".join(self.how_old),
            "Caveat": self.caveat or "",
            "Citation": self.citation or "",
            "Licence": self.licence or "",
            "MadeOn": self.made_on.isoformat(),
            "Software": "Parley",
        }
        return {key: one_line(value) for key, value in given.items() if value}
