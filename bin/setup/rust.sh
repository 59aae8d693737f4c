# shellcheck shell=bash
setup_rust() {
  local channel
  channel=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)
  command -v rustup >/dev/null 2>&1 ||
    fail 'rustup is missing.' "install Rust with rustup (https://rustup.rs), open a new terminal, then run this again."
  command -v cc >/dev/null 2>&1 || require_system_package 'A C compiler' build-essential

  if rust_is_ready "$channel"; then
    cached "Rust $channel, wasm32"
  else
    ADVICE="run 'rustup toolchain install $channel --component rustfmt --component clippy --target wasm32-unknown-unknown' by hand." \
      step "Rust $channel, wasm32" install_rust "$channel"
  fi
}

rust_is_ready() { # CHANNEL
  local parts
  parts=$(rustup component list --toolchain "$1" --installed 2>/dev/null) || return 1
  case $parts in *clippy*) ;; *) return 1 ;; esac
  case $parts in *rustfmt*) ;; *) return 1 ;; esac
  case $parts in *rust-std-wasm32-unknown-unknown*) ;; *) return 1 ;; esac
}

install_rust() { # CHANNEL
  rustup toolchain list | grep -q "^$1" || rustup toolchain install "$1" --profile minimal
  rustup component add --toolchain "$1" rustfmt clippy
  rustup target add --toolchain "$1" wasm32-unknown-unknown
}
