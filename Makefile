# Chaperone: `make run` sets everything up and scans the example mail, `make test` sets up and tests.
# Swift 6.3 must be there (https://www.swift.org/install); the system libraries are installed here.

# A build that fails behind a filter of its output fails.
SHELL = bash
.SHELLFLAGS = -o pipefail -c

SWIFT  ?= swift
PREFIX ?= /usr/local
BUILD  ?= .build

# An import that the package graph does not declare is an error.
GRAPH  = --scratch-path $(BUILD) --explicit-target-dependency-import-check error

# On Linux the binary is one static file: it starts in half a millisecond and needs nothing beside it. Its types
# are asked for by functions and not by their mangled names: a process that checks one message uses a hundred
# kinds of arrays, and reading a hundred names took it a fifth of a millisecond. What such a process runs stands
# side by side in the file (`make order`), so that it has less of it to fetch: that is another fifth.
ifeq ($(shell uname -s),Linux)
STATIC = --static-swift-stdlib -Xswiftc -static-executable -Xlinker -lstdc++ -Xlinker -licudata \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
# Of the linkers only gold orders sections so.
ifneq ($(shell command -v ld.gold),)
STATIC += -Xswiftc -use-ld=gold -Xswiftc -Xfrontend -Xswiftc -function-sections \
  -Xlinker --section-ordering-file=$(CURDIR)/.ci/functions.order
endif
endif

LIBRARIES = icu-i18n libpcre2-8 libsodium sqlite3 libarchive expat
# What a static libarchive needs besides (Package.swift links it, and libbz2).
ifeq ($(shell uname -s),Linux)
LIBRARIES += nettle liblzma libzstd zlib
endif

# What is installed is a release; CONFIGURATION=debug takes what `make test` has built.
CONFIGURATION ?= release
BINARY  = $(BUILD)/$(CONFIGURATION)/chaperone
COMPILE = $(SWIFT) build -c $(CONFIGURATION) $(GRAPH) $(if $(filter release,$(CONFIGURATION)),$(STATIC))

.PHONY: run report test test-integrations setup build order milter install lint format sanitize fuzz kills bench bench-suites bench-peers final clean

run: build
	@echo
	$(BINARY) scan --profile Examples/district.profile --show low \
	  Examples/mail.mbox Examples/messages.jsonl || test $$? -eq 1 -o $$? -eq 3

# The page for the superintendent, of the example mail.
report: build
	$(BINARY) scan --profile Examples/district.profile --format html --out $(BUILD)/report.html \
	  Examples/mail.mbox Examples/messages.jsonl || test $$? -eq 1 -o $$? -eq 3
	@echo "open $(BUILD)/report.html"

build: setup
	$(COMPILE) --product chaperone 2>&1 | .ci/quiet-linker

# Writes down anew what checking a message runs, for the linker; needs valgrind.
order: build
	.ci/order-functions $(BINARY) .ci/functions.order

# The daemon for Postfix and Sendmail, in the same folder and with the same settings: what both need is
# compiled once.
milter: setup
	@test -e /usr/include/libmilter/mfapi.h || Integrations/support/install libmilter-dev
	$(COMPILE) --product chaperone-milter --package-path Integrations/milter 2>&1 | .ci/quiet-linker

test: setup
	$(SWIFT) build --build-tests $(GRAPH)
	$(SWIFT) test $(GRAPH)

# The integrations inside their real servers, which are installed from Debian's packages;
# `make test-integrations ONLY=postfix` runs those whose name begins so. Starting servers needs root.
# CONFIGURATION=debug tries what `make test` has built already.
test-integrations: build
	BUILD=$(abspath $(BUILD)) CONFIGURATION=$(CONFIGURATION) Integrations/run $(BINARY) $(ONLY)

# Installs the C libraries that pkg-config does not find.
setup:
	@.ci/setup $(LIBRARIES)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/chaperone
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/chaperone
	rm -rf $(DESTDIR)$(PREFIX)/share/chaperone/Lexicons
	cp -R Lexicons $(DESTDIR)$(PREFIX)/share/chaperone/Lexicons

FORMATTED = Package.swift Sources Tests Benchmarks Integrations/milter

lint:
	$(SWIFT) format lint --strict -r $(FORMATTED)

format:
	$(SWIFT) format -i -r $(FORMATTED)

# The labelled messages that nothing is tuned on, with and without the rosters and the roles that they
# claim. Look seldom: every look that leads to a change makes them less unseen.
final: build
	$(BINARY) evaluate Tests/Corpus/final.jsonl
	$(BINARY) evaluate --profile Tests/Corpus/wrenfold.profile Tests/Corpus/final.jsonl
	$(BINARY) evaluate --without-roles --profile Tests/Corpus/wrenfold.profile Tests/Corpus/final.jsonl

# The tests under the address and the thread sanitizer. Leaks are not looked for: Foundation and
# XCTest leave some on Linux, and these would fail every run.
sanitize: setup
	CHAPERONE_SANITIZED=1 ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --scratch-path $(BUILD)-address --sanitize=address
	CHAPERONE_SANITIZED=1 $(SWIFT) test --scratch-path $(BUILD)-thread --sanitize=thread

# Every parser under libFuzzer, SECONDS_EACH per target; `make fuzz TARGETS=mime` runs one alone.
SECONDS_EACH ?= 600
FUZZ = $(BUILD)-fuzz

fuzz: setup
	$(SWIFT) build -c release --sanitize=fuzzer --package-path Tests/Fuzz --scratch-path $(FUZZ)
	Tests/Fuzz/run $(FUZZ)/release/fuzz $(FUZZ) $(SECONDS_EACH) $(TARGETS)

# Scans of a long dump of the mail in MAIL that are killed ten times and gone on with.
kills: build
	Tests/Kills/run $(BINARY) $(MAIL)

# Every stage against the baselines in Benchmarks/Baselines; `make bench UPDATE=1` writes them anew.
BENCH     = $(BUILD)-bench
BENCHMARK = --package-path Benchmarks --scratch-path $(BENCH)

bench: setup
	$(SWIFT) build -c release $(BENCHMARK) --product gate
	Benchmarks/run $(BENCH)/release/gate $(if $(UPDATE),update,check)

# The stages in the benchmark library's own runner, for percentiles and comparisons.
bench-suites: setup
	$(SWIFT) package $(BENCHMARK) --allow-writing-to-package-directory benchmark --grouping metric

# Chaperone beside Hyperscan, GMime, ripgrep and grep where they are installed, as Markdown. MAIL names
# a folder of mbox files, RULES a folder of lexicons or a TSV file, RUNS how often each one runs.
bench-peers: setup
	@$(MAKE) --no-print-directory build >&2
	@$(SWIFT) build -c release $(BENCHMARK) --product peers >&2
	@Benchmarks/Peers/run $(abspath $(BENCH))/peers $(BENCH)/release/peers $(BINARY)

clean:
	rm -rf $(BUILD) $(BUILD)-*
