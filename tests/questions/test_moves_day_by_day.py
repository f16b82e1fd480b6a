"""What moved in the bundled case, on days on which something changes: every sentence against the rows behind it."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard import frames
from dashboard.analysis import who_moved as measure
from dashboard.errors import ParleyError
from dashboard.questions import asking, who_moved
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from tests.questions.test_every_word import changing_days, some

PAIR = ("israel", "hamas")


@pytest.fixture(scope="module")
def scopes(bundled: Edition) -> list[Scope]:
    return [Scope(bundled, day) for day in some(changing_days(bundled))]


def levels_between(scope: Scope, since: date) -> dict[tuple[str, str], list[str]]:
    """Return the levels recorded of the pair after a day and by the scope's, in no order."""
    asked = {"parties": PAIR, "until": scope.as_of, "min_grade": "B", "min_confidence": "moderate"}
    found: dict[tuple[str, str], list[str]] = {}
    for row in frames.GRADED_STANCES.rows(scope.edition.stances(**asked)):
        if row.held_on > since and row.level not in (None, "SILENT", "NOT_APPLICABLE") and not row.remark:
            found.setdefault((row.party, row.term), []).append(row.level)
    return found


def test_stood_still_is_said_only_where_a_later_record_repeats_the_level(scopes: list[Scope]) -> None:
    seen: Counter[str] = Counter()
    for scope in scopes:
        since = who_moved.since(scope)
        if since is None:
            continue
        later = levels_between(scope, since)
        for row in frames.MOVES.rows(asking.frame(scope, "who-moved")):
            levels = later.get((row.party, row.term), [])
            if row.moved == "still":
                assert row.level_before == row.level_after and set(levels) >= {row.level_before}, (scope.as_of, row)
            elif row.moved == "nothing new":
                assert not levels and row.level_before == row.level_after, (scope.as_of, row)
            elif row.moved in (measure.OTHER_POSITION, measure.NEW_POSITION, measure.NO_POSITION):
                assert levels and row.before == row.after, (scope.as_of, row)
            elif row.moved != "not comparable":
                assert set(levels) - {row.level_before}, (scope.as_of, row)
            seen[row.moved] += 1
    assert seen.keys() >= {"still", "nothing new", "towards", "away", "not comparable"}, seen


def test_towards_and_away_are_said_only_where_the_other_was_and_is_on_that_side(
    scopes: list[Scope], bundled: Edition
) -> None:
    # Over long spans too: there both change their places, as from July to October 2025 on withdrawal.
    spans = [(scope, scope.as_of - timedelta(days)) for scope in scopes for days in (30, 120, 400)]
    spans.append((Scope(bundled, date(2025, 10, 9)), date(2025, 7, 9)))
    seen: Counter[str] = Counter()
    for scope, since in spans:
        found = asking.frame(replace(scope, since=since), "who-moved")
        moves = {(row.party, row.term): row for row in frames.MOVES.rows(found)}
        for (party, term), row in moves.items():
            seen[row.moved] += 1
            if row.moved not in ("towards", "away") or row.before is None or row.after is None:
                continue
            other = moves[next(one for one in PAIR if one != party), term]
            assert other.before is not None and other.after is not None, (scope.as_of, since, row, other)
            places = other.before, other.after
            nearer = {abs(place - row.after) < abs(place - row.before) for place in places}
            assert nearer == {row.moved == "towards"}, (scope.as_of, since, row, other)
            low, high = sorted([row.before, row.after])
            assert not any(low < place < high for place in places), (scope.as_of, since, row, other)
    assert seen.keys() >= {"towards", "away", "both moved"}, seen


