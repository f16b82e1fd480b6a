"""The texts of a scope: those tabled by its day, their families, stages and numbers, and those on the table."""

from datetime import date

import pandas as pd

from dashboard import frames
from dashboard.analysis import party_or_text, texts
from dashboard.analysis.kinds import own_texts, with_kinds
from dashboard.analysis.on_the_table import Table, on_the_table
from dashboard.charts.context import OwnNumber
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope, picked
from dashboard.questions.sources import cited_elsewhere, cited_in
from dashboard.vocabulary import (
    CONFIDENCE_ORDER,
    PROPOSAL_KIND_WORDS,
    Confidence,
    ProposalKind,
    day_words,
    list_words,
    range_words,
)


def tabled(scope: Scope) -> pd.DataFrame:
    """Return the texts (`frames.PROPOSALS`) tabled by the scope's day."""
    found = proposals(scope)
    return found[found["tabled_on"] <= scope.day]


def of_texts(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """Keep what belongs to the texts tabled by the day, or to those of them that were picked."""
    codes = picked(tabled(scope), code=scope.proposals)["code"]
    return found[found["proposal"].isin(codes)].reset_index(drop=True)


def aliases(scope: Scope) -> pd.DataFrame:
    """
    Return the names (`frames.ALIASES`) that texts were called by the day.

    A name has no day of its own: it is in use from the day on which the page was published that gives it.
    """
    found, known = scope.edition.rows("alias"), scope.edition.sources()
    later = known.loc[known["published_on"] > scope.day, "code"]
    return found[~found["source"].isin(later)].reset_index(drop=True)


def stages(scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASE_STAGES` of the scope's texts and terms."""
    found = _of_provision(scope.edition, "stage").sort_values(["proposal", "day", "code"], ignore_index=True)
    return of_texts(scope, picked(found[list(frames.RELEASE_STAGES.columns)], term=scope.terms))


def deliveries(scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASE_DELIVERIES` by the day of the scope's texts and terms, from sources that it admits."""
    found = of_texts(scope, picked(_whatever_the_day(scope.edition).ask(_delivered), term=scope.terms))
    admitted = (found["done_by"] <= scope.day) & (found["source_grade"] <= scope.min_grade)
    if scope.only_source is not None:
        admitted &= found["source"] == scope.only_source
    return found[admitted].reset_index(drop=True)


def _delivered(scope: Scope) -> pd.DataFrame:
    """Return `frames.RELEASE_DELIVERIES`: every delivery with its proposal, term and source, by proposal and day."""
    sources = scope.edition.sources()
    publisher = sources["publisher"].fillna(sources["title"])
    by = {"source": sources["code"], "publisher": publisher, "source_grade": sources["grade"]}
    found = _of_provision(scope.edition, "delivery").merge(pd.DataFrame(by), on="source")
    in_order = found.sort_values(["proposal", "done_by", "code"], ignore_index=True)
    return in_order[list(frames.RELEASE_DELIVERIES.columns)]


def quantities(edition: Edition) -> pd.DataFrame:
    """Return `frames.PROVISION_QUANTITIES`: every quantity with its term, its proposal and the day of that, by day."""
    return _whatever_the_day(edition).ask(_quantities)


def _quantities(scope: Scope) -> pd.DataFrame:
    edition = scope.edition
    tabled = edition.rows("proposal")[["code", "tabled_on", "precision"]].rename(columns={"code": "proposal"})
    found = _of_provision(edition, "quantity").merge(tabled, on="proposal")
    in_order = found.sort_values(["tabled_on", "code"], ignore_index=True)
    return in_order[list(frames.PROVISION_QUANTITIES.columns)]


def _whatever_the_day(edition: Edition) -> Scope:
    """Return the one scope in which things are kept that are the same on every day, and by any evidence."""
    return Scope(edition, date.max)


def _of_provision(edition: Edition, table: str) -> pd.DataFrame:
    """Return the rows of a table that belong to provisions, each with the proposal and term of its provision."""
    provisions = edition.rows("provision")[["code", "proposal", "term"]].rename(columns={"code": "provision"})
    return edition.rows(table).merge(provisions, on="provision")


def families(scope: Scope) -> dict[str, str]:
    """Return the oldest text of each family of two or more tabled by the day, in words, the latest family first."""
    return latest_families(tabled(scope))


def latest_families(tabled: pd.DataFrame) -> dict[str, str]:
    """Return the same of texts (`frames.PROPOSALS`)."""
    known = tabled.sort_values(["tabled_on", "code"])
    titles = dict(zip(known["code"], known["title"], strict=True))
    place = {code: number for number, code in enumerate(titles)}
    found = sorted(party_or_text.families(known), key=lambda family: place[family[-1]], reverse=True)
    return {first: f"{titles[first]} ({1 + len(more)} texts)" for first, *more in found if more}


def numbers(scope: Scope) -> dict[str, list[str]]:
    """Return the numbers of every provision in words."""
    return texts.all_numbers(scope.edition.rows("quantity"), scope.edition.rows("stage"))


def proposals(scope: Scope) -> pd.DataFrame:
    """Return the texts (`frames.PROPOSALS`), each with its kind: its own, or one by who tabled it."""
    return _whatever_the_day(scope.edition).ask(_proposals)


def _proposals(scope: Scope) -> pd.DataFrame:
    return with_kinds(*(scope.edition.rows(name) for name in ("proposal", "proposal_party", "party")))


def table(scope: Scope) -> Table:
    """Return the texts of the scope's day: what is on the table, what stands beside it, what is in force."""
    return scope.at(scope.as_of).ask(_table)


def _table(scope: Scope) -> Table:
    return on_the_table(proposals(scope), scope.day)


def passing(scope: Scope) -> pd.DataFrame:
    """
    Return the texts (`frames.PROPOSALS`) whose numbers count: by their own confidence, and by the best of their pages.

    By one source alone, those count for which no other is cited.

    As of a stance, a confidence that is not given is in the way only where high is asked for. A text for which nothing
    is cited passes any grade.
    """
    found, known = proposals(scope), scope.edition.sources()
    least = CONFIDENCE_ORDER[scope.min_confidence]
    unstated = CONFIDENCE_ORDER[Confidence.MODERATE]
    sure = found["confidence"].map(CONFIDENCE_ORDER).fillna(unstated) >= least
    cited = scope.edition.rows("citation").dropna(subset="proposal")
    good = known.loc[known["grade"] <= scope.min_grade, "code"]
    passes = found["code"].isin(cited.loc[cited["source"].isin(good), "proposal"])
    passes |= ~found["code"].isin(cited["proposal"])
    if scope.only_source is not None:
        passes &= found["code"].isin(cited_in(scope, "proposal"))
        passes &= ~found["code"].isin(cited_elsewhere(scope, "proposal"))
    return found[sure & passes].reset_index(drop=True)


def passing_quantities(scope: Scope) -> pd.DataFrame:
    """Return `frames.PROVISION_QUANTITIES` of the texts whose numbers count, whenever tabled."""
    found = quantities(scope.edition)
    return found[found["proposal"].isin(passing(scope)["code"])]


def own_quantities(scope: Scope) -> pd.DataFrame:
    """
    Return by party and term the numbers of the latest text of the party's own that gives any, tabled by the day.

    Returns
    -------
    DataFrame
        `frames.PROVISION_QUANTITIES` of the texts that pass the scope's filter, and the `party` whose own each is of.
    """
    found = passing_quantities(scope)
    found = found[(found["tabled_on"] <= scope.day) & found[["low", "high"]].notna().any(axis=1)]
    found = own_texts(scope.edition.rows("proposal_party")).merge(found, on="proposal").sort_values("tabled_on")
    return found[found["proposal"] == found.groupby(["party", "term"])["proposal"].transform("last")]


def own_numbers(scope: Scope) -> dict[tuple[str, str], OwnNumber]:
    """Return by party and term the number of the term's scale in the latest text of the party's own, tabled by then."""
    return scope.at(scope.as_of).ask(_own_numbers)


def _own_numbers(scope: Scope) -> dict[tuple[str, str], OwnNumber]:
    settled = _settled(scope)
    measures = dict(zip(*(scope.edition.rows("term")[name] for name in ("code", "scale_measure")), strict=True))
    found: dict[tuple[str, str], OwnNumber] = {}
    for (party, term), own in own_quantities(scope).groupby(["party", "term"]):
        numbers = frames.PROVISION_QUANTITIES.rows(own)
        # The number that the scale counts; of a text that counts otherwise, such as in years, its one number. Where it
        # gives two, they are of two things, and none is told.
        number, *more = [one for one in numbers if one.measure == measures[term]] or numbers
        if not more and number.tabled_on >= settled.get(term, number.tabled_on):
            words = range_words(number.low, number.high, unit=number.unit)
            day = day_words(number.tabled_on, number.precision)
            found[party, term] = OwnNumber(words, day, number.unit, number.low, number.high)
    return found


def _settled(scope: Scope) -> dict[str, date]:
    """Return the day of the agreement in force by each term that it has a provision on: older numbers are past."""
    in_force = table(scope).in_force
    concluded = [row.tabled_on for row in frames.PROPOSALS.rows(proposals(scope)) if row.code == in_force]
    provisions = picked(scope.edition.rows("provision"), proposal=(in_force or "",))
    return {term: day for day in concluded for term in provisions["term"]}


def what_is_on_the_table(scope: Scope) -> str:
    """Return which text is on the table since when, and which stand beside it, in sentences."""
    found = table(scope)
    beside = [_as_what_it_is(scope, code) for code in found.beside]
    if not found.texts:
        return " ".join(["No text is on the table.", *([f"Tabled by then: {list_words(beside)}."] if beside else [])])
    named = [_named(scope, code) for code in found.texts]
    said = [f"The text on the table is {named[0]}." if len(named) == 1 else f"On the table are {list_words(named)}."]
    if beside:
        said.append(f"Beside it {'stands' if len(beside) == 1 else 'stand'} {list_words(beside)}.")
    return " ".join(said)


def _named(scope: Scope, code: str) -> str:
    """Return a text with its day; who tabled it stands with the text, beside what is disputed of that."""
    text = proposals(scope).set_index("code").loc[code]
    day = day_words(text["tabled_on"], text["precision"])
    if text["kind"] == ProposalKind.AGREEMENT:
        return f"the agreement “{text['title']}”, concluded {day}"
    own = f" ({PROPOSAL_KIND_WORDS[text['kind']]})" if text["kind"] == ProposalKind.OFFER else ""
    return f"“{text['title']}”{own}, tabled {day}"


def _as_what_it_is(scope: Scope, code: str) -> str:
    """Return a text that stands beside another, as what it is."""
    text = proposals(scope).set_index("code").loc[code]
    return f"“{text['title']}” ({PROPOSAL_KIND_WORDS[text['kind']]}, {day_words(text['tabled_on'], text['precision'])})"
