"""The store: the only place that opens connections. Plain values and frames go in and out."""
