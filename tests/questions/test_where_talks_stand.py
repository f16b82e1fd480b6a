"""Where the talks stand: in a sentence that is short, two-sided, and says what is not known."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import frames
from dashboard.charts.context import AnswerGiven, Context, OwnNumber, Placed
from dashboard.questions import ages, asking, stance_matrix, texts
from dashboard.questions.edition import Edition
from dashboard.questions.scope import Scope
from dashboard.store.engine import Store
from dashboard.vocabulary import SCORES
from tests.views import small_case

Day = Callable[[str], pd.Timestamp]
Frame = Callable[..., pd.DataFrame]
LOADED = re.compile(
    r"""\b(
    conceded | concessions? | caved | capitulated | surrendered | backed\ down | gave\ in | stubborn | obstinate
    | intransigen(t|ce) | hardline | extremist | moderate | unreasonable | refused\ to\ budge | dug\ in | sabotaged
    | torpedoed | derailed | winners? | losers? | won | lost | victory | defeat | terror(ist|ists|ism)? | regime
    | fanatic | militants? | massacre | brutal | barbaric | finally | merely | claims\ to | so-called | breakthrough
    | generous | neutral
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def cell(party: str, term: str, level: str, **more: object) -> dict[str, object]:
    given = {"party": party, "term": term, "level": level, "level_score": SCORES.get(level)}
    return {**given, "level_held_on": pd.Timestamp("2025-03-02"), "level_precision": "day", **more}


@pytest.fixture
def stand(
    parties: pd.DataFrame, terms: pd.DataFrame, rounds: pd.DataFrame, matrix: Frame, day: Day
) -> Callable[..., str]:
    def say(*cells: dict[str, object], as_of: str = "2025-07-03", among: pd.DataFrame = parties, **picks: Any) -> str:
        given = {"terms": terms, "proposals": frames.PROPOSALS.frame(), **picks}
        context = Context(parties=among, rounds=rounds, as_of=day(as_of), **given)
        current = matrix(*cells)
        return " ".join([*stance_matrix.finding(current, context), *stance_matrix.details(current, context)])

    return say


def both(term: str, one: str, other: str, **more: object) -> list[dict[str, object]]:
    return [cell("a", term, one, **more), cell("b", term, other, **more)]


def test_where_talks_stand_counts_agreed_terms_and_names_the_furthest(stand: Callable[..., str]) -> None:
    said = stand(
        *both("aid", "ACCEPTS", "DEMANDS"), *both("truce", "DEMANDS", "REJECTS"), *both("release", "OPEN", "OPEN")
    )
    assert said == (
        "On 3 July 2025, in round 1, A and B agree on 1 of the 3 terms with a level from both (aid). "
        "A and B are furthest apart on truce."
    )


def test_of_which_days_the_old_levels_are_is_said_of_those_that_the_sentence_counts(
    stand: Callable[..., str], day: Day
) -> None:
    def of(held_on: str, precision: str = "day") -> dict[str, object]:
        return {"level_age": "old", "level_held_on": day(held_on), "level_precision": precision}

    aid = [cell("a", "aid", "ACCEPTS", **of("2024-08-01", "month")), cell("b", "aid", "OPEN", **of("2025-03-02"))]
    assert "of these 2 levels, 1 is older than 30 days (of 2 March 2025)." in stand(aid[1], cell("a", "aid", "ACCEPTS"))
    both_old = "these 2 levels are older than 30 days (from August 2024 to 2 March 2025)."
    assert both_old in stand(*aid)
    # One on a term of which the other's is not known counts in no sentence.
    assert both_old in stand(*aid, cell("a", "truce", "OPEN", **of("2024-01-09")))


def test_of_terms_that_are_not_known_of_both_only_that_is_said(stand: Callable[..., str]) -> None:
    cells = [*both("aid", "ACCEPTS", "RESISTS"), *both("truce", "OPEN", "OPEN"), cell("a", "release", "OPEN")]
    assert stand(*cells, as_of="2025-07-06") == (
        "On 6 July 2025, after round 1 at Doha and Cairo (ended 5 July 2025), A and B agree on neither of the 2 terms "
        "with a level from both, out of 3 terms. A and B are furthest apart on aid."
    )


def test_one_known_term_is_named_and_nothing_is_counted(stand: Callable[..., str]) -> None:
    assert "A and B do not agree on aid, the one term with a level from both, out of 3 terms." in stand(
        *both("aid", "ACCEPTS", "OPEN"), cell("a", "truce", "OPEN")
    )
    assert stand(*both("aid", "ACCEPTS", "DEMANDS"), only_terms=("aid",)).endswith("in round 1, A and B agree on aid.")


def test_without_any_level_nothing_is_counted(stand: Callable[..., str]) -> None:
    assert stand(as_of="2025-06-01") == (
        "On 1 June 2025, before the first recorded round, no term has a level from both A and B."
    )
    one = cell("a", "aid", "ACCEPTS"), cell("b", "truce", "REJECTS")
    assert stand(*one, as_of="2025-06-01").endswith("no term has a level from both A and B.")


def test_where_nobody_must_consent_agreement_is_not_told(stand: Callable[..., str], parties: pd.DataFrame) -> None:
    nobody = parties.assign(consent_required=pd.array([False] * 4, dtype="boolean"))
    assert stand(among=nobody, as_of="2025-07-20").endswith(
        "no party is marked as one whose consent is required, so agreement cannot be told."
    )


def test_parties_that_agree_on_everything_are_not_said_to_be_apart(stand: Callable[..., str]) -> None:
    cells = [one for term in ("aid", "truce", "release") for one in both(term, "ACCEPTS", "ACCEPTS")]
    assert stand(*cells).endswith("A and B agree on 3 of the 3 terms with a level from both (aid, truce and release).")


def test_a_tie_for_the_furthest_names_all_of_up_to_three(stand: Callable[..., str]) -> None:
    cells = [one for term in ("aid", "truce", "release") for one in both(term, "ACCEPTS", "REJECTS")]
    assert stand(*cells).endswith("A and B are furthest apart on aid, truce and release.")


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        (("current", "current"), "out of 3 terms."),
        (("old", "current"), "out of 3 terms; of these 4 levels, 2 are older than 30 days (of 2 March 2025)."),
        (("old", "old"), "out of 3 terms; these 4 levels are older than 30 days (of 2 March 2025)."),
        (
            ("overtaken", "overtaken"),
            "out of 3 terms; these 4 levels are older than what the agreement of 1 July 2025 says on the same term"
            " (of 2 March 2025).",
        ),
        (
            ("overtaken", "old"),
            "out of 3 terms; of these 4 levels, 2 are older than what the agreement of 1 July 2025 says on the same"
            " term and 2 more are older than 30 days (all of 2 March 2025).",
        ),
    ],
)
def test_how_old_the_levels_are_stands_in_the_sentence_that_leans_on_them(
    stand: Callable[..., str], proposals: pd.DataFrame, ages: tuple[str, str], words: str
) -> None:
    cells = [*both("aid", "ACCEPTS", "ACCEPTS", level_age=ages[0]), *both("truce", "OPEN", "OPEN", level_age=ages[1])]
    assert words in stand(*cells, proposals=proposals, in_force="p1")


