"""
Run the dashboard as its command does, or the empty app in its place: same settings, imports and frozen heap.

`python -m tests.benchmarks.serve dashboard PORT` or `python -m tests.benchmarks.serve empty PORT`.
"""

import sys
from pathlib import Path

import streamlit as st

from dashboard import cli

what, port = sys.argv[1:]
if what == "empty":
    serving = st.App
    st.App = lambda _script, **rest: serving(Path(__file__).with_name("empty_app.py"), **rest)
cli.app(["run", "--no-open", "--port", port])
