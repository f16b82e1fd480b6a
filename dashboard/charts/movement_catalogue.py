"""The charts of movement: what each answers and takes in. `catalogue.finished` makes their specifications."""

from dashboard import frames
from dashboard.charts import (
    baseline,
    comparison_of_cases,
    distance,
    party_or_text,
    sticking_points,
    who_moved,
    whose_word,
)
from dashboard.charts.chart import Chart

MOVEMENT: dict[str, Chart] = {
    chart.id: chart
    for chart in (
        Chart(
            "distance",
            "Distance by round",
            "How far apart are two parties after each round, over all terms and term by term?",
            frames.TRENDS,
            distance.distance,
            distance.describe,
            takes=("party", "term"),
            csv_columns=("round", "pair", "term", "distance", "n"),
        ),
        Chart(
            "who-moved",
            "Who moved",
            "Which party moved on which term, towards the other or away from it?",
            frames.MOVES,
            who_moved.who_moved,
            who_moved.describe,
            takes=("party", "term", "since"),
        ),
        Chart(
            "party-or-text",
            "Party or text",
            "From one text to the next, did the party move, or did the text?",
            frames.SHIFTS,
            party_or_text.party_or_text,
            party_or_text.describe,
            takes=("party", "term", "proposal"),
        ),
        Chart(
            "sticking-points",
            "Sticking points",
            "Which terms stand furthest from agreement, on whose level, and how firm is that order?",
            frames.STICKING,
            sticking_points.sticking_points,
            sticking_points.describe,
            takes=("term",),
            csv_columns=frames.STICKING_CSV,
        ),
        Chart(
            "whose-word",
            "Whose word",
            "Who speaks for others, and do the holders' own later words agree?",
            frames.LEDGER,
            whose_word.whose_word,
            whose_word.describe,
            takes=("party", "term"),
        ),
        Chart(
            "baseline",
            "Positions and a reference line",
            "Where does each party stand on a term's scale, and where is the compromise model's line?",
            frames.POSITIONS,
            baseline.baseline,
            baseline.describe,
            takes=("term",),
        ),
        Chart(
            "compare",
            "Two cases compared",
            "How do two negotiations, or two spans of one, run from their start?",
            frames.COMPARED,
            comparison_of_cases.comparison_of_cases,
            comparison_of_cases.describe,
            takes=("party", "since", "beside"),
        ),
    )
}
"""Every chart of movement by id."""