def test_how_old_the_furthest_are_is_said_of_them_and_they_are_told_as_past(stand: Callable[..., str]) -> None:
    cells = [*both("aid", "ACCEPTS", "REJECTS", level_age="old"), *both("truce", "OPEN", "OPEN")]
    last = "A and B were last recorded furthest apart on aid; "
    assert stand(*cells).endswith(f"{last}these 2 levels are older than 30 days (of 2 March 2025).")
    cells[0]["level_age"] = "current"
    assert stand(*cells).endswith(f"{last}of these 2 levels, 1 is older than 30 days (of 2 March 2025).")


def test_what_an_agreement_has_overtaken_is_told_as_past(
    stand: Callable[..., str], proposals: pd.DataFrame, terms: pd.DataFrame
) -> None:
    worded = terms.assign(opposed_words=["how much of it enters", None, None, None]).astype(terms.dtypes)
    cells = [*both("aid", "ACCEPTS", "REJECTS", level_age="overtaken"), *both("truce", "OPEN", "OPEN")]
    assert stand(*cells, proposals=proposals, in_force="p1", terms=worded).endswith(
        "A and B were last recorded furthest apart on aid; these 2 levels are older than what the agreement of 1 July"
        " 2025 says on the same term (of 2 March 2025)."
    )


def test_what_is_agreed_is_said_in_the_terms_own_words(stand: Callable[..., str], terms: pd.DataFrame) -> None:
    worded = terms.assign(agreed_words=["aid enters every day", None, "all go home", None]).astype(terms.dtypes)
    cells = [one for term in ("aid", "truce", "release") for one in both(term, "ACCEPTS", "DEMANDS")]
    assert "Both are recorded as accepting that aid enters every day; that all go home." in stand(*cells, terms=worded)
    assert "accepting that" not in stand(*both("aid", "ACCEPTS", "OPEN"), terms=worded)
    # Of all that is known, what is agreed may be what is old.
    old = [*both("aid", "ACCEPTS", "DEMANDS", level_age="old"), *both("truce", "OPEN", "OPEN")]
    assert "enters every day; these 2 levels are older than 30 days (of 2 March 2025)." in stand(*old, terms=worded)


