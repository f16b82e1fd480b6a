"""
What happened, as it is recorded: out of one form a source, what it belongs to, and each line as a claim and a stance.

A line is somebody's word in the source. It is always a claim; where it gives a level or an answer it is coded too: as a
stance of its own, or as one more claim behind the stance that says the same of the same day.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from dashboard.errors import Invalid
from dashboard.folding import folded
from dashboard.inputs import from_text, validate
from dashboard.models import IN_PACKAGE

Values = dict[str, Any]
Texts = Mapping[str, str]

LINES, PROVISIONS = "lines", "provisions"
"""The fields that hold several rows, each as JSON: what was said, and what a new text provides."""
SOURCE = ("title", "publisher", "published_on", "url", "grade")
ROUND = ("title", "format", "started_on", "ended_on", "venue", "outcome", "summary")
TEXT = ("title", "kind", "tabled_on", "version_of")
PROVISION = ("term", "summary")
QUANTITY = ("measure", "low", "high", "unit")
CLAIM = (
    "holder",
    "term",
    "level",
    "answer",
    "speaker_party",
    "attribution",
    "summary",
    "quote",
    "speaker",
    "said_on",
    "credibility",
)
"""The columns of a claim that a line gives, in the order in which a person knows them."""
CODED = ("confidence", "remark")
"""The columns of a stance that a line gives beside those of its claim."""
OF_LINE = {
    LINES: (("claim", CLAIM), ("stance", CODED)),
    PROVISIONS: (("provision", PROVISION), ("quantity", QUANTITY)),
}
"""What a line of each field gives: columns, by table."""
SAME = ("party", "term", "held_on", "level", "answer", "proposal")
"""What two stances have alike where the second would say nothing new."""


NEARLY = 0.8
"""How much two titles of one publisher and day have alike where they may be one source, of 1."""


@dataclass(frozen=True)
class Known:
    """
    What is known where something is recorded.

    Attributes
    ----------
    source
        The code of the source that is named, where it is known.
    stances
        The code of each stance of the cells that are spoken of, by what `SAME` says of it, days as ISO text.
    rounds
        How many rounds there are.
    """

    source: str | None = None
    stances: Mapping[tuple[Any, ...], str] = field(default_factory=dict)
    rounds: int = 0


class Refused(Exception):
    """Carries what is refused, in words by field."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__("; ".join(by_field.values()))
        self.by_field = by_field


def cells(held: Texts) -> list[tuple[str, str]]:
    """Return the parties and terms that the lines speak of."""
    return [(line.get("holder", ""), line.get("term", "")) for _, line in lines(held, LINES)]


def rows(negotiation: str, form: str, held: Texts, known: Known) -> list[tuple[str, Values]]:
    """
    Return the rows that a form records, by table, parents before children.

    Parameters
    ----------
    form
        The code of the form: what it records has codes made of it, so that one sent twice records once.
    held
        What stands in its fields.

    Raises
    ------
    Refused
        With what is wrong, by field.
    """
    made = _Made(negotiation, form[:12])
    spoken = lines(held, LINES)
    source = known.source
    if source is None and (spoken or any(held.get(f"source.{name}") for name in SOURCE)):
        source = made.source(held)
    text = made.text(held, source) or held.get("proposal") or None
    own_round = made.round(held, source, known.rounds) or held.get("round") or None
    for number, line in spoken:
        made.line(number, line, source, own_round, text, known)
    if not made.rows and not made.wrong:
        made.wrong[""] = "Nothing is recorded yet: write a line, or a new source, round or text."
    if made.wrong:
        raise Refused(made.wrong)
    return made.rows


