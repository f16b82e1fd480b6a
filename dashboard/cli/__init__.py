"""The command line. Exit status: 0, 1 (refused, and why) or 2 (usage)."""

from dashboard.cli import stores, packages, sheets, answers  # isort: skip  # help lists them in this order
from dashboard.cli.base import app

__all__ = ["answers", "app", "packages", "sheets", "stores"]
