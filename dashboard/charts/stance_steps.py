"""Stances over time: one panel a term, each party's level as a step line and its answers as marks."""

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, apart, as_days, dataset, finish, json_rows, pixels, time_domain, x_day
from dashboard.charts.marks import tooltips
from dashboard.charts.theme import PAPERS, party_styles
from dashboard.vocabulary import LEVEL_WORDS, Level, day_words

WIDTH, HEIGHT = 780, 200
NO_SCORE = -3
"""Where silence and what is mixed are drawn: a lane of its own under the scale, joined to nothing on it."""
Y_WORDS = ("no score", "rejects", "resists", "open", "on conditions", "accepts, demands")


def stance_steps(data: pd.DataFrame, context: Context) -> alt.VConcatChart:
    """
    Return the stances over time, a panel for each term in the data, in order of rank.

    Parties on the same level are drawn a little apart, by rank over the whole list, so that no line hides another.

    Parameters
    ----------
    data
        `frames.STEPS`, n rows.
    """
    terms = [term for term in context.term_names if term in set(data["term"])]
    days = [context.as_of, *context.rounds["started_on"], *context.proposals["tabled_on"], *data["started_on"]]
    domain = time_domain(day for day in days if day <= context.as_of)
    x = x_day("started_on_day", domain)
    party_names = context.party_names
    offsets = _offsets(list(party_names))
    bands = [{"height": height - 0.5} for height in range(NO_SCORE, 4)]
    datasets: dict[str, Rows] = {"rounds": _rounds(context, domain), "bands": bands}
    panels = []
    for term in terms or [""]:
        mine = data[data["term"] == term]
        datasets |= {
            f"levels {term}": _lines(mine[mine["kind"] == "level"], party_names, offsets),
            f"starts {term}": _marks(mine[mine["kind"] == "level"], context, offsets),
            f"answers {term}": _marks(mine[mine["kind"] == "answer"], context, offsets),
            f"silences {term}": _marks(mine[mine["kind"] == "silence"], context, offsets),
            f"annotations {term}": _marks(mine[mine["kind"] == "annotation"], context, offsets),
        }
        panel = _panel(term, x, data, context)
        panel.width, panel.height, panel.title = WIDTH, HEIGHT, _panel_title(term, context)
        panels.append(panel)
    shared = {"scale": {"color": "shared", "shape": "shared", "strokeDash": "shared"}}
    chart = alt.vconcat(*panels, spacing=26, resolve=shared)
    if data.empty:
        subtitle = [f"No stance of {context.as_of_words} or before {context.there.is_}{context.chosen}."]
    else:
        subtitle = [
            f"Lines: the level on the term{_one_height(data)}. Large marks: answers to a text. Shaded: rounds, by "
            f"their number. Flags: annotations.{_silent(data)} Parties on the same level are drawn a little apart."
        ]
    title = f"Where the parties stood over time, up to {context.as_of_words}"
    return finish(chart, context, title, subtitle, WIDTH + 100, datasets)


def _one_height(data: pd.DataFrame) -> str:
    """Return, where a level changes to another of the same score, that no line shows that."""
    levels = data[data["kind"] == "level"].sort_values("started_on", kind="stable")
    before = levels.groupby(["party", "term"])[["code", "score"]].shift()
    flat = levels["score"].eq(before["score"]) & levels["code"].ne(before["code"])
    accepts, demands = (LEVEL_WORDS[level] for level in (Level.ACCEPTS, Level.DEMANDS))
    return f"; “{accepts}” and “{demands}” stand at one height" if flat.fillna(False).any() else ""


def _silent(data: pd.DataFrame) -> str:
    """Return, where a silence is drawn, what it is and that a line goes on over it."""
    if "silence" not in set(data["kind"]):
        return ""
    return " Silent: where a position was due; that ends no level."


def _panel_title(term: str, context: Context) -> alt.TitleParams:
    return alt.TitleParams(context.term_names.get(term, ""), fontSize=13.5, offset=14, frame="group")


def _offsets(parties: list[str]) -> dict[str, float]:
    step = min(0.09, 0.72 / max(len(parties), 1))
    return {party: ((len(parties) - 1) / 2 - place) * step for place, party in enumerate(parties)}


def _rounds(context: Context, domain: tuple[pd.Timestamp, pd.Timestamp]) -> Rows:
    rounds = context.rounds[context.rounds["started_on"] <= context.as_of].sort_values(["started_on", "code"])
    # A round's last day belongs to it, up to the day the chart speaks of.
    ends = rounds["ended_on"].clip(upper=context.as_of) + pd.Timedelta(days=1)
    lanes = apart(pixels(rounds["started_on"], domain, WIDTH), room=24)
    labels = pd.Series([-6 - 11 * lane for lane in lanes], index=rounds.index, dtype="float64")
    numbers = rounds["code"].map(context.round_numbers)
    return json_rows(rounds[["code", "started_on"]].assign(ended_on=ends, label_y=labels, number=numbers))


def _height(score: int | None) -> float:
    return NO_SCORE if score is None else float(score)