def test_numbers_of_their_own_texts_stand_in_the_sentence_where_they_differ(
    stand: Callable[..., str], terms: pd.DataFrame
) -> None:
    worded = terms.assign(agreed_words=["aid enters", None, None, None]).astype(terms.dtypes)
    one = OwnNumber("45 days", "14 April 2025", "days", 45, 45)
    other = OwnNumber("5 years", "26 April 2025", "years", 5, 5)
    an_exchange = OwnNumber("30 prisoners per hostage", "27 May 2025", "prisoners per hostage", 30, 30)
    or_more = one._replace(words="30 days or more", low=30, high=None)

    def said(**own: OwnNumber) -> str:
        numbers = {(party, "aid"): number for party, number in own.items()}
        return stand(*both("aid", "ACCEPTS", "DEMANDS"), terms=worded, own_numbers=numbers)

    differ = (
        "aid enters (in texts that each tabled: A 45 days, B 5 years). Each text that gives such a number was tabled "
        "by the party, alone or with others: on aid, A 14 April 2025 and B 26 April 2025."
    )
    assert differ in said(a=one, b=other)
    assert "A 30 days or more, B up to 29 days)" in said(
        a=or_more, b=one._replace(words="up to 29 days", low=None, high=29)
    )
    # Of 30 an exchange and 45 in all nobody can tell whether they differ.
    for same in (
        said(a=one, b=one._replace(day="1 May 2025")),
        said(a=one),
        said(a=or_more, b=one),
        said(f=one, m=other),
        said(a=one, b=an_exchange),
    ):
        assert "Both are recorded as accepting that aid enters." in same


