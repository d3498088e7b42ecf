# Bare `make` prints what one can do.
.DEFAULT_GOAL := help
.PHONY: help deps build demo test test-engines fuzz sanitize lint format bench bench-client count-instructions install package check-package clean

PREFIX ?= /usr/local
DESTDIR ?=
release := .build/release

help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install the C libraries that the build needs
	@scripts/install-deps

build: deps ## build the program for use
	swift build -c release --product beaconing

demo: deps ## find hidden beacons in a day of made-up office traffic, without a cluster
	@swift build -c release --product beaconing 2>&1 | tail -n 1
	@$(release)/beaconing demo

test: deps ## run the tests; they need no cluster and no network
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build

test-engines: deps ## run the tests against the clusters in BEACONING_TEST_ENGINES (URLs, separated by commas)
	@test -n "$$BEACONING_TEST_ENGINES" || { echo "set BEACONING_TEST_ENGINES, for instance to http://127.0.0.1:9200" >&2; exit 64; }
	swift build --build-tests
	swift test --skip-build --filter EngineTests

fuzz: deps ## look for inputs that break a promise, 20 seconds for each way in; the first build takes minutes
	scripts/fuzz

sanitize: deps ## run the tests with the address and the thread sanitizer; the first build takes minutes
	scripts/sanitize address
	scripts/sanitize thread

lint: ## check the sources' form
	swift format lint --strict --recursive Sources Tests Package.swift

format: ## put the sources in form
	swift format --in-place --recursive Sources Tests Package.swift

bench: deps ## measure the program beside other ways on the cluster of BEACONING_URL, which can spare a gigabyte: half an hour
	@test -n "$$BEACONING_URL" || { echo "set BEACONING_URL, for instance to http://127.0.0.1:9200, or make bench-client" >&2; exit 64; }
	swift build -c release
	$(release)/Benchmarks all

bench-client: deps ## measure what needs no cluster: judging, decoding, and how cost grows with groups from a file
	swift build -c release
	$(release)/Benchmarks client

count-instructions: deps ## compare the instructions of judging and decoding with those that are kept; needs valgrind
	scripts/count-instructions

install: build ## install the program, its templates, its manual page and its completions under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/beaconing $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(release)/beaconing $(DESTDIR)$(PREFIX)/bin/beaconing
	cp -R transform-templates dashboards $(DESTDIR)$(PREFIX)/share/beaconing/
	$(release)/beaconing help --man > $(DESTDIR)$(PREFIX)/share/man/man1/beaconing.1
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(release)/beaconing completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/beaconing
	$(release)/beaconing completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_beaconing
	$(release)/beaconing completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/beaconing.fish

package: deps ## make the archive and the Debian package for this system in dist/
	@scripts/package

check-package: ## install the packages of dist/ into a clean system and run them; without root, look at them
	@scripts/check-package

clean: ## remove what was built
	swift package clean
