"""Where each party stands on a term's scale, and where the compromise model's line is."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import baseline as measure
from dashboard.charts.baseline import baseline as chart
from dashboard.charts.context import Context
from dashboard.questions import stances
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, range_words


def frame(scope: Scope) -> pd.DataFrame:
    """
    Return `frames.POSITIONS` of the scope's terms, or the first that has a scale, with their reference lines.

    A term on which nobody has a position is left out; on the others a party with a stance and without one is kept.
    """
    terms, current = scope.edition.rows("term"), stances.current(scope)
    chosen = scope.terms or terms.loc[terms["scale_measure"].notna(), "code"].head(1).tolist()
    quantities = scope.edition.provision_quantities()
    found = measure.positions_from_provisions(current, quantities, terms)
    somebody = found.loc[found["position"].notna(), "term"]
    found = found[found["term"].isin(chosen) & found["term"].isin(somebody)]
    lines = {term: measure.compromise(found, term).value for term in chosen}
    found = found.merge(current[["party", "term", "position_low", "position_high"]], on=["party", "term"])
    found = found.assign(baseline=found["term"].map(lines))
    return frames.POSITIONS.frame(found[list(frames.POSITIONS.columns)].to_numpy().tolist())


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return for each term how many positions are recorded, between which numbers, and where the line lies."""
    said = []
    for term, title in context.terms_inside.items():
        rows = found[found["term"] == term]
        known = rows["position"].dropna()
        if known.empty:
            continue
        low, high = round(known.min(), 1), round(known.max(), 1)
        where = f"{'at' if low == high else 'from'} {range_words(low, high)}"
        line = rows["baseline"].dropna()
        model = f"the compromise model puts its line at {line.iloc[0]:.0f}" if len(line) else "the model has no line"
        positions = f"{len(known)} of {counted(len(rows), 'party', 'parties')} {'has' if len(known) == 1 else 'have'}"
        said.append(f"On {title} {positions} a position, {where} on its scale of 0 to 100; {model}.")
    return said or ["No position is recorded."]


QUESTION = Question(
    id="baseline",
    title="Positions and a reference line",
    asks="Where does each party stand on a term's scale, and where is the compromise model's line?",
    contract=frames.POSITIONS,
    frame=frame,
    finding=finding,
    chart=chart,
    columns=(
        "party",
        "term",
        "position",
        "basis",
        "position_low",
        "position_high",
        "salience",
        "influence",
        "baseline",
    ),
    takes=("term",),
)
