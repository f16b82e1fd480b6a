"""Positions on a term's own scale, with what each party would accept and the compromise model's line as reference."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import if_hollow, lifted, party_look, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import NOT_RECORDED, Age, list_words, number_words, range_words

WIDTH, LINE, TALL = 500, 30, 44
"""A line is tall in a panel in which the words beside one of them are three lines."""
LABEL = -180
LEAST, MOST = 40, 400
"""The mark's area in square pixels at salience 0 and 100; halfway where none is recorded, which the words say."""


def baseline(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return a panel for each term in the data, in order of rank: a line for each party and the reference across them.

    Parameters
    ----------
    data
        `frames.POSITIONS`, n rows. A party without a position keeps its line, which says so; one whose position is
        old or overtaken has a hollow mark.
    """
    terms = [term for term in context.term_names if term in set(data["term"])]
    datasets: dict[str, Rows] = {}
    panels = []
    for place, term in enumerate(terms or [""]):
        panel, rows = _panel(str(place), term, data[data["term"] == term], context)
        panels.append(panel)
        datasets |= rows
    any_line = data["baseline"].notna().any()
    if data.empty:
        subtitle = [f"No position {context.there.is_}{context.chosen}."]
    else:
        weighted = (data["line"] == "compromise model").any()
        read = " Of a text with a range its middle is read, of one that leaves an end open the number given."
        hollow = any(rows for name, rows in datasets.items() if name.startswith("hollow "))
        barred = any(rows for name, rows in datasets.items() if name.startswith("ranges "))
        mean = f"weighted by {weights_words(data)} (the compromise model)" if weighted else "a plain one"
        subtitle = [
            "Mark: the position, the larger the more the party cares, where that is recorded."
            + (" Bar: what it would accept." if barred else "")
            + if_hollow(hollow, context.hollow_words)
            + (read if (data["basis"] == "text").any() else "")
            + (f" Dashed: the mean of the positions, {mean}: a line to compare with, no forecast." if any_line else "")
            + (f" {SALIENCE_FOR}" if any_line and weighted and salience_of_another(data) else "")
        ]
    chart = alt.vconcat(*panels, spacing=30)
    return finish(chart, context, "Positions, and a reference line", subtitle, WIDTH + 400, datasets)


SALIENCE_FOR = (
    "Salience is that of a party’s standing record on the term, whatever its age; where that gives none, the median of "
    "its others stands for it, or full salience."
)


def salience_of_another(data: pd.DataFrame) -> bool:
    """Return whether a position is weighted by a salience that nobody coded with it: of another record, or of none."""
    return bool((data["position"].notna() & (data["salience"].isna() | (data["basis"] == "text"))).any())


def weights_words(data: pd.DataFrame) -> str:
    """Return by which weights the compromise model's line is one: those that are coded, of salience and influence."""
    placed = data[data["position"].notna()]
    coded = [name for name in ("salience", "influence") if placed[name].notna().any()]
    return list_words(coded) or "salience"  # that of other terms stands for it


def _panel(name: str, term: str, data: pd.DataFrame, context: Context) -> tuple[alt.LayerChart, dict[str, Rows]]:
    names = context.party_names
    ranks = {party: rank for rank, party in enumerate(names)}
    mine = sorted(frames.POSITIONS.rows(data), key=lambda row: ranks.get(row.party, 0))
    line = TALL if any(row.unread or row.passed_over for row in mine) else LINE
    rows = [_row(row, (place + 0.5) * line, names) for place, row in enumerate(mine)]
    known = [row for row in rows if row["position"] is not None]
    number = next((float(value) for value in data["baseline"].dropna()), None)
    datasets: dict[str, Rows] = {
        f"rows {name}": rows,
        f"ranges {name}": [row for row in known if row["low"] is not None and row["high"] is not None],
        f"marks {name}": [row for row in known if not row["hollow"]],
        f"hollow {name}": [row for row in known if row["hollow"]],
        f"lines {name}": [] if number is None else [{"at": number, "words": f"{mine[0].line}: {number:.0f}"}],
    }
    height = line * max(len(rows), 1)
    title = alt.TitleParams(context.term_names.get(term, ""), fontSize=13.5, offset=22, frame="group", dx=LABEL - 4)
    panel = _draw(name, _ends(term, context), context)
    panel.width, panel.height, panel.title = WIDTH, height, title
    return panel, datasets


BASIS = {"coded": "as coded", "text": "from the text it accepts"}


def _ends(term: str, context: Context) -> list[str]:
    """Return what the two ends of the term's scale mean, as far as it is recorded."""
    rows = context.terms[context.terms["code"] == term]
    ends = [(0, rows["scale_low_words"]), (100, rows["scale_high_words"])]
    said_of = [f"{end}: {words.iloc[0]}" for end, words in ends if len(words) and not pd.isna(words.iloc[0])]
    return [line for text in said_of for line in wrapped(text, 80, 2).split("\n")] or ["Position"]


def _row(row: frames.Position, y: float, names: dict[str, str]) -> dict[str, Any]:
    low, high = row.position_low, row.position_high
    numbers = {"position": row.position, "salience": row.salience, "influence": row.influence}
    known = {name: f"{name} {number_words(round(value, 1))}" for name, value in numbers.items() if value is not None}
    place = [known.pop("position", None), BASIS.get(row.basis or "")]
    if row.unread:
        del numbers["position"]
    missing = ", ".join(name for name, value in numbers.items() if value is None)
    first = "; ".join(filter(None, [", ".join(filter(None, place)), ", ".join(known.values())]))
    told = "a later yes to another number is passed over" if row.passed_over else ""
    told = f"no position: {row.unread}" if row.unread else told
    words = "\n".join(filter(None, [first, told, missing and f"{NOT_RECORDED}: {missing}"]))
    return {
        "party": row.party,
        "party_name": names.get(row.party, row.party),
        "position": row.position,
        "low": low,
        "high": high,
        "salience": 50 if row.salience is None else row.salience,
        "hollow": row.age in (Age.OLD, Age.OVERTAKEN),
        "words": words,
        "words_y": lifted(y, words),
        "accepts": NOT_RECORDED if low is None or high is None else range_words(low, high),
        "y": y,
    }


def _draw(name: str, ends: list[str], context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    look = party_look(context)
    scale = alt.Scale(domain=[-2, 102], nice=False, zero=False)
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100], title=ends, titleAnchor="start", titleAlign="left", domain=False, ticks=False
    )
    tooltip = tooltips(party_name="Party", words="Recorded", accepts="Would accept")

    def at(part: str, field: str) -> alt.Chart:
        return dataset(f"{part} {name}").encode(x=alt.X(f"{field}:Q", scale=scale, axis=axis), y=y_pixel())

    size = alt.Size("salience:Q", legend=None, scale=alt.Scale(domain=[0, 100], range=[LEAST, MOST]))
    line = dataset(f"lines {name}").encode(x=alt.X("at:Q", scale=scale, axis=axis))
    layers = [
        at("ranges", "low")
        .mark_rule(strokeWidth=5, strokeCap="round", opacity=0.45, aria=False)
        .encode(x2=alt.X2("high:Q"), color=look["color"]),
        line.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=paper.ink, aria=False),
        line.mark_text(baseline="bottom", dy=-5, fontSize=10.5, aria=False).encode(
            y=alt.YValue(0), text=alt.Text("words:N")
        ),
        at("marks", "position")
        .mark_point(filled=True, opacity=1, stroke=paper.background, strokeWidth=0.8)
        .encode(size=size, tooltip=tooltip, **look),
        at("hollow", "position")
        .mark_point(filled=False, fill=paper.background, opacity=1, strokeWidth=2)
        .encode(size=size, tooltip=tooltip, **look),
        dataset(f"rows {name}")
        .mark_point(size=60, filled=True, opacity=1, aria=False)
        .encode(x=alt.XValue(LABEL), y=y_pixel(), **look),
        words_at(f"rows {name}", LABEL + 10, context, "party_name", limit=160),
        words_at(f"rows {name}", WIDTH + 14, context, "words", color=paper.quiet, lineBreak="\n", limit=340).encode(
            y=y_pixel("words_y")
        ),
    ]
    return alt.LayerChart(layer=layers, resolve={"scale": {"color": "shared"}})
