"""Whether, from a text to one that revises it, the party moved or the text did; and which texts revise one another."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import of_levels
from dashboard.analysis.kinds import own_texts
from dashboard.analysis.on_the_table import lineage
from dashboard.models import Proposal
from dashboard.vocabulary import SCORES, Level


def families(proposals: pd.DataFrame) -> list[list[str]]:
    """Return the texts of `frames.PROPOSALS` by the day tabled, those that are tied by `version_of` together."""
    known = proposals.sort_values(["tabled_on", "code"])
    tied = defaultdict[str, list[str]](list)
    for one, other in known.loc[known["version_of"].isin(known["code"]), ["code", "version_of"]].to_numpy().tolist():
        tied[one].append(other)
        tied[other].append(one)
    oldest: dict[str, str] = {}
    for code in known["code"]:
        reached = [] if code in oldest else [code]
        for one in reached:  # which grows meanwhile
            if one not in oldest:
                oldest[one] = code
                reached += tied[one]
    made = defaultdict[str, list[str]](list)
    for code in known["code"]:
        made[oldest[code]].append(code)
    return list(made.values())


def family_of(proposals: pd.DataFrame, code: str) -> list[str]:
    """Return the family of a text of `frames.PROPOSALS`; nothing where it is not among them."""
    return next((family for family in families(proposals) if code in family), [])


def answered_later(answers: pd.DataFrame, proposals: pd.DataFrame) -> tuple[list[date], list[str]]:
    """
    Return the days of answers to a text after which an earlier one of its line was answered, and these earlier texts.

    What was answered to them by these days is not among the latest answers.

    Parameters
    ----------
    answers
        `frames.TEXT_ANSWERS` as of one day.
    proposals
        `frames.PROPOSALS`: which text revises which.
    """
    texts = {row.code: row for row in frames.PROPOSALS.rows(proposals)}
    given = {(row.party, row.term, row.proposal): row.held_on for row in frames.TEXT_ANSWERS.rows(answers)}
    later = {
        (day, older)
        for (party, term, newer), day in given.items()
        for older in lineage(texts, newer)
        if given.get((party, term, older), day) > day
    }
    return sorted({day for day, _ in later}), sorted({older for _, older in later})


def party_or_text(
    answers: pd.DataFrame,
    by_day: Mapping[date, pd.DataFrame],
    current: pd.DataFrame,
    proposals: pd.DataFrame,
    tabled_by: pd.DataFrame,
    parties: pd.DataFrame,
    terms: pd.DataFrame,
) -> pd.DataFrame:
    """
    Return from a text to one that revises it what of the change in each answer the party did, and what the text did.

    Δanswer = Δparty + Δtext, where Δparty = Δlevel, since the level is held against a sentence that stays the same, and
    Δtext = Δanswer − Δlevel: an identity, not an estimate (the codebook's two quantities make it so). In scores.

    Parameters
    ----------
    answers
        `frames.TEXT_ANSWERS`; terms that stand for the whole text, and answers without a score, are left out.
    by_day
        The same as of each of the days that are `answered_later`.
    current
        `frames.CURRENT` as of the days of the answers: the level that stood then, and how old it was.
    proposals
        `frames.PROPOSALS`: which text revises which.
    tabled_by
        `frames.PROPOSAL_PARTIES`.
    parties, terms
        `frames.PARTIES`, `frames.TERMS`.

    Returns
    -------
    DataFrame
        `frames.SHIFTS`, by text, party and term: one row for the latest answer to a text beside the same party's last
        answer by its day (on that day the order is not known) on the term to the text that it revises, or where it gave
        none to the nearest before that (`version_of`). Where the earlier text was answered only later, there is no
        answer before; there, and where one of the two levels is missing or has no score, the shifts are missing too.
    """
    texts = {row.code: row for row in frames.PROPOSALS.rows(proposals)}
    place = {code: number for number, code in enumerate(proposals.sort_values(["tabled_on", "code"])["code"])}
    own = set(own_texts(tabled_by).itertuples(index=False, name=None))
    stood = {(row.as_of, row.party, row.term): row for row in frames.CURRENT.rows(current)}
    of_terms = answers[~answers["term"].isin(frames.whole_texts(terms))]
    given = {(row.party, row.term, row.proposal): row for row in frames.TEXT_ANSWERS.rows(of_terms)}
    on_day = {
        (day, row.party, row.term, row.proposal): row
        for day, some in by_day.items()
        for row in frames.TEXT_ANSWERS.rows(some)
    }
    ranks = [dict(zip(frame["code"], range(len(frame)), strict=True)) for frame in (parties, terms)]
    made = []
    for (party, term, newer), now in given.items():
        earlier = _answered_before(now, texts, given, on_day)
        if earlier is None or now.answer not in SCORES:
            continue
        older, then = earlier
        cells = [None if one is None else stood.get((one.held_on, party, term)) for one in (then, now)]
        codes = [None if one is None else one.level for one in cells]
        before, after = (SCORES.get(code or "") for code in codes)
        by_party = None if then is None or before is None or after is None else after - before
        by_text = None if then is None or by_party is None else SCORES[now.answer] - SCORES[then.answer] - by_party
        n, *old = of_levels(one for one in cells if one is not None and one.level in SCORES)
        known = [one for one in (then, now) if one is not None]
        to_own = [one.answer for one in known if (party, one.proposal) in own]
        at_end = not {-2, 2}.isdisjoint({*(SCORES[one.answer] for one in known), before, after})
        answered = (party, term, older, newer, then and then.answer, now.answer)
        own_yes = all(answer == Level.ACCEPTS for answer in to_own) if to_own else None
        behind = (then and then.stance, now.stance, *(one and one.level_stance for one in cells))
        of_own = not own.isdisjoint({(party, older), (party, newer)})
        made.append((*answered, *codes, by_party, by_text, of_own, at_end, len(known) + n, *old, own_yes, *behind))
    made.sort(key=lambda row: (place[row[3]], place[row[2]], ranks[0][row[0]], ranks[1][row[1]]))
    return frames.SHIFTS.frame(made)


def _answered_before(
    now: frames.TextAnswer,
    texts: dict[str, Proposal],
    given: Mapping[tuple[str, str, str], frames.TextAnswer],
    on_day: Mapping[tuple[date, str, str, str], frames.TextAnswer],
) -> tuple[str, frames.TextAnswer | None] | None:
    """Return the nearest text before that the party answered on the term, and its last answer by the day of `now`."""
    for text in lineage(texts, now.proposal):
        last = given.get((now.party, now.term, text))
        if last is None:
            continue
        then = last if last.held_on <= now.held_on else on_day.get((now.held_on, now.party, now.term, text))
        if (then or last).answer in SCORES:
            return text, then
    return None
