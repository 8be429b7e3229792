# The four words of this project. `python3 manage.py demo` and `python3 manage.py test` need no make.
PYTHON ?= python3
VENV := .venv/bin

.PHONY: run test check bench venv messages

run:
	$(PYTHON) manage.py demo

test:
	$(PYTHON) manage.py test

# Every check runs even when an earlier one failed; the end says which did.
check: venv
	@$(VENV)/python -m tests.check

bench: venv
	$(VENV)/python -m tests.benchmarks

# Compiles the message catalogues; `make messages ARGS=--extract` adds what is missing to them.
messages: venv
	$(VENV)/python -m shop.messages $(ARGS)

venv:
	@$(PYTHON) -c "import sys; sys.path.insert(0, '.'); from shop import bootstrap; bootstrap.prepare('test')"
