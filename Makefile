# Gongkai. `make demo` shows it, `make test` checks it; both use one dev profile. `make bench` measures a release build.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

DATA ?= demo-data
OUT  ?= out
# Where the demo's desk listens; empty leaves it closed.
LISTEN ?= 127.0.0.1:8080
FONTS := target/fonts
GONGKAI := target/debug/gongkai
export GONGKAI_FONTS ?= $(CURDIR)/$(FONTS)

.PHONY: help demo test e2e fmt clippy bench fuzz fonts build

help: ## Says what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

fonts:
	@scripts/fonts $(FONTS)

build:
	cargo build --locked --bin gongkai

demo: fonts build ## Builds, makes the demo organ's record, prints its 2021 report in five formats, opens the desk
	@scripts/demo $(GONGKAI) $(DATA) $(OUT) "$(LISTEN)"

fmt:
	cargo fmt --all -- --check

clippy:
	cargo clippy --locked --workspace --all-targets -- -D warnings

test: fonts ## Runs every check: format, clippy, the desk in a browser, unit and property tests, both databases
	@scripts/debian-packages postgresql chromium
	@command -v soffice >/dev/null || scripts/debian-packages libreoffice-writer-nogui
	cargo fmt --all -- --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	@$(MAKE) --no-print-directory build
	@scripts/e2e
	@scripts/with-postgres scripts/run-tests

e2e: fonts build ## Drives the desk in Debian's Chromium
	@scripts/e2e

bench: fonts ## Prints speed ratios against named baselines measured in the same run (release build)
	@cd benches/node && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-fund --no-audit >&2; } || true
	cargo build --locked --release --bin gongkai
	cargo bench --locked -p benches

FUZZ_SECONDS ?= 600

fuzz: ## Fuzzes each reader of files for FUZZ_SECONDS (nightly toolchain, cargo-fuzz)
	@scripts/fuzz $(FUZZ_SECONDS)