def test_every_number_about_the_distance_is_one_of_its_frame(scopes: list[Scope]) -> None:
    told = 0
    for scope in scopes:
        found = asking.frame(scope, "distance")
        said = asking.finding(scope, "distance", found)
        overall = found[found["term"] == "overall"].sort_values("day", kind="stable")
        last = overall.iloc[-1]
        known = found[(found["round"] == last["round"]) & (found["term"] != "overall")]["distance"].notna().sum()
        assert known == last["n"]
        match = re.search(r"stood (\d\.\d\d) apart on the issues, over (\d+) of 12 terms(.*)\.$", said[0])
        assert bool(match) == bool(last.notna()["distance"]), said
        if match is None:
            continue
        told += 1
        assert (float(match[1]), int(match[2])) == (round(last["distance"], 2), last["n"]), said
        counts = {"30 days": last["n_old"], "what the agreement": last["n_overtaken"]}
        for words, count in counts.items():
            # "of these 8 terms, 3 rest on", "and 2 more on one"; of all "these 8 terms rest on", "this term rests on".
            rests = r"(?:(?P<some>\d+) rests?|terms rest|term rests) on a level|(?P<more>\d+) more on one"
            number = re.search(rf"(?:{rests}) older than {words}", match[3])
            assert (number is None) == (count == 0), said
            assert number is None or int(number["some"] or number["more"] or last["n"]) == count, said
        same = re.search(r"weighted the same way, it (grew|fell) by (\d\.\d\d)", said[1])
        if same:
            assert float(same[2]) == pytest.approx(abs(last["same_terms_change"]), abs=0.00501), said
            assert (same[1] == "grew") == (last["same_terms_change"] > 0), said
        line = re.search(
            r"Over the last (\d) rounds with a distance it changed by .* a round \((\d\d) % interval", " ".join(said)
        )
        if line:
            assert int(line[2]) <= 100 * last["slope_coverage"] < int(line[2]) + 1, said
            assert int(line[1]) == overall.tail(6)["distance"].notna().sum(), said
    assert told > 8


def test_every_number_about_party_and_text_is_one_of_its_frame(scopes: list[Scope]) -> None:
    told = 0
    for scope in scopes:
        found = asking.frame(scope, "party-or-text")
        said = " ".join(asking.finding(scope, "party-or-text", found))
        own = found["own_text"].astype(bool)
        split = found[found["party_shift"].notna() & ~own]
        party, text = split["party_shift"] != 0, split["text_shift"] != 0
        if len(split) > 1:
            told += 1
            assert f" {len(split)} answers by " in said
            for words, rows in (("only the party", party & ~text), ("only the text", ~party & text)):
                count = re.search(rf"\bin (both|all )?(\d*) ?{words} moved", said)
                assert bool(count) == bool(rows.any()), said
                assert count is None or (rows.all() if count[1] else int(count[2]) == rows.sum()), said
        aside = re.search(r"Apart stands? (\d+) answers? where the party is recorded as tabling", said)
        assert (int(aside[1]) if aside else 0) == own.sum(), said
        assert not re.search(r"\b(on|in|of) 0\b", said), said
    assert told > 4


ANSWERED_LATER = date(2025, 10, 26)
"""On 9 October Hamas accepted the newer text, and on the 24th it resisted the older one."""


def test_no_answer_is_set_before_one_that_came_earlier(bundled: Edition) -> None:
    days = changing_days(bundled)
    held_on = bundled.stances(until=days[-1]).set_index("code")["held_on"]
    apart = 0
    for day in [*some(days), ANSWERED_LATER]:
        scope = Scope(bundled, day)
        found = asking.frame(scope, "party-or-text")
        pairs = found.dropna(subset="answer_before")
        before, after = (pairs[f"answer_stance_{when}"].map(held_on).to_numpy() for when in ("before", "after"))
        assert (before <= after).all(), day
        later = found[found["answer_before"].isna()]
        assert later[["party_shift", "text_shift", "level_before"]].isna().all(axis=None), day
        later = later[~later["own_text"].astype(bool)]
        said = " ".join(asking.finding(scope, "party-or-text", found))
        told = re.search(r"Apart stands? (\d+) answers? where, by what passes the evidence filter, no answer", said)
        assert (int(told[1]) if told else 0) == len(later), said
        apart += len(later)
    assert apart


def test_an_older_text_resisted_only_after_the_newer_was_accepted_is_told_apart(bundled: Edition) -> None:
    scope = Scope(bundled, ANSWERED_LATER, parties=("hamas",), terms=("withdrawal",))
    (row,) = frames.SHIFTS.rows(found := asking.frame(scope, "party-or-text"))
    assert (row.answer_before, row.answer_after, row.party_shift) == (None, "ACCEPTS", None)
    said = asking.finding(scope, "party-or-text", found)
    assert said[-1] == (
        "Apart stands 1 answer where, by what passes the evidence filter, no answer to the earlier text on the term"
        " stood on that day, but a later one does."
    )


def test_naming_the_two_parties_in_the_other_order_changes_no_number_and_no_word(scopes: list[Scope]) -> None:
    for scope in scopes[:: len(scopes) // 6]:
        for question in ("distance", "who-moved"):
            said = []
            for two in (PAIR, PAIR[::-1]):
                of_pair = replace(scope, parties=two)
                try:
                    words = asking.finding(of_pair, question, asking.frame(of_pair, question))
                except ParleyError as refused:
                    words = (str(refused),)
                said.append([Counter(re.findall(r"\w+", sentence)) for sentence in words])
            assert said[0] == said[1], (scope.as_of, question)
