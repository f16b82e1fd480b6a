"""What the store keeps of itself: every change, its own code, the stores it knows, drafts, and who has read how far."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from dashboard.models.base import About, Base
from dashboard.models.columns import code, code_kept, instant, line, row, whole


class Revision(Base, table=True):
    """One recorded change: who, when, what, before, after. Append-only; `version` is shared by one use case."""

    about = About(
        "revision", "revisions", ("version {version}",), sought=(("row_table", "row_code"), ("row_table", "version"))
    )
    negotiation: str = Field(primary_key=True, foreign_key="negotiation.code")
    version: int = whole(
        "Version", "The number of the change; what was saved together has one number.", required=True, primary_key=True
    )
    number: int = whole("Number", "Which row of that change this is.", required=True, primary_key=True)
    at: datetime = instant("When (UTC)", "The moment at which the change was saved.")
    author: str = code_kept("Who", "The author who made the change.")
    action: str = line("What", "What was done: added, changed, removed, undone, loaded.", required=True, longest=80)
    row_table: str = code_kept("Table", "Where the row that was changed stands.")
    row_code: str = code_kept("Row", "The code of the row that was changed.")
    before: dict[str, Any] | None = row("Before", "The row as it was; nothing where it was added.")
    after: dict[str, Any] | None = row("After", "The row as it became; nothing where it was removed.")


class StoreMark(Base, table=True):
    """The store's own code and secret, drawn once when it was made: one row."""

    __tablename__ = "store"
    about = About("store", "stores", ("{code}",))
    code: str = code("Code", "Drawn once, when the store was made; packages name the store by it.")
    secret: str = line("Secret", "Signs what forms send here; it travels in no package.", required=True)


class KnownStore(Base, table=True):
    """
    Another store whose packages were loaded into a negotiation: a version of it, and what was made of that.

    Merging rests on it: a package from a third store may have seen less of that one than is known here. It belongs to
    this store and travels in no package.
    """

    __tablename__ = "known_store"
    about = About("known store", "known stores", ("the store {store}",))
    negotiation: str = Field(primary_key=True, foreign_key="negotiation.code", max_length=80)
    store: str = code("Store", "The code of the other store.")
    theirs: int = whole("Their version", "The version of it that was loaded here.", required=True, primary_key=True)
    ours: int = whole("Our version", "The version that loading it made here.", required=True)
    apart: dict[str, Any] | None = row(
        "Not taken",
        "The rows of that package that are otherwise in our version, by table and code, null for one that it did not "
        "have; nothing where only another package told of that store's version.",
    )


class Removal(Base, table=True):
    """A negotiation that was removed from this store: one loaded under its code again goes on with its versions."""

    about = About("removal", "removals", ("the removal of {negotiation}",))
    negotiation: str = code("Negotiation", "The code of the negotiation that was removed.", longest=80)
    version: int = whole("Version", "Its last version, which is never given again.", required=True)
    at: datetime = instant("When (UTC)", "The moment at which it was removed.")
    author: str = code_kept("Who", "The author who removed it.")


class Draft(Base, table=True):
    """
    What stands in a form that is not saved yet, by the browser that it was typed in and, once she is known, its author.

    It is no edit: it raises no version, has no revision and travels in no package. Once its form was saved or dropped
    it holds nothing, but stays for a while: what comes late, or twice, finds that the form has ended.
    """

    about = About("draft", "drafts", ("the draft of {target}",), sought=(("browser",), ("author",)))
    form: str = code("Form", "Drawn once, when the form was opened.")
    negotiation: str = Field(max_length=80)
    browser: str = code_kept("Browser", "Drawn once for each browser, which keeps it; the one last typed in.")
    tab: str = code_kept("Tab", "Drawn once for each page that a browser opens; the one last typed in.")
    author: str | None = code_kept("Author", "Who typed it, where she had given her name.", required=False)
    author_name: str | None = line("Author's name", "Her name: she may have saved nothing yet.")
    target: str = line("Of", "What the form is of: a row, or where a new one hangs.", required=True, longest=400)
    title: str = line("Title", "What stands over the form.", required=True)
    address: str = line("Address", "The page that it was typed on, and its filters.", required=True, longest=2000)
    held: dict[str, Any] | None = row("Held", "What stands in the fields, by their names; nothing once it has ended.")
    seen: dict[str, Any] | None = row("Seen", "The row as the author saw it when the form was opened.")
    written_at: datetime = instant("Written", "When it was last typed in, or ended.")


class LastLook(Base, table=True):
    """
    Up to which version an author has read what changed in a negotiation.

    As a draft it is no edit: it raises no version, has no revision and travels in no package.
    """

    __tablename__ = "last_look"
    about = About("last look", "last looks", ("the last look of {author}",))
    negotiation: str = Field(primary_key=True, foreign_key="negotiation.code", max_length=80)
    author: str = code("Author", "Who looked; she may have saved nothing yet.")
    version: int = whole("Version", "The version up to which she has read what changed.", required=True)
    at: datetime = instant("When (UTC)", "The moment at which she said so, or first looked.")