def test_where_they_stand_on_the_scale_of_a_term_stands_in_the_sentence_where_their_texts_do_not_tell_it(
    stand: Callable[..., str], terms: pd.DataFrame
) -> None:
    worded = terms.assign(agreed_words=["aid enters", None, None, None]).astype(terms.dtypes)
    years = OwnNumber("5 years", "26 April 2025", "years", 5, 5)
    share = OwnNumber("30 per cent", "26 April 2025", "per cent", 30, 30)

    def said(own: dict[str, OwnNumber] | None = None, **placed: float | tuple[float, ...]) -> str:
        ends = {party: at if isinstance(at, tuple) else (at,) * 3 for party, at in placed.items()}
        positions = {(party, "aid"): Placed(*at) for party, at in ends.items()}
        own_numbers = {(party, "aid"): number for party, number in (own or {}).items()}
        cells = both("aid", "ACCEPTS", "DEMANDS")
        return stand(*cells, terms=worded, positions=positions, own_numbers=own_numbers)

    assert "aid enters (on its scale of 0 to 100: A 31.1, B 100)." in said(a=31.11, b=100)
    assert "agree on aid (their numbers differ), the one term with a level from both" in said(a=31.11, b=100)
    beyond = "aid enters (on its scale of 0 to 100: A 44; B 5 years, in a text that it tabled)."
    assert beyond in said({"b": years}, a=44)
    accepting = "aid enters (on its scale of 0 to 100: A 37.5 (would accept 35 to 40), B 45)."
    assert accepting in said(a=(37.5, 35, 40), b=45)
    # What rounds alike is the same number, and of one alone, or of another unit, none of it differs; nor where what
    # each would accept meets what the other would, nor of who accepted a text with another number since.
    for same in (
        said(a=31.1, b=31.5),
        said(a=31),
        said({"b": years}),
        said({"b": share}, a=44),
        said(f=0, m=100),
        said(a=(37.5, 35, 40), b=(42.5, 35, 50)),
        said(a=(37.5, 35, 40), b=40),
        said(a=(31, 31, 31, True), b=100),
        said({"b": years}, a=(44, 44, 44, True)),
    ):
        assert "Both are recorded as accepting that aid enters." in same and "numbers" not in same
    # Of several agreed terms, those are named on which the numbers differ, unless it is all of them.
    worded["agreed_words"] = worded["agreed_words"].where(worded["code"] != "truce", "fighting pauses")
    here, there = Placed(10, 10, 10), Placed(20, 20, 20)
    apart = {("a", "aid"): here, ("b", "aid"): there}
    cells = [one for term in ("aid", "truce") for one in both(term, "ACCEPTS", "DEMANDS")]
    assert "(aid and truce; their numbers on aid differ)" in stand(*cells, terms=worded, positions=apart)
    apart |= {("a", "truce"): here, ("b", "truce"): there}
    assert "(aid and truce; their numbers differ)" in stand(*cells, terms=worded, positions=apart)


def test_what_they_differ_on_is_said_in_the_terms_own_words(stand: Callable[..., str], terms: pd.DataFrame) -> None:
    worded = terms.assign(opposed_words=["how much of it enters", None, None, None]).astype(terms.dtypes)
    assert stand(*both("aid", "ACCEPTS", "REJECTS"), terms=worded).endswith("They differ on how much of it enters.")
    assert "differ" not in stand(*both("truce", "ACCEPTS", "REJECTS"), terms=worded)


def given(**answers: str) -> dict[str, AnswerGiven]:
    """Return answers by term, each of its own day."""
    return {term: AnswerGiven(answer, f"{day} July 2025") for day, (term, answer) in enumerate(answers.items(), 1)}


def test_of_one_known_term_nobody_says_that_it_is_the_furthest(stand: Callable[..., str]) -> None:
    assert "furthest" not in stand(*both("aid", "ACCEPTS", "REJECTS"))
    assert "furthest apart on aid." in stand(*both("aid", "ACCEPTS", "REJECTS"), *both("truce", "OPEN", "OPEN"))


def test_what_conflicts_is_said_and_not_counted(stand: Callable[..., str]) -> None:
    cells = [*both("aid", "ACCEPTS", "DEMANDS"), *both("truce", "OPEN", "OPEN")]
    said = stand(*cells, mixed={("level", "release"): ("A",), ("answer", "aid"): ("B",)})
    assert "(aid), out of 3 terms; what is recorded of A on release conflicts and is not counted." in said
    # The record of each conflicts in itself, not with that of the other.
    both_mixed = stand(*cells, mixed={("level", "release"): ("A", "B")})
    of_each = [f"what is recorded of {name} on release conflicts and is not counted" for name in "AB"]
    assert f"; {'; '.join(of_each)}." in both_mixed


