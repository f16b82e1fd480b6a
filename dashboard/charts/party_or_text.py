"""Party or text: from one text to the next, what of the change in an answer the party did, and what the text did."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import if_hollow, level_words, lifted, party_look, signed, then, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import LEVEL_WORDS, NOT_RECORDED, SCORES, Level

WIDTH, STEP, GAP = 460, 15, 10
REACH = 6.3
"""From −2, the lowest answer, a level may fall by 4: so far may the first step lead before the second."""

TICK_WORDS = ("rejects", "−1", "0", "+1", "accepts")

LABEL, PARTY = -280, -136
NONE_THEN = "no earlier answer{that} stood then"
AT_END, OWN = "†", "one of the two recorded as tabled by who answers, to which a yes is the rule"

# Blue and grey are told apart under every common colour blindness, and a word stands at each bar.
COLOURS = {False: {"party": "#0b5fa5", "text": "#6a737d"}, True: {"party": "#6db6ff", "text": "#98a2ad"}}


def party_or_text(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return a part for each pair of texts: from the old answer the party's step, then the text's, to the new answer.

    Answers to a party's own text stand in a part of their own.

    Parameters
    ----------
    data
        `frames.SHIFTS`, n rows. A row without shifts shows its answers only, and which level is missing, or that no
        answer to the earlier text stood on the day of that to the later one. The steps are hollow where a level was old
        or overtaken on the day of the answer.
    """
    names, texts = context.party_names, context.proposal_names
    ranks = {party: rank for rank, party in enumerate(names)}
    datasets: dict[str, Rows] = {"headings": [], "ticks": [], "terms": [], "rows": []}
    y = 0.0
    for older, newer, own in _pairs(data, context):
        heading = f"From “{texts.get(older, older)}” to “{texts.get(newer, newer)}”"
        heading = wrapped(f"{heading}, {OWN}" if own else heading, 115, 2)
        datasets["headings"].append({"words": heading, "y": y})
        top = y = y + 17 * heading.count("\n") + 46
        mine = data[(data["from_proposal"] == older) & (data["to_proposal"] == newer) & (data["own_text"] == own)]
        for term, title in context.term_names.items():
            rows = sorted(frames.SHIFTS.rows(mine[mine["term"] == term]), key=lambda row: ranks.get(row.party, 0))
            if rows:
                label = wrapped(title, 24, 2)
                datasets["terms"].append({"title": label, "y": lifted(y + STEP, label), "line": y - GAP / 2})
            for row in rows:
                datasets["rows"].append(_row(row, title, y, names, NONE_THEN.format(that=context.there.that)))
                y += 2 * STEP + GAP
        datasets["ticks"] += [
            {"score": score, "words": word, "y": top - 17, "top": top - GAP / 2, "bottom": y - GAP / 2}
            for score, word in enumerate(TICK_WORDS, -2)
        ]
        y += 22
    datasets["steps"] = [step for row in datasets["rows"] for step in _steps(row)]
    datasets["hollow"] = [step for row in datasets["rows"] if row["hollow"] for step in _steps(row)]
    datasets["unsplit"] = [row for row in datasets["rows"] if row["missing"]]
    datasets["before"] = [row for row in datasets["rows"] if row["before"] is not None]
    datasets["jumps"] = [row for row in datasets["unsplit"] if row["before"] is not None]
    if data.empty:
        answer = "No standing answer on a term beside the same party’s answer on it to an earlier text of the line"
        subtitle = [f"{answer} {context.there.is_}{context.chosen}."]
    else:
        subtitle = [
            "Open mark: the answer to the older text. Filled: the answer to the newer one. Party: by how much the "
            "score of its level on the term itself changed. Text: the rest, by definition. The first step may lead "
            f"beyond the scale where the second leads back. {AT_END}: an answer or level is at an end of the "
            "scale, where a further move does not show."
            + if_hollow(
                datasets["hollow"],
                f"a level was {context.hollow_then('on the day of the answer')}; a step of 0 has no bar",
            )
        ]
    chart = _draw(context)
    chart.width, chart.height = WIDTH, max(y, STEP)
    return finish(chart, context, "Did the party move, or did the text?", subtitle, WIDTH + 480, datasets)


def _pairs(data: pd.DataFrame, context: Context) -> list[tuple[str, str, bool]]:
    """Return the pairs of texts, in order of day; those with an answer to a party's own text come after the others."""
    place = {code: number for number, code in enumerate(context.proposal_names)}
    pairs = set(zip(data["from_proposal"], data["to_proposal"], data["own_text"].astype(bool), strict=True))
    return sorted(pairs, key=lambda pair: (pair[2], *((place.get(code, len(place)), code) for code in pair[1::-1])))


