"""A row of the record to read: who took part, whom it concerns, what a claim says, and everything recorded of it."""

import re
from datetime import date
from functools import partial
from typing import NamedTuple

from dashboard import frames
from dashboard.models import IN_PACKAGE, TABLES, Kind
from dashboard.models.sentences import in_words
from dashboard.questions import calling, first_article, naming
from dashboard.questions.edition import Edition
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import LEVEL_WORDS, Part, day_words, list_words

_JOINED = re.compile(r"(?<!\d)-|-(?!\d)")
"""A hyphen that joins words, and not the numbers of a vote."""
TELLS_THE_END = ("ended_on", "outcome", "summary", "note")
"""What a reader of a day on which a round was under way did not know."""
_OF_NO_DAY = "of no day, it may tell of later ones"
"""What is said of a note wherever it is read."""
AS = {Part.DELEGATE: "Took part", Part.MEDIATOR: "Mediated", Part.HOST: "Hosted"}


MOST_LINKS = 12
"""Claims behind a stance, or stances that rest on a claim, that are compared with it."""


class AtOdds(NamedTuple):
    """What is said otherwise than in a row, in a sentence, and the first row that does, by table and code."""

    words: str
    table: str
    code: str


def at_odds(scope: Scope, table: str, code: str) -> AtOdds | None:
    """
    Return what the claims behind a stance say, or the stances that rest on a claim, where none says what it says.

    They are corrected apart: what a source said is one thing, how it was judged another.
    """
    edition, other = scope.edition, {"stance": "claim", "claim": "stance"}[table]
    own = edition.rows_by_code(table, [code]).get(code, {})
    ties = edition.latest("stance_claim", most=MOST_LINKS, **{table: code})
    codes = sorted(tie[other] for tie in edition.rows_by_code("stance_claim", ties).values())
    rows = edition.rows_by_code(other, codes)
    for aspect in ("level", "answer"):
        said = {one: rows[one][aspect] for one in codes if one in rows and rows[one][aspect] is not None}
        if not said or own.get(aspect) in (None, *said.values()):
            continue
        one, many = IN_PACKAGE[other].one, IN_PACKAGE[other].many
        where = "behind it" if table == "stance" else "that it stands behind"
        they = f"The {one} {where} says" if len(said) == 1 else f"The {many} {where} say"
        words = list_words([LEVEL_WORDS[level] for level in dict.fromkeys(said.values())])
        return AtOdds(f"{they}: {words}.", other, next(iter(said)))
    return None


def around(scope: Scope, table: str, code: str) -> list[str]:
    """Return in lines who took part in a round, whom an event concerns, or what parties had to do with a text."""
    edition = scope.edition
    names = {party.code: party.short_name for party in frames.PARTIES.rows(edition.rows("party"))}
    match table:
        case "round":
            return _took_part(edition, names, code)
        case "event":
            concerned = frames.EVENT_PARTIES.rows(edition.rows("event_party"))
            named = [names[one.party] for one in concerned if one.event == code]
            return [f"Concerns {list_words(named)}."] if named else []
        case "proposal":
            return _had_to_do(scope, names, code)
    return []


def _took_part(edition: Edition, names: dict[str, str], code: str) -> list[str]:
    there = [one for one in frames.PARTICIPATIONS.rows(edition.rows("participation")) if one.round == code]
    lines = []
    for part, words in AS.items():
        named = [
            names[one.party] + (f" ({one.delegation})" if one.delegation is not None else "")
            for one in there
            if one.part == part
        ]
        if named:
            lines.append(f"{words}: {'; '.join(named)}.")
    return lines


def _had_to_do(scope: Scope, names: dict[str, str], code: str) -> list[str]:
    given = scope.edition.rows("proposal_party")
    parties = [one for one in frames.PROPOSAL_PARTIES.rows(given) if one.proposal == code]
    # A reaction has no day of its own; before an answer of the party is recorded, none was known.
    answered = scope.edition.stances(proposals=(code,), until=scope.as_of).dropna(subset="answer")["party"].tolist()
    tabled = [names[one.party] for one in parties if one.tabled]
    addressed = [names[one.party] for one in parties if one.addressed]
    met = [
        f"{names[one.party]}: {_JOINED.sub(' ', one.reaction)}"
        for one in parties
        if one.reaction is not None and one.party in answered
    ]
    lines = [f"Tabled by: {'; '.join(tabled)}."] if tabled else []
    lines += [f"Addressed to: {'; '.join(addressed)}."] if addressed else []
    return lines + ([f"First reactions as reported, which are no codings: {'; '.join(met)}."] if met else [])


