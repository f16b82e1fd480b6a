"""The records behind a row, to read: stances with their claims, and all else with its sources."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.models import TABLES
from dashboard.questions import listings, records, sources
from dashboard.questions.calling import Place
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope

MOST = 20
"""Records that are listed behind a row, each with what it rests on."""


class Behind(NamedTuple):
    """
    What stands behind a row, to read, and how many records that are, and are in all.

    `records` are those of this negotiation, by table and code, with the claims and sources on which its stances rest.
    """

    passages: list[Passage]
    shown: int
    total: int
    records: list[Place]


def of_row(scope: Scope, listed: str, number: str, *arguments: str) -> Behind:
    """Return what the row of this number of an answer, or of a list of these arguments, rests on."""
    rests_on = scope.ask(listings.rests_on, listed, *arguments)
    own = rests_on[rests_on["row"] == int(number)]
    passages: list[Passage] = []
    shown = own.iloc[:MOST]
    for beside, rows in shown.groupby("beside"):
        side = scope.beside if beside and scope.beside is not None else replace(scope, beside=None)
        passages += _of_side(side, rows)
    return Behind(passages, len(shown), len(own), _records(scope, shown[~shown["beside"]]))


def _records(scope: Scope, rows: pd.DataFrame) -> list[Place]:
    codes = {str(table): some["code"].tolist() for table, some in rows.groupby("table", sort=False)}
    claims = scope.edition.behind(codes.get("stance", []))["code"].tolist()
    claims = list(dict.fromkeys([*codes.get("claim", []), *claims]))
    sources = scope.edition.claims_by_code(claims)["source"].unique()
    found = [(str(table), str(code)) for table, code in rows[["table", "code"]].itertuples(index=False)]
    found += [("claim", code) for code in claims] + [("source", code) for code in sources]
    return [place for place in dict.fromkeys(found) if not TABLES[place[0]].is_stamped]  # notes have a way of their own


def _of_side(scope: Scope, rows: pd.DataFrame) -> list[Passage]:
    codes = {str(table): some["code"].tolist() for table, some in rows.groupby("table", sort=False)}
    stances = codes.pop("stance", [])
    claims = frames.EVIDENCE.rows(scope.edition.behind(stances))
    passages = []
    for code in stances:
        own = [claim for claim in claims if claim.stance == code]
        stance = records.read_stance(scope, code)
        below = {claim.summary for claim in own}
        stance["text"] = "\n".join(line for line in stance["text"].split("\n") if line not in below)
        passages += [stance, *(records.read_claim(scope, claim) for claim in own)]
    said = frames.EVIDENCE.rows(scope.edition.claims_by_code(codes.pop("claim", [])))
    passages += [records.read_claim(scope, claim) for claim in said]
    for table, some in codes.items():
        resting = frames.RESTS_ON.frame([(0, table, code, False, None) for code in some])
        cited = frames.SOURCED.rows(sources.of_answer(scope, resting))
        for code in some:
            passages.append(records.read(scope, table, code))
            passages += [_cited(one) for one in cited if one.code == code and table != "source"]
    return passages


def _cited(row: frames.Sourced) -> Passage:
    passage: Passage = {"lead": row.publisher or row.title, "text": row.title, "meta": [f"for {row.table} {row.code}"]}
    return passage if row.url is None else {**passage, "link": row.url}
