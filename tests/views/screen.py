"""The dashboard on Streamlit's own stand-in for a browser: what it shows, found by what a reader sees."""

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl

from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.bidi_component.constants import EVENT_DELIM
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner
from streamlit.util import calc_hash

from dashboard.settings import HOME
from dashboard.ui import drafts

# A server looks through every installed package for components once, when it starts; the stand-in, at every opening.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def wait_for_the_end(runner: LocalScriptRunner, timeout: float) -> None:
    """Wait until a page has run: the stand-in looks every millisecond, which takes a tenth of what pages cost."""
    assert runner._script_thread is not None
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        raise RuntimeError(f"the page was not drawn within {timeout:g} seconds")


local_script_runner.require_widgets_deltas = wait_for_the_end


def held(form: dict[str, Any]) -> dict[str, str]:
    """Return what stands in the fields of a form when it is first drawn."""
    begins = {field["name"]: "" if form["edit"] else field.get("begins", "") for field in form["fields"]}
    given = {name: as_text(value) for name, value in (form["held"] or form["row"] or {}).items()}
    return {name: given.get(name) or begin for name, begin in begins.items()}


def as_text(value: Any) -> str:
    """Return a value of a row as it stands in a field."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def as_read(markdown: str) -> str:
    """Return the words of a label or an alert as they are read: in its Markdown they are escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


class Screen:
    """One analyst's browser on one page; of two screens of one test it is the same."""

    browser = "0123456789abcdef" * 2
    cookies: Mapping[str, str] = {}
    """What the browser keeps beside its code."""

    def __init__(self, page: str = "", **query: str) -> None:
        self.tab = secrets.token_hex(16)
        self.test = AppTest.from_file(HOME / "dashboard" / "app.py", default_timeout=600)
        self.open(page, **query)

    def open(self, page: str = "", **query: str) -> "Screen":
        """Open a page by its address; the first page has an empty one."""
        self.test._page_hash = calc_hash(page)  # `switch_page` knows files only, and our pages are functions
        self.test.query_params = dict(query)
        return self.run()

    def run(self, widgets: WidgetStates | None = None) -> "Screen":
        """Run the page, with what its widgets hold unless told what they send."""
        with patch.object(ContextProxy, "cookies", {**self.cookies, drafts.COOKIE: self.browser}):
            self.test._run(widgets) if widgets else self.test.run()
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
        """Refusals as they are read, alerts first: in their Markdown the words are escaped."""
        alerts = [as_read(element.value) for element in self.test.error]
        return alerts + [words for form in self.forms for words in (form["refused"] or {}).values()]

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

    def pick_row(self, column: str, number: int) -> "Screen":
        """Pick a row of the one table that has this column, as a click on it does."""
        if not any(column in frame.value.columns for frame in self.test.dataframe):
            self.unfold()
        own = self.only(frame.proto.id for frame in self.test.dataframe if column in frame.value.columns)
        states = self.test._tree.get_widget_states()
        picked = {"selection": {"rows": [number], "columns": [], "cells": []}}
        states.widgets.add(id=own).string_value = json.dumps(picked)
        return self.run(states)

    @property
    def folds(self) -> list[str]:
        """What stands on the folds of the page."""
        return [as_read(fold.label) for fold in self.test.expander]

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

    @property
    def forms(self) -> list[dict[str, Any]]:
        """What the forms of the page are drawn from."""
        data = [json.loads(element.proto.json) for element in self.test.get("bidi_component")]
        return [one for one in data if "form" in one]

    @property
    def popovers(self) -> list[str]:
        """The words on what opens a popover."""
        return [block.proto.popover.label for block in self.test.main if getattr(block, "type", "") == "popover"]

    def form(self, *, over: str = "", nth: int = 0) -> dict[str, Any]:
        """Return what a form is drawn from: of those whose text now reads `over`, the one with this number."""
        return [form for form in self.forms if held(form)["text"] == over][nth]

    def write(self, text: str, tags: str | None = None, *, over: str = "", nth: int = 0, **more: str) -> "Screen":
        """Send a form of a note: of those whose text now reads `over`, the one with this number."""
        form = self.form(over=over, nth=nth)
        typed = {"text": text, **({} if tags is None else {"tags": tags}), **more}
        return self.send(form, "save", held={**held(form), **typed})

    def send(self, form: dict[str, Any], event: str, *, over: dict[str, Any] | None = None, **sent: Any) -> "Screen":
        """
        Send what a form sends in a browser: its token, what it holds, and the row as the reader has seen it.

        One that had no answer yet sends it again `over` the form that is drawn in its place by then.
        """
        own = self.only(
            one.proto.id
            for one in self.test.get("bidi_component")
            if json.loads(one.proto.json).get("token") == (over or form)["token"]
        )
        value = self.typed(form) | {"number": 1} | sent
        states = self.test._tree.get_widget_states()
        trigger = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{own}{EVENT_DELIM}events"
        states.widgets.add(id=trigger).json_trigger_value = json.dumps([{"event": event, "value": value}])
        return self.run(states)

    def typed(self, form: dict[str, Any]) -> dict[str, Any]:
        """Return what the browser knows of a form as it was drawn."""
        drawn = {"tab": self.tab, "held": held(form), "upon": [form["held"]] if form["held"] else []}
        return {"token": form["token"], "seen": form["seen"] if form["held"] else form["row"], **drawn}

    def sign(self, name: str) -> "Screen":
        """Give a name to stand beside what is written."""
        self.field("text_input", "Your name").set_value(name)
        return self.run()

    @staticmethod
    def only(found: Iterable[Any]) -> Any:
        (one,) = found
        return one
