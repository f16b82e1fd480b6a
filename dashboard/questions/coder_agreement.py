"""How far the coders agree who read the same records: Krippendorff's α of each kind of reading."""

from datetime import date

import pandas as pd

from dashboard import frames
from dashboard.analysis import coders
from dashboard.charts.coder_agreement import coder_agreement
from dashboard.charts.context import Context
from dashboard.questions import behind
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope
from dashboard.vocabulary import counted, decimal, inside, list_words


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.CODER_AGREEMENT` of all readings; they carry no day of their own."""
    return Scope(scope.edition, date.max).ask(_of_all)  # the same on every day, and by any evidence


def _of_all(scope: Scope) -> pd.DataFrame:
    return coders.coder_agreement(scope.edition.codings(), scope.edition.rows("author"))


def differing(scope: Scope) -> pd.DataFrame:
    """Return `frames.DIFFERING`: the records of which two coders give different readings, with both, by name."""
    found = coders.differing(scope.edition.codings())
    known = scope.edition.rows_by_code("stance", sorted(found["stance"].unique()))
    for column in ("party", "term", "precision"):
        found[column] = [known[code][column] for code in found["stance"]]
    found["held_on"] = [date.fromisoformat(known[code]["held_on"]) for code in found["stance"]]
    return frames.DIFFERING.frame(found[list(frames.DIFFERING.columns)].to_dict("records"))


def unsure(scope: Scope) -> pd.DataFrame:
    """Return `frames.CODINGS` of the readings that their coder marked a close call."""
    codings = scope.edition.codings()
    return codings[codings["unsure"].fillna(False)].reset_index(drop=True)


def close_calls(scope: Scope) -> str:
    """Return in a sentence how many of all readings their coder marked a close call; empty where there is none."""
    codings = scope.edition.codings()
    if codings.empty:
        return ""
    return f"{counted(len(unsure(scope)), 'close call')} among {counted(len(codings), 'reading')}."


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """Return whose readings are compared, and how far they agree on levels, answers and positions."""
    told: dict[str | None, list[str]] = {}
    none = []
    for row in frames.CODER_AGREEMENT.rows(found[found["measurement"] != "nominal"]):
        if row.alpha is None:
            none.append(f"For {row.aspect}s there is no number{_why(row)}.")
            continue
        interval = ""
        if row.low is not None and row.high is not None:
            interval = f"95 % interval {decimal(row.low)} to {decimal(row.high)}, "
        of = f"{decimal(row.alpha)} for {row.aspect}s ({interval}{counted(row.units, 'record')})"
        told.setdefault(row.readers, []).append(of)
    said = [
        f"{READ[readers]} the same records: Krippendorff’s α is {list_words(alphas)}."
        for readers, alphas in told.items()
    ]
    for row in frames.CODER_AGREEMENT.rows(found[found["measurement"] != "nominal"]):
        if row.alpha is not None and row.in_part:
            one = f"{'an' if row.aspect == 'answer' else 'a'} {row.aspect}"
            said.append(f"In {counted(row.in_part, 'record')} some read {one} and others none: no α counts this.")
    if "machines" in told:
        said.append("No person’s reading is among these: that machines agree does not say that people would.")
    return [*said, *none] or ["No reading is recorded."]


def _why(row: frames.CoderAgreement) -> str:
    return "" if row.why is None else f": {inside(row.why.rstrip('.'))}"


READ = {
    coders.PERSONS: "People read",
    "machines": "Machines, not people, read",
    "persons and machines": "People and machines read",
    None: "Readers of whom nothing is recorded read",
}
"""Whose readings they are, as a sentence begins."""


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the records of which two or more coders give a reading."""
    codings = scope.edition.codings()
    read = [codings.dropna(subset=aspect).assign(aspect=aspect) for aspect in found["aspect"].unique()]
    several = [one[one.duplicated("stance", keep=False)] for one in read]
    return behind.of_cells(found, pd.concat(several), ["aspect"], "stance") if several else behind.together()


QUESTION = Question(
    id="coder-agreement",
    title="Agreement of the coders",
    asks="How far do analysts who read the same records agree?",
    contract=frames.CODER_AGREEMENT,
    frame=frame,
    finding=finding,
    chart=coder_agreement,
    rests_on=rests_on,
    columns=(
        "aspect",
        "measurement",
        "alpha",
        "low",
        "high",
        "units",
        "n",
        "readers",
        "why",
        "in_part",
    ),
    narrowed_by=(),
    leaves_out=lambda scope: False,
)
