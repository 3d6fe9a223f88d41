# Python 3.11 or newer and make are all that must be there: `make run`.
PORT ?= 8000
PYTHON ?=
PY = .venv/bin/python
JOBS ?= 2

export PORT PYTHON

.PHONY: help run env dev-env test test-fast lint format bench lock clean

help:
	@echo "make run        set up what is missing and serve http://127.0.0.1:$(PORT) (PORT=, PYTHON=)"
	@echo "make env        what a server needs, in .venv"
	@echo "make test       every test, in a browser too"
	@echo "make test-fast  every test that needs no browser"
	@echo "make lint       ruff, mypy, templates, migrations, lock files"
	@echo "make format     put code and templates into their usual form"
	@echo "make bench      speed, compared with a bare Django app"
	@echo "make lock       pin the packages of pyproject.toml anew, with hashes"
	@echo "make clean      remove .venv and caches; the data under var/ stays"

env:
	@sh scripts/python.sh scripts/preflight.py
	@sh scripts/python.sh scripts/environment.py requirements.lock

run:
	@sh scripts/python.sh scripts/preflight.py --port "$(PORT)"
	@sh scripts/python.sh scripts/environment.py requirements.lock
	@exec $(PY) scripts/serve.py

dev-env:
	@sh scripts/python.sh scripts/preflight.py
	@sh scripts/python.sh scripts/environment.py requirements-dev.lock

test: dev-env
	@$(PY) scripts/npm.py || true  # the tests that need it say so
	@browser=$$($(PY) scripts/browser.py) && \
	EVLEARN_CHROMIUM="$$browser" $(PY) -m pytest -n $(JOBS)

test-fast: dev-env
	@$(PY) -m pytest -n $(JOBS) --ignore=tests/browser

lint: dev-env
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@find templates quizzes -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +
	@DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemigrations --check --dry-run
	@$(PY) scripts/check_locks.py

format: dev-env
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@find templates quizzes -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

bench: dev-env
	@$(PY) -m bench

COMPILE = $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

lock: dev-env
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install -q --disable-pip-version-check uv
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	@$(PY) scripts/check_locks.py

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
