# Two commands do everything on a machine that has only Python 3.11, git and make:
#   make serve   start the sandbox on 127.0.0.1:4010 with the demo world
#   make test    lint, types, unit, property, contract and browser tests, a sample of mutants

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: serve test lint types pytest contract strength format build docs screenshots clean browser

serve: $(VENV)/.run
	$(BIN)/mockserver serve $(ARGS)

test: lint types pytest strength

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/hadolint docker/Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker/compose.yaml

types: $(VENV)/.dev
	$(BIN)/mypy

pytest: $(VENV)/.dev browser
	$(BIN)/pytest -q -n 2 --cov --cov-report=term:skip-covered --cov-fail-under=90 $(ARGS)

contract: $(VENV)/.dev
	$(BIN)/pytest contract_tests -q -n 2 $(ARGS)

# Which changes of a vendor would the contract tests miss? A sample on each run, all of them: LIMIT=
LIMIT ?= 60
strength: $(VENV)/.dev
	$(BIN)/mockserver contract --strength $(if $(LIMIT),--limit $(LIMIT)) --seed 1 --fail-under 50

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

build: $(VENV)/.dev
	$(BIN)/python -m build --outdir dist

docs: $(VENV)/.dev
	$(BIN)/python docs/fidelity.py

screenshots: $(VENV)/.dev browser
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) build dist .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The Link pages are tested in a real browser; without one those tests are skipped with a reason.
browser:
	@command -v chromium >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	|| echo "no chromium here: the browser tests will be skipped"

$(VENV)/.run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.run
