"""Charts: pure functions from frames to an Altair chart, in one theme. Nothing here reads a store or computes."""
