"""
The stance matrix: terms down, parties across, in every cell the level and, under it, the answer to the text.

It is laid out in pixels, as a table is: a cell never stretches, and print, download and screen are the same.
"""

import re
from dataclasses import dataclass, field, fields
from typing import Any

import altair as alt
import pandas as pd

from dashboard import frames
from dashboard.charts import cell_words
from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, wrapped
from dashboard.charts.marks import ANSWERS, EARLIER, OTHERWISE, SILENCE, WITH_WHOLE, lettered, notes_on_marks, tooltips
from dashboard.charts.theme import LEVEL_COLOURS, PAPERS
from dashboard.vocabulary import (
    LEVEL_WORDS,
    NOT_RECORDED,
    PROPOSAL_KIND_WORDS,
    SCORES,
    SIGNS,
    Age,
    ProposalKind,
    Role,
    counted,
    day_words,
    list_words,
)

CELL_WIDTH, CELL_HEIGHT, STRIP_HEIGHT = 86, 62, 27
LABEL_WIDTH, GROUP_GAP, LEAST_WIDTH = 114, 6, 660
LINE = 12.5
HOLLOW = 3
"""How thick the edge of a hollow box is."""

GROUPS = {
    Role.PRINCIPAL: "Principals",
    Role.FACTION: "Factions",
    Role.MEDIATOR: "Mediators",
    Role.GUARANTOR: "Guarantors",
    Role.OBSERVER: "Observers",
}
WHOLE_TEXT_WORDS = "here the answer to {text} on the table is shown; where no text was named, the level"
SHORT_WORDS = LEVEL_WORDS | {"CONDITIONAL": "on conditions"}
"""The words of the narrow places, where "accepts on conditions" does not fit."""

UNSCORED = {"SILENT": "silent", "MIXED": "mixed", "NOT_APPLICABLE": "not_applicable", "NOT_RECORDED": "not_recorded"}
"""The dataset of the boxes of each code without a score: their borders differ, and a dash cannot be a column."""


@dataclass
class _Sheet:
    """What has been put on the sheet so far, one list a kind of mark."""

    dark: bool
    fills: Rows = field(default_factory=list)
    old: Rows = field(default_factory=list)
    overtaken: Rows = field(default_factory=list)
    silent: Rows = field(default_factory=list)
    mixed: Rows = field(default_factory=list)
    not_applicable: Rows = field(default_factory=list)
    not_recorded: Rows = field(default_factory=list)
    red_lines: Rows = field(default_factory=list)
    signs: Rows = field(default_factory=list)
    words: Rows = field(default_factory=list)
    rules: Rows = field(default_factory=list)
    cells: Rows = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, code: str, age: str | None = Age.CURRENT) -> str:
        """Put a box there, filled where what it says is current, else hollow; return the colour of words on it."""
        swatch, paper = LEVEL_COLOURS[self.dark][code], PAPERS[self.dark]
        place = {"x": x, "x2": x + width, "y": y, "y2": y + height}
        if code not in SCORES:
            getattr(self, UNSCORED[code]).append(place)
        elif age == Age.CURRENT:
            self.fills.append(place | {"fill": swatch.fill})
        else:
            inset = HOLLOW / 2
            edges = {"x": x + inset, "x2": x + width - inset, "y": y + inset, "y2": y + height - inset}
            getattr(self, str(age)).append(edges | {"stroke": swatch.fill})
            return paper.ink
        return swatch.text

    def sign(self, x: float, y: float, text: str, colour: str, size: float = 13) -> None:
        self.signs.append({"x": x, "y": y, "text": text, "colour": colour, "size": size})

    def say(self, x: float, y: float, text: str, colour: str, size: float = 11.5) -> None:
        self.words.append({"x": x, "y": y, "text": text, "colour": colour, "size": size})


