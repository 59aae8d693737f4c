# shellcheck shell=bash
# The release build, made anew only when what goes into it has changed.
RELEASE_STAMP=target/release/sources.stamp

release_sources() { # one hash over names and contents, committed or not
  local files
  files=$(git ls-files --cached --others --exclude-standard -- \
    app frontend server style public Cargo.toml Cargo.lock rust-toolchain.toml .cargo bin/lib/pins.sh |
    LC_ALL=C sort -u | while IFS= read -r file; do [ ! -f "$file" ] || printf '%s\n' "$file"; done)
  {
    printf '%s\n' "$files"
    printf '%s\n' "$files" | git hash-object --no-filters --stdin-paths
  } | git hash-object --stdin
}

# bin/dev builds into the same site folder: other files there mean that it is not this build's.
release_site() {
  find "$SITE_ROOT" -type f ! -name '*.br' ! -name '*.gz' | LC_ALL=C sort | git hash-object --stdin
}

release_is_fresh() {
  [ -x "$SERVER_BIN" ] && [ -d "$SITE_ROOT/pkg" ] && [ -s "$RELEASE_STAMP" ] &&
    [ "$(cat "$RELEASE_STAMP")" = "$(release_sources) $(release_site)" ]
}

build_release() {
  local sources
  # Taken before the build: an edit made while it runs must not pass for built.
  sources=$(release_sources)
  rm -f "$RELEASE_STAMP"
  # Without --split a page with #[lazy] never hydrates.
  cargo leptos build --release --split
  printf '%s %s' "$sources" "$(release_site)" >"$RELEASE_STAMP"
}

setup_release() {
  if release_is_fresh; then
    cached 'Release build'
  else
    setup_rust
    setup_build_tools
    ADVICE='the compiler says above what it could not build.' step 'Release build (the first takes long)' build_release
  fi
  step 'Compressed assets' node bin/assets/precompress.mjs "$SITE_ROOT"
}