def _lines(levels: pd.DataFrame, names: dict[str, str], offsets: dict[str, float]) -> Rows:
    """Return both ends of every step; steps that do not meet, or leave the scale, start a new run of the line."""
    points: Rows = []
    run, previous = 0, None
    for step in frames.STEPS.rows(levels.sort_values(["party", "started_on", "ended_on"])):
        met = previous is not None and (previous.party, previous.ended_on) == (step.party, step.started_on)
        if previous is None or not met or (previous.score is None) != (step.score is None):
            run += 1
        for day in filter(None, (step.started_on, step.ended_on)):
            points.append(
                {
                    "party": names.get(step.party, step.party),
                    "line": step.party,
                    "run": f"{step.party} {run}",
                    "order": len(points),
                    "started_on": day.isoformat(),
                    "height": _height(step.score) + offsets.get(step.party, 0),
                }
            )
        previous = step
    return points


def _marks(rows: pd.DataFrame, context: Context, offsets: dict[str, float]) -> Rows:
    return [
        {
            "party": context.party_names.get(row.party, row.party),
            "started_on": row.started_on.isoformat(),
            "day": day_words(row.started_on, row.precision),
            "height": _height(row.score) + offsets.get(row.party, 0),
            "word": LEVEL_WORDS.get(row.code or "", ""),
            "proposal": context.proposal_names.get(row.proposal or "", row.proposal or ""),
            "text": row.text or "",
        }
        for row in frames.STEPS.rows(rows)
    ]


def _panel(term: str, x: alt.X, data: pd.DataFrame, context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    styles = party_styles(context.parties, context.dark)
    names = [context.party_names[code] for code in styles["code"]]
    present = [context.party_names[code] for code in styles["code"] if code in set(data["party"])]
    legend = alt.Legend(title="Party", values=present, orient="right") if present else None

    y = alt.Y(
        "height:Q",
        title=None,
        scale=alt.Scale(domain=[NO_SCORE - 0.5, 2.5], nice=False, zero=False),
        axis=alt.Axis(
            values=[NO_SCORE, *range(-2, 3)],
            labelExpr=f"{list(Y_WORDS)}[datum.value - {NO_SCORE}]",
            ticks=False,
            domain=False,
            grid=False,
            labelPadding=6,
        ),
    )
    colour = alt.Color("party:N", legend=legend, scale=alt.Scale(domain=names, range=styles["colour"].tolist()))
    shape = alt.Shape("party:N", legend=legend, scale=alt.Scale(domain=names, range=styles["shape"].tolist()))
    # By code, not name: scales of one domain share a legend, which would then dash the outlines of its symbols.
    dash_scale = alt.Scale(domain=styles["code"].tolist(), range=styles["dash"].tolist())
    dash = alt.StrokeDash("line:N", legend=None, scale=dash_scale)

    def tooltip(word: str) -> list[alt.Tooltip]:
        return tooltips(party="Party", day="Day", word=word, proposal="Text", text="Summary")

    rounds = as_days(dataset("rounds"), "started_on", "ended_on").encode(x=x)
    starts = as_days(dataset(f"starts {term}"), "started_on").encode(x=x, y=y, color=colour, shape=shape)
    answers = as_days(dataset(f"answers {term}"), "started_on").encode(x=x, y=y, color=colour, shape=shape)
    silences = as_days(dataset(f"silences {term}"), "started_on").encode(x=x, y=y, color=colour)
    flags = as_days(dataset(f"annotations {term}"), "started_on").encode(x=x)
    layers = [
        rounds.mark_rect(color=paper.band, aria=False).encode(x2=alt.X2("ended_on_day:T")),
        rounds.mark_text(fontSize=9.5, align="left", color=paper.quiet, aria=False).encode(
            text=alt.Text("number:N"), y=alt.Y("label_y:Q", scale=None, axis=None)
        ),
        dataset("bands").mark_rule(color=paper.grid, aria=False).encode(y=y),
        as_days(dataset(f"levels {term}"), "started_on")
        .mark_line(strokeWidth=2.2, strokeJoin="miter", aria=False)
        .encode(x=x, y=y, color=colour, strokeDash=dash, detail=alt.Detail("run:N"), order=alt.Order("order:Q")),
        starts.mark_point(size=26, filled=False, fill=paper.background, opacity=1, strokeWidth=1.5).encode(
            tooltip=tooltip("Level")
        ),
        answers.mark_point(size=95, filled=True, opacity=1, stroke=paper.background, strokeWidth=1).encode(
            tooltip=tooltip("Answer")
        ),
        silences.mark_point(size=60, filled=False, fill=paper.background, opacity=1, strokeWidth=1.5).encode(
            shape=shape, tooltip=tooltip("Level")
        ),
        silences.mark_text(fontSize=11, align="left", dx=8, aria=False).encode(text=alt.Text("word:N")),
        flags.mark_rule(color=paper.ink, strokeDash=[3, 3], aria=False),
        flags.mark_point(shape="triangle-right", size=70, color=paper.ink, xOffset=4).encode(
            y=alt.YValue(5), tooltip=tooltip("Annotation")
        ),
    ]
    return alt.LayerChart(layer=layers)