def test_where_a_round_of_several_venues_has_come_to_is_not_told_while_it_goes_on(stand: Callable[..., str]) -> None:
    assert stand(as_of="2025-07-04").startswith("On 4 July 2025, in round 1, ")
    assert stand(as_of="2025-07-05").startswith("On 5 July 2025, in round 1 at Doha and Cairo, ")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {"a": given(whole="ACCEPTS"), "b": given(whole="ACCEPTS")},
            ": accepted by A (1 July 2025) and B (1 July 2025).",
        ),
        (
            {"a": given(whole="ACCEPTS"), "b": given(whole="REJECTS")},
            ": accepted by A (1 July 2025); rejected by B (1 July 2025).",
        ),
        (
            {"a": given(whole="ACCEPTS"), "b": given(whole="CONDITIONAL")},
            ": accepted by A (1 July 2025); answered “accepts on conditions” by B (1 July 2025).",
        ),
        (
            {"a": given(whole="CONDITIONAL"), "b": given(whole="CONDITIONAL")},
            ": answered “accepts on conditions” by A (1 July 2025) and B (1 July 2025).",
        ),
        ({"a": given(whole="ACCEPTS")}, ": accepted by A (1 July 2025); no answer to it from B is recorded."),
        ({"f": given(whole="ACCEPTS")}, ": no answer to it from A or B is recorded."),
        # A yes to the whole is one to each of its terms; what is answered otherwise is told.
        (
            {"a": given(whole="ACCEPTS", aid="ACCEPTS", truce="RESISTS"), "b": given(aid="ACCEPTS")},
            ": accepted by A (1 July 2025), answered otherwise on 1 term of it; answered on 1 term of it by B; no "
            "answer to the whole of it from B is recorded. The agreement is answered by A on truce: resists, 3 July"
            " 2025. It is answered by B on aid: accepts, 1 July 2025.",
        ),
        (
            {party: given(whole="ACCEPTS", truce="RESISTS") for party in "ab"},
            ": accepted by A (1 July 2025) and B (1 July 2025), by each answered otherwise on 1 term of it."
            " The agreement is answered by A on truce: resists, 2 July 2025. It is answered by B on truce: resists, 2"
            " July 2025.",
        ),
        # Who resists where a text is silent asks for what it does not give: that is no refusal of one of its clauses.
        (
            {"a": given(whole="ACCEPTS") | {"truce": AnswerGiven("RESISTS", "2 July 2025", provided=False)}},
            ": accepted by A (1 July 2025), answered otherwise on 1 term not in it; "
            "no answer to it from B is recorded. The agreement is answered by A on truce, not in it: resists, 2 July"
            " 2025.",
        ),
    ],
)
def test_while_an_agreement_is_in_force_it_and_who_stands_by_it_come_first(
    stand: Callable[..., str], proposals: pd.DataFrame, answers: dict[str, dict[str, AnswerGiven]], words: str
) -> None:
    said = stand(*both("aid", "ACCEPTS", "OPEN"), proposals=proposals, in_force="p1", answers_to_it=answers)
    first = f"On 3 July 2025, in round 1, the agreement of 1 July 2025 stands{words}"
    assert said.startswith(f"{first} On the issues, A and B do not agree on aid, the one term with a level from both,")


def test_under_the_use_by_it_is_said_that_answers_to_the_agreement_are_told_whatever_their_age(
    stand: Callable[..., str], proposals: pd.DataFrame
) -> None:
    told = "B (1 July 2025). How each answers the agreement is told whatever its age. On the issues, "
    given_by_both = {"a": given(whole="ACCEPTS"), "b": given(whole="ACCEPTS")}
    agreed: dict[str, Any] = {"proposals": proposals, "in_force": "p1", "answers_to_it": given_by_both}
    assert told in stand(**agreed, within_use_by=True)
    assert "whatever its age" not in stand(**agreed)
    assert "whatever its age" not in stand(within_use_by=True)


