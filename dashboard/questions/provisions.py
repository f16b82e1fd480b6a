"""What texts say, to read: one text provision by provision, and two side by side."""

from typing import Any, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis.texts import comparison
from dashboard.questions import texts
from dashboard.questions.naming import names
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import day_text, day_words, distinct, inside


def choice_of_texts(scope: Scope) -> tuple[pd.DataFrame, dict[str, str], str | None]:
    """Return the texts tabled by the day by code, `when` in words; their names; and the one on the table, or latest."""
    found = texts.tabled(scope).sort_values(["tabled_on", "code"])
    titles = distinct(
        {row.code: f"{day_text(row.tabled_on, row.precision)} {row.title}" for row in frames.PROPOSALS.rows(found)}
    )
    when = [day_words(row.tabled_on, row.precision) for row in frames.PROPOSALS.rows(found)]
    first = next(reversed(texts.table(scope).texts or tuple(titles)), None)
    return found.assign(when=when).set_index("code"), titles, first


class Text(NamedTuple):
    """One text: what it revises and is called, its provisions to read, what a note on it may hang on, their codes."""

    lines: list[str]
    provisions: list[Passage]
    targets: dict[str, dict[str, Any]]
    codes: list[str]


def text(scope: Scope, code: str) -> Text:
    """Return one text to read."""
    edition = scope.edition
    titles = names(edition, "proposal", "title")
    revised = names(edition, "proposal", "version_of")[code]
    lines = [f"It revises “{titles[revised]}”."] if isinstance(revised, str) else []
    aliases = texts.aliases(scope)
    for alias in frames.ALIASES.rows(aliases[aliases["proposal"] == code]):
        disputed = f"; {alias.disputed_by} disputes the name" if alias.disputed_by is not None else ""
        called = f"{alias.used_by} calls it" if alias.used_by is not None else "It is also called"
        lines.append(f"{called[:1].upper()}{called[1:]} “{alias.name}”{disputed}.")
    numbers, provisions = texts.numbers(scope), edition.rows("provision")
    said = {row.term: row for row in frames.PROVISIONS.rows(provisions[provisions["proposal"] == code])}
    terms = {term: title for term, title in names(edition, "term", "short_title").items() if term in said}
    shown: list[Passage] = [
        {
            "lead": title,
            "text": said[term].summary,
            "meta": [
                *numbers.get(said[term].code, []),
                *(["not verified"] if said[term].verified is False else []),
                *([note] if (note := said[term].note) is not None else []),
                *([f"In the first article: {first}"] if (first := said[term].seed_summary) is not None else []),
            ],
        }
        for term, title in terms.items()
    ]
    targets: dict[str, dict[str, Any]] = {"the text": {"proposal": code}}
    targets |= {
        f"what it says on {inside(title)}": {"provision": said[term].code} for term, title in distinct(terms).items()
    }
    return Text(lines, shown, targets, [said[term].code for term in terms])


def side_by_side(scope: Scope, left: str, right: str) -> tuple[str, list[Passage]]:
    """Return in a sentence how much of one text stands in another, and both to read, provision by provision."""
    compared = comparison(
        left, right, *(scope.edition.rows(name) for name in ("provision", "quantity", "stage", "term"))
    )
    counts = compared["change"].value_counts()
    words = {"added": "added", "dropped": "dropped", "changed": "changed", "same": "the same"}
    said = [f"{counts[change]} {told}" for change, told in words.items() if change in counts]
    by_code, _, _ = choice_of_texts(scope)
    heads = [f"{by_code.at[code, 'title']}, {by_code.at[code, 'when']}" for code in (left, right)]
    titles = names(scope.edition, "term", "short_title")
    shown: list[Passage] = [{"sides": [[head] for head in heads]}]
    shown += [
        {
            "lead": titles[row.term],
            "tag": row.change,
            "sides": [_side(row.left, row.left_numbers), _side(row.right, row.right_numbers)],
        }
        for row in frames.COMPARISON.rows(compared)
    ]
    both = f"From “{by_code.at[left, 'title']}” to “{by_code.at[right, 'title']}”"
    return f"{both}: {', '.join(said) or 'neither has a provision'}.", shown


def _side(words: str | None, numbers: str | None) -> list[str]:
    if words is None:
        return ["Not in this text."]
    return [words, *(numbers.split("; ") if numbers is not None else [])]
