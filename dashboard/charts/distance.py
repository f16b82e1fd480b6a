"""Distance of a pair by round: over all terms, and below it term by term. A round too thinly coded is a gap."""

import math
from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, apart, as_days, dataset, finish, json_rows, pixels, time_domain, x_day
from dashboard.charts.marks import if_hollow, party_list, signed, tooltips, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import day_words, decimal

WIDTH, HEIGHT = 930, 190
TERM_WIDTH, TERM_HEIGHT, TERMS_ABREAST, TERM_GAP = 209, 84, 4, 31
MOST_ROUNDS = 40
"""Rounds that are drawn, the last: with more, a panel of a term would hold more points than it is wide enough for."""
OVERALL = "overall"
END_WORDS = ("same", "opposite ends")


def distance(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return the distance of a pair at the end of each round: over all terms in bold, and a small panel for each term.

    Of a round that goes on it is that on the day shown.

    Parameters
    ----------
    data
        `frames.TRENDS` of one pair, n rows. A missing distance breaks the line; the number of terms behind the overall
        distance is printed where it changes. The trend of a term is drawn, and stands beside its name, only where its
        interval leaves out 0. A mark is hollow where a level behind it was old or overtaken by then.
    """
    ended = data.sort_values(["day", "round"])["round"].unique()
    shown = ended[-MOST_ROUNDS:]
    data = data[data["round"].isin(shown)]
    days = context.rounds["ended_on"] if len(shown) == len(ended) else data["day"]
    domain = time_domain([*days, *data["day"]] or [context.as_of])
    overall = _rows(data[data["term"] == OVERALL], context)
    datasets: dict[str, Rows] = {"overall": json_rows(overall), **_labels(overall, domain)}
    panels: list[alt.LayerChart | alt.FacetChart] = [_overall_panel(domain, context)]
    names = {term: name for term, name in context.term_names.items() if term in set(data["term"])}
    if names:
        terms = _rows(data[data["term"].isin(names)], context)
        known = terms.groupby("term")["distance"].transform("count") > 0
        first = ~terms["term"].duplicated()
        # A term without any distance says so once, in the middle of its panel.
        empty = ~known & first
        conflicts = terms["mixed"].notna().groupby(terms["term"]).transform("any")
        datasets["terms"] = json_rows(
            terms.assign(
                title=terms["term"].map(names),
                words=[_why_empty(some) if alone else "" for alone, some in zip(empty, conflicts, strict=True)],
                corner=terms["a_round"].where(first & terms["clear"], ""),
                trend=terms["trend"].where(terms["clear"]),
            )
        )
        panels.append(_term_panels(list(names.values()), domain, context))
    chart = alt.vconcat(*panels, spacing=22)
    if data.empty:
        title, subtitle = (
            "How far apart the parties are",
            [f"Too little for a distance {context.there.is_}{context.chosen}."],
        )
    else:
        title = f"How far apart {_pairs(data, context)} are at the end of each round"
        ends = context.rounds.set_index("code")["ended_on"]
        if (data["day"] < data["round"].map(ends)).any():
            title += ", or on the day shown"
        marks = [*datasets["overall"], *datasets.get("terms", [])]
        hollow = any(row["hollow"] for row in marks if row["distance"] is not None)
        subtitle = [
            "0: they stand on the same level or position. 1: on opposite ends of the scale. A break in the line: too "
            "little is recorded for a number. n: how many terms stand behind the overall distance."
            + if_hollow(hollow, f"a level behind it was {context.hollow_then('by then')}"),
            "From round to round it may change which terms are known, whether by positions or by levels, and what each "
            f"weighs. {_trend(overall)}",
        ]
        if len(shown) < len(ended):
            subtitle.insert(0, f"The last {len(shown)} of {len(ended):,} rounds.")
    return finish(chart, context, title, subtitle, WIDTH, datasets)


def _why_empty(conflicts: bool) -> str:
    """Return why a term has no distance after any round."""
    return "mixed, or not enough recorded" if conflicts else "not enough recorded"


def _pairs(data: pd.DataFrame, context: Context) -> str:
    return "; ".join(party_list(pair, context.parties_inside) for pair in data["pair"].unique())


def _rows(data: pd.DataFrame, context: Context) -> pd.DataFrame:
    rows = data.sort_values(["day", "round"])
    rows = rows[rows["day"].notna()]
    names = context.party_names
    return rows.assign(
        pair_name=rows["pair"].map({pair: party_list(pair, names) for pair in rows["pair"].unique()}),
        when=[day_words(row.day, row.precision) for row in frames.TRENDS.rows(rows)],
        said=["" if pd.isna(value) else decimal(value) for value in rows["distance"]],
        round=[context.round_numbers.get(code, code) for code in rows["round"]],
        # No distance is beyond the ends of the scale, and a straight line may lead there.
        trend=rows["trend"].where(rows["trend"].between(0, 1)),
        a_round=["" if pd.isna(value) else _a_round(value) for value in rows["slope"]],
        interval=[_interval(row) for row in frames.TRENDS.rows(rows)],
        clear=(rows["slope_low"] > 0) | (rows["slope_high"] < 0),
        hollow=rows["n_old"] + rows["n_overtaken"] > 0,
    )


def _trend(overall: pd.DataFrame) -> str:
    """Return the trend of all terms in a sentence; the slope is that of Theil and Sen."""
    window = overall[overall["trend"].notna() & overall["distance"].notna()]
    if window.empty:
        return "No trend: too few of the last rounds have an overall distance."
    return (
        f"Dashed: the trend over the last {len(window)} rounds with a distance (Theil–Sen); over all terms "
        f"{window.iloc[-1]['interval']}, taking the rounds as independent. Of one term it is drawn only where its "
        "interval leaves out 0."
    )


def _a_round(slope: float) -> str:
    return f"{signed(slope, 2) if abs(slope) >= 0.005 else 'less than 0.01'} a round"


def _interval(row: frames.Trend) -> str:
    """Return a trend with its interval in words; empty where there is none."""
    if row.slope is None or row.slope_low is None or row.slope_high is None or row.slope_coverage is None:
        return ""
    ends = interval_words(row.slope_low, row.slope_high)
    return f"{_a_round(row.slope)}, {math.floor(100 * row.slope_coverage)} % interval {ends}"


def interval_words(low: float, high: float) -> str:
    """Return an interval in words; an end has as many digits as tell it from 0, and two or more."""
    digits = [next((n for n in range(2, 10) if round(end, n)), 2) for end in (low, high)]
    return " to ".join(signed(end, n) for end, n in zip((low, high), digits, strict=True))


def _labels(overall: pd.DataFrame, domain: tuple[pd.Timestamp, pd.Timestamp]) -> dict[str, Rows]:
    """Return the rounds' numbers over the panel and n at its foot where it changes, in lanes so that none overlap."""
    changed = overall[overall["n"].ne(overall["n"].shift()).fillna(True)]
    above, below = (apart(pixels(rows["day"], domain, WIDTH), room=27) for rows in (overall, changed))
    return {
        "rounds": json_rows(overall[["round", "day"]].assign(y=[-7.0 - 11 * lane for lane in above])),
        "counts": json_rows(
            changed[["day"]].assign(
                y=[HEIGHT - 7.0 - 11 * lane for lane in below], words=[f"n = {n}" for n in changed["n"]]
            )
        ),
    }


def _line(x: alt.X, context: Context, width: float, size: float) -> list[alt.Chart]:
    paper = PAPERS[context.dark]
    axis = alt.Axis(
        values=[0, 0.5, 1],
        labelExpr=f"datum.value == 0 ? '{END_WORDS[0]}' : datum.value == 1 ? '{END_WORDS[1]}' : '0.5'",
        ticks=False,
        domain=False,
        labelPadding=8,
        title=None,
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    y = alt.Y("distance:Q", scale=scale, axis=axis)
    rows = as_days(alt.Chart(), "day").encode(x=x, y=y)
    tooltip = tooltips(round="Round", when="Day", pair_name="Parties", said="Distance", n="n", interval="Trend")
    trend = rows.mark_line(
        strokeDash=[4, 3], strokeWidth=1.2, color=paper.quiet, invalid="break-paths-show-domains", aria=False
    )
    return [
        trend.encode(y=alt.Y("trend:Q", scale=scale, axis=axis)),
        rows.mark_line(strokeWidth=width, color=paper.ink, invalid="break-paths-show-domains", aria=False),
        rows.mark_point(size=size, stroke=paper.ink, strokeWidth=1.5, opacity=1, invalid="filter").encode(
            fill=alt.when(alt.datum.hollow).then(alt.value(paper.background)).otherwise(alt.value(paper.ink)),
            tooltip=tooltip,
        ),
    ]


def _overall_panel(domain: tuple[pd.Timestamp, pd.Timestamp], context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    x = x_day("day_day", domain)

    def text(name: str, field: str, **style: Any) -> alt.Chart:
        rows = as_days(dataset(name), "day").mark_text(fontSize=9.5, color=paper.quiet, aria=False, **style)
        return rows.encode(x=x, y=y_pixel(), text=alt.Text(f"{field}:N"))

    layers = [
        alt.LayerChart(layer=_line(x, context, 3, 55), data=alt.NamedData("overall")),
        text("rounds", "round"),
        text("counts", "words", baseline="middle"),
    ]
    title = alt.TitleParams("All terms", fontSize=13.5, offset=24, frame="group")
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT, title=title)


def _term_panels(titles: list[str], domain: tuple[pd.Timestamp, pd.Timestamp], context: Context) -> alt.FacetChart:
    """Return a small panel for each term. One facet: a chart of its own for each takes ten times as long to build."""
    paper = PAPERS[context.dark]
    x = x_day("day_day", domain).axis(format="%b %Y", tickCount=3, labelOverlap=True, labelFlush=True, title=None)
    empty = alt.Chart().mark_text(color=paper.quiet, aria=False)
    empty = empty.encode(x=alt.XValue(TERM_WIDTH / 2), y=alt.YValue(TERM_HEIGHT / 2), text=alt.Text("words:N"))
    corner = alt.Chart().mark_text(color=paper.quiet, fontSize=9.5, align="right", baseline="bottom", dy=-5, aria=False)
    corner = corner.encode(x=alt.XValue(TERM_WIDTH), y=alt.YValue(0), text=alt.Text("corner:N"))
    panel = alt.LayerChart(layer=[*_line(x, context, 1.6, 22), empty, corner], width=TERM_WIDTH, height=TERM_HEIGHT)
    header = alt.Header(
        title=None, labelFontSize=12, labelFontWeight=600, labelColor=paper.ink, labelAnchor="start", labelPadding=4
    )
    facet = alt.Facet("title:N", sort=titles, header=header)
    return alt.FacetChart(spec=panel, facet=facet, columns=TERMS_ABREAST, spacing=TERM_GAP, data=alt.NamedData("terms"))
