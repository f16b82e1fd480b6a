# The commands of Parley; `make help` lists them. README shows the same steps without make.

# The first Python on the PATH that is new enough. Another one: make run PYTHON=/path/to/python3
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)

# Without bytecode: whoever imports a module makes it, and most of what the packages hold nobody imports.
PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile
PINS := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make pins"

# Tests start many dashboards, each a process: without bytecode every one would compile the whole program again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test lint suite soak bench screenshot pictures pins clean
.DEFAULT_GOAL := help

help: ## List these commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/run-packages ## Start the dashboard; the first time, install it and load the bundled case.
	@echo "Starting Parley. Stop it with Ctrl+C."
	@.venv/bin/python -m dashboard run

test: .venv/test-packages ## Check the code, and run every test, on SQLite, PostgreSQL and in a real Chromium.
	@$(MAKE) --no-print-directory --jobs=2 lint suite

suite: .venv/test-packages
	@echo "Running the tests, three at once: where one waits for a browser or a disk, two cores have the others."
	@.venv/bin/python -m compileall -q dashboard
	@.venv/bin/python -m pytest -n 3 --dist worksteal tests

lint: .venv/test-packages ## Check style and types.
	@echo "Checking style with ruff and types with mypy."
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m mypy

soak: .venv/test-packages ## Interrupt who types over 200 times; sentences of every day, charts in every form, odd cases; 40 min.
	@echo "Typing notes, changes and replies, and killing the dashboard, stopping PostgreSQL, closing tabs."
	@INTERRUPTIONS=20 EVERY_SO_MANY_DAYS=1 EVERY_FORM=1 STRETCHES=200 ODD_CASES=60 .venv/bin/python \
		-m pytest -rP tests/browser/test_interruptions.py tests/questions/test_every_word.py \
		tests/questions/test_absence.py tests/questions/test_sticking_day_by_day.py tests/test_cli.py \
		tests/store/test_working.py tests/views/test_odd_cases.py

bench: .venv/test-packages ## Measure; the numbers are for the last section of README.
	@echo "Measuring. Close other programs; this takes some minutes."
	@.venv/bin/python -m tests.benchmarks

screenshot: .venv/test-packages ## Take the picture in README again.
	@echo "Taking .github/parley.png from a dashboard with the bundled case."
	@.venv/bin/python -m pytest --quiet tests/browser/screenshot.py

pictures: .venv/test-packages ## Draw the pictures in CONTRIBUTING again, from the source.
	@.venv/bin/python -m tests.pictures

pins: ## Pin the packages again, with the hashes of their files; needs uv. UPGRADE=--upgrade takes newer ones.
	@echo "Pinning what pyproject.toml asks for, for every platform."
	@$(PINS) $(UPGRADE) pyproject.toml --group build -o requirements.txt >/dev/null
	@$(PINS) $(UPGRADE) --group test -c requirements.txt -o tests/requirements.txt >/dev/null \
		$$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.txt)

clean: ## Remove the environment and the caches. Your data stay.
	@echo "Removing .venv and the caches. data/ stays."
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist parley.egg-info
	@find dashboard tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run-packages: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what requirements.txt lists; the first time this takes a minute or two."
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/test-packages: tests/requirements.txt requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what tests/requirements.txt lists; the first time this takes a minute or two."
	@$(PIP) --require-hashes -r requirements.txt -r tests/requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ .venv/run-packages

.venv/bin/python:
	@$(or $(PYTHON),false) -c '$(NEW_ENOUGH)' || { \
		echo "Parley needs Python 3.11 or newer. Install it, or name it: make run PYTHON=/path/to/python3"; exit 1; }
	@echo "Making an environment in .venv with $(PYTHON)."
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "$(PYTHON) cannot make an environment. On Debian and Ubuntu, install the package python3-venv."; exit 1; }
