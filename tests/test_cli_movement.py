"""The charts of movement from the command line: the columns of their tables, and what must hold in every row."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard import cases
from dashboard.cli import app
from dashboard.questions.catalogue import BY_ID
from dashboard.vocabulary import SCORES

CASE = "israel-hamas"
DAY = "2025-07-25"
COLUMNS = {
    "distance": "round,pair,term,distance,n,n_old,n_overtaken,same_terms_change",
    "who-moved": ("party,term,level_before,level_after,before,after,m,moved,measured_in,n,n_old,n_overtaken"),
    "party-or-text": (
        "party,term,from_proposal,to_proposal,answer_before,answer_after,level_before,level_after,party_shift,text_shift,"
        "own_text,at_end,n,n_old,n_overtaken"
    ),
    "sticking-points": (
        "term,agreement,blocker,salience,score,since,days_at_level,red_line_collision,n,n_old,n_overtaken"
    ),
    "robustness": "check,place,term,score,n,n_old,n_overtaken",
    "agreement": "term,aspect,agreement,blocker,n,needed,n_old,n_overtaken",
    "spread": "term,score,parties,old,levels,spread,n,n_old,n_overtaken",
    "two-texts": "name,one,other,party,term,answer_one,answer_other,terms_one,terms_other,n,n_old,n_overtaken",
    "coder-agreement": "aspect,measurement,alpha,low,high,n,units,readers,why,in_part",
    "baseline": (
        "party,term,position,basis,position_low,position_high,salience,influence,age,baseline,line,why,n,n_old,"
        "n_overtaken"
    ),
    "compare": "case,x,unit,measure,value,n,n_old,n_overtaken",
    "release-curves": "proposal,what,unit,curve,day,count,cumulative,mean_day,counted_by,wording,source",
    "whose-word": (
        "claim,said_on,precision,speaker,speaker_party,holder,term,proposal,said,outcome,later_claim,later_on,"
        "later_precision,later_said,source,source_grade,n,n_elsewhere"
    ),
}
Run = Callable[..., Result]
Rows = list[dict[str, str]]
Table = Callable[..., Rows]


@pytest.fixture
def run(bundled_path: Path, commands_keep: None) -> Run:
    """Return a function that writes a chart of the bundled case to a file."""

    def invoke(chart: str, out: Path, *options: str, as_of: str = DAY) -> Result:
        day = ["--as-of", as_of] if "as_of" in BY_ID[chart].narrowed_by else []
        arguments = ["chart", CASE, chart, *day, "--out", str(out), *options]
        return CliRunner().invoke(app, arguments, env={"DATABASE_URL": f"sqlite:///{bundled_path}"})

    return invoke


@pytest.fixture
def table(run: Run, tmp_path: Path) -> Table:
    """Return a function that gives the rows of a chart's CSV."""

    def rows(chart: str, *options: str, as_of: str = DAY) -> Rows:
        out = tmp_path / f"{chart}.csv"
        done = run(chart, out, *options, as_of=as_of)
        assert done.exit_code == 0, done.output
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows


@pytest.mark.parametrize("chart", COLUMNS)
def test_a_table_of_movement_has_exactly_its_columns_and_some_rows(table: Table, chart: str) -> None:
    # Two texts of one name are told of until the use-by of the later one is over.
    rows = table(chart, as_of="2025-06-07" if chart == "two-texts" else DAY)
    assert ",".join(rows[0]) == COLUMNS[chart]


def test_a_distance_is_between_0_and_1_or_empty_and_there_is_one_for_each_round_and_term(table: Table) -> None:
    rows = table("distance")
    assert all(row["distance"] == "" or 0 <= float(row["distance"]) <= 1 for row in rows)
    assert {row["pair"] for row in rows} == {"israel; hamas"}
    keys = [(row["round"], row["term"]) for row in rows]
    rounds, terms = {code for code, _ in keys}, {term for _, term in keys}
    assert len(keys) == len(set(keys)) == len(rounds) * len(terms)
    assert max(rounds) == "R21" and "overall" in terms


