"""How firm the order of the sticking points is: a table of checks and places."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import if_hollow, tooltips, words_at, y_pixel
from dashboard.charts.sticking_points import BAR
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import counted

LINE, LABEL, WIDTH = 24, 230, 660
"""The height of a line, the width of the labels, and of all columns together, in pixels."""
WIDEST = 84
"""The width of a column where there are few."""
ONE_SALIENCE = "one term’s salience"
"""What the names of the checks begin with that move one salience at a time; the others are checks of the records."""


def robustness(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the places as a table: a line a check, a column a term in the order as it stands.

    A place that a check changes is coloured. A box is hollow where a level counted for it is old or overtaken.

    Parameters
    ----------
    data
        `robustness.PLACES`; the first check is the ranking as it stands. A term that no check ranks has no column; one
        that a check does not rank has a dash there.
    """
    ranked = set(data.loc[data["place"].notna(), "term"])
    checks = list(dict.fromkeys(data["check"]))
    stands = data[(data["check"] == checks[0]) & data["term"].isin(ranked)] if checks else data
    column = min(WIDTH // max(len(ranked), 1), WIDEST)
    at = {term: LABEL + column * number for number, term in enumerate(stands["term"])}
    usual = dict(zip(stands["term"], stands["place"], strict=True))
    cells = _cells(data[data["term"].isin(ranked)], checks, at, usual, column, context)
    boxes = [cell for cell in cells if cell["ranked"]]
    datasets: dict[str, Rows] = {
        "checks": [
            {"y": LINE * (number + 0.5), "words": wrapped(check, 38, 1), "line": LINE * (number + 1)}
            for number, check in enumerate(checks)
        ],
        "heads": [
            {"x": x + column / 2, "y": -8, "words": wrapped(context.term_names[term], 30, 1)} for term, x in at.items()
        ],
        "dashes": [cell for cell in cells if not cell["ranked"]],
        **{
            name: [cell for cell in boxes if (cell["changed"], cell["hollow"]) == (changed, hollow)]
            for name, changed, hollow in KINDS
        },
    }
    height, width = LINE * max(len(checks), 1), LABEL + column * max(len(at), 1)
    chart = _draw(context, width)
    chart.width, chart.height = width, height
    subtitle = _subtitle(data, checks, any(cell["hollow"] for cell in boxes), context)
    return finish(chart, context, "How firm the order of the sticking points is", subtitle, 860, datasets)


KINDS = (("same", False, False), ("same hollow", False, True), ("changed", True, False), ("changed hollow", True, True))
"""The datasets of the boxes: whether the place is changed, and whether it is hollow."""


def _subtitle(data: pd.DataFrame, checks: list[str], hollow: bool, context: Context) -> list[str]:
    if not checks:
        return [f"No term is recorded{context.chosen}."]
    left_out = sorted(
        set(data["term"]) - set(data.loc[data["place"].notna(), "term"]), key=list(context.term_names).index
    )
    of_records = [check for check in checks[1:] if not check.startswith(ONE_SALIENCE)]
    each = "which" if len(of_records) == 1 else "each of which"
    under = f"under {counted(len(of_records), 'check')} of the records, {each} changes one thing"
    and_under = f" and {under}"
    if len(of_records) < len(checks) - 1:
        and_under = f", {under}, and with its own salience alone, where one is coded, moved up and down"
    untried = data["check"].str.startswith(ONE_SALIENCE) & data["place"].isna()
    untried &= data["term"].isin(data.loc[(data["check"] == checks[0]) & data["place"].notna(), "term"])
    dash = "not ranked, or no salience to move" if untried.any() else "not ranked"
    never = f" Left out: {counted(len(left_out), 'term')} that no check ranks." if left_out else ""
    return [
        f"The place of each term as it stands{and_under}; terms that tie share a place. Purple: another place than as "
        "it stands." + if_hollow(hollow, f"a level counted is {context.hollow_words}") + f" –: {dash}.{never}"
    ]


def _cells(
    data: pd.DataFrame, checks: list[str], at: dict[str, int], usual: dict[str, Any], column: int, context: Context
) -> Rows:
    columns = (data[name] for name in ("check", "place", "term", "n_old", "n_overtaken"))
    line = {check: LINE * (number + 0.5) for number, check in enumerate(checks)}
    cells = []
    for check, place, term, old, overtaken in zip(*columns, strict=True):
        ranked, before, y = pd.notna(place), usual[term], line[check]
        untried = check.startswith(ONE_SALIENCE) and pd.notna(before)
        said = f"place {place}" if ranked else "no salience to move" if untried else "not ranked"
        cells.append(
            {"x": at[term] + column / 2, "left": at[term] + 2, "right": at[term] + column - 2, "y": y}
            | {"top": y - LINE / 2 + 2, "bottom": y + LINE / 2 - 2, "words": str(place) if ranked else "–"}
            | {"ranked": ranked, "changed": bool(ranked and (pd.isna(before) or place != before))}
            | {"hollow": bool(old + overtaken > 0), "aloud": f"{context.term_names[term]}, {check}: {said}"}
        )
    return cells


def _draw(context: Context, width: int) -> alt.LayerChart:
    paper, strong = PAPERS[context.dark], BAR[context.dark]
    looks = {
        "same": (paper.grid, paper.grid, paper.ink),
        "same hollow": (paper.background, paper.grid, paper.ink),
        "changed": (strong, strong, paper.background),
        "changed hollow": (paper.background, strong, strong),
    }

    def at(name: str, field: str = "x", y: str = "y") -> alt.Chart:
        return dataset(name).encode(x=alt.X(f"{field}:Q", scale=None, axis=None), y=y_pixel(y))

    layers = [
        dataset("checks")
        .mark_rule(color=paper.grid, aria=False)
        .encode(x=alt.XValue(0), x2=alt.X2Value(width), y=y_pixel("line")),
        words_at("checks", 0, context, "words", fontSize=12, limit=LABEL - 8),
        at("dashes")
        .mark_text(baseline="middle", color=paper.quiet)
        .encode(text=alt.Text("words:N"), description=alt.Description("aloud:N")),
        at("heads")
        .mark_text(color=paper.quiet, align="left", baseline="middle", angle=325, fontSize=11.5, aria=False)
        .encode(text=alt.Text("words:N")),
    ]
    for name, (fill, stroke, ink) in looks.items():
        box = at(name, "left", "top").mark_rect(fill=fill, stroke=stroke, strokeWidth=1.2, cornerRadius=3)
        words = at(name).mark_text(baseline="middle", color=ink, fontSize=12, aria=False)
        layers += [
            box.encode(
                x2=alt.X2("right:Q"),
                y2=alt.Y2("bottom:Q"),
                description=alt.Description("aloud:N"),
                tooltip=tooltips(aloud="Place"),
            ),
            words.encode(text=alt.Text("words:N")),
        ]
    return alt.LayerChart(layer=layers)
