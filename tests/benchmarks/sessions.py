"""
A Streamlit session without a browser: the same messages over the same websocket, timed.

It keeps what a browser keeps: the address, what was chosen in each widget, and the large messages, of which the server
then sends only the hash.
"""

import json
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

ANSWERS_WITHIN_S = 120


class Session:
    """
    One analyst.

    Attributes
    ----------
    pages
        The hash of each page by its path; the first page has the path "".
    elements
        The widgets of the page by their key.
    """

    def __init__(self, connection: ClientConnection, query: str) -> None:
        self.pages: dict[str, str] = {}
        self.elements: dict[str, Any] = {}
        self._connection = connection
        self._query = query
        self._page = ""
        self._id = ""
        self._states: dict[str, WidgetState] = {}
        self._kept: dict[str, ForwardMsg] = {}

    def open(self, path: str) -> None:
        """Go to the page of this path, as by the navigation: without what stood in the address."""
        self._page, self._query = self.pages[path], ""
        self.rerun()

    def choose(self, key: str, option: str) -> float:
        """Choose an option of a selectbox, as it is shown, and rerun."""
        self._states[self.elements[key].id].string_value = option
        return self.rerun()

    def unfold(self, key: str) -> float:
        """Open a popover, so that it is filled, and rerun."""
        widget = self.elements[key].id
        self._states[widget] = WidgetState(id=widget, bool_value=True)
        return self.rerun()

    def paste(self, key: str, rows: Sequence[Mapping[str, str]]) -> float:
        """Paste rows below the last of a grid, and rerun."""
        widget = self.elements[key].id
        staged = json.dumps({"edited_rows": {}, "added_rows": rows, "deleted_rows": []})
        self._states[widget] = WidgetState(id=widget, string_value=staged)
        return self.rerun()

    def rerun(self) -> float:
        """
        Run the page and return the milliseconds until it has finished.

        Raises
        ------
        RuntimeError
            When the page shows an exception or does not finish.
        """
        self.elements.clear()
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.cached_message_hashes.extend(self._kept)
        asked.rerun_script.widget_states.widgets.extend(self._states.values())
        started = time.perf_counter()
        self._connection.send(asked.SerializeToString())
        while True:
            got = self._next()
            kind = got.WhichOneof("type")
            if kind == "script_finished":
                if got.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    took = (time.perf_counter() - started) * 1000
                    here = {element.id for element in self.elements.values()}
                    self._states = {widget: state for widget, state in self._states.items() if widget in here}
                    return took
                if got.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError("The page could not be run.")
            elif kind == "new_session":
                self._id = got.new_session.initialize.session_id
            elif kind == "navigation":
                pages = got.navigation.app_pages
                self.pages = {"" if page.is_default else page.url_pathname: page.page_script_hash for page in pages}
            elif kind in ("delta", "ref_hash"):
                self._keep(self._kept[got.ref_hash] if kind == "ref_hash" else got)

    def download(self, key: str) -> float:
        """Ask for the file behind a download button and return the milliseconds until it is there."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = uuid4().hex
        asked.backend_operation_request.session_id = self._id
        asked.backend_operation_request.deferred_file.file_id = self.elements[key].deferred_file_id
        started = time.perf_counter()
        self._connection.send(asked.SerializeToString())
        while (got := self._next()).WhichOneof("type") != "backend_operation_response":
            pass
        if refused := got.backend_operation_response.error_msg:
            raise RuntimeError(f"The download {key} was refused: {refused}")
        return (time.perf_counter() - started) * 1000

    def _next(self) -> ForwardMsg:
        if hasattr(socket, "TCP_QUICKACK"):
            # The server holds small messages back until the ones before are acknowledged, and Linux is slow to.
            self._connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        got = ForwardMsg()
        got.ParseFromString(self._connection.recv(ANSWERS_WITHIN_S, decode=False))
        if got.metadata.cacheable and got.hash:
            self._kept[got.hash] = got
        return got

    def _keep(self, message: ForwardMsg) -> None:
        part = message.delta.WhichOneof("type")
        if part not in ("new_element", "add_block"):
            return
        element = getattr(message.delta, part)
        kind = element.WhichOneof("type") or ""
        own: Any = getattr(element, kind, None)
        if kind == "exception":
            raise RuntimeError(f"The page shows {own.type}: {own.message}")
        widget = getattr(own, "id", "")
        if widget.startswith("$$ID-"):  # then a hash, and the key
            self.elements[widget.split("-", 2)[2]] = own
        if widget not in self._states or getattr(own, "set_value", False):
            self._states |= {state.id: state for state in _states(kind, own)}


def _states(kind: str, own: Any) -> Iterator[WidgetState]:
    """Yield what a browser says of a widget that nobody has touched: what the server told it last."""
    if getattr(own, "form_id", ""):
        return  # told when the form is sent
    state = WidgetState(id=getattr(own, "id", ""))
    match kind:
        case "selectbox" if own.set_value or own.HasField("default"):
            state.string_value = own.raw_value if own.set_value else own.options[own.default]
        case "text_input":
            state.string_value = own.value if own.set_value else own.default
        case "date_input":
            state.string_array_value.data.extend(own.value if own.set_value else own.default)
        case "slider":  # of options, such as a select_slider
            chosen = own.raw_value if own.set_value else [own.options[int(n)] for n in own.default]
            state.string_array_value.data.extend(chosen)
        case "multiselect":
            chosen = own.raw_values if own.set_value else [own.options[n] for n in own.default]
            state.string_array_value.data.extend(chosen)
        case _:
            return
    yield state


@contextmanager
def session(port: int, query: str = "") -> Iterator[Session]:
    """Give a session whose first page has been run, at this address."""
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(url, subprotocols=["streamlit"], max_size=None, compression=None) as connection:  # type: ignore[list-item]
        opened = Session(connection, query)
        opened.rerun()
        yield opened
