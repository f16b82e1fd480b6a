"""One file a page: pick, read, compute, draw. No SQL, no formula, no chart specification."""
