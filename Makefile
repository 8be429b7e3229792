# The words of this project. `python3 manage.py demo` and `python3 manage.py test` need no make.
PYTHON ?= python3
VENV := .venv/bin

.PHONY: run test check bench web screenshots mails venv messages

run:
	$(PYTHON) manage.py demo

test:
	$(PYTHON) manage.py test

# Every check runs even when an earlier one failed; the end says which did.
check: venv
	@$(VENV)/python -m tests.check

# Pages first, then searches on every engine, even where pages missed a target.
bench: venv
	@$(VENV)/python -m tests.benchmarks; first=$$?; $(VENV)/python -m tests.benchmarks.search && exit $$first

# The Nu HTML checker on every page and Lighthouse on four; needs npm and Java.
web: venv
	$(VENV)/python -m tests.look.web

# Every page at 360 and 1280, light and dark, into var/screenshots; `make screenshots ARGS="--only product"`.
screenshots: venv
	$(VENV)/python -m tests.look $(ARGS)

# Every notice in both languages, at 360 and 700, light and dark, into var/mails; `make mails ARGS="--only part_"`.
mails: venv
	$(VENV)/python -m tests.look.mails $(ARGS)

# Compiles the message catalogues; `make messages ARGS=--extract` adds what is missing to them.
messages: venv
	$(VENV)/python -m shop.messages $(ARGS)

venv:
	@$(PYTHON) -c "import sys; sys.path.insert(0, '.'); from shop import bootstrap; bootstrap.prepare('test')"
