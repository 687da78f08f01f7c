# make app    set everything up on a machine with Python 3.11+, then open the app
# make test   the same set-up, then every check this machine can do

PYTHON ?= python3
VENV   ?= .venv
UV     ?= uv

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

.PHONY: help app install test lint types floors documents units format lock clean

help:
	@sed -n 's/^# make/make/p' $(MAKEFILE_LIST)
	@echo 'make install, lint, types, floors, documents, units: one step of the above'
	@echo 'make format, lock, clean: for those who change the code'

app: install
	$(BIN)/dingjia app

# --- set-up, once for each change of the lock or the project file -----------------

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Dingjia needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...' >&2; exit 2; }
	@echo 'Setting up $(VENV) (about a minute)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# --- checks -----------------------------------------------------------------------
# One after the other, the quick ones first. The last says what was skipped, and why;
# with DINGJIA_NO_SKIP=1 a skipped test is a failure.

test:
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory floors
	@$(MAKE) --no-print-directory documents
	@$(MAKE) --no-print-directory units

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy --strict engine app

floors: install
	$(BIN)/lint-imports

documents: install
	$(BIN)/dingjia check

units: install
	$(BIN)/pytest

# --- for those who change the code ------------------------------------------------

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Keeps the pins it can; `make lock LOCK=--upgrade` takes the newest of everything.
lock:
	@command -v $(UV) >/dev/null || { echo 'make lock needs uv: pip install uv' >&2; exit 2; }
	$(UV) pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --quiet $(LOCK) --output-file requirements.lock
	@! grep -n 'https\?:' requirements.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
