"""Sticking points: terms by how far they stand from agreement, whose level is lowest, and since when."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import if_hollow, level_of, lifted, party_list, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import Precision, day_words, decimal, list_words, number_words

WIDTH, LINE = 300, 38
LABEL, WORDS = -170, WIDTH + 48
"""Where labels and words begin, in pixels from the bars' axis."""
LETTER = 4.9
"""How wide a letter of the second line is, on average."""

BAR = {False: "#5b4aa3", True: "#a896ea"}


def sticking_points(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the terms as bars from 0 to 1 in the order of the data, with who holds them there, and since when, beside.

    A bar is hollow where a level that it counts is old or overtaken.

    Parameters
    ----------
    data
        `frames.STICKING`, n rows, the first first. A term without a score has no bar; what stands beside it says why.
    """
    names, parties = context.term_names, context.party_names
    rows = [
        _row(row, (place + 0.5) * LINE, names, parties, context) for place, row in enumerate(frames.STICKING.rows(data))
    ]
    height = LINE * max(len(rows), 1)
    barred = [row for row in rows if row["score"] is not None]
    datasets: dict[str, Rows] = {
        "terms": rows,
        "bars": [row for row in barred if not row["hollow"]],
        "hollow": [row for row in barred if row["hollow"]],
        "collisions": [row for row in rows if row["collision"]],
        "heads": [
            {"x": 0, "y": -36, "words": "How far from agreement"},
            {"x": WORDS, "y": -36, "words": "Lowest level, and since when"},
        ],
    }
    chart = _draw(context)
    chart.width, chart.height = WIDTH, height
    if data.empty:
        subtitle = [f"No term is recorded{context.chosen}."]
    else:
        subtitle = [
            "0, a dot: accepted by every party whose consent is required, whatever their numbers. 1: rejected by "
            f"one of them, at full salience. {_salience(data)}{_since(rows)}n: parties with a score."
            + if_hollow(datasets["hollow"], f"a level is {context.hollow_words}")
        ]
    return finish(chart, context, "Which terms stand furthest from agreement", subtitle, WIDTH + 420, datasets)


def _salience(data: pd.DataFrame) -> str:
    if not data["n"].any():
        return ""
    if data["salience"].isna().all():
        return "No salience is recorded with these levels: every term weighs the same. "
    return (
        "Salience is that of the record of the level; where it has none, the median of that party's others stands for "
        "it, or full salience. "
    )


def _since(rows: Rows) -> str:
    if not any("since " in row["since"] for row in rows):
        return ""
    return "Since: from then on a level of each of them counts, and the lowest has been this one, held by the same. "


def _row(
    row: frames.StickingPoint, y: float, names: dict[str, str], parties: dict[str, str], context: Context
) -> dict[str, Any]:
    needed, conflicts = len(context.required), context.mixed.get(("level", row.term))
    score, term = row.score, wrapped(names.get(row.term, row.term), 24, 2)
    n = f"n = {row.n}" if row.n >= needed else f"n = {row.n} of {needed}"
    since = n
    if row.since is not None and row.apart is None:  # what stands apart shows no level
        day = day_words(row.since, row.since_precision or Precision.DAY)
        of_all = {1: "", 2: "lowest of the two "}.get(needed, f"lowest of the {needed} ")
        since += f", {of_all}since {day}"
    if row.apart is not None:
        level = row.apart
    elif score is None or row.agreement is None:
        level = f"mixed: {list_words(conflicts)}" if conflicts else "not enough recorded"
    else:
        level = level_of(row.agreement, row.blocker or "")
        # Nothing is lower than −2: there the number holds, whoever is not recorded.
        level = f"at most: {level}" if row.n < needed and row.agreement > -2 else level
        if row.blocker is not None:
            level = f"{party_list(row.blocker, parties)}: {level}"
        if row.silent_since is not None:
            level += f"; silent {day_words(row.silent_since, Precision.DAY)}"
    return {
        "term": term,
        "label_y": lifted(y, term),
        "score": score,
        "score_words": "" if score is None else decimal(score),
        "level": level,
        "since": since,
        "hollow": row.n_old + row.n_overtaken > 0,
        "words": "red lines collide",
        "beside": WORDS + 12 + LETTER * len(since),
        "collision": bool(row.red_line_collision),
        "salience": "not coded" if row.salience is None else number_words(round(row.salience, 1)),
        "y": y,
        "line": y + LINE / 2,
    }


def _draw(context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    axis = alt.Axis(
        orient="top", values=[0, 0.25, 0.5, 0.75, 1], labelExpr="datum.value", title=None, domain=False, ticks=False
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    tooltip = tooltips(term="Term", score_words="Score", level="Lowest level", since="Since", salience="Mean salience")

    beside = alt.X("beside:Q", scale=None, axis=None)

    def at(name: str) -> alt.Chart:
        return dataset(name).encode(y=y_pixel())

    def bars(name: str, **look: Any) -> list[alt.Chart]:
        rows = at(name).encode(x=alt.X("score:Q", scale=scale, axis=axis))
        bar = rows.mark_bar(height=14, stroke=BAR[context.dark], strokeWidth=1.5, **look)
        words = rows.mark_text(align="left", baseline="middle", dx=6, fontSize=10.5, aria=False)
        # A bar of 0 has no width: whether it is hollow is to be seen all the same.
        dot = rows.transform_filter(alt.datum.score == 0).mark_point(
            size=40, opacity=1, fill=look["color"], stroke=BAR[context.dark], strokeWidth=1.5
        )
        bar = bar.encode(x2=alt.X2Datum(0), tooltip=tooltip)
        return [bar, dot.encode(tooltip=tooltip), words.encode(text=alt.Text("score_words:N"))]

    return alt.LayerChart(
        layer=[
            at("terms")
            .mark_rule(color=paper.grid, aria=False)
            .encode(x=alt.XValue(LABEL), x2=alt.X2Value(WORDS + 300), y=y_pixel("line")),
            *bars("bars", color=BAR[context.dark]),
            *bars("hollow", color=paper.background),
            words_at("terms", LABEL, context, "term", fontSize=12, lineBreak="\n").encode(y=y_pixel("label_y")),
            words_at("terms", WORDS, context, "level", dy=-7, limit=290),
            words_at("terms", WORDS, context, "since", dy=8, fontSize=10.5, color=paper.quiet),
            at("collisions")
            .mark_rect(width=5, height=16, color=paper.red_line, yOffset=8, aria=False)
            .encode(x=beside),
            words_at("collisions", 0, context, "words", dy=8, dx=8, fontSize=10.5).encode(x=beside),
            at("heads")
            .mark_text(align="left", color=paper.quiet, aria=False)
            .encode(x=alt.X("x:Q", scale=None, axis=None), text=alt.Text("words:N")),
        ]
    )
