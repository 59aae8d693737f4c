# shellcheck shell=bash
# Two checkouts may fill one cache at once. Each installs into a folder of its own and renames it
# into place, so a reader never sees half a tool; the lock only saves the second one the work.
with_lock() { # NAME COMMAND…
  local lock=$TOOLS/.$1.lock
  shift
  if command -v flock >/dev/null 2>&1; then
    (
      flock 9
      "$@"
    ) 9>"$lock"
  else
    "$@"
  fi
}

move_into_place() { # STAGED FINAL PROOF (a file that only a finished install has)
  if [ -x "$2/$3" ]; then
    rm -rf "$1"
    return
  fi
  rm -rf "$2"
  mv "$1" "$2"
}