def stance_matrix(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return the stance matrix as of the day.

    Every term is a row, the terms on the text as a whole apart. The columns are the parties with a stance in the data
    and those whose consent is required, by role and rank. Of these, what `context.only_terms` and `only_parties`
    leave out is not drawn. A cell without a row in the data is shown as not recorded.

    Parameters
    ----------
    data
        `frames.CURRENT`, one row per party and term, n rows.

    Returns
    -------
    LayerChart
        With the point selection `cell` on party and term on a page.
    """
    sheet = _Sheet(context.dark)
    paper = PAPERS[context.dark]
    columns = _columns(data, context)
    names = context.party_names
    headers = {code: wrapped(names.get(code, code), 15, 4) for code in columns}
    head = 24 + LINE * max((text.count("\n") + 1 for text in headers.values()), default=1) + 10
    for role, members in _by_role(columns).items():
        sheet.sign(columns[members[0]][1] + 2, 8, GROUPS[role], paper.ink, 12)
        sheet.rules.append(_rule(columns[members[0]][1] + 1, columns[members[-1]][1] + CELL_WIDTH - 2, 21))
        for code in members:
            sheet.say(columns[code][1] + 3, 32, headers[code], paper.ink)

    by_cell = {(row.party, row.term): row for row in frames.CURRENT.rows(data)}
    y = head
    whole = frames.whole_texts(context.terms)
    edge = max((x for _, x in columns.values()), default=LABEL_WIDTH) + CELL_WIDTH
    in_whole_part = False
    for term, title in context.term_names.items():
        if context.only_terms and term not in context.only_terms:
            continue
        if term in whole and not in_whole_part:
            in_whole_part = True
            sheet.rules.append(_rule(0, edge - 2, y + 14))
            sheet.sign(0, y + 27, "The text as a whole", paper.ink, 12)
            a_text = "a text" if context.letters else "the text"
            sheet.say(LABEL_WIDTH + 3, y + 27, WHOLE_TEXT_WORDS.format(text=a_text), paper.quiet, 11)
            y += 40
        sheet.say(0, y + 16, wrapped(title, 21, 3), paper.ink, 12)
        for party, (_, x) in columns.items():
            row = by_cell.get((party, term))
            _cell(sheet, x, y, row, term in whole, context)
            sheet.cells.append(_hit(x, y, party, term, names.get(party, party), title, row, context))
        y += CELL_HEIGHT
    width = round(max(edge, LEAST_WIDTH))
    bottom = _legend(sheet, y + 26, width, context)

    chart = _draw(sheet, context)
    chart.width, chart.height = width, bottom
    shown = data["party"].nunique()
    subtitle = f"{counted(shown, 'party', 'parties')} on {context.counted_terms(data['term'])}. "
    subtitle += _table_words(context)
    if data.empty:
        subtitle = f"No stance of {context.as_of_words} or before {context.there.is_}{context.chosen}."
    datasets = {one.name: getattr(sheet, one.name) for one in fields(sheet) if one.name != "dark"}
    subject = f"Who stands where on each term, as of {context.as_of_words}"
    return finish(chart, context, subject, [subtitle], width, datasets)


def _table_words(context: Context) -> str:
    texts = context.proposals.set_index("code")
    days = [day_words(texts.at[code, "tabled_on"], texts.at[code, "precision"]) for code in context.on_the_table]
    if context.on_the_table and texts.at[context.on_the_table[0], "kind"] == ProposalKind.OFFER:
        days = [f"{PROPOSAL_KIND_WORDS[ProposalKind.OFFER]}, {day}" for day in days]
    names = [context.lettered(code, context.proposal_names[code]) for code in context.on_the_table]
    named = [f"{name} ({day})" for name, day in zip(names, days, strict=True)]
    table = f"On the table: {list_words(named)}." if named else "No text is on the table."
    complete = [title for term, title in context.term_names.items() if term in context.delivered]
    return f"{table} Delivered in full: {list_words(complete)}." if complete else table


def _columns(data: pd.DataFrame, context: Context) -> dict[str, tuple[Role, float]]:
    """Return role and left edge of each party shown, by role and then by rank."""
    parties = context.parties
    shown = parties[parties["code"].isin(data["party"]) | parties["code"].isin(frames.required(parties))]
    if context.only_parties:
        shown = shown[shown["code"].isin(context.only_parties)]
    by_role = {role: shown[shown["role"] == role].sort_values(["rank", "code"])["code"].tolist() for role in GROUPS}
    columns: dict[str, tuple[Role, float]] = {}
    x: float = LABEL_WIDTH
    for role, codes in by_role.items():
        for code in codes:
            columns[code] = (role, x)
            x += CELL_WIDTH
        x += GROUP_GAP if codes else 0
    return columns


def _by_role(columns: dict[str, tuple[Role, float]]) -> dict[Role, list[str]]:
    groups: dict[Role, list[str]] = {}
    for code, (role, _) in columns.items():
        groups.setdefault(role, []).append(code)
    return groups


def _rule(x: float, x2: float, y: float) -> dict[str, Any]:
    return {"x": x, "x2": x2, "y": y}


def _cell(sheet: _Sheet, x: float, y: float, row: frames.Cell | None, whole_text: bool, context: Context) -> None:
    """Put one cell on the sheet; a term on the whole text shows its answer where others show the level."""
    width, height = CELL_WIDTH - 2, CELL_HEIGHT - 2
    if row is None:
        sheet.box(x, y, width, height, "NOT_RECORDED")
        return
    both = {aspect: cell_words.codes(getattr(row, f"{aspect}_both")) for aspect in ("level", "answer")}
    answer_alone = whole_text and row.answer is not None
    aspect = "answer" if answer_alone else "level"
    main, age = getattr(row, aspect), getattr(row, f"{aspect}_age")
    strip = None if answer_alone else row.answer
    kind = EARLIER if row.unconfirmed else WITH_WHOLE if row.with_whole else ANSWERS
    kind = lettered(kind, cell_words.letters(row, context))

    upper = height if strip is None else height - STRIP_HEIGHT
    ink = sheet.box(x, y, width, upper - (0 if strip is None else 1), main or "NOT_RECORDED", age)
    indent = 9 if row.red_line else 6
    if main is not None:
        sheet.sign(x + indent, y + 10, SIGNS[main], ink, 11 if main == "NOT_APPLICABLE" else 13)
        words = "\n".join(SHORT_WORDS[one] for one in both[aspect][:2]).replace("on conditions", "conditions")
        sheet.say(x + indent + 19, y + 10, words or wrapped(LEVEL_WORDS[main], 10, 2), ink, 11)
        if getattr(row, f"{aspect}_otherwise") is not None:
            sheet.sign(x + indent + 2, y + 10 + LINE, OTHERWISE, ink, 12)
        foot = y + height - 10
        if answer_alone and kind != ANSWERS:
            sheet.say(x + indent, foot, kind, ink, 10)
            foot -= LINE
        if strip is None and row.silent_since is not None:
            sheet.say(x + indent, foot, f"… {row.silent_since:%b %Y}", ink, 10)
    if strip is not None:
        top = y + height - STRIP_HEIGHT
        ink = sheet.box(x, top, width, STRIP_HEIGHT, strip, row.answer_age)
        sheet.say(x + indent, top + 8, f"{kind}:", ink, 10)
        signs = [SIGNS[one] for one in both["answer"][:2]]
        words = f"{SIGNS[strip]} {SHORT_WORDS[strip]}" + (f" {' / '.join(signs)}" if signs else "")
        words += f" {OTHERWISE}" if row.answer_otherwise is not None else ""
        sheet.say(x + indent, top + 19, words, ink, 10)
    if row.red_line:
        sheet.red_lines.append({"x": x + 1.5, "x2": x + 6.5, "y": y + 1.5, "y2": y + height - 1.5})


def _hit(
    x: float,
    y: float,
    party: str,
    term: str,
    party_name: str,
    term_name: str,
    row: frames.Cell | None,
    context: Context,
) -> dict[str, Any]:
    """Return the see-through mark over a cell: what is clicked, hovered and read aloud."""
    place = {"x": x, "x2": x + CELL_WIDTH - 2, "y": y, "y2": y + CELL_HEIGHT - 2}
    return {**place, "party": party, "term": term, **cell_words.said(party_name, term_name, row, context)}


def _legend(sheet: _Sheet, y: float, width: float, context: Context) -> float:
    """Put the explanation of the levels and of every mark that a cell has under the matrix; return where it ends."""
    paper, columns = PAPERS[sheet.dark], int(width // 165)
    marks = _marks(sheet, context)
    for i, code in enumerate([*LEVEL_WORDS, "NOT_RECORDED"]):
        x, row = 165 * (i % columns), y + 24 * (i // columns)
        ink = sheet.box(x, row, 28, 17, code)
        if code in SIGNS:
            sheet.sign(x + 4, row + 9, SIGNS[code], ink, 11)
        sheet.say(x + 31, row + 9, LEVEL_WORDS.get(code, NOT_RECORDED), paper.ink)
    y += 24 * (len(LEVEL_WORDS) // columns + 1) + 12
    for mark, words in notes_on_marks(context).items():
        if mark not in marks:
            continue
        if mark in ("hollow", "dashed"):
            sheet.box(4, y - 8, 24, 16, "REJECTS", Age.OLD if mark == "hollow" else Age.OVERTAKEN)
        elif mark == "red line":
            sheet.red_lines.append({"x": 11, "x2": 16, "y": y - 8, "y2": y + 8})
        sheet.say(34, y, f"{mark}: {words}", paper.quiet, 11)
        y += 20
    return y


def _marks(sheet: _Sheet, context: Context) -> set[str]:
    """Return the marks that the cells on the sheet have."""
    words = {word["text"] for word in sheet.words}
    there: dict[str, Any] = {"hollow": sheet.old, "dashed": sheet.overtaken, "red line": sheet.red_lines}
    for mark in (ANSWERS, EARLIER, WITH_WHOLE):
        of = () if mark == EARLIER else context.letters.values()
        there[lettered(mark, of)] = any(re.fullmatch(rf"{mark}( \w(, \w)*)?:?", one) for one in words)
    there |= {OTHERWISE: any(OTHERWISE in one["text"] for one in (*sheet.signs, *sheet.words))}
    there |= {SILENCE: any(one.startswith("… ") for one in words)}
    return {mark for mark, found in there.items() if found}


def _draw(sheet: _Sheet, context: Context) -> alt.LayerChart:
    """Return the sheet as layers; only the see-through cells on top are read aloud and clicked."""
    paper, swatches = PAPERS[context.dark], LEVEL_COLOURS[context.dark]

    def at(name: str) -> alt.Chart:
        return dataset(name).encode(x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None))

    size = alt.Size("size:Q", scale=None)
    colour = alt.Color("colour:N", scale=None)
    layers = [
        at("rules").mark_rule(aria=False, color=paper.grid, strokeWidth=1.5).encode(x2=alt.X2("x2:Q")),
        at("fills")
        .mark_rect(aria=False)
        .encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), fill=alt.Fill("fill:N", scale=None)),
        *(
            at(name)
            .mark_rect(aria=False, fill=paper.background, strokeWidth=HOLLOW, strokeDash=dash)
            .encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), stroke=alt.Stroke("stroke:N", scale=None))
            for name, dash in ((Age.OLD, [1, 0]), (Age.OVERTAKEN, [5, 3]))
        ),
        *(
            at(name)
            .mark_rect(
                aria=False,
                fill=swatches[code].fill,
                stroke=swatches[code].border,
                strokeWidth=1.2,
                strokeDash=list(swatches[code].dash),
                strokeCap="round",
            )
            .encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
            for code, name in UNSCORED.items()
        ),
        at("red_lines")
        .mark_rect(aria=False, fill=paper.red_line, stroke=paper.background, strokeWidth=1)
        .encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")),
        at("signs")
        .mark_text(aria=False, align="left", baseline="middle", fontWeight="bold")
        .encode(text=alt.Text("text:N"), size=size, color=colour),
        at("words")
        .mark_text(aria=False, align="left", baseline="middle", lineBreak="\n", lineHeight=LINE)
        .encode(text=alt.Text("text:N"), size=size, color=colour),
    ]
    cells = at("cells").mark_rect(fillOpacity=0, stroke=paper.ink, strokeWidth=0)
    cells = cells.encode(
        x2=alt.X2("x2:Q"),
        y2=alt.Y2("y2:Q"),
        description=alt.Description("aloud:N"),
        tooltip=tooltips(
            party_name="Party",
            term_name="Term",
            level="Level",
            answer="Answer",
            text="Text answered",
            since="Held since",
            evidence="Evidence",
            marks="Marks",
        ),
    )
    if context.on_page:
        cell = alt.selection_point(name="cell", fields=["party", "term"], clear=False)
        cells = cells.encode(strokeWidth=alt.condition(cell, alt.value(3), alt.value(0), empty=False)).add_params(cell)
    return alt.LayerChart(layer=[*layers, cells])
