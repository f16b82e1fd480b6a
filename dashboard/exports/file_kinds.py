"""The kinds of file that an answer becomes: the one list of them, for the menu under a chart and for commands."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileKind:
    """
    A kind of file.

    Attributes
    ----------
    on_screen, in_commands
        Whether the menu under a chart offers it, and whether the command line writes it. A table is for a spreadsheet
        on screen, where text that looks like a formula is made harmless, and exact in commands, for programs.
    """

    name: str
    label: str
    ending: str
    mime: str
    on_screen: bool = True
    in_commands: bool = True

    @property
    def is_table(self) -> bool:
        """Whether it holds rows, and no picture of them."""
        return self.mime == "text/csv"


PNG = FileKind("png", "PNG", "png", "image/png")
SVG = FileKind("svg", "SVG", "svg", "image/svg+xml")
PDF = FileKind("pdf", "PDF", "pdf", "application/pdf")
VEGA_LITE = FileKind("vega-lite", "Vega-Lite", "vl.json", "application/json")
SHEET = FileKind("sheet", "CSV", "csv", "text/csv", in_commands=False)
EXACT = FileKind("csv", "CSV, exact", "csv", "text/csv", on_screen=False)

FILE_KINDS = (PNG, SVG, PDF, VEGA_LITE, SHEET, EXACT)
BY_SUFFIX = {Path(f"chart.{kind.ending}").suffix: kind for kind in FILE_KINDS if kind.in_commands}
"""What a command writes, by the end of the file's name."""
