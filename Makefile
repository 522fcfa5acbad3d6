# make run   starts the site on http://localhost:8501 (PORT=… for another port, ADDRESS=… to bind it)
# make test  checks style, types, layers and behaviour; the browser tests need Chromium
PORT ?= 8501
ADDRESS ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check format geo pictures golden bench bench-quick bench-refresh bench-steps \
  bench-brief bench-lighthouse bench-html lock clean

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT) $(if $(ADDRESS),--server.address $(ADDRESS))

test: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup

check: $(VENV)/run.stamp
	$(BIN)/story check

format: $(VENV)/test.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

geo: $(VENV)/test.stamp
	$(BIN)/python scripts/make_geo.py

pictures: $(VENV)/test.stamp
	$(BIN)/python scripts/take_pictures.py

bench-refresh: $(VENV)/test.stamp
	$(BIN)/python bench/refresh.py

golden: $(VENV)/test.stamp
	STORY_WRITE_GOLDEN=1 $(BIN)/pytest -n 2 --dist loadgroup tests/browser/test_access.py -k golden

bench: $(VENV)/test.stamp
	$(BIN)/python -m bench

bench-quick: $(VENV)/test.stamp
	$(BIN)/python -m bench --quick

bench-steps: $(VENV)/test.stamp
	$(BIN)/python bench/steps.py

bench-brief: $(VENV)/test.stamp
	$(BIN)/python bench/brief.py

bench-lighthouse: $(VENV)/test.stamp bench/node_modules/.stamp
	$(BIN)/python bench/lighthouse.py

bench-html: $(VENV)/test.stamp bench/node_modules/.stamp
	$(BIN)/story build build/html --base-url https://example.org/
	cd bench && find ../build/html -name '*.html' -exec node_modules/.bin/node \
	  node_modules/html-validate/bin/html-validate.mjs -c html-validate.json {} +

bench/node_modules/.stamp: bench/package.json
	cd bench && npm install --no-audit --no-fund --no-package-lock
	touch $@

lock: $(VENV)/test.stamp
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/runtime.in -o requirements/runtime.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/test.in -o requirements/test.txt

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/run.stamp: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@
