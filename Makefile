# The tracker's commands. On the machine: Python 3.11 or newer, and make.
#   make run    sets everything up and serves the site (PORT=8123 for another port)
#   make test   sets everything up and runs every check and test
#   make lock   writes requirements*.txt anew from requirements*.in
PORT ?= 8000
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$python" && break; done)
BIN := .venv/bin
# Tests have a database of their own, which forgets nothing but need not survive a power cut.
TEST := TRACKER_DATA_DIR=$(CURDIR)/var/test TRACKER_DATABASE_FSYNC=off TRACKER_DEBUG=1 DATABASE_URL=
# One worker for each core, and not one for each of a big machine's.
WORKERS ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check lock clean
.DEFAULT_GOAL := run

run: .venv/run.stamp
	@exec $(BIN)/python manage.py serve --port $(PORT)

test: check
	$(TEST) $(BIN)/python -m pytest -n $(WORKERS)

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(TEST) $(BIN)/mypy .
	$(TEST) $(BIN)/python manage.py makemigrations --check --dry-run
	TRACKER_DATA_DIR=$(CURDIR)/var/test TRACKER_HTTPS=1 TRACKER_HOSTS=tracker.example.org TRACKER_DEBUG= \
		DATABASE_URL=postgresql://tracker@localhost/tracker \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "The tracker needs Python 3.11 or newer. Install it, or say where it is: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment: on Debian and Ubuntu, apt install python3-venv."; exit 1; }

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run.stamp

lock: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/python .ci/lock.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache var/test
