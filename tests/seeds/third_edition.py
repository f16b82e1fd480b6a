"""
The third edition of the bundled case, made: `python -m tests.seeds.third_edition` writes `seeds/israel-hamas`.

It is made of the second edition, kept as a package of format 1, and of what was read since, in
`tests/data/third-edition`: rows that are new or changed, rows to take out, readings, and what was read of red lines,
salience and positions. Of what is decided here, the README of the case tells. A test compares the case with what this
makes: whoever changes one changes the other.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.cases import BUNDLED
from dashboard.exports import package as writing
from dashboard.formats import Origin
from dashboard.frames import TABLE_FRAMES
from dashboard.imports import package as reading
from dashboard.inputs import validate
from dashboard.models import TABLES
from dashboard.vocabulary import number_words

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]

DATA = Path(__file__).parents[1] / "data"
SECOND = DATA / "packages" / "israel-hamas-format-1.zip"
READ = DATA / "third-edition"
VERSION = 2
"""Of the store that the case comes from: who has loaded the second edition keeps what was edited since."""

CITATION = (
    "Parley contributors (2026). Israel–Hamas ceasefire and hostage talks, 2023–2025: stances coded from public "
    "sources. Case package, third edition."
)
CAVEAT = (
    "Machine-assisted codings; no subject expert has checked them yet. Levels and answers were coded under a codebook "
    "and adjudicated record by record; red lines, salience and positions were read by two machine readers of one kind. "
    "Pages were read as stored excerpts, not whole: silence on a page is not evidence. Nearly all pages are in "
    "English; Arabic and Hebrew originals were not read. From 27 November 2025 on little was looked for; nine records "
    "and two events go on to 14 January 2026. Figures keep their attribution and range. Where sources disagree, both "
    "versions are kept."
)
CODEBOOK = (READ / "codebook.txt").read_text(encoding="utf-8").strip()
"""In the words of the case's README; a test compares them."""
NOTES = {
    "p_2405_biden": "Of the mediators by kind, as the United States published it; whose text it was is disputed.",
    "p_2407_il_clarif": "A reply by kind, which says only that it is no whole text: whether its points were "
    "clarifications or new conditions is disputed.",
    "p_2503_witkoff_ext": "Of the mediators by kind, as an outline of the US envoy; Israel announced it.",
    "p_2505_bahbah_70d": "Of the mediators by kind, as a go-between carried it; whose text it was is disputed.",
}
"""What a reader should know who would have chosen another kind for a text."""

LATER = {
    ("round", "R09b"): (
        "; Israel hands mediators a new text on 27 May",
        "Two days later Israel hands mediators a new text.",
    ),
    ("event", "ev_024"): ("GHF begins work on 26 May.", "GHF begins work on 26 May."),
    ("event", "ev_026"): (" Ends 24 June.", "It ends 24 June."),
    ("event", "ev_061"): (
        "; repeated on 16 November 2025 before the vote on resolution 2803",
        "Repeated on 16 November 2025 before the vote on resolution 2803.",
    ),
    ("event", "ev_081"): (", which came on 16 August", "The bridging text came on 16 August."),
}
"""What summaries told of later days than their own: it stands in the note, as a page of a day knows nothing of it."""

