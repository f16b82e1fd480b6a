"""What several charts share: a party's look, the axis of levels, tooltips, and numbers and codes in words."""

from collections.abc import Collection, Mapping
from typing import Any

import altair as alt

from dashboard.charts.context import Context
from dashboard.charts.drawing import dataset
from dashboard.charts.theme import PAPERS, party_styles
from dashboard.vocabulary import LEVEL_WORDS, NOT_RECORDED, decimal, list_words

AXIS_WORDS = ("rejects", "resists", "open", "on conditions", "accepts")
"""The words for the scores from −2 to 2."""

AS_SEVERAL = {"rejects": "reject", "resists": "resist", "accepts": "accept"}
"""Those that are verbs, as they stand after several names."""

ANSWERS, EARLIER, WITH_WHOLE = "answers", "earlier text", "in whole"
"""What stands over an answer, over one to an earlier version, and over one that was given to the whole text."""

SILENCE = "… and a month"
"""What stands for a silence since the level."""


OTHERWISE = "≠"
"""What stands beside a level or an answer where another record of the same day says otherwise."""


def party_look(context: Context) -> dict[str, Any]:
    """Return the encodings that give the party in `party`, by code, its colour and shape; its name is written out."""
    styles = party_styles(context.parties, context.dark)
    domain = styles["code"].tolist()
    return {
        "color": alt.Color("party:N", legend=None, scale=alt.Scale(domain=domain, range=styles["colour"].tolist())),
        "shape": alt.Shape("party:N", legend=None, scale=alt.Scale(domain=domain, range=styles["shape"].tolist())),
    }


def level_x(field: str) -> alt.X:
    """Return the axis of levels from −2 to 2, in words, above the lines."""
    axis = alt.Axis(
        orient="top",
        values=list(range(-2, 3)),
        labelExpr=f"{list(AXIS_WORDS)}[datum.value + 2]",
        title=None,
        domain=False,
        ticks=False,
        labelPadding=8,
        labelOverlap=False,
    )
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-2.2, 2.2], nice=False, zero=False), axis=axis)


def if_hollow(drawn: object, words: str) -> str:
    """Return what a hollow mark says, after a space, where any is drawn; else nothing."""
    return f" Hollow: {words}." if drawn else ""


def y_pixel(field: str = "y") -> alt.Y:
    """Return a place in pixels from the top: a line keeps its height whatever their number."""
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def words_at(name: str, x: float, context: Context, column: str, **style: Any) -> alt.Chart:
    """Return a column of words, left-aligned at x pixels, from the rows of a dataset with `y` in pixels."""
    look: dict[str, Any] = {
        "align": "left",
        "baseline": "middle",
        "color": PAPERS[context.dark].ink,
        "aria": False,
    } | style
    return dataset(name).mark_text(**look).encode(x=alt.XValue(x), y=y_pixel(), text=alt.Text(f"{column}:N"))


def lifted(y: float, label: str) -> float:
    """Return where a label of several lines must begin for its middle to be at y: Vega centres the first line only."""
    return y - 7 * label.count("\n")


def tooltips(**titles: str) -> list[alt.Tooltip]:
    """Return a tooltip of these fields."""
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in titles.items()]


def level_words(code: str | None) -> str:
    """Return a level or answer in words, a missing one as not recorded."""
    return NOT_RECORDED if code is None else LEVEL_WORDS[code]


def then(before: str, after: str) -> str:
    """Return "resists, then open", or the one word where nothing changed."""
    return before if before == after else f"{before}, then {after}"


def party_list(codes: str, names: Mapping[str, str]) -> str:
    """Return the names of parties whose codes are joined by "; ", as in "Union and Employer"."""
    return list_words([names.get(code, code) for code in codes.split("; ")])


def level_of(score: int, holders: str) -> str:
    """Return the word for a score as it stands after the name of a party, or of several that are joined by "; "."""
    word = AXIS_WORDS[score + 2]
    return AS_SEVERAL.get(word, word) if ";" in holders else word


def signed(number: float, digits: int = 0) -> str:
    """Return a number with its sign, "+1", "−2" or "0"."""
    return decimal(number, digits, plus=True)


def lettered(mark: str, letters: Collection[str]) -> str:
    """Return a mark with the letters of the texts that it is of, as in "answers a, b"; alone where it has none."""
    return f"{mark} {', '.join(letters)}" if letters else mark


def notes_on_marks(context: Context) -> dict[str, str]:
    """Return what each mark of a cell means; the last ones stand in words in the cell itself."""
    passing = "that passes the evidence filter" if context.narrowed else "known"
    overtaken = {} if context.in_force is None else {"dashed": context.overtaken_words}
    answers, of_which, letters = "how the party answers the text on the table", "the text", context.letters.values()
    if letters:
        answers = "the party’s latest answer to a text on the table, and to which"
        of_which = "a text on the table"
    return {
        "hollow": f"the last word {passing}, {context.old_words}",
        **overtaken,
        "red line": "coded as a point that the party will not cross",
        SILENCE: "when a later record has it silent, where a position was due",
        OTHERWISE: "another record of the same day says otherwise, and counts for less",
        lettered(ANSWERS, letters): f"{answers}; above it, where it stands on the term itself",
        lettered(WITH_WHOLE, letters): f"a yes to {'that' if letters else 'the'} text as a whole",
        EARLIER: f"an answer to an earlier version of {of_which}, which counts for no other",
    }
