"""
The pictures in CONTRIBUTING, of the floors and of the tables, drawn from the source and from the description.

`python -m tests.pictures` puts them in.
"""

import ast
import inspect
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from dashboard import models
from tests.test_house import FLOORS, HOUSE

PAPER = Path(__file__).parents[1] / "CONTRIBUTING.md"


def floors() -> str:
    """Return the parts of the house floor by floor, the highest first, each with what its docstring says it is."""
    lines = []
    for number, parts in reversed(list(enumerate(FLOORS))):
        for place, part in enumerate(sorted(parts - {"__main__"})):
            lines.append(f"{number if place == 0 else ' '}  {part:<11} {_said_of(part)}")
    return _block("", lines)


def tables() -> str:
    """Return the tables as a graph, by the file that describes them, each with an arrow to those it refers to."""
    files: dict[str, list[str]] = defaultdict(list)
    for model in vars(models).values():
        if isinstance(model, type) and issubclass(model, models.Base) and hasattr(model, "about"):
            file = (getattr(inspect.getmodule(model), "__doc__", None) or "").rstrip(".")
            files[file] += [name for name in [models.described(model).name] if name in models.IN_PACKAGE]
    order = list(models.IN_PACKAGE)
    lines = ["flowchart LR"]
    described = [(title, names) for title, names in files.items() if names]
    for number, (title, names) in enumerate(sorted(described, key=lambda file: min(map(order.index, file[1])))):
        lines.append(f'  subgraph file{number}["{title}"]')
        lines += [f"    {name}" for name in sorted(names, key=order.index)]
        lines.append("  end")
    for table in models.TABLES.values():
        if targets := [target for target in order if target in table.references.values()]:
            lines.append(f"  {table.name} --> {' & '.join(targets)}")
    return _block("mermaid", lines)


def drawn(paper: str) -> str:
    """Return the paper with its pictures as they should be."""
    for name, picture in PICTURES.items():
        frame = re.compile(rf"(<!-- {name}: made by `make pictures` -->\n).*?(<!-- end -->)", re.DOTALL)
        paper, put = frame.subn(lambda found, made=picture: f"{found[1]}{made()}{found[2]}", paper)
        if put != 1:
            raise ValueError(f"{PAPER.name} has {put} places for the picture of the {name}")
    return paper


def _said_of(part: str) -> str:
    file = HOUSE / part / "__init__.py" if (HOUSE / part).is_dir() else HOUSE / f"{part}.py"
    said = " ".join((ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split("\n\n")[0].split())
    return re.split(r"(?<=\.) ", said)[0].rstrip(".")


def _block(kind: str, lines: list[str]) -> str:
    return "\n".join([f"```{kind}", *lines, "```\n"])


PICTURES: dict[str, Callable[[], str]] = {"floors": floors, "tables": tables}

if __name__ == "__main__":
    PAPER.write_text(drawn(PAPER.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{PAPER.name} has the pictures of the {' and the '.join(PICTURES)} as they are.")