OF_NO_TERM = ("d16", "d18")
"""Points on which sources differ that stood under the answers to whole texts, which none of them is about."""
TWO_THINGS = {
    "d17": ("hostage_releases", "Bodies in", ("five living and nine bodies", "five living and ten bodies")),
    "d23": ("truce_duration", "Length of", ("to 20 April", "42 to 50 days")),
}
"""What was one point on a text, in two: what it is on, and what each of its sides says of that."""
OF_ANOTHER_TEXT = (("disagreement_side", "d10.3"), ("citation", "d10.s_shafaq_250703"))
"""What stood as one more side of a point on a text and is of a later one, which says it by itself."""
NAME_LEFT_OUT = "The speaker’s name was not confirmed on the page and is left out."
REPORTS = {
    "Channel 12 report": "By report of Channel 12.",
    "Kan report": "By report of Kan.",
    "Report on the Mossad director’s message": "By a report on a message of the Mossad director.",
}
"""What stood for a speaker of the party where a page names a report and nobody of the party, and what its note says."""
NAMES_INSIDE = {
    "usa": "the United States",
    "palestinian_authority": "the Palestinian Authority",
    "unsc": "the UN Security Council",
    "israel_hardliners": "the coalition opponents",
    "ghf": "the GHF",
    "hostage_families": "the hostage families",
}
"""What parties are called inside a sentence, where that is not their short name."""
PERIODS = {
    "P1": (date(2023, 11, 1), date(2024, 4, 30)),
    "P2": (date(2024, 5, 1), date(2024, 10, 31)),
    "P3": (date(2024, 11, 1), date(2025, 2, 28)),
    "P4": (date(2025, 3, 1), date(2025, 8, 31)),
    "P5": (date(2025, 9, 1), date(2025, 11, 30)),
}
"""The periods for which salience was read, each with its first and last day."""


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of what was read."""
    with (READ / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def given(table: str, row: dict[str, str]) -> Row:
    """Return a row of a table with every value of its type; an empty cell is a missing value."""
    columns = TABLES[table].columns
    cells = {name: cell or None for name, cell in row.items() if name in columns}
    return validate(table, {**cells, "negotiation": "israel-hamas"})


def merged() -> tuple[Row, Rows]:
    """Return the negotiation and the rows of the third edition, by table and code."""
    second = reading.read(SECOND)
    rows = {table: {row["code"]: row for row in second.rows.get(table, [])} for table in TABLES}
    _copy_over(rows)
    _add_kinds_and_words(rows)
    _add_deliveries(rows)
    _replace_readings(rows)
    _add_weights(rows)
    for claim in rows["claim"].values():
        if (report := REPORTS.get(claim["speaker"])) is not None:
            claim |= {"speaker": None, "speaker_basis": None, "speaker_party": None}
            claim["note"] = " ".join(filter(None, (claim["note"], report)))
        if claim["attribution"] == "reported" and claim["speaker"] is None:
            claim["speaker_is_holder"] = False
        if claim["note"] == NAME_LEFT_OUT and claim["speaker_basis"] == "page":
            claim["note"] = None  # a better page names the speaker
    for (table, code), (told, noted) in LATER.items():
        row = rows[table][code]
        row["summary"] = row["summary"].replace(told, "") or None
        row["note"] = " ".join(filter(None, (row["note"], noted)))
    _mark_uncited(rows)
    # "At least" leaves the upper end open, and "nearly" the lower one.
    rows["figure"]["fig_039"]["high"] = rows["figure"]["fig_037"]["low"] = None
    for figure in rows["figure"].values():
        if figure["low"] == figure["high"] and figure["wording"] in _unhedged(figure["low"]):
            figure["wording"] = None
    for code, name in NAMES_INSIDE.items():
        rows["party"][code]["name_inside"] = name
    rows["proposal_party"]["p_2410_mediators_month.egypt"]["tabled"] = False
    # A text of July 2025 names more: the end is that of one text, not of all.
    rows["term"]["prisoner_releases"]["scale_high_words"] = "2,000 people, as in the agreement of January 2025"
    # The one whose number is told to differ by outlet; of the others each outlet's number is a figure of its own.
    rows["disagreement"]["d16"]["figure"] = "fig_022"
    _part_points(rows)
    (own,) = read("negotiation")
    negotiation = validate("negotiation", {name: cell or None for name, cell in own.items()})
    del negotiation["version"]
    return {**negotiation, "citation": CITATION, "caveat": CAVEAT, "codebook": CODEBOOK}, rows


def _copy_over(rows: Rows) -> None:
    """Take out what is to be removed, and put rows over those of the same code."""
    for row in read("remove"):
        del rows[row["table"]][row["code"]]
    for folder in (Path(), Path("later")):
        for table in TABLES:
            if (READ / folder / f"{table}.csv").exists():
                rows[table] |= {row["code"]: given(table, row) for row in read(str(folder / table))}


def _add_kinds_and_words(rows: Rows) -> None:
    for row in read("proposal_kind"):
        rows["proposal"][row["code"]]["kind"] = row["kind"]
    for row in read("proposal_lapsed"):
        rows["proposal"][row["code"]]["lapsed_on"] = date.fromisoformat(row["lapsed_on"])
    for code, note in NOTES.items():
        text = rows["proposal"][code]
        text["note"] = " ".join(filter(None, (text["note"], note)))
    for row in read("term_words"):
        rows["term"][row["code"]] |= {"agreed_words": row["agreed_words"], "opposed_words": row["opposed_words"]}


def _add_deliveries(rows: Rows) -> None:
    for row in read("stage_done"):
        rows["delivery"][row["code"]] = given("delivery", row)


def _replace_readings(rows: Rows) -> None:
    """Put the two blind readings of the new and changed records in the place of those there were."""
    for row in read("codings"):
        for reader in ("coder_a", "coder_b"):
            reading_of = {"code": f"{row['stance_id']}.{reader}", "stance": row["stance_id"], "author": reader}
            reading_of |= {name: row[f"{reader}_{name}"] for name in ("level", "answer")}
            reading_of["unsure"] = "true" if row[f"{reader}_unsure"] == "1" else "false"
            rows["coding"][reading_of["code"]] = given("coding", reading_of)


def _add_weights(rows: Rows) -> None:
    """
    Give stances their red lines, salience and positions.

    What was read on the second edition holds but for the records that have changed since: their red line was read with
    them, and their position again. What stands after the last period stays as it is, uncoded.
    """
    stances = rows["stance"]
    lines = {row["stance"]: row["red_line"] for row in read("weights/red_lines")}
    lines |= {row["stance_id"]: row["red_line"] for row in read("codings")}
    for code in lines.keys() & stances.keys():
        stances[code]["red_line"] = lines[code] == "true"
    for row in read("weights/salience"):
        first, last = PERIODS[row["period"]]
        for stance in stances.values():
            if (stance["party"], stance["term"]) == (row["party"], row["term"]) and first <= stance["held_on"] <= last:
                stance["salience"] = float(row["salience"]) if row["salience"] else None
    again = {row["stance"] for row in read("weights/positions_read_again")}
    for row in positions():
        if on_scale(row):
            stance = stances[row["stance"]]
            stance |= {"position": float(row["position"])}
            stance |= {f"position_{end}": float(row[end]) for end in ("low", "high") if row.get(end)}
            for reader in () if row["stance"] in again else ("coder_a", "coder_b"):
                rows["coding"][f"{row['stance']}.{reader}"]["position"] = float(row["position"])


def _unhedged(number: float) -> tuple[str, ...]:
    """Return what stood for how a source hedges a number where it hedges nothing: a mark of ours, or it once more."""
    return ("exact", number_words(number), f"{number_words(number)}%")


def _part_points(rows: Rows) -> None:
    """Let each point on which sources differ be on one thing, of one text, from the day on which they do."""
    points, sides, citations = (rows[table] for table in ("disagreement", "disagreement_side", "citation"))
    for code in OF_NO_TERM:
        points[code]["term"] = None
    points["d02"]["noted_on"] = date(2024, 6, 2)  # by what is published before, nobody takes it for another's
    for table, code in OF_ANOTHER_TEXT:
        del rows[table][code]
    points["d10"]["summary"] = "Nine or ten living hostages in the May 2025 text."
    both, cited = points["d17"], [row for row in citations.values() if row["disagreement"] == "d17"]
    for point, (term, what, each) in TWO_THINGS.items():
        points[point] = both | {"code": point, "term": term, "summary": f"{what} the Witkoff bridge of March 2025."}
        for rank, summary in enumerate(each, 1):
            code = f"{point}.{rank}"
            sides[code] = sides[f"d17.{rank}"] | {"code": code, "disagreement": point, "summary": summary}
        for row in cited:
            code = f"{point}.{row['source']}"
            citations[code] = row | {"code": code, "disagreement": point}


def _mark_uncited(rows: Rows) -> None:
    """Say of a source that nothing rests on any more, as a better page was found, that it was read."""
    cited = {
        row["source"] for table in ("citation", "claim", "alias", "figure", "delivery") for row in rows[table].values()
    }
    for code in rows["source"].keys() - cited:
        rows["source"][code]["note"] = rows["source"][code]["note"] or "Read, not cited."


def positions() -> Iterator[dict[str, str]]:
    """Yield the positions that were read, those of changed records as they were read again."""
    again = {row["stance"]: row for row in read("weights/positions_read_again")}
    for row in read("weights/positions"):
        yield again.get(row["stance"], row)


def on_scale(row: dict[str, str]) -> bool:
    """
    Return whether a position lies between the ends of its term's scale.

    The ends are tied to what was on the table: the hostages believed alive in July 2025, the longest pause, the most
    prisoners and trucks that a text names. Fifty hostages of November 2023 and truces of years are of another time or
    kind, and a scale that held them would press all others together. What lies outside is left out, whatever it is;
    the README of the case lists it.
    """
    return 0 <= float(row["position"]) <= 100


def main() -> None:
    """Write the case; its README and SOURCES stay as they are."""
    negotiation, rows = merged()
    frames = {table: contract.frame(rows[table].values()) for table, contract in TABLE_FRAMES.items()}
    origin = reading.read(SECOND).origin
    assert origin is not None
    writing.write(negotiation, frames, BUNDLED, Origin(origin.store, VERSION))


if __name__ == "__main__":
    main()
