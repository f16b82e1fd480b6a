"""What was delivered: of each text beside what it promises, and of the agreement in force in a sentence."""

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import frames
from dashboard.analysis.deliveries import DELIVERED, PROMISED, delivery_curves, fully_delivered
from dashboard.analysis.texts import releases
from dashboard.charts.context import THERE
from dashboard.frames import Release
from dashboard.questions import behind, texts
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import Grade, number_words

PEOPLE = ("people", "bodies")
"""Units of what is returned; of all else it is delivered."""


def curves(scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASES` of the scope's texts and terms: what each promises, and what of it came by the day."""
    promised, delivered = releases(texts.stages(scope)), delivery_curves(texts.deliveries(scope))
    return frames.RELEASES.frame([*frames.RELEASES.rows(promised), *frames.RELEASES.rows(delivered)])


def of_agreement(scope: Scope) -> str:
    """Return in a sentence what came by the day of what the agreement in force gives; empty where none is in force."""
    in_force = texts.table(scope).in_force
    if in_force is None:
        return ""
    found = curves(replace(scope.at(scope.as_of), proposals=(in_force,)))
    promised, came = (found[found["curve"] == curve] for curve in (PROMISED, DELIVERED))
    narrowed = in_force in {text for text, _ in left_out(scope)}
    return words(came, promised, by=THERE[narrowed].by) if len(came) else none_entered("it", narrowed)


def rests_on(scope: Scope) -> pd.DataFrame:
    """Return `frames.RESTS_ON` of what is told of the agreement in force: the sources of what came of it by the day."""
    in_force = texts.table(scope).in_force
    if in_force is None:
        return behind.together()
    came = texts.deliveries(replace(scope.at(scope.as_of), proposals=(in_force,)))
    return behind.beside_rows(came, "source", "source")


def none_entered(text: str, narrowed: bool) -> str:
    """Return that no delivery of a text is there: a figure may give a total of a day all the same."""
    entered = "entered by day passes the evidence filter" if narrowed else "is entered by day"
    return f"No delivery of {text} {entered}; totals, if any, are among the figures."


def left_out(scope: Scope) -> frozenset[tuple[str, str]]:
    """Return the texts and terms, by code, of which the evidence filter leaves out any delivery by the day."""
    everything = texts.deliveries(replace(scope, min_grade=Grade.F.value, only_source=None))
    some = everything[~everything["code"].isin(texts.deliveries(scope)["code"])]
    return frozenset(zip(some["proposal"], some["term"], strict=True))


def leaves_out(scope: Scope) -> bool:
    """Return whether the evidence filter leaves out any delivery by the day."""
    return bool(left_out(scope))


def terms(scope: Scope) -> tuple[str, ...]:
    """Return the terms whose provision in the agreement in force was delivered in full by the day."""
    in_force = texts.table(scope).in_force
    found = texts.deliveries(scope.at(scope.as_of))
    if in_force is None or found.empty:
        return ()
    provisions = picked(scope.edition.rows("provision"), proposal=(in_force,))
    quantities, stages = (scope.edition.rows(name) for name in ("quantity", "stage"))
    complete = fully_delivered(provisions, quantities, stages, found)
    return tuple(provisions.loc[provisions["code"].isin(complete), "term"].unique())


def words(delivered: pd.DataFrame, promised: pd.DataFrame, named: str = "", by: str = "") -> str:
    """Return how much of what a text gives had come by which day, what has a day first; and by what record."""
    clauses = []
    ends: dict[Any, tuple[int, float]] = {
        thing: (rows["day"].max(), rows["cumulative"].max())
        for thing, rows in promised.dropna(subset="cumulative").groupby(["proposal", "what"])
    }
    for (text, what), rows in delivered.groupby(["proposal", "what"], sort=False):
        curve = frames.RELEASES.rows(rows.dropna(subset="cumulative").sort_values("day"))
        if not curve:
            clauses.append((3, f"what came of the {what} is recorded without a number", ""))
            continue
        last = curve[-1]
        came = "returned" if last.unit in PEOPLE else "delivered"
        end, due = ends.get((text, what), (None, None))
        if due is None:
            had = f"{_number(last)} {{}}by day {last.day}"
            clauses.append(
                (2, f"of the {what}, for which no stage with a number is entered, {had}", f"had been {came} ")
            )
        elif last.cumulative is not None and last.cumulative >= due:
            first = next(row for row in curve if row.cumulative is not None and row.cumulative >= due)
            all_of = f"all {number_words(due)} {what} promised by day {end}"
            clauses.append((0, f"{all_of} had been {came} by day {first.day}", ""))
        else:
            of = f"of the {number_words(due)} {what} promised by day {end}"
            clauses.append((1, f"{of}, {_number(last)} had been {came} by day {last.day}", ""))
    told = set(zip(delivered["proposal"], delivered["what"], strict=True))
    for (text, what), (end, due) in ends.items():
        if due and text in set(delivered["proposal"]) and (text, what) not in told:
            due_by = f"the {number_words(due)} {what} promised by day {end}"
            clauses.append((4, f"what came of {due_by} is not known", ""))
    # The verb is said once.
    ordered = sorted(clauses, key=lambda clause: clause[0])
    said = "; ".join(clause.format("" if number else verb) for number, (_, clause, verb) in enumerate(ordered)) + by
    return f"{named}{said}." if named else f"{said[:1].upper()}{said[1:]}."


def _number(row: Release) -> str:
    return number_words(row.cumulative or 0)
