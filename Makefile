# make app             set everything up on a machine with Python 3.11+, then open the app
# make test            the same set-up, then every check this machine can do
# make proof           every property tried in full, for hours; ends with what was tried, and how many
# make mutations       60 random changes of each room, and which of them no test notices; SEED=...
# make fuzz            20,000 broken inputs of every kind, given to their commands; SEED=..., MUTANTS=...
# make coverage        how much of engine and app the tests walk, lines and branches
# make mutants         which changes of a file its tests do not notice: FILE=... TESTS="..."
# make clean-machine   as root: the checks of HEAD on a bare Debian 12, in a temporary folder

PYTHON ?= python3
VENV   ?= .venv
UV     ?= uv

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

.PHONY: help app install test lint types floors documents units
.PHONY: proof fuzz coverage mutants mutations clean-machine format lock clean

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
	@$(BIN)/python -m compileall -q engine app # Python itself may be told to keep no bytecode
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
	$(BIN)/pytest --numprocesses auto

# --- checks that take longer, or more of the machine --------------------------------

# The tests that ask tests/builders/proof.py how long to go on.
proof: install
	DINGJIA_PROOF=1 $(BIN)/pytest --numprocesses auto \
	  $$(grep -rl --include='test_*.py' 'builders.proof' tests)

# What ends with a traceback, takes over 10 s or 1 GiB, or leaves something behind is told, with the
# number by which `python -m builders.fuzzing --only KIND --number N` breaks the same input again.
MUTANTS ?= 20000
SEED    ?= 20261129

fuzz: install
	PYTHONPATH=tests $(BIN)/python -m builders.fuzzing --mutants $(MUTANTS) --seed $(SEED)

# A failed test is told and does not hide the figure.
coverage: install
	-$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# In a copy of the tree, made anew.
mutants: install
	@test -n '$(FILE)' -a -n '$(TESTS)' || \
	  { echo 'make mutants FILE=engine/tariff/rate/counting.py TESTS=tests/tariff' >&2; exit 2; }
	@$(PIP) install 'pip>=25.1' # the first that installs groups
	@$(PIP) install --group mutation
	rm -rf mutants
	$(BIN)/python .ci/mutants.py $(FILE) $(TESTS)

# Some changes of each room drawn by SEED, and which of them no test that walks them notices; a run
# that was stopped goes on. The tree itself stays as it is.
mutations: install
	PYTHONPATH=tests $(BIN)/python -m builders.mutations --seed $(SEED)

clean-machine:
	@.ci/clean-machine

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
	rm -rf $(VENV) mutants .coverage .coverage.* build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
