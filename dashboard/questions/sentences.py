"""Sentences written from the data: short, two-sided, and saying what is not known."""

import pandas as pd

from dashboard import frames
from dashboard.analysis.agreement import agreement, distance
from dashboard.analysis.stances import on_the_table
from dashboard.vocabulary import day_words, list_words


def round_of(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series | None:
    """Return the round (a row of `frames.ROUNDS`) that the day falls in, else the latest begun before it, or None."""
    begun = rounds[rounds["started_on"] <= as_of].sort_values(["started_on", "rank"])
    if begun.empty:
        return None
    under_way = begun[begun["ended_on"] >= as_of]
    return (begun if under_way.empty else under_way).iloc[-1]


def round_before(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series | None:
    """Return the last round that had ended before the present one (`round_of`) began, or None."""
    present = round_of(rounds, as_of)
    if present is None:
        return None
    ended = rounds[rounds["ended_on"] < present["started_on"]].sort_values(["ended_on", "rank"])
    return None if ended.empty else ended.iloc[-1]


def last_end(rounds: pd.DataFrame, as_of: pd.Timestamp) -> pd.Timestamp | None:
    """Return the day on which the round before the present one (`round_before`) ended, or None."""
    earlier = round_before(rounds, as_of)
    return None if earlier is None else earlier["ended_on"]


def where_talks_stand(
    current: pd.DataFrame, parties: pd.DataFrame, terms: pd.DataFrame, rounds: pd.DataFrame, as_of: pd.Timestamp
) -> str:
    """
    Return where the talks stand in one or two sentences.

    Agreement is the minimum of the levels over the parties whose consent is required; how far apart the first two of
    them are is the distance of their levels.
    """
    names = dict(zip(parties["code"], parties["short_name"], strict=True))
    titles = dict(zip(terms["code"], terms["short_title"], strict=True))
    required = parties.loc[parties["consent_required"].fillna(False), "code"].tolist()
    opening = f"On {day_words(as_of)}{_in_round(round_of(rounds, as_of), as_of)}, "
    found = agreement(current, parties, terms)
    if not required:
        return f"{opening}no party is marked as one whose consent is required, so agreement cannot be told."
    known = found[found["n"] == found["needed"]]
    who = list_words([names[code] for code in required])
    if known.empty:
        return f"{opening}no term has a recorded level from {who} that passes the evidence filter."
    agreed = int((known["agreement"] == 2).sum())
    said = f"{opening}{who} agree on {agreed or 'none'} of the {len(found)} terms"
    if missing := len(found) - len(known):
        said += f"; on {missing} not all of them have a recorded level"
    return f"{said}{_furthest(current, terms, required, titles)}."


def _in_round(found: pd.Series | None, as_of: pd.Timestamp) -> str:
    if found is None:
        return ", before the first recorded round"
    number = "" if pd.isna(found["rank"]) else f" {found['rank']}"
    place = "" if pd.isna(found["venue"]) else f" at {list_words(str(found['venue']).split(', '))}"
    if found["ended_on"] >= as_of:
        return f", in round{number}{place}"
    return f", after round{number}{place} (ended {day_words(found['ended_on'])})"


def _furthest(current: pd.DataFrame, terms: pd.DataFrame, required: list[str], titles: dict[str, str]) -> str:
    if len(required) < 2:
        return ""
    apart = distance(current, terms, required[0], required[1]).dropna(subset=["distance"])
    if apart.empty or apart["distance"].max() == 0:
        return ""
    worst = apart[apart["distance"] == apart["distance"].max()]["term"]
    shown = [titles[code].lower() for code in worst[:3]]
    more = f" and {len(worst) - 3} more" if len(worst) > 3 else ""
    return f"; furthest apart on {', '.join(shown) + more if more else list_words(shown)}"


def when_released(days: pd.DataFrame, proposals: pd.DataFrame) -> str:
    """Return in a sentence each on which day on average a text releases what (`frames.RELEASE_DAYS`), and what not."""
    titles = dict(zip(proposals["code"], proposals["title"], strict=True))
    said = []
    for row in frames.rows_of(days):
        if pd.notna(row.mean_day):
            counts = "" if row.n == row.stages else f", as far as it is counted ({row.n} of {row.stages} stages)"
            released = f"{row.count:,.10g} {row.what} on day {row.mean_day:.1f} on average"
            said.append(f"“{titles[row.proposal]}”: {released}{counts}.")
        else:
            said.append(f"“{titles[row.proposal]}”: {row.n} of {row.stages} stages of {row.what} have a count.")
    return " ".join(said) or "No staged release is recorded for this choice."


def what_is_on_the_table(
    proposals: pd.DataFrame, proposal_parties: pd.DataFrame, parties: pd.DataFrame, as_of: pd.Timestamp
) -> str:
    """Return which text is on the table, since when and by whom, in one sentence."""
    code = on_the_table(proposals, as_of)
    if code is None:
        return "No text had been tabled by this day."
    text = proposals.set_index("code").loc[code]
    names = dict(zip(parties["code"], parties["short_name"], strict=True))
    tabled = proposal_parties[(proposal_parties["proposal"] == code) & proposal_parties["tabled"].fillna(False)]
    by = f" by {list_words([names[party] for party in tabled['party']])}" if len(tabled) else ""
    return f"The text on the table is “{text['title']}”, tabled {day_words(text['tabled_on'], text['precision'])}{by}."
