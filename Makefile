# `make` alone lists every verb.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(8, 2 * (os.cpu_count() or 1)))')
BIN := $(VENV)/bin
STAMP_RUN := $(VENV)/.run-$(shell cat requirements/run.txt pyproject.toml | cksum | cut -d' ' -f1)
STAMP_SERVICE := $(VENV)/.service-$(shell cat requirements/service.txt pyproject.toml | cksum | cut -d' ' -f1)
STAMP_DEV := $(VENV)/.dev-$(shell cat requirements/dev.txt pyproject.toml | cksum | cut -d' ' -f1)
COMPILE := pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --allow-unsafe
EXTRAS_RUN := --extra build --extra ocr
EXTRAS_SERVICE := --extra service --extra runbook
ORDER := $(if $(SHUFFLE),--shuffle $(SHUFFLE))
CROWD := $(if $(BUSY),for each in $$(seq $(BUSY)); do $(PYTHON) -c 'while True: pass' & done; trap 'kill $$(jobs -p)' EXIT;)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: help
help: ## List every verb
	@echo 'CreditAI: reads credit reports, finds what is wrong in them, writes the disputes.'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "CreditAI needs CPython 3.11 or newer; try make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(STAMP_RUN): | $(BIN)/python
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP_SERVICE): | $(STAMP_RUN)
	$(PIP) --require-hashes -r requirements/service.txt
	@touch $@

$(STAMP_DEV): | $(STAMP_RUN)
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: setup
setup: $(STAMP_RUN) ## Make .venv with the product in it

.PHONY: run demo
run: $(STAMP_SERVICE) ## A release on this machine: build, deploy, verify; then the sample reports through it, findings, letters
	@address=$$($(BIN)/creditai release up | tail -1) && { $(BIN)/creditai build analyze | sed '/^  /d; s/, of which$$//' >&2 || true; } && \
	  { $(BIN)/creditai verify everything >&2 || true; } && \
	  $(BIN)/python -m rehearsal.tour "$$address" --mail .creditai/data/mail --into out/letters

demo: $(STAMP_RUN) ## The same samples on the command line alone, without a service
	@$(BIN)/creditai demo

.PHONY: up down
up: $(STAMP_SERVICE) ## Start the whole service without releases, in FOLDER=creditai-data (CLOCK=days ahead); the last line is its address
	@$(BIN)/creditai up --folder $(or $(FOLDER),creditai-data) $(if $(CLOCK),--clock $(CLOCK))

down: $(STAMP_SERVICE) ## Stop what `make run` or `make up` started; nothing is lost
	@if [ -L .creditai/edge/upstream.sock ]; then $(BIN)/creditai release stop --yes; fi
	@if [ -e $(or $(FOLDER),creditai-data) ]; then $(BIN)/creditai down --folder $(or $(FOLDER),creditai-data); fi

.PHONY: test test-long test-all
test: $(STAMP_DEV) ## Pass the tests: under five minutes, on two cores (SHUFFLE=a seed turns their order over, BUSY=n takes n cores away)
	$(CROWD) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ORDER) -m "not slow and not long" tests

test-long: $(STAMP_DEV) ## Pass the long tests, which take seconds each: releases turned back, canaries through the whole service
	$(CROWD) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --timeout=900 $(ORDER) -m "long and not slow" tests

test-all: $(STAMP_DEV) ## Pass all tests, the long and the slow ones too
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests

.PHONY: hard
hard: $(STAMP_DEV) ## What must survive, whole: killed workers, runs killed at every act (SHARD=i/n)
	HARD_KILLS=200 HARD_UPLOADS=500 SHARD=$(or $(SHARD),1/1) $(BIN)/python -m pytest --timeout=2700 tests/hard tests/runbook/test_resume.py tests/runbook/database/test_dying.py -m "slow or not slow"

.PHONY: deaths
deaths: $(STAMP_DEV) ## Kill every run of the runbook before and after each of its acts, and resume it (STREAMS=n beside each other)
	$(BIN)/python -m tests.deaths --streams $(or $(STREAMS),4)

.PHONY: check
check: $(STAMP_DEV) ## Format, lint, types, import contracts, docs true; changes nothing
	@failed=; for tool in "ruff format --check ." "ruff check ." mypy lint-imports "python -m docs.printer --check"; do \
	  echo "$$tool"; $(BIN)/$$tool || failed="$$failed [$$tool]"; done; \
	  if [ -n "$$failed" ]; then echo "failed:$$failed" >&2; exit 1; fi

.PHONY: workload
workload: $(STAMP_DEV) ## Record the statements that the store's tests make, as a release carries them
	$(BIN)/python -m pytest -p tests.workload --workload creditai/store/workload.json -m "not slow" tests/creditai/store tests/creditai/flows tests/creditai/web

.PHONY: docs pictures
docs: $(STAMP_DEV) ## Print docs/reference anew from the code
	$(BIN)/python -m docs.printer

pictures: $(STAMP_DEV) ## Draw the pictures of README and docs anew from the sample reports
	$(BIN)/python -m docs.pictures

.PHONY: accuracy
accuracy: $(STAMP_DEV) ## Measure reading and findings on drawn reports whose truth is known
	$(BIN)/python -m tests.accuracy

.PHONY: golden
golden: $(STAMP_DEV) ## Write what each layout reads from its sample, to be looked at (LAYOUT=one of them)
	@$(BIN)/python -m tests.golden $(LAYOUT)

.PHONY: bench
bench: $(STAMP_DEV) ## Measure speed, as ratios in one run (WHOLE=1: a thousand reports, all scans)
	$(PIP) "pdfplumber>=0.11" "pymupdf>=1.25" "squawk-cli>=2"
	$(BIN)/python -m benchmarks $(if $(WHOLE),--whole)

.PHONY: walk
walk: $(STAMP_SERVICE) ## Go a user's way through a service that is made for it and then removed; FOLDER= one of yours, CURL=1 as commands
	@folder=$(or $(FOLDER),creditai-walk); $(BIN)/creditai up --folder $$folder; \
	  $(BIN)/python -m rehearsal.walk $$folder $(if $(CURL),--curl); \
	  $(if $(FOLDER),,$(BIN)/creditai down --folder $$folder; rm -rf $$folder)

.PHONY: rehearse
rehearse: $(STAMP_DEV) ## Play the runbook on this machine with load on: releases, refusals, trouble, rescue; SCENES="..." chooses
	@$(BIN)/creditai rehearse $(SCENES)

.PHONY: fuzz
fuzz: $(STAMP_DEV) ## Feed damaged and invented bytes to the readers for SECONDS=600
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),600)

.PHONY: clean
clean: ## Remove what was made: .venv, caches, demo, builds
	rm -rf $(VENV) demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: lock
lock: ## Write requirements/*.txt anew from pyproject.toml (needs pip-tools)
	$(COMPILE) $(EXTRAS_RUN) -o requirements/run.txt pyproject.toml
	$(COMPILE) $(EXTRAS_RUN) $(EXTRAS_SERVICE) -c requirements/run.txt -o requirements/service.txt pyproject.toml
	$(COMPILE) $(EXTRAS_RUN) $(EXTRAS_SERVICE) --extra dev -c requirements/service.txt -o requirements/dev.txt pyproject.toml
