"""The least that Streamlit can serve: what every rerun of ours is compared with."""

import streamlit as st

from dashboard.ui import cache

st.title("Empty")
st.write("Nothing else.")
cache.freeze()  # as ours does after its first page: garbage is looked for after every rerun
