# shellcheck shell=bash
# The versions of everything that is installed, in one place.
CARGO_LEPTOS_VERSION=0.3.10
# Must equal the `wasm-bindgen` pinned in Cargo.toml.
WASM_BINDGEN_VERSION=0.2.130
# Only installed where no cargo-nextest is on PATH.
NEXTEST_VERSION=0.9.143
CARGO_DENY_VERSION=0.20.2
# The MongoDB server inside the wheel that bin/setup/mongod.txt names.
MONGOD_VERSION=6.0.5
NODE_MAJOR=20
