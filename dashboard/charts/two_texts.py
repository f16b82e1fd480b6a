"""Two texts, one name: for each name that two texts share, who answers them differently, and on which terms."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import (
    AXIS_WORDS,
    level_words,
    level_x,
    lifted,
    party_look,
    tooltips,
    words_at,
    y_pixel,
)
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import SCORES, counted, day_words

WIDTH, LINE, GAP = 330, 18, 12
LABEL, PARTY = -290, -146
"""Where the names of term and party begin, in pixels from the axis."""

ANSWERED = {
    "ACCEPTS": "accepts {}",
    "CONDITIONAL": "accepts {} on conditions",
    "OPEN": "open on {}",
    "RESISTS": "resists {}",
    "REJECTS": "rejects {}",
}
"""An answer to a text as it stands in a sentence."""

YES_TO_THE_WHOLE = "A yes to a whole text is a yes to each of its provisions that is not answered otherwise."
WHOLE_TEXT_WORDS = (
    "Where a party answered only one of two texts as a whole, its answers on terms of the other have no mark."
)


def two_texts(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return a block for each name and pair of texts, in the order of the data: on each term a line for each party.

    Parameters
    ----------
    data
        `frames.TWO_TEXTS`, n rows. An answer without a score has no mark and is said in words, as is one that is given
        on terms and not to the whole.
    """
    datasets: dict[str, Rows] = {"headings": [], "keys": [], "ticks": [], "terms": [], "rows": []}
    y = 0.0
    for (name, *pair), block in data.groupby(["name", "one", "other"], sort=False):
        y = _block(datasets, name, pair, block, y, context)
    rows = datasets["rows"]
    joined = [row for row in rows if row["first"] is not None and row["second"] is not None]
    datasets["lines"] = [row for row in joined if not row["old"]]
    datasets["old lines"] = [row for row in joined if row["old"]]
    for mark in ("first", "second"):
        datasets[mark] = [row for row in rows if row[mark] is not None]
    if data.empty:
        within = f"tabled within {context.use_by_days} days of each other and of {context.as_of_words}"
        subtitle = [f"No two different answers to texts under one name, {within}, {context.there.are}{context.chosen}."]
    else:
        subtitle = ["Where two texts share a name, two people can contradict each other and both be right."]
        subtitle.append(YES_TO_THE_WHOLE)
        subtitle += [WHOLE_TEXT_WORDS] if data[["terms_one", "terms_other"]].notna().any(axis=None) else []
        subtitle += [f"Dashed line: an answer is {context.old_words}."] if data["n_old"].any() else []
    chart = _draw(context)
    chart.width, chart.height = WIDTH, max(y, LINE)
    return finish(chart, context, "Two texts, one name", subtitle, WIDTH + 540, datasets)


def _text(code: str, context: Context) -> str:
    """Return a text by its title and day."""
    text = context.proposals.set_index("code").loc[code]
    return f"“{wrapped(context.proposal_names[code], 110, 1)}” ({day_words(text['tabled_on'], text['precision'])})"


def _block(
    datasets: dict[str, Rows], name: str, pair: list[str], data: pd.DataFrame, y: float, context: Context
) -> float:
    """Put one name with its two texts and the answers to them at this height, and return where it ends."""
    heading = wrapped(f"“{name}”", 110, 2)
    datasets["headings"].append({"words": heading, "y": y})
    y += 17 * heading.count("\n") + 30
    for mark, code in zip(("first", "second"), pair, strict=True):
        datasets["keys"].append({"mark": mark, "words": f"{mark}: {_text(code, context)}", "y": y})
        y += LINE
    top = y = y + 30
    names = context.party_names
    ranks = {party: rank for rank, party in enumerate(names)}
    for term, title in context.term_names.items():
        rows = frames.TWO_TEXTS.rows(data[data["term"] == term])
        if not rows:
            continue
        label = wrapped(title, 22, 2)
        datasets["terms"].append({"title": label, "y": lifted(y + LINE * len(rows) / 2, label), "line": y - GAP / 2})
        for row in sorted(rows, key=lambda row: ranks.get(row.party, len(ranks))):
            datasets["rows"].append(_row(row, title, y + LINE / 2, names))
            y += LINE
        y += GAP
    datasets["ticks"] += [
        {"score": score, "words": word, "y": top - 20, "top": top - GAP / 2, "bottom": y - GAP / 2}
        for score, word in enumerate(AXIS_WORDS, -2)
    ]
    return y + 16


