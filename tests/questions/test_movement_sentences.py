"""The sentences about movement, word for word."""

from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.analysis.movement import Slope
from dashboard.analysis.namesakes import DIFFERENT_ANSWERS
from dashboard.questions import movement_sentences as sentences

D = pd.Timestamp
PAIR = ("north", "south")
PARTIES = frames.PARTIES.frame(
    [{"code": code, "short_name": code.title(), "consent_required": True} for code in ("north", "south")]
)
TERMS = frames.TERMS.frame(
    [
        {"code": "truce", "short_title": "Truce", "whole_text": False},
        {"code": "border", "short_title": "Border and Rafah", "whole_text": False},
        {"code": "text", "short_title": "Text as a whole", "whole_text": True},
    ]
)
ROUNDS = frames.ROUNDS.frame([{"code": "R1", "title": "First", "ended_on": D("2025-01-12")}])
PROPOSALS = frames.PROPOSALS.frame(
    [
        {"code": "p1", "title": "Draft-1", "tabled_on": D("2025-01-01"), "precision": "day"},
        {"code": "p2", "title": "Draft-2", "tabled_on": D("2025-01-09"), "precision": "about"},
    ]
)
NO_TREND = Slope(None, None, None, 1, "1 of the last 1 rounds have a distance; 3 are needed.")


def distances(overall: float | None, n: int) -> pd.DataFrame:
    day = D("2025-01-12")
    rows = [("R1", day, "north; south", term, 0.5, 2) for term in ("truce", "border")]
    return frames.DISTANCES.frame([*rows, ("R1", day, "north; south", "overall", overall, n)])


def test_how_far_apart_says_on_how_many_terms_and_why_there_is_no_trend() -> None:
    assert sentences.coming_closer(distances(0.5, 2), NO_TREND, ROUNDS, PARTIES, PAIR) == (
        "After “First” (12 January 2025) North and South stood 0.50 apart, from 0 (the same) to 1 (the two ends of the"
        " scale); 2 of 2 terms have a level from both."
        " No trend: 1 of the last 1 rounds have a distance; 3 are needed."
    )


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(-0.2, -0.01, "they came closer"), (0.01, 0.2, "they drew apart"), (-0.2, 0.2, "no clear direction")],
)
def test_a_trend_has_a_direction_only_where_its_interval_has(low: float, high: float, expected: str) -> None:
    said = sentences.coming_closer(distances(0.5, 2), Slope(-0.0625, low, high, 5), ROUNDS, PARTIES, PAIR)
    assert said.endswith(
        f"Over 5 rounds this changed by −0.06 a round (95% interval {low:+.2f} to {high:+.2f}): {expected}.".replace(
            "-", "−"
        )
    )


def test_no_change_has_no_sign() -> None:
    said = sentences.coming_closer(distances(0.5, 2), Slope(0.001, -0.004, 0.2, 5), ROUNDS, PARTIES, PAIR)
    assert said.endswith("changed by 0 a round (95% interval 0 to +0.20): no clear direction.")


def test_too_few_terms_and_no_round_are_said() -> None:
    assert sentences.coming_closer(distances(None, 1), NO_TREND, ROUNDS, PARTIES, PAIR).startswith(
        "After “First” (12 January 2025) only 1 of 2 terms has a level from both: too few to say how far apart North"
        " and South stood."
    )
    assert sentences.coming_closer(frames.DISTANCES.frame(), NO_TREND, ROUNDS, PARTIES, PAIR) == (
        "No round has ended yet, so how North and South drew closer or apart cannot be told."
    )


def moves(*rows: tuple[str, str, str]) -> str:
    frame = frames.MOVES.frame([{"party": party, "term": term, "moved": moved} for party, term, moved in rows])
    return sentences.who_moved(frame, PARTIES, TERMS, D("2025-01-01"), D("2025-02-01"))


def test_who_moved_says_both_sides_in_the_same_words() -> None:
    assert moves(
        ("north", "truce", "towards"),
        ("south", "truce", "away"),
        ("north", "border", "still"),
        ("south", "border", "not comparable"),
    ) == (
        "From 1 January 2025 to 1 February 2025: North moved towards the other side on truce and stood still on 1 term,"
        " of 2 that can be compared. South moved away from the other side on truce, of 1 that can be compared. For 1 of"
        " 4 pairs of party and term a level is missing on one of the days."
    )


def test_who_moved_where_nothing_can_be_compared() -> None:
    assert moves(("north", "truce", "not comparable")).endswith(
        "North cannot be compared on any of 1 term. For 1 of 1"
        " pairs of party and term a level is missing on one of"
        " the days."
    )
    assert moves() == "From 1 January 2025 to 1 February 2025: there is nothing to compare."


def shift(party: float | None, text: float | None) -> dict[str, Any]:
    return {
        "party": "north",
        "term": "border",
        "from_proposal": "p1",
        "to_proposal": "p2",
        "answer_before": "ACCEPTS",
        "answer_after": "RESISTS",
        "party_shift": party,
        "text_shift": text,
    }


