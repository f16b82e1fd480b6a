"""Staged releases: the cumulative count by day from entry into force, a step curve per proposal, a panel per kind."""

import altair as alt
import pandas as pd

from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, json_rows, whole_ticks
from dashboard.charts.marks import tooltips
from dashboard.charts.theme import PAPERS, styles
from dashboard.vocabulary import counted, decimal

WIDTH, HEIGHT = 600, 220


def release_curves(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return the cumulative counts as step curves, a panel for each kind of release and unit.

    Parameters
    ----------
    data
        `frames.RELEASES`, n rows. A row without a count is not drawn; the subtitle says so. Where the evidence filter
        leaves out any delivery, those that pass are points without a line, which would tell of the days between.
    """
    known = _known(data).sort_values(["proposal", "day"])
    delivered = data[(data["curve"] == "delivered") & data["cumulative"].notna()].sort_values(["proposal", "day"])
    if context.narrowed:
        delivered = delivered[delivered["source"].notna()]  # nobody reports the start of a curve
    drawn = pd.concat([known, delivered])
    kinds = list(dict.fromkeys(zip(drawn["what"], drawn["unit"], strict=True)))
    longest = int(max(data["day"].max(), 1)) if data["day"].notna().any() else 1
    names = context.proposal_names
    datasets: dict[str, Rows] = {}
    panels = []
    for number, (what, unit) in enumerate(kinds or [("", "")]):
        mine = known[(known["what"] == what) & (known["unit"] == unit)]
        titles = [names.get(code, code) for code in mine["proposal"]]
        rows = mine[["day", "count", "cumulative", "unit", "mean_day"]].assign(
            proposal=titles, line=mine["proposal"], noted=mine["wording"].fillna("")
        )
        datasets[f"curves {number}"] = json_rows(rows.drop(columns="mean_day"))
        means = rows.dropna(subset="mean_day").drop_duplicates("line")
        datasets[f"means {number}"] = json_rows(
            means[["proposal", "line", "mean_day"]].assign(said=[f"day {decimal(day, 1)}" for day in means["mean_day"]])
        )
        came = delivered[(delivered["what"] == what) & (delivered["unit"] == unit)]
        datasets[f"delivered {number}"] = json_rows(
            came[["day", "count", "cumulative", "unit", "counted_by"]].assign(
                proposal=[names.get(code, code) for code in came["proposal"]],
                line=came["proposal"],
                noted=came["wording"].fillna(""),
                said=_came(came, names) if drawn["proposal"].nunique() > 1 else _came(came, {}),
                late=came["day"] > longest / 2,
            )
        )
        panel = _panel(number, f"Cumulative count, {unit}" if unit else "Cumulative count", longest, drawn, context)
        panel.width, panel.height, panel.title = WIDTH, HEIGHT, _panel_title(what)
        panels.append(panel)
    shared = {"scale": {"color": "shared", "shape": "shared", "strokeDash": "shared"}}
    chart = alt.vconcat(*panels, spacing=26, resolve=shared)
    if data.empty:
        subtitle = [f"No stage of a release is entered with its day{context.chosen}."]
    else:
        subtitle = [
            "Days are counted from entry into force. A curve ends on the day of the last stage entered. Triangle at "
            "the foot: the mean day of release, weighted by count.",
            *([_delivered_words(context)] if len(delivered) else []),
            *_unknown(data, names),
        ]
    return finish(chart, context, "Staged releases: how many by which day", subtitle, WIDTH + 120, datasets)


def _delivered_words(context: Context) -> str:
    marks = "Hollow points without a line" if context.narrowed else "Wide and pale, with hollow points"
    return f"{marks}: what was delivered{context.there.by}."


def _known(data: pd.DataFrame) -> pd.DataFrame:
    """Return what is promised and can be drawn; a curve of which nothing but its start is known is none."""
    data = data[data["curve"] == "promised"]
    known = data[data["count"].notna() & data["cumulative"].notna()]
    return known[known.groupby(["proposal", "what", "unit"])["count"].transform("sum") > 0]


def _came(delivered: pd.DataFrame, names: dict[str, str]) -> list[str | None]:
    """Return what stands at the end of each delivered curve: of which text, where colours alone may not tell."""
    texts = [f": {names[code]}" if code in names else "" for code in delivered["proposal"]]
    last = ~delivered.duplicated("proposal", keep="last")
    return [f"delivered{text}" if ends else None for text, ends in zip(texts, last, strict=True)]


def _unknown(data: pd.DataFrame, names: dict[str, str]) -> list[str]:
    unknown = data[(data["curve"] == "promised") & (data["count"].isna() | data["cumulative"].isna())]
    if unknown.empty:
        return []
    texts = list(dict.fromkeys(names.get(code, code) for code in unknown["proposal"]))
    return [f"Not drawn, as no number is entered: {counted(len(unknown), 'stage')} ({'; '.join(texts)})."]


def _panel_title(what: str) -> alt.TitleParams:
    return alt.TitleParams(what[:1].upper() + what[1:], fontSize=13.5, offset=8, frame="group")


def _panel(number: int, y_title: str, longest: int, drawn: pd.DataFrame, context: Context) -> alt.LayerChart:
    style = styles(list(context.proposal_names), context.dark)
    names = list(context.proposal_names.values())
    present = [name for code, name in context.proposal_names.items() if code in set(drawn["proposal"])]
    legend = alt.Legend(title="Proposal", values=present, orient="right") if present else None

    def x(field: str) -> alt.X:
        return alt.X(
            f"{field}:Q",
            title="Day from entry into force",
            scale=alt.Scale(domain=[0, longest], nice=False),
            axis=alt.Axis(format="d", values=whole_ticks(longest), grid=False),
        )

    y_axis = alt.Axis(tickMinStep=1) if len(drawn) else None
    y = alt.Y("cumulative:Q", title=y_title, scale=alt.Scale(zero=True), axis=y_axis)
    colour = alt.Color("proposal:N", legend=legend, scale=alt.Scale(domain=names, range=style["colour"].tolist()))
    shape = alt.Shape("proposal:N", legend=legend, scale=alt.Scale(domain=names, range=style["shape"].tolist()))
    # By code, not title: scales of one domain share a legend, which would then dash the outlines of its symbols.
    dash_scale = alt.Scale(domain=style["code"].tolist(), range=style["dash"].tolist())
    dash = alt.StrokeDash("line:N", legend=None, scale=dash_scale)
    rows = dataset(f"curves {number}").encode(x=x("day"), y=y, color=colour)
    on_it = {"cumulative": "In all", "unit": "Unit"}
    tooltip = tooltips(proposal="Proposal", day="Day", count="On this day", **on_it, noted="Noted")
    # Of a point without a line nobody knows which is before it.
    since = {} if context.narrowed else {"count": "Since the point before"}
    came_tooltip = tooltips(proposal="Proposal", day="Day", **since, **on_it, counted_by="Counted by", noted="Noted")
    paper = PAPERS[context.dark].background
    came = dataset(f"delivered {number}").encode(x=x("day"), y=y, color=colour)
    ends = came.encode(text=alt.Text("said:N"))
    pale = came.mark_line(interpolate="step-after", strokeWidth=6, opacity=0.35, aria=False).encode(
        detail=alt.Detail("line:N"), order=alt.Order("day:Q")
    )
    layers: list[alt.Chart] = [
        rows.mark_line(interpolate="step-after", strokeWidth=2.2, aria=False).encode(
            strokeDash=dash, order=alt.Order("day:Q")
        ),
        rows.mark_point(filled=True, size=60, opacity=1, stroke=paper, strokeWidth=0.8).encode(
            shape=shape, tooltip=tooltip
        ),
        *([] if context.narrowed else [pale]),
        came.mark_point(filled=False, size=60, opacity=1, fill=paper, strokeWidth=1.6).encode(
            shape=shape, tooltip=came_tooltip
        ),
        # To the side on which there is room.
        ends.transform_filter("datum.said != null && !datum.late").mark_text(
            align="left", dx=8, dy=-9, limit=WIDTH / 2
        ),
        ends.transform_filter("datum.said != null && datum.late").mark_text(
            align="right", dx=-8, dy=-9, limit=WIDTH / 2
        ),
    ]
    foot = dataset(f"means {number}").encode(x=x("mean_day"))
    said = tooltips(proposal="Proposal", said="Mean day of release")
    mean = foot.mark_point(shape="triangle-up", filled=True, size=110, opacity=1, yOffset=-5)
    layers.append(mean.encode(y=alt.YValue(HEIGHT), color=colour, tooltip=said))
    return alt.LayerChart(layer=layers)
