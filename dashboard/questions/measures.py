"""From the store to the measures of movement: the same for a page and for the command line. Knows no Streamlit."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis import (
    agreement,
    baseline,
    movement,
    namesakes,
    robustness,
    standings,
    sticking,
    texts,
    whose_word,
)
from dashboard.errors import ParleyError
from dashboard.frames import Progress
from dashboard.questions import movement_sentences, sentences, standing
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope

WORLDS = 1000


def pair(edition: Edition, scope: Scope) -> tuple[str, str]:
    """Return the two parties the scope names, else the first two whose consent is required, else the first two."""
    parties = edition.rows("party")
    required = parties.loc[parties["consent_required"].fillna(False), "code"].tolist()
    found = list(dict.fromkeys([*scope.parties, *required, *parties["code"]]))
    if len(found) < 2:
        raise ParleyError(f"“{edition.own()['title']}” has fewer than two parties; two are needed.")
    return found[0], found[1]


def begun(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return the rounds (`frames.ROUNDS`) begun by the day; the one under way ends on the day."""
    rounds = edition.rows("round")
    rounds = rounds[rounds["started_on"] <= scope.day].sort_values(["started_on", "rank"], ignore_index=True)
    return rounds.assign(ended_on=rounds["ended_on"].clip(upper=scope.day))


