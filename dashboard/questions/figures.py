"""How many, who says so, and how far apart are they: the attributed figures."""

import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.figures_with_ranges import figures_with_ranges
from dashboard.questions import behind
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.questions.sources import cited_elsewhere
from dashboard.vocabulary import counted, day_text, day_words, list_words


def frame(scope: Scope) -> pd.DataFrame:
    """
    Return `frames.FIGURES` as of the day, each entered from a source of the scope's grade.

    Where one source alone counts, those for which no other is cited: of a range each end may be another page's.
    """
    figures = _by_then(scope)
    grades = scope.edition.sources().set_index("code")["grade"]
    graded = figures.merge(grades, how="left", left_on="source", right_index=True)
    keep = graded["grade"] <= scope.min_grade
    if scope.only_source is not None:
        keep &= figures["source"] == scope.only_source
        keep &= ~figures["code"].isin(cited_elsewhere(scope, "figure"))
    return figures[keep].reset_index(drop=True)


def _by_then(scope: Scope) -> pd.DataFrame:
    figures = scope.edition.rows("figure")
    return figures[figures["as_of"] <= scope.day].reset_index(drop=True)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many figures there are from when to when, how many are ranges, open, and without an origin."""
    if found.empty:
        return [f"By {context.as_of_words}, no figure {context.there.is_}."]
    first, last = (found.loc[found["as_of"] == end].iloc[0] for end in (found["as_of"].min(), found["as_of"].max()))
    days = [day_words(row["as_of"], row["precision"]) for row in (first, last)]
    span = f"of {days[0]}" if days[0] == days[1] else f"from {days[0]} to {days[1]}"
    both = found["low"].notna() & found["high"].notna()
    units = f" in {counted(found['unit'].nunique(), 'unit')}" if found["unit"].nunique() > 1 else ""
    kinds = {
        ("is a range", "are ranges"): both & (found["low"] != found["high"]),
        ("gives only a lower bound", "give only a lower bound"): found["low"].notna() & found["high"].isna(),
        ("gives only an upper bound", "give only an upper bound"): found["low"].isna() & found["high"].notna(),
        ("has no named origin", "have no named origin"): found["attributed_to"].isna(),
    }
    told = [f"{int(rows.sum())} {words[int(rows.sum() > 1)]}" for words, rows in kinds.items() if rows.any()]
    are = context.there.is_ if len(found) == 1 else context.there.are
    said = [f"By {context.as_of_words}, {counted(len(found), 'figure')}{units} {are}, {span}."]
    return [*said, f"Of these, {list_words(told)}."] if told else said


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the figures themselves."""
    return behind.named_in(found, "figure", "code")


def targets(scope: Scope) -> dict[str, dict[str, str]]:
    """Return the figures that a note may hang on, in words, each with its column and code."""
    return {
        f"{row.title}, {day_text(row.as_of, row.precision)} ({row.code})": {"figure": row.code}
        for row in frames.FIGURES.rows(scope.edition.rows("figure"))
    }


QUESTION = Question(
    id="figures",
    title="Figures with ranges",
    asks="How many, who says so, and how far apart are they?",
    contract=frames.FIGURES,
    frame=frame,
    finding=finding,
    chart=figures_with_ranges,
    rests_on=rests_on,
    columns=(
        "title",
        "measure",
        "low",
        "high",
        "unit",
        "as_of",
        "attributed_to",
        "wording",
        "source",
        "round",
        "verified",
        "note",
        "code",
    ),
    narrowed_by=("as_of", "min_grade", "only_source"),
    not_narrowed=lambda scope: (
        "a figure by the page it is entered from"
        if scope.only_source is None
        else "a figure only where no other page is cited"
    ),
    leaves_out=lambda scope: len(frame(scope)) < len(_by_then(scope)),
)
