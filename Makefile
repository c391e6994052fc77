# Gongkai. `make demo` shows it, `make test` checks it; both use one dev profile. `make bench` measures a release build.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

DATA ?= demo-data
OUT  ?= out
FONTS := target/fonts
GONGKAI := target/debug/gongkai
export GONGKAI_FONTS ?= $(CURDIR)/$(FONTS)

.PHONY: help demo test fmt clippy bench fonts build

help: ## Says what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

fonts:
	@scripts/fonts $(FONTS)

build:
	cargo build --locked --bin gongkai

demo: fonts build ## Builds, makes the demo organ's record, compiles its 2021 report, checks it, writes it in five formats
	@scripts/demo $(GONGKAI) $(DATA) $(OUT)

fmt:
	cargo fmt --all -- --check

clippy:
	cargo clippy --locked --workspace --all-targets -- -D warnings

test: fonts ## Runs every check: format, clippy, unit and property tests, both databases
	@scripts/debian-packages postgresql
	@command -v soffice >/dev/null || scripts/debian-packages libreoffice-writer-nogui
	cargo fmt --all -- --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	@scripts/with-postgres scripts/run-tests

bench: fonts ## Prints speed ratios against named baselines measured in the same run (release build)
	cargo bench --locked -p benches
