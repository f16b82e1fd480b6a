"""The records behind a row of an answer, to read: claims with their quotes and addresses, and other sources."""

from dashboard import frames
from dashboard.questions import asking
from dashboard.questions.catalogue import find
from dashboard.questions.passages import Passage
from dashboard.questions.records import read_claim
from dashboard.questions.scope import Scope

MOST = 40
"""Records that are listed behind a row."""


def of_row(scope: Scope, question_id: str, number: str) -> list[Passage]:
    """Return what the row of this number in the frame of a question rests on: claims, then what is cited."""
    data = asking.frame(scope, question_id)
    rests_on = find(question_id).rests_on(scope, data)
    own = rests_on[rests_on["row"] == int(number)]
    sides = [(scope.edition, own[~own["beside"]])]
    if scope.beside is not None:
        sides.append((scope.beside.edition, own[own["beside"]]))
    passages: list[Passage] = []
    for edition, rows in sides:
        stances, claims = (rows.loc[rows["table"] == table, "code"].tolist() for table in ("stance", "claim"))
        for found in (edition.behind(stances), edition.claims_by_code(claims)):
            passages += [_of_stance(row) for row in frames.EVIDENCE.rows(found)]
    sourced = asking.sourced(scope, question_id, data)
    cited = sourced[(sourced["row"] == int(number)) & ~sourced["table"].isin(["stance", "claim"])]
    return passages + [_cited(row) for row in frames.SOURCED.rows(cited.drop_duplicates("source"))]


def _of_stance(row: frames.Evidence) -> Passage:
    """Return a claim with the stance that rests on it, by code."""
    passage = read_claim(row)
    return passage if row.stance is None else {**passage, "meta": [*passage["meta"], f"stance {row.stance}"]}


def _cited(row: frames.Sourced) -> Passage:
    passage: Passage = {"lead": row.publisher or row.title, "text": row.title, "meta": [f"for {row.table} {row.code}"]}
    return passage if row.url is None else {**passage, "link": row.url}
