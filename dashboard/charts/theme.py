"""How every chart looks: papers, level swatches, party styles and the Vega-Lite config. No chart is drawn here."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

FONT = "Arial, 'Liberation Sans', 'Noto Sans', sans-serif"
"""
Installed fonts only, of one set of widths: Liberation Sans, which vl-convert brings along, is cut to those of Arial, so
that a chart takes the same room on screen and in a file. A name with a digit in it vl-convert cannot read, and then it
takes all letters for equally wide.
"""


@dataclass(frozen=True)
class Paper:
    """The colours a chart is printed with besides those that carry data."""

    background: str
    ink: str
    quiet: str
    faint: str
    grid: str
    band: str
    red_line: str


PAPERS: dict[bool, Paper] = {
    False: Paper("#ffffff", "#1b1f24", "#57606a", "#98a2ad", "#e1e4e8", "#eef0f3", "#c4122f"),
    True: Paper("#0f1318", "#e8eaed", "#a9b3be", "#5f6a76", "#2b323b", "#1c232c", "#ff5c70"),
}
"""Light and dark paper, keyed by `dark`."""


@dataclass(frozen=True)
class Swatch:
    """A level's look: fill, text on it, border and the border's dash (empty: unbroken)."""

    fill: str
    text: str
    border: str
    dash: tuple[int, ...] = ()


def contrast(one: str, other: str) -> float:
    """
    Return the contrast ratio of two `#rrggbb` colours, 1 to 21.

    References
    ----------
    WCAG 2.2, "contrast ratio" and "relative luminance".
    """

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _text_on(fill: str) -> str:
    """Return black or white: the better of the two never falls below a contrast of 4.58."""
    return max("#000000", "#ffffff", key=lambda text: contrast(fill, text))


def _swatches(fills: dict[str, str], paper: Paper) -> dict[str, Swatch]:
    scored = {code: Swatch(fill, _text_on(fill), fill) for code, fill in fills.items()}
    return scored | {
        "SILENT": Swatch(paper.band, paper.ink, paper.quiet),
        "MIXED": Swatch(paper.background, paper.ink, paper.ink, (6, 3)),
        "NOT_APPLICABLE": Swatch(paper.band, paper.ink, paper.band),
        "NOT_RECORDED": Swatch(paper.background, paper.quiet, paper.faint, (1, 4)),
    }


# Orange to purple (after ColorBrewer's PuOr): told apart under every common colour blindness, and no party's flag.
LEVEL_COLOURS: dict[bool, dict[str, Swatch]] = {
    False: _swatches(
        {
            "DEMANDS": "#3f2a7d",
            "ACCEPTS": "#6c58b0",
            "CONDITIONAL": "#c8bfe4",
            "OPEN": "#e6e2da",
            "RESISTS": "#fbc98b",
            "REJECTS": "#a84d05",
        },
        PAPERS[False],
    ),
    True: _swatches(
        {
            "DEMANDS": "#d6cbff",
            "ACCEPTS": "#a896ea",
            "CONDITIONAL": "#56488f",
            "OPEN": "#43464b",
            "RESISTS": "#875213",
            "REJECTS": "#f5a54a",
        },
        PAPERS[True],
    ),
}
"""The swatch of each level, keyed by `dark` and code; `NOT_RECORDED` is that of absence."""

# Neighbours in rank differ in lightness as well as in hue.
_COLOURS: dict[bool, tuple[str, ...]] = {
    False: ("#8c2d6f", "#b07406", "#2b6f86", "#5a4fcf", "#6b6b16", "#c2546c", "#4a5866", "#8a4b21"),
    True: ("#e58ac9", "#e0b050", "#7cc4da", "#a9a1ff", "#c6c55c", "#f09aac", "#b4c0cc", "#d6a17c"),
}
_DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 3), (2, 2), (10, 3, 2, 3), (4, 2))
_SHAPES: tuple[str, ...] = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "triangle-down",
    "cross",
    "triangle-right",
)


def styles(codes: list[str], dark: bool) -> pd.DataFrame:
    """
    Return colour, dash and shape of each code by its place in the list.

    Returns
    -------
    DataFrame
        code, colour, dash (a list), shape; one row per code. The three together repeat only after 280 codes.
    """
    colours = _COLOURS[dark]
    return pd.DataFrame(
        {
            "code": pd.Series(codes, dtype="str"),
            "colour": pd.Series([colours[i % len(colours)] for i in range(len(codes))], dtype="str"),
            "dash": pd.Series([list(_DASHES[i % len(_DASHES)]) for i in range(len(codes))], dtype="object"),
            "shape": pd.Series([_SHAPES[i % len(_SHAPES)] for i in range(len(codes))], dtype="str"),
        }
    )


def party_styles(parties: pd.DataFrame, dark: bool = False) -> pd.DataFrame:
    """
    Return the colour, dash and shape of each party, in order of rank.

    Parameters
    ----------
    parties
        `frames.PARTIES`, always whole: a party's style is its place in this list.

    Returns
    -------
    DataFrame
        As `styles`.
    """
    return styles(parties.sort_values(["rank", "code"])["code"].tolist(), dark)


def config(dark: bool) -> dict[str, Any]:
    """Return the Vega-Lite config that every finished chart carries."""
    paper = PAPERS[dark]
    # Named at each place: Streamlit sets a font of its own wherever a chart leaves one open.
    fonts = {"labelFont": FONT, "titleFont": FONT}
    return {
        "background": paper.background,
        "font": FONT,
        "padding": 12,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "align": "left",
            "color": paper.ink,
            "fontSize": 17,
            "fontWeight": 600,
            "lineHeight": 21,
            "subtitleColor": paper.quiet,
            "subtitleFontSize": 12.5,
            "subtitleLineHeight": 17,
            "subtitlePadding": 5,
            "offset": 14,
            "limit": 0,
        },
        "header": fonts,
        "axis": {
            **fonts,
            "labelColor": paper.ink,
            "labelFontSize": 11.5,
            "titleColor": paper.quiet,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domainColor": paper.quiet,
            "tickColor": paper.quiet,
            "gridColor": paper.grid,
        },
        "legend": {
            **fonts,
            "labelColor": paper.ink,
            "labelFontSize": 12,
            "labelLimit": 420,
            "titleColor": paper.quiet,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "symbolSize": 90,
            "symbolStrokeWidth": 2,
        },
        "text": {"color": paper.ink, "fontSize": 11.5},
        "rule": {"color": paper.quiet},
        "point": {"filled": True},
    }


def as_subtitle(dark: bool) -> dict[str, Any]:
    """Return how a title is drawn that stands in for a subtitle alone, where the finding is said beside the chart."""
    own = config(dark)["title"]
    like = {name: own[f"subtitle{name[0].upper()}{name[1:]}"] for name in ("color", "fontSize", "lineHeight")}
    return {**like, "fontWeight": "normal"}