def _row(row: frames.Shift, term: str, y: float, names: dict[str, str], none_then: str) -> dict[str, Any]:
    missing, answers = [level_words(row.level_before), level_words(row.level_after)], level_words(row.answer_after)
    if row.answer_before is not None:
        answers = then(level_words(row.answer_before), answers)
    split = row.party_shift is not None and row.text_shift is not None
    return {
        "party": row.party,
        "party_name": names.get(row.party, row.party),
        "term_name": term,
        "before": None if row.answer_before is None else float(SCORES[row.answer_before]),
        "after": float(SCORES[row.answer_after]),
        "by_party": row.party_shift if split else None,
        "by_text": row.text_shift if split else None,
        "answers": answers + AT_END * row.at_end,
        "hollow": row.n_old + row.n_overtaken > 0,
        "levels": missing[1] if row.answer_before is None else then(*missing),
        "missing": "" if split else none_then if row.answer_before is None else _why_not(missing),
        "y": y + STEP,
        "y_before": y + STEP / 2,
        "y_after": y + STEP * 1.5,
    }


def _why_not(levels: list[str]) -> str:
    """Return why a change between two levels, in words, cannot be split."""
    mixed = LEVEL_WORDS[Level.MIXED]
    which = next((words for words in (NOT_RECORDED, mixed) if words in levels), "without a score")
    return f"level {which}"


def _steps(row: dict[str, Any]) -> Rows:
    if row["missing"]:
        return []
    turn = row["before"] + row["by_party"]
    ends = {"party": (row["before"], turn, row["y_before"]), "text": (turn, row["after"], row["y_after"])}
    shifts = {"party": row["by_party"], "text": row["by_text"]}
    return [
        {
            "who": who,
            "start": start,
            "end": end,
            "right": max(start, end, row["before"] if who == "party" else row["after"]),
            "words": f"{who} {signed(shifts[who])}",
            "y": y,
        }
        for who, (start, end, y) in ends.items()
    ]


def _draw(context: Context) -> alt.LayerChart:
    paper, colours = PAPERS[context.dark], COLOURS[context.dark]
    who = alt.Color("who:N", legend=None, scale=alt.Scale(domain=list(colours), range=list(colours.values())))
    scale = alt.Scale(domain=[-REACH, REACH], nice=False, zero=False)
    look = party_look(context)
    tooltip = tooltips(term_name="Term", party_name="Party", answers="Answers", levels="Levels", missing="Not split")

    def at(name: str, field: str, y: str = "y") -> alt.Chart:
        return dataset(name).encode(x=alt.X(f"{field}:Q", scale=scale, axis=None), y=y_pixel(y))

    layers = [
        words_at("headings", LABEL, context, "words", fontSize=13.5, fontWeight=600, baseline="top", lineBreak="\n"),
        at("ticks", "score")
        .mark_text(baseline="middle", color=paper.quiet, aria=False)
        .encode(text=alt.Text("words:N")),
        at("ticks", "score", "top").mark_rule(color=paper.grid, aria=False).encode(y2=alt.Y2("bottom:Q")),
        dataset("terms")
        .mark_rule(color=paper.grid, aria=False)
        .encode(x=alt.XValue(LABEL), x2=alt.X2Value(WIDTH + 290), y=y_pixel("line")),
        at("jumps", "before", "y_before")
        .mark_rule(strokeDash=[2, 3], color=paper.quiet, aria=False)
        .encode(x2=alt.X2("after:Q"), y2=alt.Y2("y_after:Q")),
        at("steps", "start").mark_rule(strokeWidth=6, aria=False).encode(x2=alt.X2("end:Q"), color=who),
        at("hollow", "start").mark_rule(strokeWidth=2.6, color=paper.background, aria=False).encode(x2=alt.X2("end:Q")),
        at("steps", "start").mark_tick(thickness=2, size=10, aria=False).encode(color=who),
        at("steps", "right")
        .mark_text(align="left", baseline="middle", dx=9, fontSize=10.5, aria=False)
        .encode(text=alt.Text("words:N"), color=who),
        at("before", "before", "y_before")
        .mark_point(size=70, filled=False, fill=paper.background, strokeWidth=1.8, opacity=1, aria=False)
        .encode(**look),
        at("rows", "after", "y_after")
        .mark_point(size=70, filled=True, opacity=1, stroke=paper.background, strokeWidth=0.8)
        .encode(tooltip=tooltip, **look),
        words_at("terms", LABEL, context, "title", fontSize=12, lineBreak="\n"),
        dataset("rows")
        .mark_point(size=60, filled=True, opacity=1, aria=False)
        .encode(x=alt.XValue(PARTY), y=y_pixel(), **look),
        words_at("rows", PARTY + 10, context, "party_name", limit=150),
        words_at("rows", WIDTH + 12, context, "answers", limit=290),
        words_at("unsplit", WIDTH + 12, context, "missing", color=paper.quiet, fontSize=10.5, dy=13),
    ]
    return alt.LayerChart(layer=layers, resolve={"scale": {"color": "independent"}})
