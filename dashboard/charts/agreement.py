"""Agreement by term: where the least willing of the parties whose consent is required stands, on issue and text."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import if_hollow, level_of, level_x, lifted, party_list, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import NOT_RECORDED, list_words

WIDTH, LINE, COLUMN, BROAD = 300, 44, 230, 30
"""In pixels, but for the last: the characters in a line of a column of words."""

LABEL = -170
"""Where the names of the terms begin, in pixels from the axis."""

ASPECTS = {"level": "On the issue", "answer": "Answers to the text on the table"}
PLACES = {"level": WIDTH + 30, "answer": WIDTH + 30 + COLUMN}
"""Where the column of each aspect begins, in pixels from the axis."""

LANES = {"level": -8, "answer": 8}
"""How far the marks of each aspect lie from the middle of their line: neither hides the other."""

MARKS: dict[str, dict[str, Any]] = {
    "level": {"shape": "circle", "size": 90, "opacity": 1, "strokeWidth": 2},
    "answer": {"shape": "square", "size": 80, "opacity": 1, "strokeWidth": 2},
}
AGREED, NO_TEXT = "agreed", "no text on the table"


def agreement(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the terms in order of rank, a mark for the issue and one for the text on each, and both in words beside it.

    Parameters
    ----------
    data
        `frames.AGREEMENTS`, n rows. A row without a number has no mark. Where not all of the parties needed are
        recorded, the number is an upper bound and its mark has an arrow towards what may be. A mark is hollow where one
        of those counted is old or overtaken.
    """
    rows = {(row.term, row.aspect): row for row in frames.AGREEMENTS.rows(data)}
    terms = [term for term in context.term_names if any((term, aspect) in rows for aspect in ASPECTS)]
    datasets: dict[str, Rows] = {"terms": []}
    for place, term in enumerate(terms):
        name = wrapped(context.term_names[term], 24, 3)
        y = lifted((place + 0.5) * LINE, name)
        datasets["terms"].append({"term": name, "y": y, "line": (place + 1) * LINE})
    for aspect, title in _aspects(context).items():
        mine = [
            _row(rows.get((term, aspect)), term, aspect, (place + 0.5) * LINE, context)
            for place, term in enumerate(terms)
        ]
        known = [row for row in mine if row["score"] is not None]
        datasets[f"{aspect} words"] = mine
        datasets[f"{aspect} marks"] = [row for row in known if not row["hollow"]]
        datasets[f"{aspect} hollow"] = [row for row in known if row["hollow"]]
        datasets[f"{aspect} bounds"] = [row for row in known if row["bound"]]
        datasets[f"{aspect} head"] = [{"words": title, "y": -14}]
    chart = _draw(context)
    chart.width, chart.height = WIDTH, LINE * max(len(terms), 1)
    title = f"Which terms are agreed, on the issue and in {'a' if context.letters else 'the'} text on the table"
    hollow = any(datasets[f"{aspect} hollow"] for aspect in ASPECTS)
    return finish(chart, context, title, _subtitle(data, hollow, context), WIDTH + 500, datasets)


def _aspects(context: Context) -> dict[str, str]:
    """Return the title of each column; of several texts on the table each term is held against one."""
    return {**ASPECTS, "answer": "Answers to a text on the table"} if context.letters else ASPECTS


def _subtitle(data: pd.DataFrame, hollow: bool, context: Context) -> list[str]:
    if data.empty:
        return [f"No term is recorded{context.chosen}."]
    names = [context.party_names[party] for party in context.required]
    if names:
        reading = (
            f"Each mark shows the least willing of the parties whose consent is required: {list_words(names)}. "
            "Agreed: all of them accept. Arrow: a score is not recorded of all of them, and the others may stand "
            "further left." + if_hollow(hollow, f"at least one of those counted is {context.hollow_words}")
        )
    else:
        reading = "No party is recorded as one whose consent is required."
    day, text = context.as_of_words, context.on_the_table
    if not text:
        return [reading, f"On {day} no text is on the table."]
    titles = wrapped(context.texts_on_the_table, 76, 1)
    if context.letters:
        named = [context.lettered(code, f"“{wrapped(context.proposal_names[code], 60, 1)}”") for code in text]
        titles = f"{list_words(named)}; on each term the answers to one of them count, and its letter stands there"
    return [reading, f"On the table on {day}: {titles}. Answers to an earlier version do not count."]


