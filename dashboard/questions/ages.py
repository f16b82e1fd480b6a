"""How old what is counted is, in words: no sentence leans on an old level without saying so, and of which day."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.analysis.age_counts import AgeCounts, age_counts, ends, of_column
from dashboard.analysis.on_the_table import on_the_table
from dashboard.charts.context import OVERTAKEN_THEN, Context
from dashboard.vocabulary import Level, Precision, counted, day_text, day_words


class Said(NamedTuple):
    """
    What is said of one and of many that are old or overtaken, and what they are then, as in "3 are older than".

    `again` stands for that where it was just said: "5 rest on a level older than … and 4 on one older than …".
    """

    one: str
    many: str
    again: str
    old: str
    overtaken: str


def are(context: Context) -> Said:
    """Return what is said of levels and answers themselves, as of the day of the context."""
    return Said("is", "are", "", context.old_words, context.overtaken_words)


def rest(old: str, overtaken: str, number: str = "level") -> Said:
    """Return what is said of things that rest on such levels, or positions."""
    return Said(f"rests on a {number}", f"rest on a {number}", "on one ", old, overtaken)


def row(found: pd.Series) -> AgeCounts:
    """Return how many a row of a measure counts, how many of these are old and overtaken, and of which days."""
    return totals(found.to_frame().T)


def totals(found: pd.DataFrame) -> AgeCounts:
    """Return the same of all rows of a measure, added up."""
    n, old, overtaken = (int(found[column].sum()) for column in ("n", "n_old", "n_overtaken"))
    return AgeCounts(n, old, overtaken, ends(found["old_days"]))


def of_rows(found: pd.DataFrame, one: str, many: str, old: str) -> list[str]:
    """
    Return in a sentence how many rows rest on an overtaken level and how many on an old one, each with their days.

    A row may rest on both, and is then told with both; no level is both.

    Parameters
    ----------
    found
        The rows of a measure, with n_old, n_overtaken, old_days and overtaken_days.
    old
        What is said of an old level.
    """
    n, told = len(found), []
    for count, what, days in (("n_overtaken", OVERTAKEN_THEN, "overtaken_days"), ("n_old", old, "old_days")):
        resting = found[found[count] > 0]
        if len(resting):
            told.append((len(resting), f"{what} ({days_words(ends(resting[days]))})"))
    if not told:
        return []
    (k, first), *more = told
    whose = all_of(n, one, many) if k == n else f"Of the {counted(n, one, many)}, {k}"
    them = " of these" if k == n else ""
    also = [f", and {'' if n == 1 else f'{other}{them} '}on one that was not, but was {words}" for other, words in more]
    return [f"{whose} {'rests' if k == 1 else 'rest'} on a level that was {first}{''.join(also)}."]


def of_counted(found: pd.DataFrame, context: Context, one: str = "level") -> list[str]:
    """
    Return in a sentence how many of all that a measure counts are old or overtaken; none where none is.

    Parameters
    ----------
    found
        The rows of a measure, with n, n_old, n_overtaken and old_days.
    one
        What is counted.
    """
    return sentence(totals(found), f"{one} counted", f"{one}s counted", are(context))


def of_shown(found: pd.DataFrame, counts: pd.Series, context: Context, one: str = "level") -> list[str]:
    """
    Return the same for a footer: of what the finding counts, and then of what is drawn beside it without counting.

    Parameters
    ----------
    counts
        By row of `found`, whether the finding counts it.
    """
    rest = sentence(
        totals(found[~counts]), f"{one} known and not counted", f"{one}s known and not counted", are(context)
    )
    return [*of_counted(found[counts], context, one), *rest]


def of_cells(current: pd.DataFrame, context: Context, aspect: str) -> list[str]:
    """
    Return the same of all levels, or of all answers, that have a score, of cells (`frames.CURRENT`).

    What is mixed is shown and has no score: how many these are, and of which days, is said as well.
    """
    return [*of_scored(current, context, aspect), *of_mixed(current, aspect)]


def of_scored(current: pd.DataFrame, context: Context, aspect: str) -> list[str]:
    """Return how many of the levels shown, or of the answers to the text on the table, are old; none where none is."""
    of = age_counts(of_column(current[current[f"{aspect}_score"].notna()], aspect))
    if aspect == "level":
        return sentence(of, "level shown", "levels shown", are(context))
    to = f"to the {'text' if len(context.on_the_table) == 1 else 'texts'} on the table"
    return sentence(of, f"answer {to}", f"answers {to}", are(context))


def of_mixed(current: pd.DataFrame, aspect: str) -> list[str]:
    """Return how many of the levels, or of the answers, are mixed, and of which days; none where none is."""
    held = of_column(current[current[aspect] == Level.MIXED], aspect)
    days = ends(day_text(day, precision) for _, day, precision in held if day is not None and precision is not None)
    if not held:
        return []
    of_days = f", {days_words(days)}," if days else ""
    is_not = "is not" if len(held) == 1 else "are not"
    return [f"{counted(len(held), f'mixed {aspect}')}{of_days} {is_not} counted."]


def clause(found: pd.DataFrame, context: Context, one: str = "level", many: str | None = None) -> str:
    """Return the same as a clause that goes on with a sentence, such as "; of these 18 levels, 3 are older than …"."""
    said = of_these(totals(found), one, many or f"{one}s", are(context))
    return f"; {said}" if said else ""


def of_these(of: AgeCounts, one: str, many: str, said: Said) -> str:
    """Return of things just counted how many are old: "of these 18 levels, 3 are older than …"; empty where none."""
    words = _words(of, said)
    if not words:
        return ""
    if of.n == 1:
        return f"this {one} {words}"
    these = f"these {counted(of.n, one, many)}"
    return f"{these} {words}" if _all_alike(of) else f"of {these}, {words}"


def sentence(of: AgeCounts, one: str, many: str, said: Said) -> list[str]:
    """Return the same as a sentence: "Of the 18 levels counted, 3 are older than …."; none where none is old."""
    words = _words(of, said)
    if not words:
        return []
    if _all_alike(of):
        return [f"{all_of(of.n, one, many)} {words}."]
    return [f"Of the {counted(of.n, one, many)}, {words}."]


def all_of(n: int, one: str, many: str) -> str:
    """Return the whole of n things as a sentence begins with it: "The one level", "Both levels", "All 3 levels"."""
    return f"The one {one}" if n == 1 else f"Both {many}" if n == 2 else f"All {n:,} {many}"


def _all_alike(of: AgeCounts) -> bool:
    return of.n in (of.n_old, of.n_overtaken)


def _words(of: AgeCounts, said: Said) -> str:
    """Return "3 are older than 30 days (from … to …)" and the like, without "3" where that is all; empty where none."""
    if not of.n_old + of.n_overtaken:
        return ""
    k, what = (of.n_overtaken, said.overtaken) if of.n_overtaken else (of.n_old, said.old)
    words = f"{'' if k == of.n else f'{k} '}{said.one if k == 1 else said.many} {what}"
    if of.n_overtaken and of.n_old:
        again = said.again or f"{said.one if of.n_old == 1 else said.many} "
        days = days_words(of.old_days)
        return f"{words} and {of.n_old} more {again}{said.old} ({'all' if days.startswith('of') else 'in all'} {days})"
    return f"{words} ({days_words(of.old_days)})"


def days_words(ends: str | None) -> str:
    """Return in words from which day to which something is, of the `ends` of its days."""
    first, *_, last = [day_text_words(day) for day in (ends or "").split("; ")] * 2
    return f"of {first}" if first == last else f"from {first} to {last}"


def day_text_words(text: str) -> str:
    """Return a day that `day_text` gave as a person writes it."""
    year, *rest = text.removesuffix(" (about)").split("-")
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(rest)]
    day = date(int(year), *(int(part) for part in (*rest, "1", "1")[:2]))
    return day_words(day, Precision.ABOUT if text.endswith(" (about)") else precision)


def only_later(n: int, one: str, many: str, days: list[str], known: tuple[str, str] = ("is", "are")) -> list[str]:
    """Return how many of n things are known only from pages published after the day, by the days of these."""
    are, pages = (known[0], "a page") if len(days) == 1 else (known[1], "pages")
    return _some(n, one, many, days, f"{are} known only from {pages} published after this day")


def or_later(n: int, one: str, many: str, days: list[str], known: tuple[str, str] = ("may", "may")) -> list[str]:
    """Return how many of n things may be of a later day, by their months or years, which are not over."""
    return _some(n, one, many, days, f"{known[len(days) > 1]} be of a day after this one")


def _some(n: int, one: str, many: str, days: list[str], are: str) -> list[str]:
    """Return of how many of n things something is said, and of which days they are; nothing of none."""
    if not days:
        return []
    of = f"Of the {n:,} {many}, {len(days):,}"
    if n == len(days):
        of = f"The {one}" if n == 1 else all_of(n, one, many)
    return [f"{of} {are} ({days_words(ends(days))})."]


def told_later(counts: pd.DataFrame, aspect: str, parties: Collection[str], context: Context) -> list[str]:
    """
    Return how many of the levels or answers counted rest on records that only later pages tell of, or may be later.

    Parameters
    ----------
    counts
        Rows with a term and an n, one a term, all of them counted.
    parties
        Those whose levels or answers are counted.
    """
    cells = [(aspect, party, term) for party in parties for term in counts["term"].unique()]
    n, one, many = int(counts["n"].sum()), f"{aspect} counted", f"{aspect}s counted"
    return of_later_days(n, one, many, cells, context)


def of_later_days(n: int, one: str, many: str, cells: Iterable[tuple[str, str, str]], context: Context) -> list[str]:
    """Return of n levels or answers, of these cells, how many a later page alone tells of, or may be of a later day."""
    told = list(cells)
    later, perhaps = ([of[cell] for cell in told if cell in of] for of in (context.told_later, context.may_be_later))
    return [
        *only_later(n, one, many, later, ("rests on a record", "rest on records")),
        *or_later(n, one, many, perhaps, ("rests on a record that may", "rest on records that may")),
    ]


def how_known(context: Context, parties: Iterable[str], term: str, told: str = "level") -> str:
    """
    Return what goes on after levels of these parties on a term: of which day the last page is that came later.

    And of which month or year a record is that may be of a later day.

    Parameters
    ----------
    told
        What is told of them, as `Context.shown_before` names it: the level, or the position that it was given with.
    """
    parties = list(parties)
    perhaps = {day for party in parties if (day := context.may_be_later.get(("level", party, term)))}
    dated = f" (dated only to {day_text_words(max(perhaps))})" if perhaps else ""
    later = {party: day for party in parties if (day := context.told_later.get(("level", party, term)))}
    if all((told, party, term) in context.shown_before for party in later):
        return dated
    return f" (by a page of {day_text_words(max(later.values()))}){dated}"


def on(context: Context, day: pd.Timestamp) -> Context:
    """Return the context as of another day: what is old by then, and which agreement is in force."""
    return replace(context, as_of=day, in_force=on_the_table(context.proposals, day).in_force)
