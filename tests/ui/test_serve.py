"""What is refused before anything is served, and how the options of our own file reach Streamlit."""

import socket
import tomllib

import pytest
from streamlit import config

from dashboard.errors import ParleyError
from dashboard.settings import HOME
from dashboard.ui import serve


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ParleyError, match=f"Port {port} on 127.0.0.1 cannot be used: .* Choose another with"):
            serve.serve("127.0.0.1", port, open_browser=False)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(ParleyError, match="on 192.0.2.1 cannot be used"):
        serve.serve("192.0.2.1", 8501, open_browser=False)


@pytest.mark.parametrize(
    ("options", "flat"),
    [
        ({}, {}),
        ({"server": {"port": 1}}, {"server_port": 1}),
        ({"theme": {"base": "light", "dark": {"font": "x"}}}, {"theme_base": "light", "theme_dark_font": "x"}),
        ({"a": {"b": {"c": {"d": 1}}}}, {"a_b_c_d": 1}),
    ],
)
def test_options_become_what_the_command_line_takes(options: dict[str, object], flat: dict[str, object]) -> None:
    assert serve._flat(options) == flat


def test_every_option_of_our_file_is_one_that_streamlit_knows() -> None:
    options = serve._flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    known = {name.replace(".", "_") for name in config._config_options_template}
    assert options
    assert not options.keys() - known


def test_our_file_keeps_the_dashboard_to_itself() -> None:
    options = serve._flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    assert options["server_address"] == "127.0.0.1"
    assert options["browser_gatherUsageStats"] is False
    assert options["client_showErrorDetails"] == "none"


def test_streamlit_lays_no_offer_of_its_own_over_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.web import skills

    options = serve._flat(tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8")))
    ours = options | {"server_headless": False}  # as it is when a browser is opened
    monkeypatch.setattr(config, "get_option", lambda name: ours.get(name.replace(".", "_")))
    assert skills.nudge_suppression_reason(str(HOME / "dashboard")) == "welcome_hidden"
