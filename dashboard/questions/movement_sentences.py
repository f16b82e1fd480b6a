"""Sentences about movement: short, two-sided, with their n, and saying what is not known."""

from typing import Any

import pandas as pd

from dashboard.analysis.movement import OVERALL, Slope
from dashboard.analysis.whose_word import PRESS
from dashboard.vocabulary import LEVEL_WORDS, SCORES, counted, day_words, list_words

MOST_TERMS = 4
"""Terms named in one sentence; the rest are counted."""


def coming_closer(
    distances: pd.DataFrame, trend: Slope, rounds: pd.DataFrame, parties: pd.DataFrame, pair: tuple[str, str]
) -> str:
    """
    Return how far apart a pair stood after the last round, and whether that fell or grew over the rounds.

    Parameters
    ----------
    distances, trend
        `frames.DISTANCES` of the pair, and `movement.slope` of them.
    rounds, parties
        `frames.ROUNDS`, `frames.PARTIES`.
    """
    who = list_words([_names(parties)[code] for code in pair])
    if distances.empty:
        return f"No round has ended yet, so how {who} drew closer or apart cannot be told."
    last = distances[distances["term"] == OVERALL].sort_values("day", kind="stable").iloc[-1]
    terms = int(((distances["round"] == last["round"]) & (distances["term"] != OVERALL)).sum())
    title = dict(zip(rounds["code"], rounds["title"], strict=True))[last["round"]]
    after = f"After “{title}” ({day_words(last['day'])})"
    from_both = f"{last['n']} of {counted(terms, 'term')} {'has' if last['n'] == 1 else 'have'} a level from both"
    if not last["n"]:
        return f"{after} no term has a level from both, so how far apart {who} stood is not known. {_trend(trend)}"
    if pd.isna(last["distance"]):
        return f"{after} only {from_both}: too few to say how far apart {who} stood. {_trend(trend)}"
    apart = f"{after} {who} stood {last['distance']:.2f} apart, from 0 (the same) to 1 (the two ends of the scale)"
    return f"{apart}; {from_both}. {_trend(trend)}"


def _trend(trend: Slope) -> str:
    if trend.slope is None or trend.low is None or trend.high is None:
        return f"No trend: {trend.why}"
    sure = "they came closer" if trend.high < 0 else "they drew apart" if trend.low > 0 else "no clear direction"
    interval = f"95% interval {_signed(trend.low)} to {_signed(trend.high)}"
    return f"Over {trend.n} rounds this changed by {_signed(trend.slope)} a round ({interval}): {sure}."


def who_moved(
    moves: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, before: pd.Timestamp, after: pd.Timestamp
) -> str:
    """Return who moved on which terms between two days: a sentence per party of `frames.MOVES`, and what is unknown."""
    names, titles = _names(parties), titles_inside(terms)
    said = [f"From {day_words(before)} to {day_words(after)}:"]
    for party, rows in moves.groupby("party", sort=False):
        told = {moved: [titles[term] for term in some["term"]] for moved, some in rows.groupby("moved")}
        known = len(rows) - len(told.get("not comparable", []))
        if not known:
            said.append(f"{names[party]} cannot be compared on any of {counted(len(rows), 'term')}.")
            continue
        parts = [
            f"moved {way} the other side on {list_words(told[moved], MOST_TERMS)}"
            for moved, way in (("towards", "towards"), ("away", "away from"))
            if moved in told
        ]
        if "still" in told:
            parts.append(f"stood still on {counted(len(told['still']), 'term')}")
        said.append(f"{names[party]} {list_words(parts)}, of {known} that can be compared.")
    if (unknown := int((moves["moved"] == "not comparable").sum())) and len(said) > 1:
        said.append(f"For {unknown} of {len(moves)} pairs of party and term a level is missing on one of the days.")
    return " ".join(said) if len(said) > 1 else f"{said[0]} there is nothing to compare."


def party_or_text(shifts: pd.DataFrame) -> str:
    """Return of how many answers in `frames.SHIFTS` the change came from the party, from the text or from both."""
    if shifts.empty:
        return "No party has a scored answer to two texts in a row on the same term, so nothing can be compared."
    split = shifts[shifts["party_shift"].notna()]
    party, text = split["party_shift"] != 0, split["text_shift"] != 0
    answers = counted(len(shifts), "answer")
    said = [
        f"{answers} can be compared from one text to the next. In {(party & ~text).sum()} only the party moved, in"
        f" {(~party & text).sum()} only the text, in {(party & text).sum()} both, in {(~party & ~text).sum()} neither."
    ]
    if unknown := len(shifts) - len(split):
        said.append(f"In {unknown} the party’s level is not recorded on both days, so the change cannot be split.")
    return " ".join(said)


