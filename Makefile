# One place for what developers and machines run; README.md names the first two.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export QT_QPA_PLATFORM ?= offscreen

.PHONY: demo test check format bench simulate faults e2e bundle words docs clean

demo: $(READY)  ## the whole way on the fictional district, into ./demo
	$(BIN)/inspector demo demo --recent

# Half of what the tests wait for is a disk that flushes; memory is used where there is plenty.
SCRATCH := $(shell test "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR==2 {print $$4}')" -gt 8000000 \
	2>/dev/null && echo TMPDIR=/dev/shm)

test: check  ## everything CI runs
	$(SCRATCH) $(BIN)/python -X faulthandler -m pytest -n 2 --dist worksteal

check: $(READY)  ## seconds: style, types, arrows between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## the budgets, each as a ratio within one run
	for file in benchmarks/bench_*.py; do $(BIN)/python -m benchmarks.$$(basename $$file .py) || exit 1; done

simulate: $(READY)  ## a year of 20, 200 and 5,000 laptops on one remote, by counts alone
	$(BIN)/python -m tools.simulate

faults: $(READY)  ## long sweeps: every operation killed, many histories, every page spoilt
	HISTORIES=10000 $(BIN)/python -X faulthandler -m pytest -n 2 --dist worksteal -m "slow or not slow" tests/faults tests/property tests/exchange tests/sync

e2e: $(READY)  ## the window as its users drive it, then pictures of every room, into build/pictures
	$(BIN)/python -X faulthandler -m pytest -m slow tests/e2e tests/documents
	$(BIN)/python -m tools.take_pictures build/pictures
	$(BIN)/python -m tools.take_pictures build/pictures --size 2560x1440 --scale 2

bundle: $(READY)  ## the program for people without Python, into dist/
	$(BIN)/pip install --quiet "pyinstaller>=6.16,<7"
	$(BIN)/pyinstaller --noconfirm build.spec

words: $(READY)  ## collect the Chinese sentences and compile their English
	$(BIN)/python tools/build_words.py

docs: $(READY)  ## bring the made parts of docs/ up to date
	$(BIN)/python -m tools.build_docs

clean:
	rm -rf build dist demo

$(READY): pyproject.toml constraints.txt tools/system_packages
	tools/system_packages
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]"
	touch $@
