"""How the numbers changed from text to text."""

import pandas as pd

from dashboard import frames
from dashboard.charts.context import Context
from dashboard.charts.provision_quantities import provision_quantities
from dashboard.questions import behind, texts
from dashboard.questions.question import Question
from dashboard.questions.scope import Scope, picked
from dashboard.vocabulary import counted, measure_words


def frame(scope: Scope) -> pd.DataFrame:
    """Return `frames.PROVISION_QUANTITIES` of the scope's texts and terms."""
    return texts.of_texts(scope, picked(texts.quantities(scope.edition), term=scope.terms))


def finding(found: pd.DataFrame, context: Context) -> list[str]:
    """
    Return how many numbers of texts are entered, which measure comes most often, and how much is in words alone.

    What a text gives besides, in its provision's own words, nobody counts; and stages are told by themselves.
    """
    by = f"By {context.as_of_words}, stages aside,"
    if found.empty:
        return [f"{by} no number of a text is entered{context.chosen}."]
    numbers = found["low"].notna() | found["high"].notna()
    n = len(found) - int(numbers.sum())
    in_words = f"{counted(n, 'quantity', 'quantities')} {'is' if n == 1 else 'are'} entered in words alone"
    if not numbers.any():
        return [f"{by} {in_words}{context.chosen}."]
    said = [f"{by} {_numbers(found[numbers], context)}."]
    return said if numbers.all() else [*said, f"Besides, {in_words}."]


def _numbers(found: pd.DataFrame, context: Context) -> str:
    numbers = counted(len(found), "number")
    of = counted(found["proposal"].nunique(), "text")
    measures = found.groupby(["measure", "unit"]).size().sort_values(ascending=False, kind="stable")
    measure, unit = measures.index[0]
    said = f"{numbers} from {of} {'is' if len(found) == 1 else 'are'} entered{context.chosen}"
    if measures.iloc[0] > max([1, *measures.iloc[1:]]):
        what = measure_words(measure)
        said += f", most often {what}{'' if unit in what.split() else f' ({unit})'}, {int(measures.iloc[0])} times"
    return said


def rests_on(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.RESTS_ON`: the texts."""
    return behind.named_in(found, "proposal", "proposal")


QUESTION = Question(
    id="provision-quantities",
    title="Numbers in the texts",
    asks="How did the numbers change from text to text?",
    contract=frames.PROVISION_QUANTITIES,
    frame=frame,
    finding=finding,
    chart=provision_quantities,
    rests_on=rests_on,
    columns=(
        "proposal",
        "tabled_on",
        "term",
        "measure",
        "low",
        "high",
        "unit",
        "wording",
    ),
    takes=("term", "proposal"),
    narrowed_by=("as_of",),
    leaves_out=lambda scope: False,
)