def test_a_term_has_a_distance_where_both_have_a_level_and_overall_where_half_of_the_terms_do(table: Table) -> None:
    rows = table("distance")
    terms = len({row["term"] for row in rows}) - 1
    for row in rows:
        enough = 2 * int(row["n"]) >= terms if row["term"] == "overall" else row["n"] == "2"
        assert (row["distance"] != "") == enough, row


def test_the_pair_is_the_one_that_is_named(table: Table) -> None:
    rows = table("distance", "--party", "qatar", "--party", "egypt")
    assert {row["pair"] for row in rows} == {"qatar; egypt"}
    assert {row["party"] for row in table("who-moved", "--party", "hamas", "--party", "usa")} == {"hamas", "usa"}


def test_a_term_that_is_named_is_all_that_is_written(table: Table) -> None:
    assert {row["term"] for row in table("distance", "--term", "withdrawal")} == {"withdrawal", "overall"}
    assert {row["term"] for row in table("who-moved", "--term", "withdrawal")} == {"withdrawal"}
    assert {row["term"] for row in table("party-or-text", "--term", "withdrawal")} == {"withdrawal"}


def test_what_the_party_and_the_text_did_adds_up_to_the_change_of_the_answer(table: Table) -> None:
    # On the default day, and on the last one: another text is then on the table, and other texts are its family.
    rows = [*table("party-or-text"), *table("party-or-text", as_of="2025-09-01")]
    split = [row for row in rows if row["party_shift"]]
    assert split
    for row in split:
        change = SCORES[row["answer_after"]] - SCORES[row["answer_before"]]
        assert float(row["party_shift"]) + float(row["text_shift"]) == change, row
        assert float(row["party_shift"]) == SCORES[row["level_after"]] - SCORES[row["level_before"]], row
    assert all((row["party_shift"] == "") == (row["text_shift"] == "") for row in rows)


def test_a_text_is_compared_with_one_that_it_revises_and_no_other(table: Table) -> None:
    with (cases.BUNDLED / "proposal.csv").open(encoding="utf-8", newline="") as file:
        revised = {row["code"]: row["version_of"] for row in csv.DictReader(file)}
    reached: set[str] = set()
    for options in ((), ("--proposal", "p_2405_biden")):
        pairs = {(row["from_proposal"], row["to_proposal"]) for row in table("party-or-text", *options)}
        for older, newer in pairs:
            before = revised[newer]
            while before and before != older:
                before = revised[before]
            assert before == older, newer
        assert pairs and reached.isdisjoint(newer for _, newer in pairs)  # the one line of texts, then the other
        reached |= {newer for _, newer in pairs}


def test_the_sticking_points_come_by_their_score_and_each_names_who_holds_it(table: Table) -> None:
    rows = table("sticking-points")
    scores = [float(row["score"]) for row in rows if row["score"]]
    assert scores == sorted(scores, reverse=True)
    for row in rows:
        weight = float(row["salience"] or 100) / 100
        if row["score"]:
            assert float(row["score"]) == pytest.approx(weight * (2 - int(row["agreement"])) / 4)
        assert (row["blocker"] == "") == (row["agreement"] in ("2", ""))
        assert int(row["n_old"]) + int(row["n_overtaken"]) <= int(row["n"])


def test_the_ranking_is_the_same_each_time_it_is_asked_for(table: Table) -> None:
    assert table("sticking-points") == table("sticking-points")


def test_the_count_of_a_text_s_releases_only_grows(table: Table) -> None:
    last: dict[tuple[str, str], tuple[int, float]] = {}
    for row in table("release-curves"):
        if not row["count"]:
            continue  # a stage of unknown count
        key, now = (row["proposal"], row["what"]), (int(row["day"]), float(row["cumulative"]))
        assert last.get(key, (-1, 0.0)) <= now and last.get(key, (0, 0.0))[1] <= now[1]
        last[key] = now
    assert len(last) > 5


def test_no_claim_of_the_ledger_is_later_than_the_day(table: Table) -> None:
    rows = table("whose-word")
    assert all(row["said_on"] <= DAY and row["later_on"] <= DAY for row in rows)
    assert {row["outcome"] for row in rows} <= {"same", "otherwise", "none_yet", "none_within"}
    assert all((row["outcome"] in ("none_yet", "none_within")) == (row["later_claim"] == "") for row in rows)


