"""Whose word: how many claims each speaker made for somebody else, and what the holder's own later words said."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.context import Context
from dashboard.charts.drawing import Rows, dataset, finish, whole_ticks
from dashboard.charts.marks import party_look, tooltips, words_at, y_pixel
from dashboard.charts.theme import PAPERS
from dashboard.vocabulary import counted

WIDTH, LINE = 560, 24
LABEL = -300
MOST_SPEAKERS = 30
OUTCOMES = {
    "same": "own words the same",
    "otherwise": "otherwise",
    "none_yet": "none counted yet",
    "none_within": "none counted within 30 days",
}
"""What the holder's own words said, in words."""
# Blue, brick and two greys differ in lightness too, and each number stands in its own column.
COLOURS = {
    False: {"same": "#0b5fa5", "otherwise": "#d9734f", "none_yet": "#8e98a3", "none_within": "#c4cad1"},
    True: {"same": "#6db6ff", "otherwise": "#b3543a", "none_yet": "#6f7b88", "none_within": "#46505b"},
}


def whose_word(data: pd.DataFrame, context: Context) -> alt.LayerChart:
    """
    Return a bar for each speaker, in four parts, the busiest first; a speaker of two parties has two.

    At most `MOST_SPEAKERS`; the subtitle says how many were left out.

    Parameters
    ----------
    data
        `frames.LEDGER`, n rows.
    """
    speakers = _speakers(data, context)
    shown = speakers[:MOST_SPEAKERS]
    for place, speaker in enumerate(shown):
        speaker["y"] = (place + 0.5) * LINE
    bars = [
        {
            "y": speaker["y"],
            "name": speaker["name"],
            "outcome": outcome,
            "words": words,
            "start": speaker["starts"][outcome],
            "end": speaker["starts"][outcome] + speaker[outcome],
            "count": speaker[outcome],
        }
        for speaker in shown
        for outcome, words in OUTCOMES.items()
        if speaker[outcome]
    ]
    datasets: dict[str, Rows] = {
        "speakers": [{key: one[key] for key in ("party", "name", "numbers", "y", "n")} for one in shown],
        "parties": [{"party": one["party"], "y": one["y"]} for one in shown if one["party"]],
        "bars": bars,
    }
    most = max((speaker["n"] for speaker in speakers), default=0)
    chart = _draw(-(-most // 10) * 10 or 10, bool(bars), context)
    chart.width, chart.height = WIDTH, LINE * max(len(shown), 1)
    if data.empty:
        subtitle = [f"No claim in which somebody else speaks for a party {context.there.is_}{context.chosen}."]
    else:
        subtitle = [
            "Scored claims in which somebody else, or a press report, speaks for the party or tells what it did, by "
            "what the first of its own words, on record or in a statement, of the same day or the 30 days after said "
            "on the term in the same text, or on the term where no text is answered: the same means the same side. To "
            "the right: n, then the four numbers in this order.",
            *_left_out(speakers),
        ]
    return finish(
        chart,
        context,
        "Who speaks for others, and what the parties themselves said within 30 days",
        subtitle,
        WIDTH + 460,
        datasets,
    )


def _left_out(speakers: list[dict[str, Any]]) -> list[str]:
    rest = len(speakers) - MOST_SPEAKERS
    return [f"Left out here, in the data: {counted(rest, 'speaker')} with the fewest claims."] if rest > 0 else []


def _speakers(data: pd.DataFrame, context: Context) -> list[dict[str, Any]]:
    """Return each speaker with its counts, the busiest first, equals by name."""
    names = context.party_names
    speakers = []
    for (who, party), rows in data.fillna({"speaker": "", "speaker_party": ""}).groupby(["speaker", "speaker_party"]):
        counts = {outcome: int((rows["outcome"] == outcome).sum()) for outcome in OUTCOMES}
        of_party = names.get(party, party)
        name = who or "speaker not named"
        starts, total = {}, 0
        for outcome, count in counts.items():
            starts[outcome] = total
            total += count
        speakers.append(
            {
                "party": party,
                "name": f"{name} ({of_party})" if party and name != of_party else name,
                "numbers": f"n = {total}:  {', '.join(str(count) for count in counts.values())}",
                "n": total,
                "starts": starts,
                **counts,
            }
        )
    return sorted(speakers, key=lambda speaker: (-speaker["n"], speaker["name"]))


def _draw(most: int, any_bars: bool, context: Context) -> alt.LayerChart:
    paper, colours = PAPERS[context.dark], COLOURS[context.dark]
    # The legend says in a sentence what the data say in a word.
    scale = alt.Scale(domain=list(OUTCOMES.values()), range=[colours[outcome] for outcome in OUTCOMES])
    legend = alt.Legend(orient="top", title=None, symbolType="square", direction="horizontal") if any_bars else None
    axis = alt.Axis(orient="top", title="Claims", values=whole_ticks(most), format="d", domain=False)
    x = alt.X("start:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=axis)
    bars = dataset("bars").encode(x=x, y=y_pixel())
    layers = [
        bars.mark_bar(orient="horizontal", size=14).encode(
            x2=alt.X2("end:Q"),
            color=alt.Color("words:N", legend=legend, scale=scale),
            tooltip=tooltips(name="Speaker", words="The party’s own words", count="Claims"),
        ),
        dataset("parties")
        .mark_point(size=60, filled=True, opacity=1, aria=False)
        .encode(x=alt.XValue(LABEL), y=y_pixel(), **party_look(context)),
        words_at("speakers", LABEL + 10, context, "name", limit=340),
        words_at("speakers", WIDTH + 12, context, "numbers", color=paper.quiet),
    ]
    return alt.LayerChart(layer=layers, resolve={"scale": {"color": "independent"}})
