# make run    starts the site on http://localhost:8501 (PORT=… for another port, ADDRESS=… to bind it)
# make quick  checks style, types, layers and what needs no browser, process or large data
# make test   checks everything; what it needs beside Python it installs or names first
PORT ?= 8501
ADDRESS ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Which of the bench's groups; all of them if it is blank.
GROUPS ?=
# What runs beside the site, in an environment of its own so that the site's stays as it is.
BESIDE := build/bench
# What pip-audit and cyclonedx run in.
AUDIT := build/audit
# What checks the browser's side: biome and tsc, pinned in scripts/javascript.
JAVASCRIPT := build/javascript

.PHONY: run test quick static needs check format geo pictures golden bench bench-quick bench-lighthouse bench-html \
  bench-policies bench-beside bench-soak bench-film sbom audit lock clean

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT) $(if $(ADDRESS),--server.address $(ADDRESS))

test: needs static
	$(BIN)/pytest -n 2 --dist loadgroup

quick: static
	$(BIN)/pytest -n 2 --dist loadgroup -m 'not slow'

static: $(VENV)/test.stamp $(JAVASCRIPT)/.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(JAVASCRIPT)/node_modules/.bin/biome check --config-path=scripts/javascript src/story/surfaces/assets/*.js
	$(JAVASCRIPT)/node_modules/.bin/tsc -p scripts/javascript
	$(JAVASCRIPT)/node_modules/.bin/tsc -p scripts/javascript/worker.json

needs:
	scripts/install_test_needs

check: $(VENV)/run.stamp
	$(BIN)/story check

format: $(VENV)/test.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

geo: $(VENV)/test.stamp
	$(BIN)/python scripts/make_geo.py

pictures: $(VENV)/test.stamp
	$(BIN)/python scripts/take_pictures.py

golden: $(VENV)/test.stamp
	STORY_WRITE_GOLDEN=1 $(BIN)/pytest -n 2 --dist loadgroup tests/browser/test_access.py -k golden

bench: bench-beside
	$(BIN)/python -m bench $(GROUPS)

bench-quick: bench-beside
	$(BIN)/python -m bench --quick $(GROUPS)

bench-lighthouse: bench-beside
	$(BIN)/python -m bench lighthouse

# Without npm, or without Dash and Panel, the table says what could not be measured.
bench-beside: $(VENV)/test.stamp
	-$(MAKE) --no-print-directory $(BESIDE)/node_modules/.stamp
	-$(MAKE) --no-print-directory $(BESIDE)/venv/.stamp

bench-soak: $(VENV)/test.stamp
	$(BIN)/python -m bench.soak

bench-film: $(VENV)/test.stamp
	$(BIN)/python -m bench.film

bench-html: $(VENV)/test.stamp $(BESIDE)/node_modules/.stamp
	$(BIN)/story build build/html --base-url https://example.org/
	cd $(BESIDE) && find ../html -name '*.html' -exec node_modules/.bin/node \
	  node_modules/html-validate/bin/html-validate.mjs -c ../../bench/html-validate.json {} +

bench-policies: $(VENV)/test.stamp $(BESIDE)/node_modules/.stamp
	$(BIN)/python -m bench.policies

$(JAVASCRIPT)/.stamp: scripts/javascript/package-lock.json
	scripts/install_test_needs npm
	mkdir -p $(JAVASCRIPT)
	cp scripts/javascript/package*.json $(JAVASCRIPT)
	cd $(JAVASCRIPT) && npm ci --no-audit --no-fund
	touch $@

$(BESIDE)/node_modules/.stamp: bench/package.json
	mkdir -p $(BESIDE)
	cp bench/package.json $(BESIDE)
	cd $(BESIDE) && npm install --no-audit --no-fund --no-package-lock
	touch $@

$(BESIDE)/venv/.stamp: bench/requirements.txt
	test -x $(BESIDE)/venv/bin/python || $(PYTHON) -m venv $(BESIDE)/venv
	$(BESIDE)/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

# What the site is made of, as a CycloneDX bill of materials: every package with its hashes.
sbom: $(AUDIT)/.stamp
	$(AUDIT)/bin/cyclonedx-py requirements requirements/runtime.txt --pyproject pyproject.toml \
	  --mc-type application --output-reproducible --of JSON -o build/sbom.cdx.json

# Asks the advisory service of PyPI about every pinned package; needs the network.
audit: $(AUDIT)/.stamp
	$(AUDIT)/bin/pip-audit --disable-pip --require-hashes -r requirements/runtime.txt

$(AUDIT)/.stamp: requirements/audit.txt
	test -x $(AUDIT)/bin/python || $(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

lock: $(VENV)/test.stamp
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/runtime.in -o requirements/runtime.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/test.in -o requirements/test.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header bench/requirements.in -o bench/requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/audit.in -o requirements/audit.txt
	cd scripts/javascript && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean:
	rm -rf $(VENV) $(BESIDE) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/run.stamp: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@