def test_moves_are_counted_from_the_day_that_is_named(table: Table) -> None:
    since = "2025-01-19"
    stood = {(row["party"], row["term"]): row["level"] for row in table("stance-matrix", as_of=since)}
    now = {(row["party"], row["term"]): row["level"] for row in table("stance-matrix")}
    moves = table("who-moved", "--since", since)
    for row in moves:
        key = row["party"], row["term"]
        assert (row["level_before"], row["level_after"]) == (stood.get(key, ""), now.get(key, ""))
    assert moves != table("who-moved")


def test_without_a_day_moves_are_counted_from_the_end_of_the_round_before(table: Table) -> None:
    assert table("who-moved") == table("who-moved", "--since", "2025-06-02")
    assert table("who-moved", as_of="2025-07-07") == table("who-moved", "--since", "2025-06-02", as_of="2025-07-07")


def test_a_day_that_is_none_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    done = run("who-moved", tmp_path / "x.csv", "--since", "25/07/2025")
    assert done.exit_code == 2
    assert "25/07/2025 is not a day" in done.stderr


def test_in_the_first_round_there_is_nothing_to_count_from_and_a_sentence_says_so(run: Run, tmp_path: Path) -> None:
    done = run("who-moved", tmp_path / "x.csv", as_of="2023-11-25")
    assert done.exit_code == 1
    assert done.stderr.startswith("No earlier round had ended to count from.")
    assert not (tmp_path / "x.csv").exists()


def test_before_the_first_round_nothing_is_apart(table: Table) -> None:
    assert table("distance", as_of="2023-11-01") == []


def test_a_chart_refuses_what_it_would_leave_out(run: Run, tmp_path: Path) -> None:
    done = run("sticking-points", tmp_path / "x.csv", "--party", "israel", "--since", "2025-06-01")
    assert done.exit_code == 1
    assert done.stderr.startswith("The chart sticking-points does not take: party, since. Besides day and evidence")
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(
    ("chart", "options", "named"),
    [
        ("coder-agreement", ["--as-of", "2025-07-07", "--min-grade", "A"], "as-of, min-grade"),
        ("provision-quantities", ["--min-grade", "B", "--min-confidence", "low"], "min-grade, min-confidence"),
        ("release-curves", ["--within-use-by"], "within-use-by"),
        ("whose-word", ["--min-confidence", "high"], "min-confidence"),
    ],
)
def test_a_day_and_a_filter_that_have_no_say_are_refused(
    run: Run, tmp_path: Path, chart: str, options: list[str], named: str
) -> None:
    done = run(chart, tmp_path / "x.csv", *options)
    assert done.exit_code == 1
    assert done.stderr == f"The chart {chart} does not take: {named}. They have no say in its answer.\n"
    assert not (tmp_path / "x.csv").exists()


def test_two_spans_of_one_negotiation_are_compared(table: Table) -> None:
    beside = ("--beside", CASE, "--beside-as-of", "2025-01-19", "--beside-since", "2024-12-01")
    rows = table("compare", "--since", "2025-05-01", *beside)
    titles = {row["case"].split(",")[0] for row in rows}
    assert titles == {"1 May 2025 to 25 July 2025", "1 December 2024 to 19 January 2025"}
    assert {row["unit"] for row in rows} == {"round"}
    assert {row["unit"] for row in table("compare", *beside, "--unit", "day")} == {"day"}


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--beside", "nowhere"], 1, "nowhere"),
        (["--beside-as-of", "2025-01-19"], 2, "needs --beside"),
        (["--beside", CASE, "--beside-since", "1/1/25"], 2, "1/1/25 is not a day"),
        (["--beside", CASE, "--unit", "week"], 2, "week"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(
    run: Run, tmp_path: Path, options: list[str], status: int, said: str
) -> None:
    done = run("compare", tmp_path / "x.csv", *options)
    assert done.exit_code == status and said in done.stderr
    assert not (tmp_path / "x.csv").exists()
