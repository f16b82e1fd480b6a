"""How far all the parties agree: where each stands on every term, and van der Eijk's A of them."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.spread import spreads
from dashboard.charts.context import Context
from dashboard.charts.spread import spread
from dashboard.questions import ages, behind, stances
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import Level, counted, decimal, list_words


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.SPREADS` as of the day."""
    return picked(spreads(stances.current(scope), scope.edition.rows("term")), term=scope.terms)


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return on which terms all parties with a level agree most, and on which least."""
    titles, level = context.terms_inside, f"a level{context.there.counts}"
    each = found.drop_duplicates("term")
    known = each.dropna(subset="spread")
    if known.empty:
        enough = f"three parties, and half of those with a level on any term, have a level{context.there.that}"
        return [f"{context.on_the_day}, on no term {enough}, so how far all agree cannot be told."]
    ends = []
    for word, value in (("most", known["spread"].max()), ("least", known["spread"].min())):
        rows = known[known["spread"] == value]
        there = [f"{titles[term]} (n = {n})" for term, n in zip(rows["term"], rows["n"], strict=True)]
        ends.append(f"{word}, with A = {decimal(value)}, on {list_words(there, MOST_TERMS)}")
    if known["spread"].nunique() == 1:
        which = f"{len(known)} terms alike" if len(known) > 1 else titles[known["term"].iloc[0]]
        n = "" if len(known) > 1 else f", n = {known['n'].iloc[0]}"
        how_far = f"how far the parties with {level} agree is known on {which} (A = {decimal(value)}{n})"
    else:
        how_far = f"of {counted(len(known), 'term')}, the parties with {level} agree {list_words(ends)}"
    said = [f"{context.on_the_day}, {how_far}{ages.clause(known, context)}."]
    if refused := len(each) - len(known):
        too_few = "fewer than three parties, or than half of those with a level on any term"
        unplaced = each[each["spread"].isna()]
        more = int((unplaced["levels"] - unplaced["n"]).sum())
        beside = f"; {more} more there {'is' if more == 1 else 'are'} silent or mixed" if more else ""
        on = f"On {counted(refused, 'more term')}"
        said.append(f"{on} too few have a level{context.there.that} to tell: {too_few}{beside}.")
    return said


def details(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels that A counts are known only from pages of a later day."""
    each = found.drop_duplicates("term").dropna(subset="spread")
    return ages.told_later(each, "level", context.parties["code"].tolist(), context)


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the stances of the parties that stand at a score, and of those that have none."""
    cells = stances.current(scope).rename(columns={"level_score": "score"})
    return behind.together(
        behind.of_cells(found, cells.dropna(subset="score"), ["term", "score"], "level_stance"),
        behind.of_cells(found, cells[cells["level"].eq(Level.SILENT)], ["term"], "level_stance"),
        behind.of_mixed(scope, behind.rows_of(found, cells, ["term"]), "level"),
    )


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the levels that A counts are old."""
    return ages.of_counted(found.drop_duplicates("term").dropna(subset="spread"), context)


QUESTION = Question(
    id="spread",
    title="Spread of the parties",
    asks="Where do all parties stand on each term, and how far do they agree?",
    contract=frames.SPREADS,
    frame=frame,
    finding=finding,
    chart=spread,
    rests_on=rests_on,
    columns=(
        "term",
        "score",
        "parties",
        "spread",
        "levels",
        "n",
        "n_old",
        "n_overtaken",
        "old_days",
    ),
    csv=tuple(frames.SPREADS.columns)[:-1],
    takes=("term",),
    details=details,
    how_old=how_old,
)
