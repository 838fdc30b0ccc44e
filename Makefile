# Polder: `make help` says what there is.

# One set of flags per kind of build, so that nothing is compiled twice.
# debug    tests and checks; a target may import only what Package.swift gives it
# release  one program that needs no Swift on the machine it runs on; without what only a debugger reads
DEBUG := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib -Xlinker -S

SWIFT ?= swift
PROGRAM := .build/release/polder
DEBUG_PROGRAM := .build/debug/polder

# What interop, chaos and bench run: the release program, unless told otherwise (CI takes the debug one for interop).
POLDER ?= $(PROGRAM)
export POLDER

.DEFAULT_GOAL := help
.PHONY: help bootstrap build demo test debug engines interop chaos bench docs lint format clean

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

bootstrap: ## check the tools, install the Debian packages that are missing
	@scripts/bootstrap

build: bootstrap ## the release program: .build/release/polder and .build/release/polder-shim
	$(SWIFT) build $(RELEASE) --product polder
	$(SWIFT) build $(RELEASE) --product polder-shim

demo: build ## three hospitals compute a survival model together (ARGS="--hospitals 4 --keep" for more)
	$(PROGRAM) demo $(ARGS)

debug: bootstrap ## debug build of everything, tests included
	$(SWIFT) build $(DEBUG) --build-tests

# Whole federations and runs of real processes want the machine's cores for themselves, so they come after the rest.
RUN_TESTS = $(SWIFT) test $(DEBUG) --skip-build --parallel --disable-xctest

# What touches a database runs a second time on a PostgreSQL server of its own; DATABASE=postgres runs that alone.
ON_POSTGRES = POLDER_TEST_DATABASE=postgres scripts/postgres/with
POSTGRES_TESTS = PolderSQLTests|PolderServerTests|PolderNodeTests.PostgresColumnsTests

test: debug ## all tests, in parallel (FILTER=PolderCoreTests for some, DATABASE=postgres on PostgreSQL alone)
ifeq ($(DATABASE),postgres)
	$(ON_POSTGRES) $(RUN_TESTS) --filter '$(or $(FILTER),$(POSTGRES_TESTS))'
else ifdef FILTER
	$(RUN_TESTS) --filter '$(FILTER)'
else
	$(RUN_TESTS) --filter 'PolderServerTests'
	$(RUN_TESTS) --skip 'PolderServerTests|PolderDemoTests|PolderClientTests|PolderShimTests'
	$(RUN_TESTS) --filter 'PolderShimTests|PolderClientTests'
	$(RUN_TESTS) --filter 'PolderDemoTests'
	$(ON_POSTGRES) $(RUN_TESTS) --filter '$(POSTGRES_TESTS)'
endif

engines: debug ## the suites of the runtimes on a real Docker Engine, on Podman and on a Slurm cluster
	scripts/engines/docker with $(RUN_TESTS) --filter 'PolderNodeTests.(Container(Runtime|Once)|ReadyRelay|RealVPNClient)Tests'
	scripts/engines/podman with $(RUN_TESTS) --filter 'PolderNodeTests.(Container(Runtime|Once)|ReadyRelay|RealVPNClient)Tests'
	scripts/engines/slurm with $(RUN_TESTS) --filter 'PolderNodeTests.SlurmRuntimeTests'

# What $(POLDER) is built by; a program from elsewhere is taken as it is.
.PHONY: program
ifeq ($(POLDER),$(PROGRAM))
program: build
else ifeq ($(POLDER),$(DEBUG_PROGRAM))
program: debug
else
program: ; @test -x "$(POLDER)" || { echo "no program at $(POLDER)" >&2; exit 1; }
endif

interop: program ## against the real Python client and server, and against lifelines
	@scripts/interop/run

# How many logins are timed, how often the server and nodes are killed, and how many calls are generated as each kind of
# caller; SEED draws all of it.
SAMPLES ?= 10000
KILLS ?= 200
NODE_KILLS ?= 500
# The same with containers of each engine, which start more slowly.
ENGINE_KILLS ?= 100
CONTAINER_CHAOS := node_is_killed_at_every_step kill_reaches_the_algorithm
CALLS ?= 50000
SEED ?= 1
# How many bytes pass through each store for large data.
LARGE ?= 2147483648
# How many seconds nodes wait for their server.
PAUSE ?= 120

chaos: program ## kill, starve and cut off the parts of a running federation, and ask what nobody would: it must end right
	@scripts/chaos/run --samples $(SAMPLES) --seed $(SEED)
	@scripts/chaos/kills --kills $(KILLS) --seed $(SEED)
	@scripts/chaos/kills --kills $(KILLS) --seed $(SEED) --disk
	@scripts/chaos/nodes --kills $(NODE_KILLS) --pause $(PAUSE) --seed $(SEED)
	@scripts/chaos/nodes --kills $(ENGINE_KILLS) --seed $(SEED) --engine docker $(CONTAINER_CHAOS)
	@scripts/chaos/nodes --kills $(ENGINE_KILLS) --seed $(SEED) --engine podman $(CONTAINER_CHAOS)
	@scripts/chaos/fuzz --calls $(CALLS) --seed $(SEED)
	@scripts/chaos/large --bytes $(LARGE)

bench: program ## print the figures, side by side with the Python server and client
	$(SWIFT) build $(RELEASE) --product polder-bare
	$(SWIFT) build $(RELEASE) --product polder-meter
	@scripts/bench/run

docs: debug ## the documentation of the client's library, with DocC: .build/docs
	@scripts/docs

lint: ## formatting and style, as CI checks them
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

format: ## put the sources into the project's format
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

clean: ## remove what was built
	rm -rf .build .venv-interop .venv-bench .venv-chaos
