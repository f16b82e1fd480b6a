"""Spread of the parties: who stands at which level of each term, and how far all of them agree."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import AXIS_WORDS, if_hollow, lifted, party_look, tooltips, words_at, y_pixel
from dashboard.charts.theme import LEVEL_COLOURS, PAPERS
from dashboard.vocabulary import NOT_RECORDED, decimal

LINE, HALF_LINE, LABEL_WIDTH, WORDS_WIDTH = 36, 7, 170, 235
PLACE, STEP, MOST_ABREAST = 100, 16, 5
"""Width of one of the five places, and from one mark to the next; more marks go on in rows below."""

WORDS = LABEL_WIDTH + 5 * PLACE + 20
WIDTH = WORDS + WORDS_WIDTH

CODES = ("REJECTS", "RESISTS", "OPEN", "CONDITIONAL", "ACCEPTS")
"""The level whose colour heads each place, from −2 to 2."""


def spread(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the terms in order of rank, on each the marks of the parties at their five places, and A and n beside them.

    It is laid out in pixels: a place keeps its width, whoever stands there, and a line grows with the rows of marks.

    Parameters
    ----------
    data
        `frames.SPREADS`, n rows.
    """
    legend, y = _legend(data, context)
    datasets: dict[str, Rows] = {"legend": legend, "heads": _heads(y, context), "terms": [], "marks": [], "hollow": []}
    datasets["words"] = [{"words": "A, n", "y": y + 11, "line": y + 24}]
    y = top = y + 24
    for term, name in context.term_names.items():
        rows = frames.SPREADS.rows(data[data["term"] == term])
        if not rows:
            continue
        here = {row.score: _codes(row.parties, context) for row in rows}
        old = {code for row in rows for code in _codes(row.old, context)}
        deepest = max(-(-len(codes) // MOST_ABREAST) for codes in here.values())
        title = wrapped(name, 24, 3)
        height = max(LINE, STEP * deepest + 12, 2 * HALF_LINE * (title.count("\n") + 1) + 6)
        for score, codes in here.items():
            for mark in _marks(codes, score, name, y + height / 2, context):
                datasets["hollow" if mark["party"] in old else "marks"].append(mark)
        words = _words(rows[0])
        for part, text in (("terms", title), ("words", words)):
            datasets[part].append({"words": text, "y": lifted(y + height / 2, text), "line": y + height})
        y += height
    if data.empty:
        subtitle = [f"No level {context.there.is_}{context.chosen}."]
    else:
        subtitle = [
            "A is van der Eijk’s agreement: 1 where all stand at one place, 0 where they are spread evenly, −1 where "
            "half stand at either end. n: the parties with a level on the term. “Demands” stands with “accepts”."
            + if_hollow(datasets["hollow"], f"the level is {context.hollow_words}")
        ]
    datasets["edges"] = [{"x": LABEL_WIDTH + PLACE * place - 1, "y": top, "y2": y} for place in range(6)]
    chart = _draw(context)
    chart.width, chart.height = WIDTH, y
    return finish(
        chart, context, "Where the parties stand on each term, and how far they agree", subtitle, 800, datasets
    )


def _codes(parties: str | None, context: Context) -> list[str]:
    """Return the codes that are joined by "; ", in order of rank."""
    ranks = {party: rank for rank, party in enumerate(context.party_names)}
    codes = set() if parties is None else set(parties.split("; "))
    return sorted(codes, key=lambda code: (ranks.get(code, len(ranks)), code))


def _legend(data: pd.DataFrame, context: Context) -> tuple[Rows, float]:
    """Return shape and name of each party that stands somewhere, in columns wide enough, and where they end."""
    names = context.party_names
    parties = _codes("; ".join(data["parties"].dropna()) or None, context)
    column = 34 + 7 * max((len(names.get(party, party)) for party in parties), default=1)
    abreast = max(WIDTH // column, 1)
    rows = [
        {"party": party, "name": names.get(party, party), "x": 6 + column * (i % abreast), "y": 8 + 20 * (i // abreast)}
        for i, party in enumerate(parties)
    ]
    return rows, 20 * -(-len(parties) // abreast) + 10


def _heads(y: float, context: Context) -> Rows:
    """Return the box over each place, in the colour of its level."""
    swatches = [LEVEL_COLOURS[context.dark][code] for code in CODES]
    lefts = [LABEL_WIDTH + PLACE * place for place in range(5)]
    return [
        {"x": left, "x2": left + PLACE - 2, "middle": left + PLACE / 2 - 1, "y": y, "y2": y + 22}
        | {"words": words, "fill": swatch.fill, "ink": swatch.text}
        for left, words, swatch in zip(lefts, AXIS_WORDS, swatches, strict=True)
    ]


def _marks(codes: list[str], score: int, term: str, y: float, context: Context) -> Rows:
    """Return the marks of one place, side by side and in rows around its middle."""
    rows = [codes[i : i + MOST_ABREAST] for i in range(0, len(codes), MOST_ABREAST)]
    middle = LABEL_WIDTH + PLACE * (score + 2.5) - 1
    return [
        {
            "party": code,
            "party_name": context.party_names.get(code, code),
            "term_name": term,
            "level": AXIS_WORDS[score + 2],
            "x": middle + STEP * (across - (len(row) - 1) / 2),
            "y": y + STEP * (down - (len(rows) - 1) / 2),
        }
        for down, row in enumerate(rows)
        for across, code in enumerate(row)
    ]


def _words(row: frames.Spread) -> str:
    """Return A and n, or why there is no A; under them what the parties without a place are."""
    if row.levels == 0:
        return f"{NOT_RECORDED}, n = 0"
    words = "too few with a level" if row.spread is None else decimal(row.spread)
    if row.n == row.levels:
        return f"{words}, n = {row.n}"
    return f"{words}, n = {row.n} of {row.levels}\n{row.levels - row.n} silent or mixed"


def _draw(context: Context) -> alt.LayerChart:
    paper, look = PAPERS[context.dark], party_look(context)

    def at(name: str, x: str = "x") -> alt.Chart:
        return dataset(name).encode(x=alt.X(f"{x}:Q", scale=None, axis=None), y=y_pixel())

    mark: dict[str, Any] = {"size": 90, "filled": True, "opacity": 1, "stroke": paper.background, "strokeWidth": 0.8}
    hollow: dict[str, Any] = {"size": 80, "filled": False, "fill": paper.background, "opacity": 1, "strokeWidth": 2}
    tooltip, ink = tooltips(term_name="Term", party_name="Party", level="Level"), alt.Color("ink:N", scale=None)
    lines = dataset("terms").mark_rule(color=paper.grid, aria=False)
    layers = [
        lines.encode(x=alt.XValue(0), x2=alt.X2Value(WIDTH), y=y_pixel("line")),
        at("edges").mark_rule(color=paper.grid, aria=False).encode(y2=alt.Y2("y2:Q")),
        at("heads")
        .mark_rect(aria=False)
        .encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), fill=alt.Fill("fill:N", scale=None)),
        at("heads", "middle")
        .mark_text(baseline="middle", dy=11, aria=False)
        .encode(text=alt.Text("words:N"), color=ink),
        at("marks").mark_point(**mark).encode(tooltip=tooltip, **look),
        at("hollow").mark_point(**hollow).encode(tooltip=tooltip, **look),
        at("legend").mark_point(aria=False, **mark).encode(**look),
        at("legend").mark_text(align="left", baseline="middle", dx=11, aria=False).encode(text=alt.Text("name:N")),
        words_at("terms", 0, context, "words", fontSize=12, lineBreak="\n"),
        words_at("words", WORDS, context, "words", lineBreak="\n", limit=WORDS_WIDTH),
    ]
    return alt.LayerChart(layer=layers, resolve={"scale": {"color": "independent"}})