def test_party_or_text_counts_what_moved_and_what_cannot_be_split() -> None:
    rows = frames.SHIFTS.frame([shift(0, -3), shift(0, 0), shift(1, 0), shift(1, -2), shift(None, None)])
    assert sentences.party_or_text(rows) == (
        "5 answers can be compared from one text to the next. In 1 only the party moved, in 1 only the text, in 1 both,"
        " in 1 neither. In 1 the party’s level is not recorded on both days, so the change cannot be split."
    )
    assert sentences.party_or_text(frames.SHIFTS.frame()).startswith("No party has a scored answer to two texts")


def sticking(*rows: tuple[str, int | None, str | None, float | None, int], **more: Any) -> pd.DataFrame:
    return frames.STICKING.frame(
        [
            {"term": term, "agreement": low, "blocker": by, "score": score, "days_still": 9, "n": n, **more}
            for term, low, by, score, n in rows
        ]
    )


def held(frame: pd.DataFrame) -> str:
    return sentences.holding_up(frame, 1000, PARTIES, TERMS)


def test_the_first_sticking_point_with_its_place_in_the_worlds_and_what_is_missing() -> None:
    found = sticking(("border", -2, "north; south", 1.0, 2), ("truce", 2, None, 0.0, 1), stays_first_share=0.913)
    assert held(found) == (
        "First among the sticking points is border and Rafah: the lowest level is “rejects”, by North and South, with"
        " no improvement for 9 days. It is first in 91% of 1,000 resampled worlds, which leave out a source, move the"
        " grade filter and take one coder’s readings. How much the parties care is not recorded: every term weighs the"
        " same."
        " On 1 ranked term a level is missing, so it may be further from agreement than shown."
    )
    weighed = sticking(("truce", -1, "north", 0.4, 2), salience=50.0, stays_first_share=1)
    assert "take one coder’s readings and change how much the parties care." in held(weighed)


def test_a_collision_of_red_lines_and_recorded_salience_are_said() -> None:
    said = held(sticking(("truce", -1, "north", 0.4, 2), salience=50.0, red_line_collision=True))
    assert "Red lines collide on truce." in said
    assert "not recorded" not in said


def test_nothing_in_the_way_and_nothing_known_are_two_things() -> None:
    assert held(sticking(("truce", 2, None, 0.0, 2))).startswith("Nothing recorded holds up any of 1 term.")
    unknown = "No term has a level from enough of the parties whose consent is required, so nothing can be ranked."
    assert held(sticking(("truce", None, None, None, 0))) == held(frames.STICKING.frame()) == unknown
    assert held(sticking(("truce", 2, None, 0.0, 2), ("border", None, None, None, 0))).endswith(
        "1 term cannot be ranked: too few levels are recorded."
    )


def test_whose_word_counts_what_came_of_it() -> None:
    rows = frames.LEDGER.frame(
        [
            {"claim": "1", "speaker": "press report", "outcome": "borne out"},
            {"claim": "2", "speaker": "Envoy", "outcome": "contradicted"},
            {"claim": "3", "speaker": "press report", "outcome": "never came"},
        ]
    )
    assert sentences.whose_word(rows) == (
        "3 claims give somebody else’s word for a party, 2 of them press reports that name no speaker. The party’s own"
        " words later bore out 1 and contradicted 1; for 1 no words of its own that settle it are recorded."
    )
    assert sentences.whose_word(rows.iloc[1:2]).startswith("1 claim gives somebody else’s word for a party. ")
    assert sentences.whose_word(rows.head(0)) == "Every claim with a scored level or answer is the party’s own word."


def test_two_texts_one_name_gives_both_and_who_uses_and_disputes_the_name() -> None:
    aliases = frames.ALIASES.frame(
        [
            {"code": "1", "proposal": "p1", "name": "Plan", "used_by": "an official", "disputed_by": "the author"},
            {"code": "2", "proposal": "p2", "name": "plan", "used_by": "its author"},
            {"code": "3", "proposal": "p2", "name": "Other", "used_by": "nobody here"},
        ]
    )
    answers = DIFFERENT_ANSWERS.frame([("north", "text", "REJECTS", "ACCEPTS")])
    (row,) = frames.NAMESAKES.frame(
        [{"name": "Plan", "one": "p1", "other": "p2", "terms": "truce; border"}]
    ).itertuples(index=False)
    assert sentences.two_texts_one_name(row, answers, aliases, PROPOSALS, PARTIES, TERMS) == (
        "Two texts go by the name “Plan”: “Draft-1” (1 January 2025) and “Draft-2” (about 9 January 2025). North"
        " rejects the first and accepts the second on text as a whole. Their provisions differ on truce and border"
        " and Rafah. The name is used for the first by an official. It is disputed for the first by the author."
        " The name is used for the second by its author."
    )


def test_a_long_list_of_terms_is_counted_out() -> None:
    many = frames.TERMS.frame([{"code": f"t{n}", "short_title": f"T{n}"} for n in range(6)])
    rows = frames.MOVES.frame([{"party": "north", "term": f"t{n}", "moved": "towards"} for n in range(6)])
    said = sentences.who_moved(rows, PARTIES, many, D("2025-01-01"), D("2025-02-01"))
    assert "on t0, t1, t2, t3 and 2 more" in said