@pytest.mark.parametrize("picks", [{}, {"only_parties": ("a",)}])
def test_how_many_of_the_answers_to_the_agreement_are_recorded_only_from_later_pages_is_said(
    stand: Callable[..., str], proposals: pd.DataFrame, picks: dict[str, Any]
) -> None:
    answers = {"a": given(whole="ACCEPTS", aid="ACCEPTS", truce="RESISTS"), "b": given(whole="ACCEPTS")}
    agreed: dict[str, Any] = {"proposals": proposals, "in_force": "p1", "answers_to_it": answers, **picks}
    later = {("answer", party, term): "2025-07-04" for party in "abf" for term in ("whole", "aid")}
    one, many = "answer to the agreement that is told", "answers to the agreement that are told"
    # What follows from the yes to the whole is not told; what is answered otherwise is.
    rests, n = ("rests on a record", "rest on records"), 1 if picks else 2
    told = ages.only_later(n + 1, one, many, ["2025-07-04"] * n, rests)
    assert stand(**agreed, on_the_table=("p1",), told_later=later).endswith(f" {told[0]}")
    assert "only from" not in stand(**agreed, on_the_table=("p1",))
    # Where another text is on the table, what is known to be told later is the answer to that.
    assert "only from" not in stand(**agreed, on_the_table=("p2",), told_later=later)


def test_of_rounds_that_are_under_way_at_once_all_are_named(
    parties: pd.DataFrame, terms: pd.DataFrame, day: Day
) -> None:
    held = frames.ROUNDS.frame(
        [
            {
                "code": "long",
                "rank": 3,
                "venue": "Doha",
                "started_on": day("2025-07-01"),
                "ended_on": day("2025-07-31"),
            },
            {"code": "short", "rank": 4, "started_on": day("2025-07-10"), "ended_on": day("2025-07-11")},
        ]
    )
    said = {}
    for as_of in ("2025-07-09", "2025-07-11"):
        context = Context(parties, terms, held, frames.PROPOSALS.frame(), day(as_of))
        said[as_of] = stance_matrix.finding(frames.CURRENT.frame(), context)[0]
    assert said["2025-07-09"].startswith("On 9 July 2025, in round 3")
    assert said["2025-07-11"].startswith("On 11 July 2025, in rounds 3 and 4, ")


def test_the_end_of_a_round_is_told_no_more_exactly_than_it_is_known(
    parties: pd.DataFrame, terms: pd.DataFrame, day: Day
) -> None:
    held = frames.ROUNDS.frame(
        [{"code": "r", "rank": 1, "started_on": day("2025-07-01"), "ended_on": day("2025-07-05"), "precision": "about"}]
    )
    context = Context(parties, terms, held, frames.PROPOSALS.frame(), day("2025-07-09"), since=day("2025-07-05"))
    assert context.since_words == "about 5 July 2025"
    assert replace(context, since=day("2025-07-06")).since_words == "6 July 2025"


def test_without_all_whose_consent_is_required_no_agreement_is_told(stand: Callable[..., str]) -> None:
    said = stand(cell("a", "aid", "ACCEPTS"), cell("f", "aid", "OPEN"), only_parties=("a", "f"))
    assert said == "On 3 July 2025, in round 1, 2 standing stances of A and F are recorded."
    assert stand(only_parties=("a", "b")).endswith("no term has a level from both A and B.")
    none = "On 3 July 2025, in round 1, no standing stance on the whole is recorded."
    assert stand(only_terms=("whole",)) == none
    answered = cell("b", "whole", None, answer="ACCEPTS")
    assert stand(answered, only_terms=("whole",)) == none.replace("no standing stance", "1 standing stance")
    # Of chosen terms it denies nothing on the others; a yes to the whole is one on each of them.
    on_aid = {"only_parties": ("f",), "only_terms": ("aid",)}
    assert stand(**on_aid) == "On 3 July 2025, in round 1, no standing stance of F on aid is recorded."
    with_whole = {"party": "f", "term": "aid", "answer": "ACCEPTS", "with_whole": True}
    assert stand(with_whole, **on_aid) == "On 3 July 2025, in round 1, 1 standing stance of F on aid is recorded."


