"""Serve the empty app exactly as the dashboard is served: the same settings, imports and frozen heap."""

import sys
from pathlib import Path

from streamlit.web import bootstrap

from dashboard.ui.serve import serve

run = bootstrap.run
bootstrap.run = lambda _script, *rest: run(str(Path(__file__).with_name("empty_app.py")), *rest)
serve("127.0.0.1", int(sys.argv[1]), open_browser=False)
