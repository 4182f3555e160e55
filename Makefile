# Needs Python 3.11 or newer, make, and a network to the package registries: nothing else.
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check demo bench soak install requirements texts

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: ## Start everything on http://127.0.0.1:$PORT (8000); Ctrl-C stops it
	@$(PYTHON) requirements/install.py local
	@exec $(VENV_PYTHON) -m desaberdaya.localstack run --follow-parent

test: install ## Run the whole suite, browser tests included
	@echo "The browser and stack tests run beside the others; what they say comes after."
	@apart=$$(mktemp); trap 'rm -f $$apart' EXIT; \
	$(VENV_PYTHON) -m pytest -m "(browser or stack) and not soak" >$$apart 2>&1 & pid=$$!; \
	$(VENV_PYTHON) -m pytest -m "not (browser or stack or soak)"; pages=$$?; \
	wait $$pid; stack=$$?; cat $$apart; [ $$pages = 0 ] && [ $$stack = 0 ]
	@if [ -n "$$DATABASE_URL" ] && [ -n "$$REDIS_URL" ]; then \
	  echo "Once more on the servers of DATABASE_URL and REDIS_URL (without browser and stack tests)"; \
	  $(VENV_PYTHON) -m pytest --servers=given -m "not browser and not stack and not soak"; \
	fi

check: install ## Lint, types, import contracts, migrations
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m djlint templates --lint --quiet
	@$(VENV_PYTHON) -m mypy .
	@.venv/bin/lint-imports --no-logo
	@$(VENV_PYTHON) -m desaberdaya.localstack with-servers $(VENV_PYTHON) manage.py makemigrations --check --dry-run
	@$(VENV_PYTHON) -m pytest --servers=none -q tests/test_architecture.py

demo: ## Reset the demonstration province (while `make run` runs)
	@$(VENV_PYTHON) manage.py seed_demo --reset

bench: install ## Measure against the floors
	@$(VENV_PYTHON) -m bench

soak: install ## Run the long campaigns: many kills, many histories
	@$(VENV_PYTHON) -m pytest -m soak

install: ## Make .venv with all pinned packages
	@$(PYTHON) requirements/install.py test

requirements: install ## Pin the newest allowed version of every package
	@for set in production local test; do \
	  case $$set in production) file=requirements.txt;; *) file=requirements/$$set.txt;; esac; \
	  $(VENV_PYTHON) -m uv pip compile --quiet --universal --generate-hashes --no-header --upgrade \
	    --python-version 3.11 requirements/$$set.in $$constraint --output-file $$file || exit 1; \
	  constraint="--constraint $$file"; \
	done

texts: install ## Gather every text for people into the English catalogue
	@$(VENV_PYTHON) -m desaberdaya.localisation
