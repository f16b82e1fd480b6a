"""Which pages there are, read from the source of the entry script: importing it would run it."""

import ast
from pathlib import Path

_APP = Path(__file__).parents[2] / "dashboard" / "app.py"


def _titles() -> list[str]:
    for node in ast.parse(_APP.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "PAGES":
            assert isinstance(node.value, ast.Dict)
            return [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
    raise AssertionError("the entry script has no PAGES")


PAGES = {title: "" if title == "Overview" else title.lower().replace(" ", "-") for title in _titles()}
"""The address of every page by its title."""
