# make demo   try Offerwatch: no server, no configuration; STORE=elasticsearch brings a server
# make test   everything that must hold; in CI a skipped test is a failure
# make test-elasticsearch VERSION=8.19.21   the tests that need an Elasticsearch, against that release
# make elasticsearch   a server of one's own on loopback, to try the product with: docs/elasticsearch.md
# make check  style, types and the rules of the house, without the tests
# make egg    what a Scrapyd runs, in dist/: see docs/scrapyd.md
# make accuracy   precision and recall of what is read from ads, by kind; below its floor it fails
# make bench  what it costs, beside what one would write without it (about 20 minutes)
# make lock   bring the lock files up to date

PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo elasticsearch test test-elasticsearch accuracy check test-long bench bench-long egg lock clean
.DELETE_ON_ERROR:

STORE ?= sqlite

demo: .venv/user
	$(BIN)/offerwatch demo --store $(STORE)

elasticsearch: .venv/user
	$(BIN)/python -m demo.elasticsearch $(ARGUMENTS)

# Servers and browsers leave cores idle; one worker more than there are cores uses them.
WORKERS ?= $(shell expr `nproc 2>/dev/null || getconf _NPROCESSORS_ONLN` + 1)

test: .venv/developer check
	.ci/packages
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(TESTS)

VERSION ?= 8.19.21

test-elasticsearch: .venv/developer
	.ci/packages
	OFFERWATCH_TEST_ELASTICSEARCH=$(VERSION) $(BIN)/pytest -q -n $(WORKERS) --dist worksteal \
		-k 'elastic and not elasticsearch_fetch' $(TESTS)

accuracy: .venv/developer
	$(BIN)/python -m tests.accuracy $(ARGUMENTS)

test-long: .venv/developer
	.ci/packages
	OFFERWATCH_LONG=1 $(BIN)/pytest -q -m long

check: .venv/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

bench: .venv/developer
	$(BIN)/python -m bench

bench-long: .venv/developer
	$(BIN)/python -m bench --long

.venv/user: requirements.lock pyproject.toml
	PYTHON=$(PYTHON) .ci/environment requirements.lock
	@touch $@

.venv/developer: requirements-dev.lock pyproject.toml
	PYTHON=$(PYTHON) .ci/environment requirements-dev.lock
	@touch .venv/user $@

# What an earlier build left behind would be in the egg as well.
egg: .venv/user
	@rm -rf build
	@$(BIN)/python -W ignore setup.py --quiet bdist_egg --dist-dir dist 2>.venv/egg.log \
		|| { cat .venv/egg.log >&2; exit 1; }
	@ls dist/*.egg

COMPILE = $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

# Scrapyd, which somebody may install beside us, still needs what setuptools 81 took away.
lock: .venv/developer
	echo 'setuptools>=77,<81' | $(COMPILE) pyproject.toml - --output-file requirements.lock
	echo 'setuptools>=77,<81' | $(COMPILE) pyproject.toml - --extra dev --output-file requirements-dev.lock

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
