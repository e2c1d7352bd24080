# `make` alone lists every verb.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP_RUN := $(VENV)/.run-$(shell cat requirements/run.txt pyproject.toml | cksum | cut -d' ' -f1)
STAMP_DEV := $(VENV)/.dev-$(shell cat requirements/dev.txt pyproject.toml | cksum | cut -d' ' -f1)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: help
help: ## List every verb
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "CreditAI needs CPython 3.11 or newer; try make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(STAMP_RUN): | $(BIN)/python
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP_DEV): | $(STAMP_RUN)
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: setup
setup: $(STAMP_RUN) ## Make .venv with the product in it

.PHONY: test
test: $(STAMP_DEV) ## Pass the tests (a few minutes)
	$(BIN)/python -m pytest -n 2 -m "not slow" tests

.PHONY: check
check: $(STAMP_DEV) ## Format, lint, types, import contracts, docs true
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: lock
lock: ## Write requirements/*.txt anew from pyproject.toml (needs pip-tools)
	pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --allow-unsafe --extra build --extra ocr -o requirements/run.txt pyproject.toml
	pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --allow-unsafe --extra build --extra ocr --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml
