"""Distance of a pair by round: over all terms, and below it term by term. A round too thinly coded is a gap."""

import altair as alt
import pandas as pd

from dashboard.charts.context import Context, counted
from dashboard.charts.drawing import Rows, apart, as_days, finish, pixels, records, rows_of, time_domain, x_day
from dashboard.charts.movement_marks import party_list, told, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import day_words

WIDTH, HEIGHT = 960, 190
TERM_WIDTH, TERM_HEIGHT, TERMS_ABREAST, TERM_GAP = 219, 84, 4, 28
OVERALL = "overall"
END_WORDS = ("same", "opposite ends")


def distance(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return the distance of a pair at the end of each round: over all terms in bold, and a small panel for each term.

    Parameters
    ----------
    data
        `frames.DISTANCES` of one pair, n rows. A missing distance breaks the line; the number of terms behind the
        overall distance is printed where it changes.
    """
    domain = time_domain([*context.rounds["ended_on"], *data["day"]])
    overall = _rows(data[data["term"] == OVERALL], context)
    terms = [term for term in context.term_names if term in set(data["term"])]
    datasets: dict[str, Rows] = {"overall": records(overall), **_labels(overall, domain)}
    panels = []
    for place, term in enumerate(terms):
        mine = _rows(data[data["term"] == term], context)
        empty = [] if mine["distance"].notna().any() else [{"words": "not enough recorded"}]
        datasets |= {f"term {place}": records(mine), f"empty {place}": empty}
        panels.append(_term_panel(place, context.term_names[term], domain, context))
    lines = [panels[first : first + TERMS_ABREAST] for first in range(0, len(panels), TERMS_ABREAST)]
    chart = alt.vconcat(
        _overall_panel(domain, context), *(alt.hconcat(*line, spacing=TERM_GAP) for line in lines), spacing=22
    )
    if data.empty:
        title, subtitle = "How far apart the parties are", ["No distance is recorded."]
    else:
        title = f"How far apart {_pairs(data, context)} are at the end of each round"
        subtitle = [
            "0: they stand on the same level or position. 1: on opposite ends of the scale. A break in the line: too "
            "little is recorded for a number. n: how many terms stand behind the overall distance."
        ]
    return finish(chart, title, subtitle, WIDTH, datasets)


def describe(data: pd.DataFrame, context: Context) -> str:
    """Return the distance in words: in how many rounds it is known, the first and the latest."""
    if data.empty:
        return "Distance by round: none is recorded."
    overall = data[data["term"] == OVERALL].sort_values(["day", "round"])
    known = overall[overall["distance"].notna()]
    title = f"Distance of {_pairs(data, context)} by round, from 0 (same) to 1 (opposite ends)"
    if known.empty:
        return f"{title}: not enough is recorded for an overall distance in any round."
    first, last = known.iloc[0], known.iloc[-1]
    return (
        f"{title}: an overall distance in {len(known)} of {counted(len(overall), 'round')}. "
        f"The first is {first['distance']:.2f} ({first['round']}, {day_words(first['day'])}), the latest "
        f"{last['distance']:.2f} ({last['round']}, {day_words(last['day'])})."
    )


def _pairs(data: pd.DataFrame, context: Context) -> str:
    return "; ".join(party_list(pair, context) for pair in data["pair"].unique())


def _rows(data: pd.DataFrame, context: Context) -> pd.DataFrame:
    rows = data.sort_values(["day", "round"])[["round", "day", "pair", "distance", "n"]]
    rows = rows[rows["day"].notna()]
    return rows.assign(
        pair_name=[party_list(pair, context) for pair in rows["pair"]],
        when=[day_words(day) for day in rows["day"]],
        said=["" if pd.isna(value) else f"{value:.2f}" for value in rows["distance"]],
    )


def _labels(overall: pd.DataFrame, domain: tuple[pd.Timestamp, pd.Timestamp]) -> dict[str, Rows]:
    """Return the rounds' codes over the panel and n at its foot where it changes, in lanes so that none overlap."""
    changed = overall[overall["n"].ne(overall["n"].shift()).fillna(True)]
    above, below = (apart(pixels(rows["day"], domain, WIDTH), room=30) for rows in (overall, changed))
    return {
        "rounds": records(overall[["round", "day"]].assign(y=[-7.0 - 11 * lane for lane in above])),
        "counts": records(
            changed[["day"]].assign(
                y=[HEIGHT - 7.0 - 11 * lane for lane in below], words=[f"n = {n}" for n in changed["n"]]
            )
        ),
    }


def _y(words: bool) -> alt.Y:
    axis = alt.Axis(
        values=[0, 0.5, 1],
        labelExpr=f"datum.value == 0 ? '{END_WORDS[0]}' : datum.value == 1 ? '{END_WORDS[1]}' : '0.5'",
        labels=words,
        ticks=False,
        domain=False,
        title=None,
    )
    return alt.Y("distance:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)


def _line(name: str, x: alt.X, y: alt.Y, context: Context, width: float, size: float) -> list[alt.Chart]:
    paper = PAPERS[context.dark]
    rows = as_days(rows_of(name), "day").encode(x=x, y=y, detail="pair:N")
    tooltip = told(round="Round", when="Day", pair_name="Parties", said="Distance", n="n")
    return [
        rows.mark_line(strokeWidth=width, color=paper.ink, invalid="break-paths-show-domains", aria=False),
        rows.mark_point(size=size, color=paper.ink, filled=True, opacity=1, invalid="filter").encode(tooltip=tooltip),
    ]


def _overall_panel(domain: tuple[pd.Timestamp, pd.Timestamp], context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    x = x_day("day_day", domain)

    def text(name: str, field: str, **style: str | int) -> alt.Chart:
        rows = as_days(rows_of(name), "day").mark_text(fontSize=9.5, color=paper.quiet, aria=False, **style)
        return rows.encode(x=x, y=y_pixel(), text=f"{field}:N")

    layers = [
        *_line("overall", x, _y(words=True), context, 3, 55),
        text("rounds", "round"),
        text("counts", "words", baseline="middle"),
    ]
    title = alt.TitleParams("All terms", fontSize=13.5, offset=24, frame="group")
    return alt.LayerChart(layer=layers).properties(width=WIDTH, height=HEIGHT, title=title)


def _term_panel(
    place: int, title: str, domain: tuple[pd.Timestamp, pd.Timestamp], context: Context
) -> alt.LayerChart:
    x = x_day("day_day", domain).axis(format="%b %Y", tickCount=3, labelOverlap=True, labelFlush=True, title=None)
    empty = rows_of(f"empty {place}").mark_text(color=PAPERS[context.dark].quiet, aria=False)
    layers = [
        *_line(f"term {place}", x, _y(words=place % TERMS_ABREAST == 0), context, 1.6, 22),
        empty.encode(x=alt.value(TERM_WIDTH / 2), y=alt.value(TERM_HEIGHT / 2), text="words:N"),
    ]
    heading = alt.TitleParams(title, fontSize=12, offset=6, frame="group", limit=TERM_WIDTH)
    return alt.LayerChart(layer=layers).properties(width=TERM_WIDTH, height=TERM_HEIGHT, title=heading)
