"""Serving the dashboard: imports first, then a frozen heap, then Streamlit."""

import gc
import importlib
import socket
import tomllib
from typing import Any

from dashboard.errors import ParleyError
from dashboard.settings import HOME

HEAVY = (
    "dashboard.questions.drawing",
    "dashboard.cases",
    "pyarrow",
    "streamlit.dataframe_util",
    "streamlit.web.bootstrap",
)


def serve(address: str, port: int, *, open_browser: bool) -> None:
    """
    Serve until stopped.

    Streamlit collects garbage after every rerun; with everything imported and then frozen, that costs a thirteenth.
    """
    _refuse_taken(address, port)
    for name in HEAVY:
        importlib.import_module(name)
    from streamlit.web import bootstrap

    from dashboard.exports import converter

    converter.warm()
    own = _flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    own |= {"server_address": address, "server_port": port, "server_headless": not open_browser}
    bootstrap.load_config_options(own)
    print(f"Parley is at http://{address}:{port} (stop with Ctrl+C).", flush=True)  # noqa: T201
    gc.collect()
    gc.freeze()
    bootstrap.run(str(HOME / "dashboard" / "app.py"), False, [], {})


def _flat(options: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return options as Streamlit's command line has them: Streamlit itself looks for the file only where it is run."""
    flat: dict[str, Any] = {}
    for name, value in options.items():
        flat |= _flat(value, f"{prefix}{name}_") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return flat


def _refuse_taken(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise ParleyError(
                f"Port {port} on {address} cannot be used: {error.strerror}. Choose another with --port or PARLEY_PORT."
            ) from None
