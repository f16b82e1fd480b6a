"""The dashboard on Streamlit's own stand-in for a browser: what it shows, found by what a reader sees."""

import json
import re
from collections.abc import Iterable
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.settings import HOME


class Screen:
    """One analyst's browser on one page."""

    def __init__(self, page: str = "", **query: str) -> None:
        self.test = AppTest.from_file(HOME / "dashboard" / "app.py", default_timeout=60)
        self.open(page, **query)

    def open(self, page: str = "", **query: str) -> "Screen":
        """Open a page by its address; the first page has an empty one."""
        self.test._page_hash = calc_hash(page)  # `switch_page` knows files only, and our pages are functions
        self.test.query_params = dict(query)
        return self.run()

    def run(self) -> "Screen":
        self.test.run()
        assert not self.test.exception, [error.value for error in self.test.exception]
        return self

    @property
    def address(self) -> dict[str, Any]:
        return self.test.query_params

    @property
    def title(self) -> str:
        return self.only(self.test.title).value

    @property
    def texts(self) -> list[str]:
        """Sentences, captions and whatever is shown to be read, as they stand."""
        shown = [element.value for element in (*self.test.main.text, *self.test.main.caption)]
        return shown + [text for item in self.items for text in item.values() if isinstance(text, str)]

    @property
    def items(self) -> list[dict[str, Any]]:
        """What is shown to be read: notes and claims, with their parts."""
        data = [json.loads(element.proto.json) for element in self.test.get("bidi_component")]
        return [item for one in data for item in one.get("items", ())]

    def shown(self, key: str) -> list[dict[str, Any]]:
        """Return what is shown to be read under this key; folds are opened to look."""
        if not any(one.proto.id.endswith(f"-{key}") for one in self.test.get("bidi_component")):
            self.unfold()
        found = [one.proto.json for one in self.test.get("bidi_component") if one.proto.id.endswith(f"-{key}")]
        return json.loads(self.only(found))["items"]

    @property
    def words(self) -> str:
        return "\n".join(self.texts)

    @property
    def warnings(self) -> list[str]:
        return [element.value for element in self.test.warning]

    @property
    def errors(self) -> list[str]:
        """Refusals as they are read: in the Markdown of an alert their words are escaped."""
        return [re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", element.value) for element in self.test.error]

    @property
    def notes(self) -> list[str]:
        """The texts of the notes, told by the line below each that says when it was written."""
        return [item["text"] for item in self.items if any("UTC" in part for part in item.get("meta", ()))]

    def unfold(self) -> "Screen":
        """Open every fold of the page."""
        for fold in self.test.main.expander:
            self.test.session_state[fold.proto.id.split("-", 2)[2]] = True
        return self.run()

    def table(self, column: str) -> Any:
        """Return the one table that has this column; folded ones are opened to look."""
        if not any(column in frame.value.columns for frame in self.test.dataframe):
            self.unfold()
        return self.only(frame.value for frame in self.test.dataframe if column in frame.value.columns)

    def labels(self, kind: str) -> list[str]:
        return [element.label for element in self.test.get(kind)]

    def field(self, kind: str, label: str) -> Any:
        """Return the first widget of this kind and label."""
        found = [element for element in self.test.get(kind) if element.label == label]
        assert found, f"no {kind} “{label}”; there are {self.labels(kind)}"
        return found[0]

    def choose(self, label: str, option: Any) -> "Screen":
        self.field("selectbox", label).set_value(option)
        return self.run()

    def click(self, label: str) -> "Screen":
        self.field("button", label).click()
        return self.run()

    def write(self, text: str, tags: str | None = None, *, over: str = "", nth: int = 0) -> "Screen":
        """Send a form of a note: of those whose text now reads `over`, the one with this number."""
        notes = [field for field in self.test.text_area if field.label == "Note"]
        form = [number for number, field in enumerate(notes) if field.value == over][nth]
        notes[form].set_value(text)
        if tags is not None:
            [field for field in self.test.text_input if field.label == "Tags"][form].set_value(tags)
        [button for button in self.test.button if button.label == "Save"][form].click()
        return self.run()

    def sign(self, name: str) -> "Screen":
        """Give a name to stand beside what is written."""
        self.field("text_input", "Your name").set_value(name)
        return self.run()

    @staticmethod
    def only(found: Iterable[Any]) -> Any:
        (one,) = found
        return one
