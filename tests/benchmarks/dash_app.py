"""
The same first page in Dash: the same reads, sentences and cells, kept as long, with the matrix as a Plotly heatmap.

Written as an ordinary Dash app would be: the day draws the matrix again, a cell only its story.
"""

import sys
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go  # type: ignore[import-untyped]
from dash import Dash, Input, Output, State, ctx, dcc, html

from dashboard.questions import asking, stances, texts
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.settings import Settings
from dashboard.store import claims, reads
from dashboard.store.schema import open_store
from dashboard.vocabulary import LEVEL_WORDS, SIGNS
from tests.benchmarks.cases import NEGOTIATION

CLAIMS_SHOWN = 8
STORE = open_store(Settings().database_url)


def scope_of(day: str) -> Scope:
    """Return the scope of the day, at the version as it is now."""
    return Scope(edition(reads.version(STORE, NEGOTIATION)), date.fromisoformat(day))


@cache
def edition(_version: int) -> Edition:
    return Edition(STORE, NEGOTIATION)


@cache
def rows(_version: int, name: str) -> pd.DataFrame:
    return reads.rows(STORE, NEGOTIATION, name)


@cache
def current(scope: Scope) -> pd.DataFrame:
    return stances.current(scope)


@cache
def opening(scope: Scope) -> tuple[str, str]:
    words = " ".join(asking.finding(scope, "stance-matrix", current(scope)))
    return words, texts.what_is_on_the_table(scope)


@cache
def graded(scope: Scope, party: str, term: str) -> pd.DataFrame:
    return stances.graded(scope, parties=[party], terms=[term])


@cache
def evidence(scope: Scope, party: str, term: str) -> pd.DataFrame:
    return claims.evidence(
        STORE, NEGOTIATION, holders=[party], terms=[term], until=scope.as_of, min_grade=scope.min_grade
    )


@cache
def matrix(scope: Scope) -> go.Figure:
    """Return the cells as a heatmap, each with its sign, words and answer."""
    found = current(scope).set_index(["term", "party"])
    parties, terms = rows(scope.version, "party"), rows(scope.version, "term")

    def shown(row: Any) -> str:
        lines = [f"{SIGNS[code]} {LEVEL_WORDS[code]}" for code in (row.level, row.answer) if isinstance(code, str)]
        return "<br>".join(lines)

    words = pd.Series([shown(row) for row in found.itertuples()], index=found.index, dtype=object)
    grid = {"index": terms["code"], "columns": parties["code"]}
    scores = found["level_score"].astype(float).unstack().reindex(**grid)
    heatmap = go.Heatmap(
        z=scores.to_numpy(),
        x=parties["short_name"],
        y=terms["short_title"],
        text=words.unstack().reindex(**grid).fillna("not recorded").to_numpy(),
        texttemplate="%{text}",
        textfont={"size": 10},
        colorscale="RdBu",
        zmin=-2,
        zmax=2,
        xgap=2,
        ygap=2,
    )
    return go.Figure(heatmap, {"width": 1200, "height": 900, "yaxis": {"autorange": "reversed"}})


def options(name: str, label: str) -> list[dict[str, str]]:
    """Return the choices of a dropdown."""
    found = reads.rows(STORE, NEGOTIATION, name)
    return [{"value": row["code"], "label": row[label]} for row in found.to_dict("records")]


app = Dash(title="Overview")
PARTIES, TERMS = options("party", "short_name"), options("term", "short_title")
app.layout = html.Div(
    [
        html.H1("Overview"),
        dcc.Input(id="as_of", value="2025-07-07", debounce=True),
        html.P(id="sentence"),
        html.P(id="on_the_table"),
        dcc.Dropdown(PARTIES, PARTIES[0]["value"], id="party"),
        dcc.Dropdown(TERMS, TERMS[0]["value"], id="term"),
        dcc.Graph(id="matrix"),
        html.Div(id="story"),
    ]
)


@app.callback(
    Output("sentence", "children"),
    Output("on_the_table", "children"),
    Output("matrix", "figure"),
    Input("as_of", "value"),
)
def show_day(day: str) -> tuple[str, str, go.Figure]:
    scope = scope_of(day)
    return *opening(scope), matrix(scope)


@app.callback(
    Output("party", "value"),
    Output("term", "value"),
    Output("story", "children"),
    Input("party", "value"),
    Input("term", "value"),
    Input("matrix", "clickData"),
    Input("as_of", "value"),
    State("party", "options"),
    State("term", "options"),
)
def show_cell(
    party: str, term: str, clicked: Any, day: str, parties: list[dict[str, str]], terms: list[dict[str, str]]
) -> tuple[str, str, list[Any]]:
    names, titles = ({one["label"]: one["value"] for one in some} for some in (parties, terms))
    if ctx.triggered_id == "matrix":
        party, term = names[clicked["points"][0]["x"]], titles[clicked["points"][0]["y"]]
    scope = scope_of(day)
    here = current(scope)[lambda all_: (all_["party"] == party) & (all_["term"] == term)]
    name, title = ({code: label for label, code in some.items()} for some in (names, titles))
    level = here["level"].dropna().map(LEVEL_WORDS)
    said = evidence(scope, party, term)
    return (
        party,
        term,
        [
            html.H3(f"{name[party]} on {title[term]}"),
            html.P(f"Level: {level.iloc[0]}." if len(level) else "Not recorded by this day."),
            listed(graded(scope, party, term), ["held_on", "level", "answer", "summary"]),
            listed(said.head(CLAIMS_SHOWN), ["said_on", "speaker", "summary", "quote", "publisher"]),
        ],
    )


def listed(found: pd.DataFrame, columns: list[str]) -> html.Table:
    """Return some columns as a table."""
    head = html.Tr([html.Th(column) for column in columns])
    body = found[columns].astype(str).itertuples(index=False)
    return html.Table([head, *(html.Tr([html.Td(cell) for cell in row]) for row in body)])


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