def holding_up(sticking: pd.DataFrame, worlds: int, parties: pd.DataFrame, terms: pd.DataFrame) -> str:
    """
    Return which term holds a deal up most, who holds it there, how sure its place is, and what is not known.

    Parameters
    ----------
    sticking
        `frames.STICKING`.
    worlds
        In how many worlds the ranking was tried.
    """
    names, titles = _names(parties), titles_inside(terms)
    ranked = sticking[sticking["score"].notna()]
    if ranked.empty:
        return "No term has a level from enough of the parties whose consent is required, so nothing can be ranked."
    first = ranked.iloc[0]
    if first["score"] == 0:
        said = [f"Nothing recorded holds up any of {counted(len(ranked), 'term')}."]
    else:
        by = list_words([names[code] for code in first["blocker"].split("; ")])
        still = f"no improvement for {counted(int(first['days_still']), 'day')}"
        level = {score: LEVEL_WORDS[code] for code, score in SCORES.items()}[int(first["agreement"])]
        said = [
            f"First among the sticking points is {titles[first['term']]}: the lowest level is “{level}”, by {by}, with"
            f" {still}."
        ]
        if pd.notna(first["stays_first_share"]):
            ways = ["leave out a source", "move the grade filter", "take one coder’s readings"]
            ways += ["change how much the parties care"] if ranked["salience"].notna().any() else []
            said.append(
                f"It is first in {first['stays_first_share']:.0%} of {worlds:,} resampled worlds, "
                f"which {list_words(ways)}."
            )
    collisions = ranked.loc[ranked["red_line_collision"].fillna(False), "term"]
    if len(collisions):
        said.append(f"Red lines collide on {list_words([titles[term] for term in collisions], MOST_TERMS)}.")
    if ranked["salience"].isna().all():
        said.append("How much the parties care is not recorded: every term weighs the same.")
    required = int(parties["consent_required"].fillna(False).sum())
    if partly := int((ranked["n"] < required).sum()):
        place = "it may be further from agreement than shown" if partly == 1 else "they may be further than shown"
        said.append(f"On {counted(partly, 'ranked term')} a level is missing, so {place}.")
    if refused := len(sticking) - len(ranked):
        said.append(f"{counted(refused, 'term')} cannot be ranked: too few levels are recorded.")
    return " ".join(said)


def whose_word(ledger: pd.DataFrame) -> str:
    """Return what became of the claims in which somebody else speaks for a party (`frames.LEDGER`)."""
    if ledger.empty:
        return "Every claim with a scored level or answer is the party’s own word."
    outcome = ledger["outcome"].value_counts()
    n, press = len(ledger), int((ledger["speaker"] == PRESS).sum())
    named = f", {press} of them press reports that name no speaker" if press else ""
    return (
        f"{counted(n, 'claim')} give{'s' if n == 1 else ''} somebody else’s word for a party{named}. The party’s own"
        f" words later bore out {outcome.get('borne out', 0)} and contradicted {outcome.get('contradicted', 0)};"
        f" for {outcome.get('never came', 0)} no words of its own that settle it are recorded."
    )


def two_texts_one_name(
    row: Any,
    answers: pd.DataFrame,
    aliases: pd.DataFrame,
    proposals: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
) -> str:
    """
    Return one row of `frames.NAMESAKES` in sentences: the two texts, who answers how, who uses and disputes the name.

    Parameters
    ----------
    answers
        `namesakes.DIFFERENT_ANSWERS` to the two texts.
    aliases, proposals, parties, terms
        `frames.ALIASES`, `frames.PROPOSALS`, `frames.PARTIES`, `frames.TERMS`.
    """
    names, titles, texts = _names(parties), titles_inside(terms), proposals.set_index("code")
    called = [
        f"“{texts.at[code, 'title']}” ({day_words(texts.at[code, 'tabled_on'], texts.at[code, 'precision'])})"
        for code in (row.one, row.other)
    ]
    said = [f"Two texts go by the name “{row.name}”: {list_words(called)}."]
    for party, own in answers.groupby("party", sort=False):
        on = [
            f"{LEVEL_WORDS[one]} the first and {LEVEL_WORDS[other]} the second on {titles[term]}"
            for term, one, other in zip(own["term"], own["answer_one"], own["answer_other"], strict=True)
        ]
        said.append(f"{names[party]} {list_words(on)}.")
    if isinstance(row.terms, str):
        said.append(
            f"Their provisions differ on {list_words([titles[term] for term in row.terms.split('; ')], MOST_TERMS)}."
        )
    own_names = aliases[aliases["name"].str.strip().str.casefold() == row.name.strip().casefold()]
    for code, place in ((row.one, "first"), (row.other, "second")):
        for alias in own_names[own_names["proposal"] == code].itertuples(index=False):
            if isinstance(alias.used_by, str):
                said.append(f"The name is used for the {place} by {alias.used_by}.")
            if isinstance(alias.disputed_by, str):
                said.append(f"It is disputed for the {place} by {alias.disputed_by}.")
    return " ".join(said)


def _names(parties: pd.DataFrame) -> dict[str, str]:
    return dict(zip(parties["code"], parties["short_name"], strict=True))


def titles_inside(terms: pd.DataFrame) -> dict[str, str]:
    """Return the short titles of `frames.TERMS` by code, as they stand inside a sentence."""
    return {code: _lower(title) for code, title in zip(terms["code"], terms["short_title"], strict=True)}


def _lower(title: str) -> str:
    """Return a title as it stands inside a sentence; names in it keep their capitals."""
    return title[:1].lower() + title[1:]


def _signed(value: float, digits: int = 2) -> str:
    return f"{value:+.{digits}f}".replace("-", "−") if round(value, digits) else "0"