def read(scope: Scope, table: str, code: str) -> Passage:
    """Return a row of the record to read as one: what it is called, what it says column by column, and its code."""
    row = scope.edition.rows_by_code(table, [code]).get(code, {})
    said = {one["lead"]: one["text"] for one in in_full(scope, table, code)}
    columns = TABLES[table].columns
    # A day is said as exactly as it is known; and what the row is called, over it.
    left_out = {"code", "seed", *(column.precision for column in columns.values())}
    titles = {column.title for name, column in columns.items() if name in left_out}
    (name,) = calling.names(scope.edition, [(table, code)])
    lines = [f"{title}: {words}" for title, words in said.items() if title not in titles and words != name]
    passage: Passage = {
        "lead": f"{name[:1].upper()}{name[1:]}",
        "text": "\n".join(lines),
        "meta": [f"{TABLES[table].one} {code}"],
    }
    if row.get("url") is not None:
        passage["link"] = row["url"]
    return passage | first_article.tag(scope, table, code)


def _name(edition: Edition, table: str, code: str) -> str:
    row = edition.rows_by_code(table, [code]).get(code, {})
    return next((row[name] for name in ("short_name", "short_title", "title", "name") if row.get(name)), code)


def read_stance(scope: Scope, code: str) -> Passage:
    """Return a stance to read: whose it is on what since when, in our words, and how and why it was coded so."""
    row = scope.edition.rows_by_code("stance", [code])[code]
    names = {table: naming.names(scope.edition, *naming.NAMED[table]) for table in ("party", "term", "proposal")}
    day = day_words(date.fromisoformat(row["held_on"]), row["precision"])
    to = f" to “{names['proposal'][row['proposal']]}”" if row["proposal"] is not None else ""
    coded = [
        *([f"level: {naming.signed_level(row['level'])}"] if row["level"] is not None else []),
        *([f"answer{to}: {naming.signed_level(row['answer'])}"] if row["answer"] is not None else []),
        *([f"position {row['position']:g} of 100"] if row["position"] is not None else []),
        *(["red line"] if row["red_line"] else []),
        *(["a remark, which moves nothing"] if row["remark"] else []),
        *([f"confidence {row['confidence']}"] if row["confidence"] is not None else []),
    ]
    note = f"Note ({_OF_NO_DAY}): {row['note']}" if row["note"] is not None else ""
    passage: Passage = {
        "lead": f"{names['party'][row['party']]} on {names['term'][row['term']]}, {day}",
        "text": "\n".join(filter(None, (row["summary"], note))),
        "meta": [*coded, f"stance {code}"],
    }
    return passage | first_article.tag(scope, "stance", code)


def in_full(scope: Scope, table: str, code: str) -> list[Passage]:
    """Return every column of a row that says something, under its heading, and nothing before its day."""
    row = scope.edition.rows_by_code(table, [code]).get(code, {})
    if table == "round" and row and date.fromisoformat(row["ended_on"]) > scope.as_of:
        row = {name: value for name, value in row.items() if name not in TELLS_THE_END}
    if table == "proposal" and (lapsed_on := row.get("lapsed_on")) and date.fromisoformat(lapsed_on) > scope.as_of:
        row = {**row, "lapsed_on": None}
    name_of = partial(_name, scope.edition)
    return [
        {
            "lead": f"{column.title} ({_OF_NO_DAY})" if column.name == "note" else column.title,
            "text": row[column.name] if column.kind is Kind.PROSE else in_words(column, row, name_of),
        }
        for column in TABLES[table].columns.values()
        if row.get(column.name) is not None
    ]


def read_claim(scope: Scope, row: frames.Evidence) -> Passage:
    """Return a claim to read: who said it when, its quote, how it was taken, and where it stands."""
    speaker = row.speaker or "Speaker not named"
    level = (
        [f"level: {naming.signed_level(row.level)}"] if row.level is not None and row.level != "NOT_APPLICABLE" else []
    )
    answer = [f"answer: {naming.signed_level(row.answer)}"] if row.answer is not None else []
    where = f"{row.publisher or row.source_title}, grade {row.source_grade}"
    passage: Passage = {
        "lead": f"{day_words(row.said_on, row.precision)} — {speaker}",
        "text": row.summary,
        "meta": [
            *level,
            *answer,
            row.attribution.replace("_", " "),
            *([] if row.credibility is None else [f"credibility {row.credibility} of 6"]),
            *(["not the party's own word"] if row.speaker_is_holder is False else []),
            where,
            *([f"origin: {row.origin}"] if row.origin is not None else []),
        ],
    }
    if row.seed:
        passage["tag"] = first_article.mark(scope.edition)
    if row.quote is not None:
        passage["quote"] = row.quote if row.quote_of != "page" else f"{row.quote} [the page's words]"
    if row.url is not None:
        passage["link"] = row.url
    return passage
