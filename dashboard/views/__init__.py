"""Every page, once. One file a page: pick, read, compute, draw. No SQL, no formula, no chart specification."""

from collections.abc import Callable
from typing import NamedTuple

from dashboard.questions.scope import Scope
from dashboard.ui import address
from dashboard.views import (
    agreement,
    annotations,
    compare,
    data,
    history,
    how_to_read,
    movement,
    overview,
    proposals,
    record,
    stances,
    tables,
    timeline,
    whose_word,
)


class Page(NamedTuple):
    """A page. Its id is the name of its file and, with hyphens, its path; everything that leads to it names the id."""

    id: str
    title: str
    group: str
    view: Callable[[Scope], None]

    @property
    def path(self) -> str:
        """The last part of its address."""
        return address.path(self.id)


PAGES = (
    Page("overview", "Overview", "", overview.view),
    Page("timeline", "Timeline", "What moved", timeline.view),
    Page("stances", "Stances", "What moved", stances.view),
    Page("movement", "Movement", "What moved", movement.view),
    Page("compare", "Compare", "What moved", compare.view),
    Page("proposals", "Proposals", "Texts and terms", proposals.view),
    Page("agreement", "Agreement", "Texts and terms", agreement.view),
    Page("record", "Record", "Evidence", record.view),
    Page("whose_word", "Whose word", "Evidence", whose_word.view),
    Page("annotations", "Annotations", "Evidence", annotations.view),
    Page("how_to_read", "How to read this", "Method and data", how_to_read.view),
    Page("history", "History", "Method and data", history.view),
    Page("tables", "Tables", "Method and data", tables.view),
    Page("data", "Data", "Method and data", data.view),
)