def _row(row: frames.Agreement | None, term: str, aspect: str, y: float, context: Context) -> dict[str, Any]:
    score = None if row is None else row.agreement
    # Nothing is lower than −2: there the number holds, whoever is not recorded.
    bound = row is not None and score is not None and score > -2 and row.n < row.needed
    who, recorded, mixed = "", "", ""
    if row is None:
        # A term on the text as a whole has answers only.
        whole = aspect == "level" and term in frames.whole_texts(context.terms)
        stands = "only answered, in a text" if whole else NOT_RECORDED
    else:
        stands = _stands(row, score, bound, context)
        who = "" if row.blocker is None else party_list(row.blocker, context.party_names)
        if row.n < row.needed and stands != NO_TEXT:
            recorded = f"{row.n} of {row.needed} with a score"
            conflicts = context.mixed.get((aspect, term))
            mixed = f"mixed: {list_words(conflicts)}" if conflicts else ""
    # Names are cut before the level and the n are: those must be read.
    text = context.counted_text.get(term, "") if aspect == "answer" else ""
    broad = BROAD - len(context.lettered(text, ""))
    short = wrapped(who, broad - 3 if recorded else 2 * broad - 4, 1)
    parts = (wrapped(stands.format(who=short), broad, 3), recorded, wrapped(mixed, broad, 1))
    words = "\n".join(part for part in parts if part)
    said = ", ".join(part for part in (stands.format(who=who), recorded, mixed) if part)
    return {
        "term_name": context.term_names[term],
        "score": score,
        "lower": None if score is None else score - 0.4,
        "bound": bound,
        "hollow": row is not None and row.n_old + row.n_overtaken > 0,
        "said": context.lettered(text, said),
        "words": context.lettered(text, words),
        "agreed": stands == AGREED,
        "y": lifted(y, words),
        "lane": y + LANES[aspect],
    }


def _stands(row: frames.Agreement, score: int | None, bound: bool, context: Context) -> str:
    """Return where the least willing stands, with `{who}` for its name; nothing where nobody is recorded."""
    if score is None:
        if row.aspect == "answer" and not context.on_the_table:
            return NO_TEXT
        if row.needed == 0:
            return "nobody’s consent is required"
        return "too few for a number" if row.n else ""
    level = level_of(score, row.blocker or "")
    if bound:
        return f"at most: {level}" + ("" if score == 2 else " ({who})")
    return AGREED if score == 2 else f"{{who}}: {level}"


def _draw(context: Context) -> alt.LayerChart:
    paper = PAPERS[context.dark]
    weight = alt.ExprRef("datum.agreed ? 600 : 400")
    line = dataset("terms").mark_rule(color=paper.grid, aria=False)
    layers = [
        line.encode(x=alt.XValue(LABEL), x2=alt.X2Value(PLACES["answer"] + COLUMN), y=y_pixel("line")),
        words_at("terms", LABEL, context, "term", fontSize=12, lineBreak="\n"),
    ]
    for aspect, title in _aspects(context).items():
        x, look, lane = PLACES[aspect], MARKS[aspect], y_pixel("lane")
        tooltip = tooltips(term_name="Term", said=title)
        filled, empty = (look | {"fill": fill, "stroke": paper.ink} for fill in (paper.ink, paper.background))
        bounds, marks, hollow, head = (dataset(f"{aspect} {part}") for part in ("bounds", "marks", "hollow", "head"))
        arrow = bounds.encode(x=level_x("lower"), y=lane)
        layers += [
            arrow.mark_rule(color=paper.quiet, strokeWidth=1.5, aria=False).encode(x2=alt.X2("score:Q")),
            arrow.mark_point(shape="triangle-left", size=45, filled=True, opacity=1, color=paper.quiet, aria=False),
            marks.mark_point(**filled).encode(x=level_x("score"), y=lane, tooltip=tooltip),
            hollow.mark_point(**empty).encode(x=level_x("score"), y=lane, tooltip=tooltip),
            head.mark_point(aria=False, **filled).encode(x=alt.XValue(x + 6), y=y_pixel()),
            words_at(f"{aspect} head", x + 18, context, "words", color=paper.quiet),
            words_at(f"{aspect} words", x, context, "words", lineBreak="\n", limit=COLUMN - 4, fontWeight=weight),
        ]
    return alt.LayerChart(layer=layers)
