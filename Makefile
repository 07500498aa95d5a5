# The commands of Askwell. `make help` lists them. They make the environment themselves and need
# Python 3.11 or newer, make, and the package registry.
.DEFAULT_GOAL := help
.PHONY: help run demo test check format screenshots bench setup clean

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
# The address readers use; follows HOST and PORT unless it is given.
BASE_URL ?= http://$(if $(filter 0.0.0.0,$(HOST)),127.0.0.1,$(HOST)):$(PORT)

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 22

run: $(BIN)/.ready ## run the forum: make run [HOST=127.0.0.1] [PORT=8000]
	@BASE_URL=$(BASE_URL) exec $(BIN)/flask serve --host $(HOST) --port $(PORT)

demo: PORT := $(if $(filter command line environment,$(origin PORT)),$(PORT),8001)
demo: $(BIN)/.ready ## run it with believable content on its own database: make demo [PORT=8001]
	@INSTANCE_PATH=$${INSTANCE_PATH:-instance}/demo DATABASE_URL= BASE_URL=$(BASE_URL) \
		exec $(BIN)/flask serve --host $(HOST) --port $(PORT) --demo

test: $(BIN)/.ready-dev ## run the tests: make test [T=tests/forum]
	@$(BIN)/python -m pytest -n 2 $(T)

check: $(BIN)/.ready-dev ## format, lint, types, import contracts, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint app --lint --quiet

format: $(BIN)/.ready-dev ## put the code into shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

screenshots: $(BIN)/.ready-dev ## every page, three widths, light and dark, into build/screenshots/ [P="home ask"]
	@$(BIN)/python -m tests.screenshots $(P)

bench: $(BIN)/.ready-dev ## CPU time of pages and of the safety check
	@$(BIN)/python -m tests.bench

setup: $(BIN)/.ready-dev ## make the environment for development

clean: ## remove what was built (not the data in instance/)
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Askwell needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Could not make .venv (on Debian: apt install python3-venv)."; exit 1; }

$(BIN)/.ready: $(BIN)/python requirements.txt constraints.txt
	@echo "Installing what Askwell needs into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(BIN)/.ready-dev: $(BIN)/.ready requirements-dev.txt
	@echo "Installing the tools for tests and checks into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@
