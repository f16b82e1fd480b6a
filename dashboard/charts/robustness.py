"""How firm the order of the sticking points is: a table of checks and places."""

import altair as alt
import pandas as pd

from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import lifted, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import counted

LINE, COLUMN, LABEL = 24, 66, 210
"""The height of a line, the width of a column, and of the labels before the first, in pixels."""


def robustness(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the places as a table: a line a check, a column a term in the order as it stands, the changed places filled.

    Parameters
    ----------
    data
        `robustness.PLACES`; the first check is the ranking as it stands. A term that a check does not rank has a dash.
    """
    checks = list(dict.fromkeys(data["check"]))
    stands = data[data["check"] == checks[0]] if checks else data
    at = {term: LABEL + COLUMN * number for number, term in enumerate(stands["term"])}
    usual = dict(zip(stands["term"], stands["place"], strict=True))
    columns = (data[name] for name in ("check", "place", "term", "n_old", "n_overtaken"))
    places: Rows = []
    for check, place, term, old, overtaken in zip(*columns, strict=True):
        known, before = pd.notna(place), usual[term]
        changed = (known != pd.notna(before)) or bool(known and place != before)
        y = LINE * (checks.index(check) + 0.5)
        aloud = f"{context.term_names[term]}, {check}: {f'place {place}' if known else 'not ranked'}"
        places.append(
            {"x": at[term] + COLUMN / 2, "left": at[term] + 3, "right": at[term] + COLUMN - 3, "y": y}
            | {"top": y - LINE / 2 + 2, "bottom": y + LINE / 2 - 2, "words": str(place) if known else "–"}
            | {"changed": changed, "hollow": bool(old + overtaken), "aloud": aloud}
        )
    heads = [wrapped(context.term_names[term], 10, 3) for term in at]
    datasets: dict[str, Rows] = {
        "checks": [{"y": LINE * (number + 0.5), "words": check} for number, check in enumerate(checks)],
        "places": places,
        "changed": [row for row in places if row["changed"]],
        "heads": [
            {"x": x + COLUMN / 2, "y": lifted(-24, words), "words": words}
            for x, words in zip(at.values(), heads, strict=True)
        ],
    }
    width = LABEL + COLUMN * max(len(at), 1)
    chart = _draw(context).properties(width=width, height=LINE * max(len(checks), 1))
    subtitle = ["No term is recorded."]
    if checks:
        subtitle = [
            f"The place of each term as it stands and under {counted(len(checks) - 1, 'check')}, each of which changes "
            "one thing. Filled: another place than as it stands. Terms that tie share a place. –: not ranked."
        ]
    return finish(chart, context, "How firm the order of the sticking points is", subtitle, width, datasets)


def _draw(context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    at = dataset("places").encode(x=alt.X("x:Q", scale=None, axis=None), y=y_pixel())
    boxes = dataset("changed").mark_rect(color=paper.faint, aria=False)
    layers = [
        boxes.encode(x=alt.X("left:Q", scale=None, axis=None), x2="right:Q", y=y_pixel("top"), y2=alt.Y2("bottom:Q")),
        words_at("checks", 0, context, "words", limit=LABEL - 10),
        at.mark_text(baseline="middle", color=paper.ink).encode(
            text="words:N", description="aloud:N", tooltip=tooltips(aloud="Place")
        ),
        dataset("heads")
        .mark_text(color=paper.quiet, lineBreak="\n", lineHeight=13, aria=False)
        .encode(x=alt.X("x:Q", scale=None, axis=None), y=y_pixel(), text="words:N"),
    ]
    return alt.LayerChart(layer=layers)
