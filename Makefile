# `make demo` sets up everything and audits; `make test` sets up everything and runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AS_OF := 2026-11-20T18:00:00+08:00
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test check lint types contracts policies mutation lock wheel clean

demo: $(VENV)/ready
	@mkdir -p out
	@echo "== A bank that breaks the rules (fixtures/bank/violating): its branch =="
	@$(BIN)/auditor check -c fixtures/bank/violating/auditor.yaml --as-of $(AS_OF) \
	    --environment branch-01 -f text; echo "(exit code $$?)"
	@echo
	@echo "== All nine environments of that bank, all 239 controls, into a file =="
	@$(BIN)/auditor check -c fixtures/bank/violating/auditor.yaml --as-of $(AS_OF) \
	    --quiet -f sarif=out/violating.sarif; echo "(exit code $$?)"
	@echo
	@echo "== The same bank, keeping the rules (fixtures/bank/compliant) =="
	@$(BIN)/auditor check -c fixtures/bank/compliant/auditor.yaml --as-of $(AS_OF) \
	    -f text -f sarif=out/compliant.sarif; echo "(exit code $$?)"
	@echo
	@echo "== This host, without any configuration =="
	@cd out && ../$(BIN)/auditor check -f text -f sarif=host.sarif; echo "(exit code $$?)"
	@echo
	@echo "SARIF reports: out/violating.sarif out/compliant.sarif out/host.sarif"

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: lint types contracts test

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready-dev
	$(BIN)/mypy

contracts: $(VENV)/ready-dev
	$(BIN)/lint-imports

# Needs the real OPA and regal (`opa`, `regal` on PATH); users need neither.
policies: $(VENV)/ready
	opa check --strict policies/rules policies/lib --schema policies/schemas
	test -z "$$(opa fmt --list policies/rules policies/lib)"
	regal lint policies/rules policies/lib
	$(BIN)/auditor policy lint

# Small changes of the rules that no test notices; none may survive.
mutation: $(VENV)/ready
	$(BIN)/auditor policy lint
	$(BIN)/auditor policy mutate

lock: $(VENV)/ready-dev
	$(BIN)/uv pip compile -q pyproject.toml --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 --universal -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra dev --generate-hashes --no-emit-index-url \
	    --no-header --python-version 3.11 --universal -o requirements-dev.lock

wheel: $(VENV)/ready-dev
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "auditor needs Python 3.11 or later; set PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	    || { echo "cannot make a virtual environment; on Debian: apt install python3-venv"; exit 1; }
	@echo "Installing into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	@echo "Installing the test tools into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) out dist build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
