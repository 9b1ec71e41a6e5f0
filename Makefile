# Everything a newcomer types. It needs Python 3.11 or newer and make; the rest it sets up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check evaluate bench soak audit lock clean

demo: $(READY)  ## read the bundled demo articles and show what they say
	$(BIN)/bilateral demo

test: $(READY)  ## every test, the linter and the type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

check: $(READY)  ## the linter, the formatter and the type checker, mending what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

evaluate: $(READY)  ## score the readers on the hand-labelled articles; fails under a floor
	$(BIN)/python -m evaluation.run

bench: $(READY)  ## speed and memory
	$(BIN)/python -m evaluation.bench

soak: $(READY)  ## bad days at full length: kills, long archives, hostile input
	$(BIN)/python -m evaluation.soak

audit:  ## look the pinned parts up in the advisories of PyPI
	$(PYTHON) .ci/audit.py

lock: $(READY)  ## pin every dependency anew
	$(BIN)/python -m pip install --quiet "uv>=0.9"
	$(BIN)/uv pip compile --quiet --universal --extra all --group dev --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	  --output-file requirements.lock pyproject.toml

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("Bilateral needs Python 3.11 or newer: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:  ## remove what was set up
	rm -rf $(VENV)
