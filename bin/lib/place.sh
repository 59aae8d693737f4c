# shellcheck shell=bash
# Where things are: the checkout, the cache of tools, and the PATH that finds them.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/mewayz
TOOLS=${MEWAYZ_TOOLS:-$CACHE/tools}
LOGS=$CACHE/logs
SITE_ROOT=$ROOT/target/site
SERVER_BIN=$ROOT/target/release/server

CARGO_LEPTOS_DIR=$TOOLS/cargo-leptos-$CARGO_LEPTOS_VERSION
WASM_BINDGEN_DIR=$TOOLS/wasm-bindgen-cli-$WASM_BINDGEN_VERSION
NEXTEST_DIR=$TOOLS/cargo-nextest-$NEXTEST_VERSION
CARGO_DENY_DIR=$TOOLS/cargo-deny-$CARGO_DENY_VERSION
MONGOD_DIR=$TOOLS/mongod-$MONGOD_VERSION

# npm's wasm-opt comes first: Debian's (108) exits 0 and breaks the app.
TOOL_PATH=$ROOT/node_modules/.bin:$CARGO_LEPTOS_DIR/bin:$WASM_BINDGEN_DIR/bin:$CARGO_DENY_DIR/bin
PATH=$TOOL_PATH:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin:$NEXTEST_DIR/bin:$MONGOD_DIR/bin
export PATH

cd "$ROOT" || exit 1
mkdir -p "$LOGS" "$TOOLS"
