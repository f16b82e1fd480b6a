"""What pages are made of. Besides the pages themselves, the only place that knows Streamlit."""