def test_of_parties_chosen_the_agreement_and_who_stands_by_it_come_first_and_how_old_the_levels_are(
    stand: Callable[..., str], proposals: pd.DataFrame
) -> None:
    # A yes to the whole text stands in the cells of its terms, and is counted where it was given.
    whole = {"party": "f", "term": "whole", "answer": "ACCEPTS"}
    on_aid = {"party": "f", "term": "aid", "answer": "ACCEPTS", "with_whole": True}
    old = cell("a", "aid", "ACCEPTS", level_age="old")
    said = stand(
        *(old, cell("f", "truce", "OPEN"), whole, on_aid),
        proposals=proposals,
        in_force="p1",
        answers_to_it={"f": given(whole="ACCEPTS")},
        only_parties=("a", "f"),
    )
    assert said == (
        "On 3 July 2025, in round 1, the agreement of 1 July 2025 stands: no answer to it from A is recorded; accepted"
        " by F (1 July 2025). 3 standing stances of A and F are recorded; of the 2 levels shown, 1 is older than 30"
        " days (of 2 March 2025)."
    )


def test_the_text_on_the_table_is_named_with_its_day_and_what_stands_beside_it(elsewhere: Store, toy: Edition) -> None:
    more = [
        {"code": "p3", "title": "Its reply", "tabled_on": date(2025, 7, 12), "precision": "day", "kind": "reply"},
        {"code": "p4", "title": "The deal", "tabled_on": date(2025, 7, 20), "precision": "day", "kind": "agreement"}
        | {"lapsed_on": date(2025, 7, 30)},
        {"code": "p5", "title": "One", "tabled_on": date(2025, 8, 1), "precision": "day", "kind": "mediators"},
        {"code": "p6", "title": "Other", "tabled_on": date(2025, 8, 1), "precision": "about", "kind": "mediators"},
    ]
    case = small_case.ONE_OF_EVERYTHING | {"proposal": [*small_case.ONE_OF_EVERYTHING["proposal"], *more]}
    small_case.load(elsewhere, "other", small_case.TOY | {"title": "Other talks"}, case)

    def said(as_of: date) -> str:
        edition = toy.of("other")
        return texts.what_is_on_the_table(Scope(edition, as_of))

    second = "The text on the table is “Second text”, tabled 10 July 2025."
    beside = " Beside it stands “Its reply” (reply to a text, 12 July 2025)."
    assert said(date(2025, 6, 30)) == "No text is on the table."
    assert said(date(2025, 7, 1)) == (
        "The text on the table is “First text” (one side’s own offer), tabled 1 July 2025."
    )
    assert said(date(2025, 7, 10)) == second
    assert said(date(2025, 7, 19)) == said(date(2025, 7, 30)) == second + beside
    assert said(date(2025, 7, 20)) == "The text on the table is the agreement “The deal”, concluded 20 July 2025."
    assert said(date(2025, 8, 1)) == (
        "On the table are “One”, tabled 1 August 2025 and “Other”, tabled about 1 August 2025."
    )


def test_no_loaded_word_is_ever_said_of_the_bundled_case(bundled: Edition) -> None:
    # The titles of the texts are quoted, and not our words.
    quoted = re.compile("“.*”")
    said: list[str] = []
    for as_of in sorted(bundled.rows("round")["ended_on"].unique())[::4]:
        scope = Scope(bundled, as_of.date())
        said += asking.finding(scope, "stance-matrix", stance_matrix.frame(scope))
        said.append(quoted.sub("", texts.what_is_on_the_table(scope)))
    assert len(said) > 12
    assert LOADED.search("B refused to budge.") and LOADED.search("The Regime")
    assert not [sentence for sentence in said if LOADED.search(sentence)]
    assert not [sentence for sentence in said if re.search(r"\b(nan|None|NaT|<NA>)\b", sentence)]
    assert not [sentence for sentence in said if "!" in sentence or "_" in sentence]
