# Thin calls: every target is a script that also runs without make.
PYTHON ?= python3

setup check test fuzz bench web swift:
	$(PYTHON) scripts/$@.py $(ARGS)

start:
	$(PYTHON) scripts/start.py

.PHONY: setup check test fuzz bench web swift start