def alike(new: Values, others: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """
    Return which of other sources a new one may be; None where none is likely.

    That is one at its address, or one of the same publisher and day whose title is nearly the same.
    """
    likeness = {}
    for number, one in enumerate(others := list(others)):
        same_house = new["publisher"] and folded(one["publisher"] or "") == folded(new["publisher"])
        if new["url"] is not None and one["url"] == new["url"]:
            likeness[number] = 2.0
        elif same_house and one["published_on"] == str(new["published_on"]):
            likeness[number] = SequenceMatcher(None, folded(one["title"]), folded(new["title"])).ratio()
    best = max(likeness, key=likeness.__getitem__, default=None)
    return None if best is None or likeness[best] < NEARLY else others[best]


def last_day(recorded: list[tuple[str, Values]]) -> date | None:
    """Return the last day on which something that is recorded was said, done or tabled; None where nothing has one."""
    days = {"claim": "said_on", "stance": "held_on", "round": "ended_on", "proposal": "tabled_on"}
    return max((row[days[name]] for name, row in recorded if name in days), default=None)


def lines(held: Texts, name: str) -> list[tuple[int, Values]]:
    """Return the lines of a field that say something beyond what each begins with, with their numbers."""
    given: list[Values] = json.loads(held.get(name) or "[]")
    return [
        (number, line)
        for number, line in enumerate(given)
        if any(line.get(key) for key in ("holder", "term", "summary"))
    ]


def _given(table: str, held: Texts, columns: Sequence[str], at: str = "") -> Values:
    """Return some columns of a row from the fields whose names begin with `at`."""
    return from_text(table, {name: held.get(f"{at}{name}", "") for name in columns})


class _Made:
    """The rows made so far, and what is wrong, by field."""

    def __init__(self, negotiation: str, form: str) -> None:
        self.negotiation, self.form = negotiation, form
        self.rows: list[tuple[str, Values]] = []
        self.wrong: dict[str, str] = {}

    def add(self, name: str, values: Values, at: str, number: int | None = None) -> str:
        """Add a row; what is wrong with it is said at the fields whose names begin with `at`."""
        code = f"{name}_{self.form}" + ("" if number is None else f"_{number + 1}")
        try:
            row = validate(name, {**values, "code": code, "negotiation": self.negotiation})
        except Invalid as invalid:
            for column, why in invalid.problems.items():
                self.wrong[f"{at}{column}"] = f"{IN_PACKAGE[name].columns[column].title} {why}."
        else:
            self.rows.append((name, row))
        return code

    def source(self, held: Texts) -> str:
        """Add the source; what it was looked for by is its address or its title, unless that is given too."""
        own, named = _given("source", held, SOURCE, "source."), held.get("source", "").strip()
        sought = "url" if named.startswith(("http://", "https://")) else "title"
        own[sought] = own[sought] or named or None
        precision = {"precision": "day"} if own["published_on"] else {}
        return self.add("source", {**precision, **own, "title": own["title"] or own["url"]}, "source.")

    def round(self, held: Texts, source: str | None, rounds: int) -> str | None:
        """Add a new round, where one is given; it rests on the source."""
        if not (held.get("round.title") or "").strip():
            return None
        own = {"precision": "day", **_given("round", held, ROUND, "round."), "rank": rounds + 1}
        code = self.add("round", {**own, "ended_on": own["ended_on"] or own["started_on"]}, "round.")
        self.cite("round", code, source)
        return code

    def text(self, held: Texts, source: str | None) -> str | None:
        """Add a new text with its provisions, where one is given; it rests on the source."""
        if not (held.get("proposal.title") or "").strip():
            return None
        own = {"precision": "day", **_given("proposal", held, TEXT, "proposal."), "round": held.get("round") or None}
        code = self.add("proposal", own, "proposal.")
        if by := held.get("tabled_by"):
            self.add("proposal_party", {"proposal": code, "party": by, "tabled": True}, "tabled_by.")
        for number, line in lines(held, PROVISIONS):
            at = f"{PROVISIONS}.{number}."
            provision = _given("provision", line, PROVISION)
            provided = self.add("provision", {**provision, "proposal": code}, at, number)
            if any(line.get(name) for name in QUANTITY):
                counted = _given("quantity", line, QUANTITY)
                self.add("quantity", {**counted, "provision": provided}, at, number)
        self.cite("proposal", code, source)
        return code

    def cite(self, table: str, code: str, source: str | None) -> None:
        if source is not None:
            at = {"round": 0, "proposal": 1}[table]
            self.add("citation", {"source": source, table: code}, "source.", at)

    def line(
        self, number: int, line: Values, source: str | None, own_round: str | None, text: str | None, known: Known
    ) -> None:
        """Add a line: its claim, and the stance that it makes or that it stands behind."""
        at = f"{LINES}.{number}."
        claim = {"precision": "day", **_given("claim", line, CLAIM)}
        spoken = claim["speaker_party"]
        claim |= {
            "source": source,
            "round": own_round,
            "proposal": text if claim["answer"] is not None else None,
            "speaker_is_holder": None if spoken is None else spoken == claim["holder"],
        }
        claimed = self.add("claim", claim, at, number)
        if claim["level"] is None and claim["answer"] is None:
            return
        stance = {
            name: claim[name] for name in ("term", "level", "answer", "proposal", "round", "summary", "precision")
        }
        stance |= {"party": claim["holder"], "held_on": claim["said_on"]}
        stance |= _given("stance", line, CODED)
        same = tuple(stance[name] for name in SAME)
        coded = known.stances.get(same) or self.add("stance", stance, at, number)
        self.add("stance_claim", {"stance": coded, "claim": claimed}, at, number)
