"""Sentences about agreement: of the parties on issue and text, of all parties, and of the coders."""

import pandas as pd

from dashboard import frames
from dashboard.questions.movement_sentences import MOST_TERMS, titles_inside
from dashboard.vocabulary import counted, list_words


def agreed(agreements: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, text: str | None) -> str:
    """
    Return on how many terms the parties whose consent is required agree: on the issue, and in the text on the table.

    Parameters
    ----------
    agreements
        `frames.AGREEMENTS` of both aspects.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`.
    text
        Title of the text on the table, if there is one.
    """
    required = parties["consent_required"].fillna(False)
    if not required.any():
        return "No party is marked as one whose consent is required, so agreement cannot be told."
    titles = titles_inside(terms)
    who = list_words(parties.loc[required, "short_name"].tolist())
    levels, answers = (agreements[agreements["aspect"] == aspect] for aspect in ("level", "answer"))
    said = [f"On the issues {who} agree on {_of(levels, titles)}."]
    if text is None:
        said.append("No text is on the table.")
    else:
        said.append(f"In the text on the table, “{text}”, their answers agree on {_of(answers, titles)}.")
    return " ".join(said)


def _of(found: pd.DataFrame, titles: dict[str, str]) -> str:
    known = found["n"] == found["needed"]
    agree = [titles[term] for term in found.loc[known & (found["agreement"] == 2).fillna(False), "term"]]
    missing = int((~known).sum())
    said = f"{len(agree) or 'none'} of {counted(len(found), 'term')}"
    if agree:
        said += f" ({list_words(agree, MOST_TERMS)})"
    return f"{said}; on {missing} not all of them are recorded" if missing else said


def spread(spreads: pd.DataFrame, terms: pd.DataFrame) -> str:
    """Return on which terms of `frames.SPREADS` all parties with a level agree most, and on which least."""
    titles = titles_inside(terms)
    each = spreads.drop_duplicates("term")
    known = each.dropna(subset="spread")
    if known.empty:
        return "On no term do three parties have a level, so their spread cannot be told."
    ends = []
    for word, value in (("most", known["spread"].max()), ("least", known["spread"].min())):
        there = list_words([titles[term] for term in known.loc[known["spread"] == value, "term"]], MOST_TERMS)
        ends.append(f"{word} on {there} (A = {_signed(value)})")
    if known["spread"].nunique() == 1:
        said = f"On {counted(len(known), 'term')} the parties with a level agree alike (A = {_signed(value)})."
    else:
        said = f"Of {counted(len(known), 'term')}, the parties with a level agree {list_words(ends)}."
    if refused := len(each) - len(known):
        said += f" On {refused} too few have a level."
    return said


def coders(found: pd.DataFrame) -> list[str]:
    """Return in sentences how far the coders agree on levels, answers and positions (`frames.CODER_AGREEMENT`)."""
    said = []
    for row in frames.rows_of(found[found["measurement"] != "nominal"]):
        if pd.isna(row.alpha):
            said.append(f"For {row.aspect}s there is no number. {row.why}")
        else:
            said.append(
                f"For {row.aspect}s Krippendorff’s α is {_signed(row.alpha)} (95 % interval {_signed(row.low)} to"
                f" {_signed(row.high)}), from {row.units:,} records with two or more readings."
            )
    return said


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
