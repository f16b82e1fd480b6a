"""Where each party stands on a term's scale, and where the compromise model's line is."""

import pandas as pd

from dashboard import frames
from dashboard.analysis import baseline as measure
from dashboard.analysis.standings import is_of_the_answer
from dashboard.charts.baseline import SALIENCE_FOR, salience_of_another, weights_words
from dashboard.charts.baseline import baseline as chart
from dashboard.charts.context import Context
from dashboard.questions import ages, behind, stances
from dashboard.questions.naming import every
from dashboard.questions.question import MOST_TERMS, Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, list_words, range_words


def frame(scope: Scope) -> pd.DataFrame:
    """
    Return `frames.POSITIONS` of the scope's terms, or the first that has a scale, with their reference lines.

    A term on which nobody has a position is left out; on the others a party with a stance and without one is kept.
    """
    required, terms = frames.required(scope.edition.rows("party")), scope.edition.rows("term")
    found = stances.placed(scope)
    chosen = scope.terms or terms.loc[terms["scale_measure"].notna(), "code"].head(1).tolist()
    lines = {term: measure.compromise(found, term, required)._asdict() for term in chosen}
    somebody = found.loc[found["position"].notna(), "term"]
    found = found[found["term"].isin(chosen) & found["term"].isin(somebody)].reset_index(drop=True)
    for column in ("line", "why", "n", "n_old", "n_overtaken", "old_days"):
        found[column] = [lines[term][column] for term in found["term"]]
    found["baseline"] = [lines[term]["value"] for term in found["term"]]
    columns = dict(frames.POSITIONS.columns)
    return found[list(columns)].astype(columns)


UNREAD = {
    measure.TABLED_ANOTHER: "a text tabled since by who accepted it gives another number",
    measure.BEYOND: "the number in it lies beyond the ends of the scale",
    measure.NO_STANDING_YES: "only a yes that the matrix shows, to a number that counts, gives one",
}


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return for each term how many positions are recorded, between which numbers, and where the line lies."""
    said, stance = [], f"a level or an answer on it{context.there.counts}"
    for term, title in context.terms_inside.items():
        rows = found[found["term"] == term]
        known = rows["position"].dropna()
        if known.empty:
            continue
        low, high = round(known.min(), 1), round(known.max(), 1)
        where = f"{'at' if low == high else 'from'} {range_words(low, high)}"
        of = "the one party" if len(rows) == 1 else f"{len(known)} of the {len(rows)} parties"
        of = f"{every(len(rows))} parties" if len(known) == len(rows) > 1 else of
        have = f"{of} with {stance} {'has' if len(known) == 1 else 'have'} a position"
        text = int((rows["basis"] == "text").sum())
        read = (
            ""
            if not text
            else ", read from the text accepted"
            if text == len(known)
            else f", {text} of them read from the text accepted"
        )
        how_old = ages.clause(rows.iloc[:1], context, "position")
        said.append(f"On {context.as_of_words}, on {title}, {have}{read}: {where} on its scale of 0 to 100{how_old}.")
        if rows["passed_over"].any():
            who = list_words([context.parties_inside[party] for party in rows.loc[rows["passed_over"], "party"]])
            said.append(f"What is coded goes first: a later yes of {who} to a text with another number is passed over.")
        for why, some in rows.groupby("unread"):
            who = list_words([context.parties_inside[party] for party in some["party"]])
            said.append(f"No position of {who} is read from a text accepted: {UNREAD[str(why)]}.")
        said.append(_line(rows, context))
    if said:
        return said
    asked = context.only_terms or context.terms.loc[context.terms["scale_measure"].notna(), "code"].head(1)
    on = list_words([context.terms_inside[term] for term in asked], MOST_TERMS) if len(asked) else ""
    return [f"On {context.as_of_words}, no standing position{f' on {on}' if on else ''} {context.there.is_}."]


def _line(rows: pd.DataFrame, context: Context) -> str:
    """Return where the line of a term lies, what it is the mean of and how old that is; or why there is none."""
    of_term = rows.iloc[:1]
    first = of_term.iloc[0]
    if pd.isna(first["baseline"]):
        return f"No line is drawn{context.there.by}: {first['why']}."
    how = {
        measure.COMPROMISE: f"The compromise model, a mean weighted by {weights_words(rows)},",
        measure.PLAIN: "No salience or influence is coded: the plain mean",
    }[first["line"]]
    mean = f"of {counted(int(first['n']), 'position')} is {first['baseline']:.0f}"
    stands_in = f" {SALIENCE_FOR}" if first["line"] == measure.COMPROMISE and salience_of_another(rows) else ""
    return f"{how} {mean}: a line to compare with, no forecast.{stands_in}"


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.RESTS_ON`: the stance that gives a position, or the answer to the text that does, and the text.

    And of one by a text the stance that gives its salience.
    """
    current = stances.current(scope)
    coded, by_text = (found[found["basis"] == basis] for basis in ("coded", "text"))
    given = current.assign(given=_given(current))
    accepted = behind.rows_of(by_text, current, ["party", "term"])
    return behind.together(
        behind.of_cells(coded, given, ["party", "term"], "given"),
        behind.of_cells(by_text, current, ["party", "term"], "answer_stance"),
        behind.of_cells(by_text.dropna(subset="salience"), given, ["party", "term"], "given"),
        behind.named_in(accepted, "proposal", "proposal"),
    )


def _given(current: pd.DataFrame) -> pd.Series:
    """Return the stance of each cell that its position and salience are of."""
    return current["answer_stance"].where(is_of_the_answer(current), current["level_stance"])


def how_old(found: pd.DataFrame, context: Context) -> list[str]:
    """Return how many of the positions are old."""
    return ages.of_counted(found.drop_duplicates("term"), context, "position")


QUESTION = Question(
    id="baseline",
    title="Positions and a reference line",
    asks="Where does each party stand on a term's scale, and where is the compromise model's line?",
    contract=frames.POSITIONS,
    frame=frame,
    finding=finding,
    chart=chart,
    rests_on=rests_on,
    columns=(
        "party",
        "term",
        "position",
        "basis",
        "position_low",
        "position_high",
        "salience",
        "influence",
        "age",
        "baseline",
        "line",
        "n",
        "n_old",
        "n_overtaken",
        "old_days",
    ),
    csv=tuple(frames.POSITIONS.columns)[:-3],
    takes=("term",),
    not_narrowed=lambda scope: (
        "a text by the best of its pages" if scope.only_source is None else "a text only where no other page is cited"
    ),
    how_old=how_old,
)
