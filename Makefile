# Everything a person needs, with Python 3.11+ and make alone. `make help` lists the verbs.
.DEFAULT_GOAL := help
.PHONY: help setup demo pictures histories unit test test-any-day covered chaos fuzz years lives prove mutants mails bench bench-engine check lock clean
SHELL := /bin/sh
BIN := .venv/bin
COMPILE := .var/lock/bin/uv pip compile pyproject.toml --quiet --no-header --no-emit-index-url \
	--generate-hashes --universal --python-version 3.11 --fork-strategy fewest
export PYTHON
# Bytecode is kept, whatever the caller says: else each process of the tests compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Create .venv from requirements-dev.lock (every other verb does it too)
	@bin/setup

demo: setup ## Live through half a year of a cohort in about a minute; ARGS='--begin 2027-12-23'
	@$(BIN)/python -m demo $(ARGS)

pictures: setup ## Take the pictures of docs/ from the demo (needs Chromium and Liberation fonts)
	@$(BIN)/python -m demo --weeks 15 --pictures docs/pictures

unit: setup ## Run the tests that need no server, with few examples of each property
	@$(BIN)/python -m pytest -n 2 --hypothesis-profile=light tests/unit $(ARGS)

# Three at a time on two cores: much of their time is waiting for servers.
test: setup ## Run all tests; ARGS='-k journal' selects some
	@$(BIN)/python -m pytest -n 3 $(ARGS)

# Raise these when they rise; they must not fall. Not part of `make test`: measured tests take twice as long.
covered: setup ## Say what the tests of rules and workflows cover, and fail if it has become less
	@$(BIN)/python -m pytest -n 3 --cov --cov-report= tests/unit tests/workflow
	@$(BIN)/coverage report --include='domain/*' --fail-under=98.6
	@$(BIN)/coverage report --include='workflows/*' --fail-under=96.0

test-any-day: setup ## Run the tests of whole lives as of Christmas Eve and the like; ARGS=eve
	@$(BIN)/python -m tests.any_day $(ARGS)

chaos: setup ## Kill 200 workers at the worst moments, and take the database away; ARGS='--seed 7'
	@$(BIN)/python -m pytest -s --kills 200 --outage 60 --seed $(shell od -An -N2 -tu2 /dev/urandom) \
		tests/e2e/chaos $(ARGS)

fuzz: setup ## Send 5,000 hostile inputs to every start, update, signal and query; ARGS='--seed 7'
	@$(BIN)/python -m pytest -s --inputs 5000 --seed $(shell od -An -N2 -tu2 /dev/urandom) \
		tests/fuzz $(ARGS)

years: setup ## Live through five years of an exchange, and two cohorts on one roster, by skipping time
	@$(BIN)/python -m pytest --years 5 --timeout 3600 tests/years $(ARGS)

lives: setup ## Live through some thousand random pairings and programmes, with twenty times the examples
	@$(BIN)/python -m pytest -n 2 --hypothesis-profile=long --timeout 7200 tests/unit/programmes \
		tests/unit/pairing/test_any_pairing.py tests/unit/pairing/test_any_outage.py $(ARGS)

prove: setup ## Search all that can become of a pairing for one that never ends; ARGS='--most 2000'
	@$(BIN)/python -m tests.proof $(ARGS)

mutants: setup ## Take each rule away, one at a time, and name those that no witness misses
	@$(BIN)/python -m tests.mutants

mails: setup ## Write every mail as an HTML gallery to .var/mails
	@$(BIN)/eyelevel mails --out .var/mails

bench: setup ## Measure the journal next to its peers; ARGS=--quick to try it out
	@bin/peers
	@$(BIN)/python -m benchmarks.journal $(ARGS)

bench-engine: setup ## Measure pairings beside a bare workflow; ARGS='--rounds 1' to try it out
	@$(BIN)/python -m benchmarks.engine $(ARGS)

histories: setup ## Record the lives that tests/replay has no history of yet
	@$(BIN)/python -m tests.replay.record $(ARGS)

check: setup ## Format, lint, check types, imports and what pages say (with CI=true nothing is rewritten)
	@$(BIN)/ruff format $(if $(filter true,$(CI)),--check,) .
	@$(BIN)/ruff check $(if $(filter true,$(CI)),,--fix) .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 2 -q tests/house

lock: ## Renew both locks from pyproject.toml: production, and all that demo and tests need
	@python3 -m venv .var/lock && .var/lock/bin/python -m pip install --quiet uv
	@$(COMPILE) --upgrade --group dev --output-file requirements-dev.lock
	@$(COMPILE) --group build --constraint requirements-dev.lock --output-file requirements.lock

clean: ## Remove the environment, caches and local data
	@rm -rf .venv .var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
