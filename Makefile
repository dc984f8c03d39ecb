# Two commands: `make run` starts the portal with demo data, `make test` checks everything.
# PORT and DATA_DIR may be given: make run PORT=9000 DATA_DIR=/srv/portal

PYTHON ?= python3
export PORT DATA_DIR

.PHONY: run test manage shell bench format verify-pdf

run:
	@exec $(PYTHON) config/bootstrap.py run -m config.run

test:
	@exec $(PYTHON) config/bootstrap.py test -m tests.everything

manage:
	@exec $(PYTHON) config/bootstrap.py run manage.py $(or $(ARGS),help)

shell:
	@exec $(PYTHON) config/bootstrap.py run manage.py shell

bench:
	@exec $(PYTHON) config/bootstrap.py run manage.py bench $(ARGS)

verify-pdf:
	@exec $(PYTHON) config/bootstrap.py run manage.py verify_pdf "$(abspath $(FILE))"

format:
	@$(PYTHON) config/bootstrap.py test -m ruff format .
	@.venv/bin/djade $$(git ls-files '*.html')
