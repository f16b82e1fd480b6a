"""How rows are called: in a list to choose from, in what was changed of them, in what goes with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dashboard.models import IN_PACKAGE, NEGOTIATION, sentences
from dashboard.models.sentences import NameOf, named_by
from dashboard.questions.edition import EVENTS, SHORT, Edition
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Precision, distinct

Place = tuple[str, str]
"""A row, by table and code."""
Rows = dict[Place, Mapping[str, Any]]
MOST = 500
"""Rows of a long table that are offered, the latest."""


def choices(scope: Scope, table: str) -> dict[str, str]:
    """Return how the rows of a table are called, by code: all of a short one, of a long one the latest."""
    edition = scope.edition
    short = table in (*SHORT, *EVENTS)
    codes = edition.rows(table)["code"].tolist() if short else edition.latest(table, most=MOST)
    return listed(edition, table, codes)


class Sources(NamedTuple):
    """The sources that are offered, by code: what each is called, its address, and its day where it is known."""

    called: dict[str, str]
    addresses: dict[str, str]
    days: dict[str, str]


def sources(scope: Scope) -> Sources:
    """Return the latest sources as a form offers them."""
    called = choices(scope, "source")
    rows = scope.edition.rows_by_code("source", list(called))
    return Sources(
        called,
        {code: row["url"] for code, row in rows.items() if row["url"] is not None},
        {code: row["published_on"] for code, row in rows.items() if row["precision"] == Precision.DAY},
    )


def propositions(scope: Scope) -> dict[str, str]:
    """Return what each term proposes, by code: a level says where a party stands on it."""
    terms = scope.edition.rows("term").dropna(subset="proposition")
    return dict(zip(terms["code"], terms["proposition"], strict=True))


WHOLE = {"party": "name", "term": "title"}
"""The column with the whole name of rows that lists call by a short one."""


def whole_names(scope: Scope, table: str) -> dict[str, str]:
    """Return the whole names of a table's rows, by code: lists find a row by them too; none where there is no other."""
    return dict(scope.edition.rows(table)[["code", WHOLE[table]]].itertuples(index=False)) if table in WHOLE else {}


def listed(edition: Edition, table: str, codes: Sequence[str]) -> dict[str, str]:
    """Return how these rows of a table are called in a list, by code: no two of them alike."""
    known = _known(edition, [(table, code) for code in codes])
    name, said = name_of(known), {}
    for code in codes:
        row = known.get((table, code))
        said[code] = name(table, code) if row is None else sentences.listed(IN_PACKAGE[table], row, name)
    return distinct(said)


def names(edition: Edition, places: Iterable[Place]) -> list[str]:
    """Return how each of these rows is called in a sentence; one that is not there, by its table and code."""
    places = list(places)
    name = name_of(_known(edition, places))
    return [name(*place) for place in places]


def _known(edition: Edition, places: Iterable[Place]) -> Rows:
    """Return these rows, with those that their names speak of."""
    known = Rows()
    _read(edition, places, known)
    complete(edition, known)
    return known


def complete(edition: Edition, known: Rows) -> None:
    """Add the rows that these speak of, and those that their names speak of, each table asked once a round."""
    spoken = {
        (target, row[column])
        for (table, _), row in known.items()
        for column, target in IN_PACKAGE[table].references.items()
        if row.get(column) is not None
    }
    asked = set(known)
    while spoken := spoken - asked:
        asked |= spoken
        spoken = {
            named for place, row in _read(edition, spoken, known) for named in named_by(IN_PACKAGE[place[0]], row)
        }


def name_of(known: Rows) -> NameOf:
    """Return what gives how a row is called in a sentence, of the rows that are known."""
    return sentences.names_of(lambda table, code: known.get((table, code)))


def _read(edition: Edition, places: Iterable[Place], known: Rows) -> list[tuple[Place, Mapping[str, Any]]]:
    wanted = defaultdict(list)
    for table, code in sorted(places):
        wanted[table].append(code)
    new: Rows = {}
    for table, codes in wanted.items():
        if table == NEGOTIATION.name:
            new |= {(table, code): {"title": edition.own()["title"]} for code in codes}
        else:
            new |= {(table, code): row for code, row in edition.rows_by_code(table, codes).items()}
    known |= new
    return list(new.items())