def distances(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.DISTANCES` of the pair over the rounds begun by the day."""
    rounds, terms = begun(edition, scope), edition.rows("term")
    two, graded = pair(edition, scope), standing.graded(edition, scope)
    stood = standings.standings(graded[graded["party"].isin(two)], rounds["ended_on"].tolist())
    found = movement.distance_by_round(stood, rounds, terms, two)
    return found[found["term"].isin([*scope.terms, movement.OVERALL])] if scope.terms else found


def since(edition: Edition, scope: Scope) -> date | None:
    """Return the day from which moves are counted: the scope's, or the end of the round before the present one."""
    if scope.since is not None:
        return scope.since
    ended = sentences.last_end(edition.rows("round"), scope.day)
    return None if ended is None else ended.date()


def moves(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.MOVES` of the pair from the earlier day to the scope's; `ParleyError` where there is none."""
    start = since(edition, scope)
    if start is None:
        raise ParleyError("No round had ended before this one began. Choose a later day, or a day to count from.")
    before = standing.current(edition, scope, start)
    terms = edition.rows("term")
    found = movement.who_moved(before, standing.current(edition, scope), terms, pair(edition, scope))
    return found[found["term"].isin(scope.terms)].reset_index(drop=True) if scope.terms else found


def shifts(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.SHIFTS` along the family of texts of the picked one, or of the latest that has one, by day."""
    proposals = standing.tabled(edition, scope)
    code = next(iter(scope.proposals or families(edition, scope)), None)
    if code is None:
        return frames.SHIFTS.frame()
    terms, parties = (edition.rows(name) for name in ("term", "party"))
    family = movement.family_of(proposals, code)
    made = movement.party_or_text(standing.graded(edition, scope), parties, terms, family)
    for column, some in (("party", scope.parties), ("term", scope.terms)):
        made = made[made[column].isin(some)] if some else made
    return made.reset_index(drop=True)


def of_texts(edition: Edition, scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Keep what belongs to the scope's texts, or to every text tabled by the day."""
    codes = scope.proposals or standing.tabled(edition, scope)["code"].tolist()
    return found[found["proposal"].isin(codes)].reset_index(drop=True)


def stages(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASE_STAGES` of the scope's texts and terms."""
    return of_texts(edition, scope, standing.picked(edition.release_stages(), term=scope.terms))


def when_released(edition: Edition, scope: Scope) -> str:
    """Return in sentences on which day on average the scope's texts release what."""
    found = texts.mean_release_day(stages(edition, scope))
    return sentences.when_released(found, edition.rows("proposal"))


def families(edition: Edition, scope: Scope) -> dict[str, str]:
    """Return the oldest text of each family of two or more tabled by the day, in words, the latest family first."""
    proposals = standing.tabled(edition, scope)
    titles, made = dict(zip(proposals["code"], proposals["title"], strict=True)), {}
    for code in proposals.sort_values(["tabled_on", "code"], ascending=False)["code"]:
        family = movement.family_of(proposals, code)
        if len(family) > 1:
            made[family[0]] = f"{titles[family[0]]} ({len(family)} texts)"
    return made


def round_ends(edition: Edition, scope: Scope) -> dict[date, str]:
    """Return the days before the scope's on which a round ended, the latest first, with its number and title."""
    rounds = edition.rows("round")
    ended = rounds[rounds["ended_on"] < scope.day].sort_values(["ended_on", "rank"], ascending=False)
    return {row.ended_on.date(): f"{row.rank}: {row.title}" for row in frames.rows_of(ended)}


def points(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.STICKING` as of the day, without the shares of worlds."""
    parties, terms = (edition.rows(name) for name in ("party", "term"))
    return sticking.sticking_points(
        standing.current(edition, scope), standing.graded(edition, scope), parties, terms, scope.day
    )


def worlds(edition: Edition, scope: Scope, progress: Progress | None = None) -> pd.DataFrame:
    """Return `robustness.ROBUSTNESS` of the ranking as of the day, over `WORLDS` worlds."""
    every_grade = edition.stances(until=scope.as_of, min_confidence=scope.min_confidence)
    return robustness.worlds(
        every_grade,
        edition.evidence(until=scope.as_of),
        edition.rows("coding"),
        edition.rows("party"),
        edition.rows("term"),
        scope.day,
        n=WORLDS,
        min_grade=scope.min_grade,
        progress=progress,
    )


def sticking_points(edition: Edition, scope: Scope, progress: Progress | None = None) -> pd.DataFrame:
    """Return `frames.STICKING` as of the day, with the shares of worlds in which each term is first or in its place."""
    found = points(edition, scope)
    shares = worlds(edition, scope, progress).set_index("term")
    found["stays_first_share"], found["keeps_place_share"] = (
        found["term"].map(shares[name]).astype("float64") for name in ("first_share", "keeps_place_share")
    )
    return standing.picked(found, term=scope.terms)


def coming_closer(edition: Edition, scope: Scope) -> str:
    """Return in sentences how far apart the pair stood after the last round, and the trend."""
    found = distances(edition, scope)
    rounds, parties = (edition.rows(name) for name in ("round", "party"))
    return movement_sentences.coming_closer(found, movement.slope(found), rounds, parties, pair(edition, scope))


def who_moved(edition: Edition, scope: Scope) -> str:
    """Return in sentences who moved from the earlier day to the scope's."""
    parties, terms = (edition.rows(name) for name in ("party", "term"))
    found, start = moves(edition, scope), pd.Timestamp(since(edition, scope))
    return movement_sentences.who_moved(found, parties, terms, start, scope.day)


def ledger(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.LEDGER` of what was said up to the day."""
    found = whose_word.ledger(edition.evidence(until=scope.as_of, min_grade=scope.min_grade))
    for column, some in (("holder", scope.parties), ("term", scope.terms)):
        found = found[found[column].isin(some)] if some else found
    return found.reset_index(drop=True)


def texts_of_one_name(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.NAMESAKES` among the texts tabled by the day."""
    proposals = standing.tabled(edition, scope)
    aliases = edition.rows("alias")
    return namesakes.namesakes(
        aliases[aliases["proposal"].isin(proposals["code"])],
        proposals,
        standing.graded(edition, scope),
        edition.rows("provision"),
        edition.rows("quantity"),
        edition.rows("stage"),
        edition.rows("term"),
        int(edition.own()["use_by_days"]),
    )


class Notice(NamedTuple):
    """Two texts under one name, in a sentence, and their codes."""

    sentence: str
    one: str
    other: str


def two_texts(edition: Edition, scope: Scope) -> pd.DataFrame:
    """Return `frames.TWO_TEXTS`: who answers texts of one name differently, on which terms."""
    terms, graded = edition.rows("term"), standing.graded(edition, scope)
    made = [
        (pair.name, pair.one, pair.other, *row)
        for pair in frames.rows_of(texts_of_one_name(edition, scope))
        for row in frames.rows_of(namesakes.different_answers(graded, terms, pair.one, pair.other))
    ]
    return standing.picked(frames.TWO_TEXTS.frame(made), party=scope.parties, term=scope.terms)


def notices(edition: Edition, scope: Scope) -> list[Notice]:
    """Return a notice for each pair of texts that go by one name and are answered differently."""
    proposals, aliases = edition.rows("proposal"), edition.rows("alias")
    parties, terms = edition.rows("party"), edition.rows("term")
    graded = standing.graded(edition, scope)
    made = []
    for row in frames.rows_of(texts_of_one_name(edition, scope)):
        answers = namesakes.different_answers(graded, terms, row.one, row.other)
        words = movement_sentences.two_texts_one_name(row, answers, aliases, proposals, parties, terms)
        made.append(Notice(words, row.one, row.other))
    return made


def positions(edition: Edition, scope: Scope) -> pd.DataFrame:
    """
    Return `frames.POSITIONS` of the scope's terms, or the first that has a scale, with their reference lines.

    A term on which nobody has a position is left out; on the others a party with a stance and without one is kept.
    """
    terms, current = edition.rows("term"), standing.current(edition, scope)
    chosen = scope.terms or terms.loc[terms["scale_measure"].notna(), "code"].head(1).tolist()
    quantities = edition.provision_quantities()
    found = baseline.positions_from_provisions(current, quantities, terms)
    somebody = found.loc[found["position"].notna(), "term"]
    found = found[found["term"].isin(chosen) & found["term"].isin(somebody)]
    lines = {term: baseline.compromise(found, term).value for term in chosen}
    found = found.merge(current[["party", "term", "position_low", "position_high"]], on=["party", "term"])
    found = found.assign(baseline=found["term"].map(lines))
    return frames.POSITIONS.frame(found[list(frames.POSITIONS.columns)].to_numpy().tolist())


def halves(edition: Edition, scope: Scope) -> tuple[date, date]:
    """Return the day on which the later half of the rounds begun by the day began, and the last day of the earlier."""
    rounds = begun(edition, scope)
    middle = len(rounds) // 2
    if middle == 0:
        return rounds["started_on"].min().date() if len(rounds) else scope.as_of, scope.as_of
    return rounds["started_on"].iloc[middle].date(), rounds["ended_on"].iloc[:middle].max().date()


def compared(edition: Edition, scope: Scope) -> pd.DataFrame:
    """
    Return `frames.COMPARED` of the scope and the one it is beside: the span up to each one's day, from its `since`.

    x counts the rounds of the span, or the days since its first round began, as the scope says.

    Raises
    ------
    ParleyError
        When one of the two has fewer than two parties, or the other is not in a store that shows an earlier version.
    """
    made: list[Any] = []
    both = (scope, scope.beside) if scope.beside else (scope,)
    if scope.known_at is not None and both[-1].negotiation != scope.negotiation:
        raise ParleyError("An earlier version can be compared within its own negotiation only. Choose the present one.")
    for one in both:
        own = edition.of(one.negotiation)
        rounds = begun(own, one)
        if one.since is not None:
            rounds = rounds[rounds["ended_on"].dt.date >= one.since].reset_index(drop=True)
        apart = distances(own, one)
        overall = apart[apart["term"] == movement.OVERALL].set_index("round")
        parties, terms = (own.rows(name) for name in ("party", "term"))
        title = own.own()["title"]
        first = one.since or (rounds["started_on"].min().date() if len(rounds) else one.as_of)
        name = f"{first} to {one.as_of}, {title}"
        if made and name == made[0][0]:
            name += " (the other)"
        for number, row in enumerate(frames.rows_of(rounds), start=1):
            x = number if scope.unit == "round" else (row.ended_on - rounds["started_on"].min()).days
            found = agreement.agreement(standing.current(own, one, row.ended_on.date()), parties, terms)
            known = found["n"] == found["needed"]
            agreed = int(((found["agreement"] == 2) & known).sum()) if known.any() else None
            at = overall.loc[row.code]
            made.append((name, x, scope.unit, "distance", at["distance"], at["n"]))
            made.append((name, x, scope.unit, "agreed terms", agreed, int(known.sum())))
    return frames.COMPARED.frame(made)
