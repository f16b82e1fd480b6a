"""`python -m tests.benchmarks.one_load URL PACKAGE`: load a package and print the megabytes that it took at most."""

import sys
from pathlib import Path

from dashboard import cases
from dashboard.store.schema import open_store
from tests.benchmarks.measuring import most_memory


def main() -> None:
    url, package = sys.argv[1:]
    store = open_store(url)
    cases.load(store, Path(package))
    store.close()
    print(most_memory())


if __name__ == "__main__":
    main()