def _row(row: frames.AnswersToTwo, term: str, y: float, names: dict[str, str]) -> dict[str, Any]:
    given = {"first": (row.answer_one, row.terms_one), "second": (row.answer_other, row.terms_other)}
    return {
        "party": row.party,
        "party_name": names.get(row.party, row.party),
        "term_name": term,
        **{text: SCORES.get(answer) if terms is None else None for text, (answer, terms) in given.items()},
        "words": ", ".join(_words(text, *of_text) for text, of_text in given.items()),
        "old": row.n_old > 0,
        "y": y,
    }


def _words(text: str, answer: str, terms: int | None) -> str:
    """Return the answer to a text in words; of one that is not answered as a whole, those on terms of it."""
    if terms is None:
        return ANSWERED.get(answer, f"{level_words(answer)} on {{}}").format(f"the {text}")
    each = ", ".join(level_words(code) for code in answer.split("; "))
    return f"{counted(terms, 'term')} of the {text}: {each}"


def _draw(context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    look = party_look(context)
    looks: dict[str, dict[str, Any]] = {
        "first": {"shape": "circle", "size": 95, "filled": False, "fill": paper.background, "strokeWidth": 2},
        "second": {"shape": "square", "size": 80, "filled": True},
    }
    tooltip = tooltips(term_name="Term", party_name="Party", words="Answers")

    def at(name: str, field: str, y: str = "y") -> alt.Chart:
        return dataset(name).encode(x=level_x(field).axis(None), y=y_pixel(y))

    keys = [
        dataset("keys")
        .transform_filter(f"datum.mark === '{text}'")
        .mark_point(opacity=1, color=paper.ink, aria=False, **mark)
        .encode(x=alt.XValue(LABEL + 6), y=y_pixel())
        for text, mark in looks.items()
    ]
    answers = [
        at(text, text).mark_point(opacity=1, aria=False, **mark).encode(color=look["color"], tooltip=tooltip)
        for text, mark in looks.items()
    ]
    return alt.LayerChart(
        layer=[
            words_at(
                "headings", LABEL, context, "words", fontSize=13.5, fontWeight=600, baseline="top", lineBreak="\n"
            ),
            *keys,
            words_at("keys", LABEL + 18, context, "words"),
            at("ticks", "score")
            .mark_text(baseline="middle", color=paper.quiet, aria=False)
            .encode(text=alt.Text("words:N")),
            at("ticks", "score", "top").mark_rule(color=paper.grid, aria=False).encode(y2=alt.Y2("bottom:Q")),
            dataset("terms")
            .mark_rule(color=paper.grid, aria=False)
            .encode(x=alt.XValue(LABEL), x2=alt.X2Value(WIDTH + 320), y=y_pixel("line")),
            at("lines", "first")
            .mark_rule(strokeWidth=1.2, aria=False)
            .encode(x2=alt.X2("second:Q"), color=look["color"]),
            at("old lines", "first")
            .mark_rule(strokeWidth=1.2, strokeDash=[3, 3], aria=False)
            .encode(x2=alt.X2("second:Q"), color=look["color"]),
            *answers,
            words_at("terms", LABEL, context, "title", fontSize=12, lineBreak="\n"),
            dataset("rows")
            .mark_point(size=60, filled=True, opacity=1)
            .encode(x=alt.XValue(PARTY), y=y_pixel(), tooltip=tooltip, **look),
            words_at("rows", PARTY + 10, context, "party_name", limit=148),
            words_at("rows", WIDTH + 12, context, "words"),
        ]
    )
