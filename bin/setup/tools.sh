# shellcheck shell=bash
# The cargo tools that build the app. Their own release profiles are made for speed at run time;
# ours is made for a short wait.
setup_build_tools() {
  cargo_tool cargo-leptos "$CARGO_LEPTOS_VERSION" "$CARGO_LEPTOS_DIR" cargo-leptos \
    --locked --features no_downloads
  cargo_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "$WASM_BINDGEN_DIR" wasm-bindgen
}

setup_test_runner() {
  if cargo nextest --version >/dev/null 2>&1; then
    cached 'cargo-nextest'
  else
    cargo_tool cargo-nextest "$NEXTEST_VERSION" "$NEXTEST_DIR" cargo-nextest --locked
  fi
}

setup_dependency_check() {
  cargo_tool cargo-deny "$CARGO_DENY_VERSION" "$CARGO_DENY_DIR" cargo-deny --locked
}

cargo_tool() { # CRATE VERSION DIR PROGRAM FLAGS…
  local crate=$1 version=$2 dir=$3 program=$4
  shift 4
  if [ -x "$dir/bin/$program" ]; then
    cached "$crate $version"
    return
  fi
  ADVICE="check the network and the free disk space, then run this again: it goes on where it stopped." \
    step "$crate $version (once)" with_lock "$crate" install_cargo_tool "$crate" "$version" "$dir" "$program" "$@"
}

install_cargo_tool() { # CRATE VERSION DIR PROGRAM FLAGS…
  local crate=$1 version=$2 dir=$3 program=$4 staged
  shift 4
  [ ! -x "$dir/bin/$program" ] || return 0
  staged=$(mktemp -d "$TOOLS/.$crate.XXXXXX")
  # A target folder that is kept until it worked: an interrupted build goes on where it stopped.
  CARGO_TARGET_DIR=$CACHE/build/$crate-$version CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback \
    cargo install "$crate" --version "$version" --root "$staged" --no-track "$@" \
    --config profile.release.lto=false \
    --config profile.release.codegen-units=16 \
    --config profile.release.opt-level=1 \
    --config profile.release.debug=0
  move_into_place "$staged" "$dir" "bin/$program"
  rm -rf "$CACHE/build/$crate-$version"
}
