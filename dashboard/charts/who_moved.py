"""Who moved between two days: on every term an arrow for each party, from where it stood to where it stands."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import (
    if_hollow,
    level_words,
    level_x,
    lifted,
    party_look,
    then,
    tooltips,
    words_at,
    y_pixel,
)
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import number_words

WIDTH, LINE, GAP = 400, 18, 12
WORDS_WIDTH = 370
LABEL, PARTY = -280, -136
"""Where the names of term and party begin, in pixels from the axis."""

# Blue and ochre are told apart under every common colour blindness, the one is dashed, and neither is an alarm.
COLOURS = {
    False: {"towards": "#0b5fa5", "away": "#7a5a00", "else": "#57606a"},
    True: {"towards": "#6db6ff", "away": "#e0b050", "else": "#a9b3be"},
}
UNITS = {"level": "Levels", "position": "Positions on the terms' own scales, 0 to 100"}


def who_moved(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return the moves on every term in order: levels on one axis, and terms measured in positions on another below.

    Parameters
    ----------
    data
        `frames.MOVES`, n rows. A row without a number says "not comparable", and why. A mark is hollow where a number
        that the row rests on was old or overtaken on its day.
    """
    datasets: dict[str, Rows] = {}
    panels = []
    for unit, title in UNITS.items():
        mine = data[data["measured_in"] == unit]
        if mine.empty and (unit == "position" or len(data)):
            continue
        panel, rows = _panel(unit, mine, context)
        panel.title = alt.TitleParams(title, fontSize=13.5, offset=10, frame="group", dx=LABEL)
        panels.append(panel)
        datasets |= rows
    if data.empty:
        subtitle = [f"No level on either day {context.there.is_}{context.chosen}."]
    else:
        first = context.since_words
        hollow = any(datasets.get(f"{unit} hollow") for unit in UNITS)
        dotted = any(row["moved"] == "else" for unit in UNITS for row in datasets.get(f"{unit} arrows", ()))
        subtitle = [
            f"The mark is where the party stood on {first}, the arrow's head where it stands on "
            f"{context.as_of_words}. A mark alone: the words beside it say whether a later record repeats the level. "
            "Nothing new: no new level is recorded. Towards and away: from where the other party stood on the earlier "
            f"day, and from where it stands.{' Dotted: neither of the two, or not to be compared.' if dotted else ''}"
            + if_hollow(
                hollow,
                f"one of the levels compared, the other party’s among them, was {context.hollow_then('on its day')}",
            )
        ]
    chart = alt.vconcat(*panels, spacing=26)
    return finish(chart, context, "Who moved on each term", subtitle, WIDTH + 540, datasets)


def _panel(unit: str, data: pd.DataFrame, context: Context) -> tuple[alt.LayerChart, dict[str, Rows]]:
    rows, terms, y = [], [], 4.0
    names = context.party_names
    ranks = {party: rank for rank, party in enumerate(names)}
    for term, title in context.term_names.items():
        mine = sorted(frames.MOVES.rows(data[data["term"] == term]), key=lambda row: ranks.get(row.party, 0))
        if not mine:
            continue
        label = wrapped(title, 24, 2)
        terms.append({"title": label, "y": lifted(y + LINE * len(mine) / 2, label), "line": y - GAP / 2})
        for row in mine:
            rows.append(_row(row, title, y + LINE / 2, names))
            y += LINE
        y += GAP
    going = [row for row in rows if row["before"] is not None and row["after"] not in (None, row["before"])]
    datasets = {
        f"{unit} terms": terms,
        f"{unit} rows": rows,
        f"{unit} arrows": going,
        f"{unit} marks": [row for row in rows if row["before"] is not None],
        f"{unit} hollow": [row for row in rows if row["before"] is not None and row["hollow"]],
    }
    panel = _draw(unit, context)
    panel.width, panel.height = WIDTH, max(y, LINE)
    return panel, datasets


def _row(row: frames.Move, term: str, y: float, names: dict[str, str]) -> dict[str, Any]:
    before, after = row.before, row.after
    stood = _stood(row)
    other_unknown = before is not None and after is not None and row.m is None
    missing = "position" if row.measured_in == "position" else "score"
    return {
        "party": row.party,
        "party_name": names.get(row.party, row.party),
        "term_name": term,
        "before": before,
        "after": after,
        "moved": row.moved if row.moved in ("towards", "away") else "else",
        "hollow": row.n_old + row.n_overtaken > 0,
        "stood": stood,
        "words": f"{f'no {missing} of the other' if other_unknown else row.moved}: {stood}",
        "angle": 90 if before is None or after is None or after > before else -90,
        "y": y,
    }


def _stood(row: frames.Move) -> str:
    """Return where the party stood on both days."""
    if row.measured_in == "position" and row.before is not None and row.after is not None:
        return then(number_words(row.before), number_words(row.after))
    return then(level_words(row.level_before), level_words(row.level_after))


def _draw(unit: str, context: Context) -> alt.LayerChart:
    paper, colours = PAPERS[context.dark], COLOURS[context.dark]
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    ink = alt.Color("moved:N", legend=None, scale=scale)
    dash_scale = alt.Scale(domain=list(colours), range=[[1, 0], [5, 3], [2, 2]])
    look = party_look(context)
    tooltip = tooltips(term_name="Term", party_name="Party", stood="Stood", words="Move")

    def x(field: str) -> alt.X:
        if unit == "level":
            return level_x(field)
        axis = alt.Axis(
            orient="top", values=[0, 25, 50, 75, 100], title=None, domain=False, ticks=False, labelPadding=8
        )
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-5, 105], nice=False), axis=axis)

    def at(part: str, field: str) -> alt.Chart:
        return dataset(f"{unit} {part}").encode(x=x(field), y=y_pixel())

    layers = [
        dataset(f"{unit} terms")
        .mark_rule(color=paper.grid, aria=False)
        .encode(x=alt.XValue(LABEL), x2=alt.X2Value(WIDTH + WORDS_WIDTH), y=y_pixel("line")),
        at("arrows", "before")
        .mark_rule(strokeWidth=2.2, aria=False)
        .encode(x2=alt.X2("after:Q"), color=ink, strokeDash=alt.StrokeDash("moved:N", legend=None, scale=dash_scale)),
        at("arrows", "after")
        .mark_point(shape="triangle", size=90, filled=True, opacity=1, aria=False)
        .encode(color=ink, angle=alt.Angle("angle:Q", scale=None)),
        at("marks", "before")
        .mark_point(size=75, filled=True, opacity=1, stroke=paper.background, strokeWidth=0.8)
        .encode(tooltip=tooltip, **look),
        at("hollow", "before")
        .mark_point(size=75, filled=False, fill=paper.background, opacity=1, strokeWidth=2, aria=False)
        .encode(**look),
        words_at(f"{unit} terms", LABEL, context, "title", fontSize=12, lineBreak="\n"),
        dataset(f"{unit} rows")
        .mark_point(size=60, filled=True, opacity=1, aria=False)
        .encode(x=alt.XValue(PARTY), y=y_pixel(), **look),
        words_at(f"{unit} rows", PARTY + 10, context, "party_name", limit=135),
        words_at(f"{unit} rows", WIDTH + 12, context, "words", limit=WORDS_WIDTH).encode(color=ink),
    ]
    return alt.LayerChart(layer=layers, resolve={"scale": {"color": "independent"}})
