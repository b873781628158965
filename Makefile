# Two commands carry everything: `make run` and `make test`. Bare `make` explains the rest.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8000
export PORT
# Compiled files make every later start quicker, whatever the machine is set to.
export PYTHONDONTWRITEBYTECODE :=
REMEDY := 缺少 Python 的 venv 模块。Debian 或 Ubuntu 上请运行：apt-get install python3-venv

.DEFAULT_GOAL := help
.PHONY: help run test check fix browser reference bench demo lock clean debian
.SILENT:

help: ## 显示这份说明
	awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/run.stamp ## 安装并启动，带演示数据：http://127.0.0.1:8000/（PORT、GONGKAI_DATA、DATABASE_URL 可以设定）
	$(BIN)/gongkai demo --migrate --if-empty
	exec $(BIN)/gongkai serve

test: debian $(VENV)/dev.stamp ## 全部检查和测试，SQLite 和 PostgreSQL 同时进行；GONGKAI_THOROUGH=1 时 PostgreSQL 上也全跑，骰子多掷几十倍
	: > $(TIMES)
	$(call TIMED,检查,$(MAKE) --no-print-directory check)
	$(MAKE) --no-print-directory -j 2 $(TESTS)
	sort -rn $(TIMES)

# Both at once: while one waits for a browser, a server or a clock, the other works. What PostgreSQL's said is shown
# in one piece when it is done.
TESTS = test-sqlite test-postgresql
.PHONY: $(TESTS)
test-sqlite:
	$(call TIMED,测试（SQLite、浏览器）,$(PYTEST))
test-postgresql:
	$(call TIMED,测试（PostgreSQL）,{ $(ON_POSTGRESQL) > $(SAID) 2>&1; ended=$$?; cat $(SAID); [ $$ended = 0 ]; })
ON_POSTGRESQL = $(BIN)/python -m tests.postgres $(PYTEST) -m "not browser" -p no:cacheprovider
SAID = $(VENV)/postgresql.txt

# Both kernels work to the end: whoever is finished takes over tests of the other. On PostgreSQL the rooms
# run again, and of the doors what depends on the database (decision 25): what is pure or only shown is the same.
PYTEST = $(BIN)/pytest -q -n 2 --dist worksteal
TIMES = $(VENV)/times.txt
TIMED = began=$$(date +%s); $(2) || exit 1; echo "$$(($$(date +%s) - began)) 秒　$(1)" >> $(TIMES)

check: $(VENV)/dev.stamp ## 格式、写法、分层、类型、参考文档，两项同时进行
	$(MAKE) --no-print-directory -j 2 --output-sync=target $(CHECKS)

CHECKS = check-collection check-migrations check-types check-layers check-reference check-style check-templates
.PHONY: $(CHECKS)
# All tests can be read; and what four processes would each compile at once, one compiles now.
check-collection:
	$(BIN)/pytest --collect-only -q -p no:cacheprovider > $(VENV)/collected.txt 2>&1 || { tail -40 $(VENV)/collected.txt; exit 1; }
check-style:
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
check-layers:
	$(BIN)/lint-imports --no-cache > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }
check-types:
	$(BIN)/mypy --no-error-summary
check-templates:
	find gongkai -name '*.html' | xargs -r $(BIN)/djade --check --target-version 5.2
check-migrations:
	$(BIN)/django-admin makemigrations --check --dry-run -v 0 --settings tests.settings --pythonpath .
check-reference:
	$(BIN)/gongkai reference --check

fix: $(VENV)/dev.stamp ## 自动改好格式和写法
	$(BIN)/ruff format -q .
	$(BIN)/ruff check -q --fix .
	find gongkai -name '*.html' | xargs -r $(BIN)/djade --target-version 5.2 || true

browser: debian $(VENV)/dev.stamp ## 只在真实浏览器里走一遍，截图在 test-results/screens
	$(BIN)/pytest -q tests/browser

reference: $(VENV)/run.stamp ## 由规则表重新生成 docs/reference
	$(BIN)/gongkai reference

bench: $(VENV)/run.stamp ## 测量快慢
	$(BIN)/gongkai bench

demo: $(VENV)/run.stamp ## 只装入演示数据
	$(BIN)/gongkai demo --migrate --if-empty

lock: $(VENV)/dev.stamp ## 重新锁定依赖的版本；LOCK=--upgrade 时升级
	printf 'setuptools>=77\n' | $(COMPILE) pyproject.toml - -o requirements.lock
	printf 'setuptools>=77\nuv\n' | $(COMPILE) pyproject.toml - --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) pyproject.toml --extra s3 -c requirements.lock -o requirements-s3.lock
	$(COMPILE) pyproject.toml --extra sm -c requirements.lock -o requirements-sm.lock
COMPILE = $(BIN)/uv pip compile -q $(LOCK) --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'

clean: ## 删除安装和缓存，保留数据（var）
	rm -rf $(VENV) gongkai.egg-info test-results .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- below: how the environment comes about; nothing is done twice ---

# Everything is installed with the hashes of a lock file; uv is quick, pip does the same where uv cannot be had.
# A pip that is there already brings uv; only without one the environment gets its own, which takes a while.
define INSTALL
sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.lock > $(VENV)/uv.txt; \
quiet="-q --disable-pip-version-check"; uv="install $$quiet --require-hashes -r $(VENV)/uv.txt"; \
if [ -x $(BIN)/uv ] || $(PYTHON) -m pip --python $(BIN)/python $$uv 2>/dev/null || \
	{ $(BIN)/python -m ensurepip >/dev/null && $(BIN)/python -m pip $$uv; }; \
then with="$(BIN)/uv pip"; target="--python $(BIN)/python -q"; \
else echo "没有装上 uv，改用 pip，会慢一些。"; with="$(BIN)/python -m pip"; target="$$quiet"; fi; \
$$with install $$target --require-hashes -r $(1) && $$with install $$target --no-deps --no-build-isolation -e . && touch $@
endef

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "需要 Python 3.11 或更新的版本。可以指定：make run PYTHON=python3.11"; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(REMEDY)"; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	echo "正在安装依赖……"
	$(call INSTALL,requirements.lock)

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	echo "正在安装依赖和测试工具……"
	$(call INSTALL,requirements-dev.lock)
	touch $(VENV)/run.stamp

# The tests use a real browser, Chinese type and a real PostgreSQL. Debian's Chromium comes also without the windows
# that nobody sees: smaller, and a third less work for the processor.
BROWSER = $$(apt-cache show chromium-headless-shell >/dev/null 2>&1 && echo chromium-headless-shell || echo chromium)
debian:
	need=""; \
	command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || need="$$need $(BROWSER)"; \
	[ -n "$$(fc-list :lang=zh-cn 2>/dev/null)" ] || need="$$need fontconfig fonts-noto-cjk"; \
	$(PYTHON) -m tests.postgres --found || need="$$need postgresql"; \
	[ -z "$$need" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "正在安装：$$need"; \
		{ apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$need; } </dev/null >/dev/null; \
	else echo "测试还需要：$$need。请安装，例如：sudo apt-get install$$need"; exit 1; fi
