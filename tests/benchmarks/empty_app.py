"""The least that Streamlit can serve: what every rerun of ours is compared with."""

import streamlit as st

st.title("Empty")
st.write("Nothing else.")
