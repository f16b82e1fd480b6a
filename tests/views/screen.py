"""The dashboard on Streamlit's own stand-in for a browser: what it shows, found by what a reader sees."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

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
    def address(self) -> dict[str, str]:
        """What the page has written into its address."""
        written = self.only(one for one in self.test.get("bidi_component") if one.proto.id.endswith("-address_bar"))
        return dict(parse_qsl(json.loads(written.proto.json)["query"], keep_blank_values=True))

    @property
    def title(self) -> str:
        return self.only(self.test.title).value

    @property
    def texts(self) -> list[str]:
        """Sentences, captions and whatever is shown to be read, as they stand, below the header."""
        header = {id(element) for element in self.header.get("text")}
        shown = [
            element.value for element in (*self.test.main.text, *self.test.main.caption) if id(element) not in header
        ]
        return shown + [text for item in self.passages for text in item.values() if isinstance(text, str)]

    @property
    def passages(self) -> list[dict[str, Any]]:
        """What is shown to be read: notes and claims, with their parts."""
        data = [json.loads(element.proto.json) for element in self.test.get("bidi_component")]
        return [item for one in data for item in one.get("passages", ())]

    def shown(self, key: str) -> list[dict[str, Any]]:
        """Return what is shown to be read under this key; folds are opened to look."""
        if not any(one.proto.id.endswith(f"-{key}") for one in self.test.get("bidi_component")):
            self.unfold()
        found = [one.proto.json for one in self.test.get("bidi_component") if one.proto.id.endswith(f"-{key}")]
        return json.loads(self.only(found))["passages"]

    @property
    def header(self) -> Any:
        """The line on every page that says what is looked at."""
        return self.only(self._blocks("header"))

    def _blocks(self, key: str) -> list[Any]:
        return [
            block for block in self.test.main.children.values() if getattr(block.proto, "id", "").endswith(f"-{key}")
        ]

    @property
    def refused(self) -> list[str]:
        """What a link asked for and did not get."""
        return [
            line for block in self._blocks("refused") for one in block.get("text") for line in one.value.split("\n")
        ]

    def evidence(self) -> "Screen":
        """Open the chip that says what is set of the evidence."""
        self.test.session_state["evidence"] = True
        return self.run()

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
        return [item["text"] for item in self.passages if any("UTC" in part for part in item.get("meta", ()))]

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

    def follow(self, label: str) -> "Screen":
        """Click a link to another page, or what stands in its place on that page itself."""
        if label in self.labels("button"):
            return self.click(label)
        link = self.field("page_link", label).proto
        return self.open(link.page, **dict(parse_qsl(link.query_string)))

    def write(self, text: str, tags: str | None = None, *, over: str = "", nth: int = 0) -> "Screen":
        """Send a form of a note: of those whose text now reads `over`, the one with this number."""
        notes = [field for field in self.test.text_area if field.label == "Note"]
        form = [number for number, field in enumerate(notes) if field.value == over][nth]
        notes[form].set_value(text)
        if tags is not None:
            [field for field in self.test.text_input if field.label == "New tags"][form].set_value(tags)
            if chips := [field for field in self.test.multiselect if field.label == "Tags"]:
                chips[form].set_value([])
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
