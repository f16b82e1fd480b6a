"""Sticking points: terms by how far they stand from agreement, whose level is lowest, and how firm that order is."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import AXIS_WORDS, lifted, party_list, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import counted, decimal, number_words

WIDTH, LINE = 300, 38
LABEL, WORDS, STRIP, STRIP_WIDTH = -170, WIDTH + 48, WIDTH + 350, 150
"""Where labels, words and the strip of shares begin, in pixels from the bars' axis."""

BAR = {False: "#5b4aa3", True: "#a896ea"}


def sticking_points(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the terms as bars from 0 to 1 in the order of the data, with the words and the share of worlds beside them.

    Parameters
    ----------
    data
        `frames.STICKING`, n rows, the first first. A term without a score has no bar: not enough is recorded.
    """
    names, parties = context.term_names, context.party_names
    rows = [_row(row, (place + 0.5) * LINE, names, parties) for place, row in enumerate(frames.STICKING.rows(data))]
    height = LINE * max(len(rows), 1)
    datasets: dict[str, Rows] = {
        "terms": rows,
        "bars": [row for row in rows if row["score"] is not None],
        "collisions": [row for row in rows if row["collision"]],
        "strips": [row for row in rows if row["score"] is not None and row["share"] is not None],
        "heads": [
            {"x": 0, "y": -36, "words": "How far from agreement"},
            {"x": WORDS, "y": -36, "words": "Lowest level, and since when"},
            {"x": STRIP, "y": -36, "words": "Share of worlds in which it stays in that place"},
        ],
        "ends": [{"x": STRIP + STRIP_WIDTH * share, "words": f"{share:.0%}"} for share in (0, 0.5, 1)],
    }
    chart = _draw(context, height).properties(width=WIDTH, height=height)
    if data.empty:
        subtitle = ["No term is recorded."]
    else:
        subtitle = [
            "0: agreed by every party whose consent is required. 1: rejected by one of them, at full salience. "
            f"{_salience(data)} A world: the same ranking with a source left out, another grade filter, "
            "salience a little higher or lower, or one coder's readings. n: parties with a score."
        ]
    return finish(chart, context, "Which terms stand furthest from agreement", subtitle, WIDTH + 600, datasets)


def _salience(data: pd.DataFrame) -> str:
    missing = int(data["salience"].isna().sum())
    if missing == 0:
        return ""
    if missing == len(data):
        return "Nobody coded salience: every term weighs the same."
    return f"Nobody coded the salience of {counted(missing, 'term')}, which therefore count in full."


def _row(row: frames.StickingPoint, y: float, names: dict[str, str], parties: dict[str, str]) -> dict[str, Any]:
    score, share, first = row.score, row.keeps_place_share, row.stays_first_share
    term = wrapped(names.get(row.term, row.term), 24, 2)
    n = f"n = {row.n}"
    days = n if row.days_still is None else f"{counted(row.days_still, 'day')} without a rise, {n}"
    if score is None or row.agreement is None:
        level = "not enough recorded"
    else:
        level = AXIS_WORDS[row.agreement + 2]
        if row.blocker is not None:
            level = f"{party_list(row.blocker, parties)}: {level}"
    return {
        "term": term,
        "label_y": lifted(y, term),
        "score": score,
        "score_words": "" if score is None else decimal(score),
        "level": level,
        "days": days,
        "words": "red lines collide",
        "collision": bool(row.red_line_collision),
        "share": None if share is None else STRIP + STRIP_WIDTH * share,
        "share_words": "" if share is None else f"{share:.0%}",
        "first_words": "" if first is None else f"{first:.0%}",
        "salience": "not coded" if row.salience is None else number_words(round(row.salience, 1)),
        "y": y,
        "line": y + LINE / 2,
    }


def _draw(context: Context, height: float) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    axis = alt.Axis(
        orient="top", values=[0, 0.25, 0.5, 0.75, 1], labelExpr="datum.value", title=None, domain=False, ticks=False
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    place_tooltip = tooltips(term="Term", share_words="In that place in", first_words="First in")
    tooltip = tooltips(term="Term", score_words="Score", level="Lowest level", days="Since", salience="Mean salience")

    def at(name: str) -> alt.Chart:
        return dataset(name).encode(y=y_pixel())

    def place(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=None, axis=None)

    ends = dataset("ends").encode(x=place("x"))
    bars = at("bars").encode(x=alt.X("score:Q", scale=scale, axis=axis))
    scored = alt.LayerChart(
        layer=[
            at("terms")
            .mark_rule(color=paper.grid, aria=False)
            .encode(x=alt.value(LABEL), x2=alt.value(STRIP + STRIP_WIDTH + 45), y=y_pixel("line")),
            bars.mark_rule(strokeWidth=14, color=BAR[context.dark]).encode(x2=alt.datum(0), tooltip=tooltip),
            bars.mark_text(align="left", baseline="middle", dx=5, fontSize=10.5, aria=False).encode(
                text="score_words:N"
            ),
            words_at("terms", LABEL, context, "term", fontSize=12, lineBreak="\n").encode(y=y_pixel("label_y")),
            words_at("terms", WORDS, context, "level", dy=-7, limit=290),
            words_at("terms", WORDS, context, "days", dy=8, fontSize=10.5, color=paper.quiet),
            at("collisions")
            .mark_rect(width=5, height=16, color=paper.red_line, yOffset=8, aria=False)
            .encode(x=alt.value(WORDS + 176)),
            words_at("collisions", WORDS + 184, context, "words", dy=8, fontSize=10.5),
        ]
    )
    strip = alt.LayerChart(
        layer=[
            ends.mark_rule(color=paper.grid, aria=False).encode(y=alt.value(0), y2=alt.value(height)),
            ends.mark_text(baseline="bottom", dy=-8, aria=False).encode(y=alt.value(0), text="words:N"),
            at("strips")
            .mark_point(size=55, filled=True, opacity=1, color=paper.ink)
            .encode(x=place("share"), tooltip=place_tooltip),
            at("strips")
            .mark_text(align="left", baseline="middle", dx=8, fontSize=10.5, aria=False)
            .encode(x=place("share"), text="share_words:N"),
            at("heads").mark_text(align="left", color=paper.quiet, aria=False).encode(x=place("x"), text="words:N"),
        ]
    )
    return alt.LayerChart(layer=[scored, strip]).resolve_scale(x="independent")
