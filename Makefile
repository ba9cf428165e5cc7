# Tongpin 同频. Everything a newcomer or the build server needs; `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# One configuration for all: release with testing enabled, AVX2+FMA code (Scripts/setup checks the processor first).
FLAGS := -c release -Xswiftc -enable-testing -Xcc -march=x86-64-v3 --explicit-target-dependency-import-check error
BIN := .build/release/tongpin
DATA ?= data/demo
PORT ?= 8080
SIZE ?= M
PYTHON := .venv/bin/python

.PHONY: help setup build demo test acceptance bench bench-fpa1 lint format docs clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: ## install what is missing (apt packages, .venv, pinned browser assets)
	@Scripts/setup

build: setup ## leaves .build/release/tongpin
	@swift build $(FLAGS) --product tongpin

demo: setup ## build, create the demo company in ./data/demo if absent, serve it on http://127.0.0.1:8080
	@swift build $(FLAGS) --product tongpin
	@exec $(BIN) demo --data $(DATA) --port $(PORT)

test: setup ## unit, contract, scenario and one browser smoke test
	@Scripts/test

acceptance: setup ## the long proofs: browser tours, kill loop, real companies, oracles
	@swift build $(FLAGS) --product tongpin
	@Scripts/acceptance

bench: setup ## the benchmark table (see Benchmarks/README.md)
	@swift build $(FLAGS) --product tongpin
	@$(PYTHON) Benchmarks/run.py

bench-fpa1: setup ## the planning benchmark against C++ and numpy: SIZE=XS|S|M|M60|L|XL, PEERS=1 for databases and spreadsheets
	@swift build $(FLAGS) --product tongpin
	@$(PYTHON) Benchmarks/fpa1.py --size $(SIZE) $(if $(PEERS),--peers)

lint: ## swift-format in lint mode and the browser's checks
	@swift format lint --strict --parallel --recursive Sources Tests Package.swift
	@node --test Web/test/

format: ## rewrite the Swift sources in the house format
	@swift format --in-place --parallel --recursive Sources Tests Package.swift

docs: ## list the documents and check that what they name exists
	@$(PYTHON) Scripts/check-docs.py
	@$(PYTHON) Scripts/check-snippets.py

clean: ## remove what the build made (not your data)
	@rm -rf .build out
