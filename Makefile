# 凤县困难群众救助管理系统
#
#   make run [PORT=8000]   prepare everything, fill an empty database with the demo campaign, and serve
#   make test              everything that must hold: lint, then the suite on SQLite and on PostgreSQL
#   make test-sqlite ARGS="tests/visits -k hazard"   a part of it, on one database
#   make setup             the environment alone (.venv)
#   make lint | lock | vendor

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test test-sqlite test-postgres setup setup-dev venv machine lint lock vendor

PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python
# venv without ensurepip is what Debian leaves where python3-venv is missing.
USABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

run: setup
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py collectstatic --no-input --verbosity 0
	@exec $(PYTHON) manage.py serve --port $(PORT) --demo

test: setup-dev machine lint
	@$(PYTHON) tests/run.py sqlite $(ARGS)
	@$(PYTHON) tests/run.py postgres $(ARGS)

test-sqlite test-postgres: test-%: setup-dev machine
	@$(PYTHON) tests/run.py $* $(ARGS)

lint: setup-dev
	@$(PYTHON) -m ruff check .

# Installs a lock into .venv, or does nothing where .venv holds this very lock already.
define install
	@cmp -s $(1) .venv/$(1) || { \
	  echo "安装 $(1) 所列的依赖……"; \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check \
	    --require-hashes --only-binary :all: -r $(1); \
	  cp $(1) .venv/$(1); \
	}
endef

setup: venv
	$(call install,requirements.lock)

setup-dev: setup
	$(call install,requirements-dev.lock)

venv:
	@if $(PYTHON) -c '$(USABLE)' 2>/dev/null; then exit 0; fi; \
	find_python() { \
	  for name in python3.13 python3.12 python3.11 python3; do \
	    if $$name -c '$(USABLE)' >/dev/null 2>&1; then echo $$name; return; fi; \
	  done; \
	}; \
	found=$$(find_python); \
	if [ -z "$$found" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null </dev/null; \
	  found=$$(find_python); \
	fi; \
	if [ -z "$$found" ]; then \
	  echo "需要 Python 3.11 或更新的版本及其 venv。请先执行：sudo apt-get install -y python3-venv" >&2; \
	  exit 1; \
	fi; \
	$$found -m venv --clear .venv

# Chromium and Chinese fonts, for the journeys in a real browser.
machine: setup-dev
	@$(PYTHON) tests/machine.py

# Re-resolves both locks from pyproject.toml, for every platform and Python that we support.
lock: setup
	@$(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet --disable-pip-version-check uv
	@lock="var/lock/bin/uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11"; \
	$$lock pyproject.toml --output-file requirements.lock; \
	$$lock pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock

vendor:
	@bash static/vendor/fetch.sh
