"""On what things rest: the sources cited for each, and who published what an answer rests on."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import frames
from dashboard.analysis.age_counts import ends
from dashboard.questions.ages import all_of, days_words
from dashboard.questions.edition import Edition
from dashboard.questions.passages import Passage
from dashboard.questions.scope import Scope
from dashboard.vocabulary import Precision, day_text, day_words, distinct

_OF_SOURCE = ["source", "title", "publisher", "url", "grade", "published_on", "published_precision"]


def of_answer(scope: Scope, rests_on: pd.DataFrame) -> pd.DataFrame:
    """
    Return `frames.SOURCED`: each row of the record that an answer rests on, with the sources that count for it.

    These pass the evidence filter; where none of a row's does, since the answer counts what the filter would not, they
    are all of them. What is no stance and no claim rests on what is cited for it, whatever its grade. Of those that
    count for a row the ones published by the day are given; where none was, all: it is known only from later pages.
    """
    parts = [_of_side(scope, rests_on[~rests_on["beside"]])]
    if scope.beside is not None:
        parts.append(_of_side(scope.beside, rests_on[rests_on["beside"]]))
    return pd.concat(parts, ignore_index=True).astype(dict(frames.SOURCED.columns))


def _of_side(scope: Scope, rests_on: pd.DataFrame) -> pd.DataFrame:
    columns = list(frames.SOURCED.columns)
    made = [frames.SOURCED.frame()]
    for table, rows in rests_on.groupby("table"):
        found = _of_table(scope, str(table), rows["code"].unique().tolist())
        made.append(rows.merge(found.drop_duplicates(["code", "source"]), on="code")[columns])
    return pd.concat(made)


def _of_table(scope: Scope, table: str, codes: list[str]) -> pd.DataFrame:
    """Return the sources of these rows of a table: code, and of the source its code, title, publisher and address."""
    edition = scope.edition
    if table in ("stance", "claim"):
        found = edition.behind(codes) if table == "stance" else edition.claims_by_code(codes)
        found = found if table == "claim" else found.drop(columns="code").rename(columns={"stance": "code"})
        found = found.rename(columns={"source_title": "title", "source_grade": "grade"})[["code", *_OF_SOURCE]]
        passes = found["grade"] <= scope.min_grade
    else:
        found = _cited(scope, table, codes)
        passes = found["grade"].notna()
    if scope.only_source is not None:
        passes &= found["source"] == scope.only_source
    counts = found[passes | ~passes.groupby(found["code"]).transform("any")]
    later = counts["published_on"] > scope.day  # which no missing day is
    published = zip(counts["published_on"], counts["published_precision"], later, strict=True)
    days = [day_text(day, precision or Precision.DAY) if after else None for day, precision, after in published]
    counts = counts.assign(later_on=pd.Series(days, index=counts.index, dtype=frames.TEXT))
    return counts[~later | later.groupby(counts["code"]).transform("all")]


def _cited(scope: Scope, table: str, codes: list[str]) -> pd.DataFrame:
    """Return the sources that these rows of a table name, or that are cited for them."""
    known = scope.edition.sources().rename(columns={"code": "source", "precision": "published_precision"})
    if table == "source":
        named = pd.DataFrame({"code": codes, "source": codes})
    else:
        named = pd.DataFrame({"code": [], "source": []}, dtype="str")
        if table in ("figure", "alias"):
            named = scope.edition.rows(table)[["code", "source"]].dropna()
        if table in frames.CITATIONS.columns:  # of a figure, what is cited besides the page that it is entered from
            cited = scope.edition.rows("citation").dropna(subset=table)
            named = pd.concat([named, cited[["source", table]].rename(columns={table: "code"})])
    return named[named["code"].isin(codes)].merge(known[_OF_SOURCE], on="source")


def by_publisher(found: pd.DataFrame) -> dict[str, int]:
    """
    Return how many of the sources of an answer are of which publisher, those first on which most of it rests.

    Parameters
    ----------
    found
        `frames.SOURCED`. A source without a publisher goes by its title.
    """
    # By its title too: two negotiations may have two sources of one code.
    each = found.assign(publisher=found["publisher"].fillna(found["title"]), one=found["source"] + " " + found["title"])
    each = each.drop_duplicates(["publisher", "code", "one"])
    cited = each.groupby("publisher").agg(cited=("code", "size"), sources=("one", "nunique")).reset_index()
    order = cited.sort_values(["cited", "publisher"], ascending=[False, True])
    return dict(zip(order["publisher"], order["sources"].astype(int), strict=True))


def published_later(found: pd.DataFrame, shown: str) -> list[str]:
    """
    Return in a sentence how many of the sources of an answer were published after its day, and when; none where none.

    Parameters
    ----------
    found
        `frames.SOURCED`.
    shown
        After what in words; each of two spans has a day of its own.
    """
    # Of one that two spans rest on, each with a day of its own, the later one's word would hide the other's.
    each = found.sort_values("later_on").drop_duplicates(["source", "title"])
    days = ends(each["later_on"].dropna())
    if days is None:
        return []
    n = int(each["later_on"].notna().sum())
    of = all_of(n, "source", "sources") if n == len(each) else f"Of the {len(each):,} sources, {n:,}"
    return [f"{of} {'was' if n == 1 else 'were'} published only after {shown} ({days_words(days)})."]


def known(edition: Edition, code: str) -> bool:
    """Return whether the negotiation has a source of this code."""
    return bool(edition.rows_by_code("source", [code]))


def in_words(edition: Edition, code: str) -> str:
    """Return a source as a filter names it: the article that the case started from by its day, others by title."""
    row = edition.rows_by_code("source", [code]).get(code)
    if row is None:
        return code
    published = row["published_on"]
    day = "" if published is None else day_words(date.fromisoformat(published), row["precision"] or "day")
    if day and code == edition.first_source():
        return f"the article of {day}"
    about = ", ".join(part for part in (row["publisher"], day) if part)
    return f"“{row['title']}”{f' ({about})' if about else ''}"


def offered(edition: Edition, words: str = "") -> dict[str, str]:
    """
    Return sources that may be the only one that counts, by code, each as a filter names it.

    The first article, and those with most claims; or, given words, those that hold all of them.
    """
    first = edition.first_source()
    codes = edition.sources_holding(words) if words.strip() else [first, *edition.most_cited()]
    return distinct({code: in_words(edition, code) for code in dict.fromkeys(codes) if code is not None})


def cited_in(scope: Scope, table: str) -> list[str]:
    """Return the rounds, texts or events, by code, for which the one source that counts is cited."""
    citations = scope.edition.rows("citation")
    return citations.loc[citations["source"] == scope.only_source, table].dropna().tolist()


def cited_elsewhere(scope: Scope, table: str) -> list[str]:
    """Return the rows of a table, by code, for which another source is cited: a number of theirs may be of that one."""
    citations = scope.edition.rows("citation")
    return citations.loc[citations["source"] != scope.only_source, table].dropna().tolist()


class Cited(NamedTuple):
    """A source that is cited for something: its code, that of the citation, and the source to read."""

    source: str
    citation: str
    passage: Passage


def cited(scope: Scope) -> dict[str, list[Cited]]:
    """Return the sources published by the day on which each round, text, event and figure rests, by table and code."""
    found = scope.edition.sources().sort_values(["grade", "published_on"])
    place = {source.code: (number, source) for number, source in enumerate(frames.SOURCES.rows(found))}
    made: dict[str, list[Cited]] = {}
    for citation in sorted(frames.CITATIONS.rows(scope.edition.rows("citation")), key=lambda one: place[one.source][0]):
        _, source = place[citation.source]
        if source.published_on is not None and source.published_on > scope.as_of:
            continue
        day = [] if source.published_on is None else [day_words(source.published_on, source.precision or "day")]
        passage: Passage = {
            "lead": source.publisher or source.title,
            "text": source.title,
            "meta": [*day, f"grade {source.grade}"],
        }
        if source.url is not None:
            passage["link"] = source.url
        for kind in ("round", "proposal", "event", "figure"):
            if (code := getattr(citation, kind)) is not None:
                made.setdefault(f"{kind} {code}", []).append(Cited(source.code, citation.code, passage))
    return made
