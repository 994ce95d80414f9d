# Development commands: `make help` lists them. Needs Python >= 3.11, make and git, nothing else.

HOST ?= 127.0.0.1
PORT ?= 8501
PYTEST_ARGS ?=
export HUB_BASE_URL ?= http://$(HOST):$(PORT)

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --quiet --extra build

# A stamp is named after the hash of what was installed: when a lock file or pyproject.toml changes, the stamp is missing
# and the environment is updated; otherwise nothing is done.
fingerprint = $(firstword $(shell cat $(1) pyproject.toml | cksum))
RUN := $(VENV)/run-$(call fingerprint,requirements.txt)
DEV := $(VENV)/dev-$(call fingerprint,requirements-dev.txt)

.DEFAULT_GOAL := help
.PHONY: help run serve test test-quick test-browser check coverage mutations format bench screenshots lock clean
.SUFFIXES:

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "  Variables: PORT=$(PORT) HOST=$(HOST) PYTEST_ARGS='-k name'; the HUB_* settings are in README.md"

run: $(RUN) ## Install what is missing, prepare the database and serve the hub
	@$(BIN)/innovation-hub migrate
	@$(BIN)/innovation-hub seed --first-time
	@exec $(BIN)/innovation-hub serve --host $(HOST) --port $(PORT)

test: test-quick test-browser ## Run all tests, those in a real browser included

# Files stay whole, since those that read the demonstration play it once, and keep the order of tests/conftest.py.
WITHOUT_BROWSER = tests --ignore=tests/e2e --numprocesses=auto --maxprocesses=4 \
	--dist=loadfile --no-loadscope-reorder $(PYTEST_ARGS)

test-quick: $(DEV) ## Run the tests that need no browser
	$(BIN)/pytest $(WITHOUT_BROWSER)

test-browser: $(DEV) ## Run the tests in a real browser (a Chromium is fetched when there is none)
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/pytest tests/e2e --numprocesses=4 --dist=worksteal $(PYTEST_ARGS)

check: $(DEV) ## Check style, types, imports between layers, catalogues and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/architecture

coverage: $(DEV) ## Run the tests that need no browser, and print the lines and branches they reach by layer
	$(BIN)/python -m tests.coverage_by_floor $(WITHOUT_BROWSER)

mutations: $(DEV) ## Put faults into a copy of the code and check that the tests detect each
	$(BIN)/python -m tests.mutations --jobs 2

format: $(DEV) ## Format the source
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## Measure and print a table of ratios
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m benchmarks

screenshots: $(DEV) ## Take the pictures in docs/images again
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m tests.e2e.screenshots

lock: $(BIN)/python ## Resolve the versions of all dependencies and write both lock files
	$(PIP) install --quiet uv
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --upgrade --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## Remove the environment and all caches, but not the data under var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python that is new enough and has the venv module.
$(BIN)/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$($$python --version)"; \
	    exec $$python -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo "No Python 3.11 or later with the venv module was found. Install one (on Debian and Ubuntu:" >&2; \
	echo "apt install python3 python3-venv; on macOS: brew install python) and run make again." >&2; \
	exit 1

# The locked packages first, each verified by its hash; then the hub itself, in place, without its dependencies.
define install
	@echo "Installing the packages of $(1)"
	@$(PIP) install --quiet --require-hashes --requirement $(1)
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@rm -f $(2)*
	@touch $@
endef

$(RUN): requirements.txt pyproject.toml | $(BIN)/python
	$(call install,requirements.txt,$(VENV)/run-)

$(DEV): requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.txt,$(VENV)/dev-)
