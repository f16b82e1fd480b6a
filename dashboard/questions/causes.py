"""Why something in a record changed: pure rules over what became of each row between two versions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from dashboard.inputs import ANSWERED_ON
from dashboard.models import IN_PACKAGE
from dashboard.models.sentences import Values


class Cause(StrEnum):
    """What a change of the record comes from."""

    WORLD = "world"
    TEXT = "text"
    CODING = "coding"
    SOURCE = "source"
    NOTE = "note"


CAUSE_WORDS = {
    Cause.WORLD: "What happened or was said",
    Cause.TEXT: "Texts",
    Cause.CODING: "Our coding and corrections",
    Cause.SOURCE: "Sources and evidence",
    Cause.NOTE: "Notes",
}
"""What stands over the changes of each cause, in the order in which they are told."""


class Net(NamedTuple):
    """What became of a row in between, as history keeps it; None where there was, or is, none."""

    before: Values | None
    after: Values | None

    @property
    def row(self) -> Values:
        """The row as it is, or as it was before it was removed."""
        return self.after or self.before or {}

    @property
    def came_or_went(self) -> bool:
        """Whether it is new, or gone."""
        return self.before is None or self.after is None


Key = tuple[str, str]
"""A table and the code of a row."""

OWNERS = {
    "participation": ("round",),
    "event_party": ("event",),
    "proposal_party": ("proposal",),
    "alias": ("proposal",),
    "provision": ("proposal",),
    "quantity": ("provision",),
    "stage": ("provision",),
    "stance_claim": ("stance", "claim"),
    "coding": ("stance",),
    "disagreement_side": ("disagreement",),
    "citation": ("round", "proposal", "event", "figure", "disagreement"),
}
"""The columns by which a row is a part of another: with one that is new or gone it is not told by itself."""
UNTOLD = ("author",)
"""Tables of which no change is told: who writes here comes with what she writes."""

_TEXTS = {"proposal", "proposal_party", "alias", "provision", "quantity", "stage"}
_HAPPENED = {"round", "participation", "event", "event_party", "delivery", "figure", *ANSWERED_ON}
_SOURCES = {"source", "citation", "stance_claim", "claim", "disagreement", "disagreement_side"}
_WENT_ON = {"round": {"outcome", "ended_on"}}
"""What changes of a row because something happened, and not because it is known better."""
_VOUCHED = {"verified", "confidence", "seed", "note"}
"""What says how well a row is known."""


def owners(table: str, row: Mapping[str, Any]) -> list[Key]:
    """Return the rows, by table and code, that a row is a part of."""
    references = IN_PACKAGE[table].references
    return [(references[column], row[column]) for column in OWNERS.get(table, ()) if row.get(column) is not None]


def differing(table: str, net: Net) -> set[str]:
    """Return the columns in which a row differs from what it was; all of them where it came or went."""
    columns = IN_PACKAGE[table].columns
    before, after = net
    if before is None or after is None:
        return set() if before is after else set(columns)
    return {
        name
        for name, column in columns.items()
        if name != "version" and before.get(name, column.default) != after.get(name, column.default)
    }


def cell_of(table: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the party and the term of a stance or a claim."""
    return row["party" if table == "stance" else "holder"], row["term"]


def cause(table: str, net: Net, *, known_until: str | None = None, known_stance: bool = False) -> Cause:
    """
    Return why a row came, went or changed.

    A stance or a claim is news of the world where its day is not before the last on which something was known of its
    party and term; one that fills in the past is our work on the record.

    Parameters
    ----------
    known_until
        That last day as history keeps it; None where nothing was known, or of another table.
    known_stance
        Whether a claim is evidence for a stance that was there before.
    """
    before, after = net
    if table == "annotation":
        return Cause.NOTE
    changed = set() if net.came_or_went else differing(table, net)
    only_vouched = bool(changed) and changed <= _VOUCHED
    if table in _TEXTS:
        return Cause.SOURCE if only_vouched else Cause.TEXT
    if before is None and after is not None and table in _HAPPENED:
        if known_stance or (known_until is not None and after[ANSWERED_ON[table]] < known_until):
            return Cause.CODING if table == "stance" else Cause.SOURCE
        return Cause.WORLD
    if table in _SOURCES:
        return Cause.CODING if table == "claim" and changed & {"level", "answer"} else Cause.SOURCE
    if changed & _WENT_ON.get(table, set()):
        return Cause.WORLD
    if changed and (table == "figure" or (only_vouched and table in _HAPPENED - {"stance"})):
        return Cause.SOURCE
    return Cause.CODING


def told(nets: Mapping[Key, Net]) -> dict[Key, Net]:
    """
    Return what is told line by line: without what was undone, and what is told with what it is a part of.

    A claim on which a stance rests that is itself new or gone is told with that stance. That a row no longer names one
    that was removed is told with that one.
    """
    changed = {key: net for key, net in nets.items() if key[0] not in UNTOLD and differing(key[0], net)}
    with_stance = {
        ("claim", net.row["claim"])
        for (table, _), net in changed.items()
        if table == "stance_claim" and _came_or_went(changed, ("stance", net.row["stance"]))
    }
    return {
        key: net
        for key, net in changed.items()
        if not any(_came_or_went(changed, one) for one in owners(key[0], net.row))
        and not _only_names_nothing_now(changed, key[0], net)
        and not (key in with_stance and net.came_or_went)
    }


def _only_names_nothing_now(changed: Mapping[Key, Net], table: str, net: Net) -> bool:
    """Return whether all that became of a row is that it names no longer what was removed."""
    before, after = net
    if before is None or after is None:
        return False
    references = IN_PACKAGE[table].references
    return all(
        name in references
        and after.get(name) is None
        and (removed := changed.get((references[name], before[name]))) is not None
        and removed.after is None
        for name in differing(table, net)
    )


def causes(nets: Mapping[Key, Net], known_until: Mapping[Key, str]) -> dict[Key, Cause]:
    """
    Return the cause of each of what is told.

    Parameters
    ----------
    nets
        Everything that changed, what is not told line by line included.
    known_until
        Of stances and claims, the last day on which something else was known of their party and term.
    """
    for_known = {net.row["claim"] for (table, _), net in nets.items() if table == "stance_claim" and net.after}
    return {
        key: cause(
            key[0], net, known_until=known_until.get(key), known_stance=key[0] == "claim" and key[1] in for_known
        )
        for key, net in told(nets).items()
    }


def _came_or_went(changed: Mapping[Key, Net], key: Key) -> bool:
    return key in changed and changed[key].came_or_went
