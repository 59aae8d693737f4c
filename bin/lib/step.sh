# shellcheck shell=bash
# One line per step: what it is, then how long it took, or "cached".
# bash 3.2 (macOS) has no associative arrays and dislikes empty ones, so the table is text.
STEP_TABLE=''
STEPS_FAILED=0
EXIT_ACTIONS=''

took() {
  if [ "$1" -ge 60 ]; then printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); else printf '%d s' "$1"; fi
}

say() { printf '%s\n' "$*"; }

fail() { # WHAT ADVICE
  printf '\n✗ %s\n' "$1" >&2
  printf '  What to do: %s\n' "$2" >&2
  exit 1
}

record() { # NAME OUTCOME
  STEP_TABLE="$STEP_TABLE$1	$2
"
}

cached() { # NAME
  printf '  ✓ %-44s cached\n' "$1"
  record "$1" cached
}

# Quiet: the output goes to a log, the terminal shows the log's last line while it grows.
# ADVICE=… says what to do when it fails.
step() { # NAME COMMAND…
  local name=$1 log started=$SECONDS status=0 ticker
  shift
  log=$LOGS/$(printf '%s' "$name" | tr -cs 'A-Za-z0-9.' '-').$$.log
  [ -t 1 ] || printf '  … %s\n' "$name"
  tick "$name" "$log" &
  ticker=$!
  # A subshell of its own, outside any condition, so that `set -e` holds inside the command.
  set +e
  (set -e; "$@") >"$log" 2>&1 </dev/null
  status=$?
  set -e
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  [ -t 1 ] && printf '\r\033[K'
  if [ "$status" -ne 0 ]; then
    tail -n 40 "$log" >&2
    record "$name" "FAILED after $(took $((SECONDS - started)))"
    fail "$name failed (exit $status, $(took $((SECONDS - started))))." "${ADVICE:-read the end of the log above.} The whole log: $log"
  fi
  rm -f "$log"
  printf '  ✓ %-44s %s\n' "$name" "$(took $((SECONDS - started)))"
  record "$name" "$(took $((SECONDS - started)))"
}

tick() { # NAME LOG
  local second=0 line
  # A background job outlives Ctrl-C, so it looks whether its script is still there.
  while kill -0 $$ 2>/dev/null && sleep 1 >/dev/null 2>&1; do
    second=$((second + 1))
    line=$(tail -n 1 "$2" 2>/dev/null | tr -d '\r\033' | cut -c1-60)
    if [ -t 1 ]; then
      printf '\r\033[K  … %s, %s  %s' "$1" "$(took $second)" "$line"
    elif [ $((second % 60)) -eq 0 ]; then
      printf '  … %s, %s  %s\n' "$1" "$(took $second)" "$line"
    fi
  done
}

# Loud: the output is the point. A failure is remembered, and the next check still runs.
check() { # NAME COMMAND…
  local name=$1 started=$SECONDS status=0
  shift
  printf '\n── %s\n' "$name"
  set +e
  (set -e; "$@") </dev/null
  status=$?
  set -e
  if [ "$status" -eq 0 ]; then
    record "$name" "$(took $((SECONDS - started)))"
  else
    STEPS_FAILED=$((STEPS_FAILED + 1))
    record "$name" "FAILED after $(took $((SECONDS - started)))"
    printf '\n✗ %s failed (exit %s)\n' "$name" "$status" >&2
    [ -z "${ADVICE:-}" ] || printf '  What to do: %s\n' "$ADVICE" >&2
  fi
  return 0
}

step_table() {
  [ -n "$STEP_TABLE" ] || return 0
  printf '\n%-48s %s\n' step took
  printf '%s' "$STEP_TABLE" | while IFS='	' read -r name outcome; do
    printf '%-48s %s\n' "$name" "$outcome"
  done
  printf '%-48s %s\n' 'all of it' "$(took $SECONDS)"
}

# Runs at the end, however the end comes; the last one asked for runs first.
at_exit() { # COMMAND (one string)
  EXIT_ACTIONS="$1; $EXIT_ACTIONS"
  trap 'leave $?' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

leave() {
  trap - EXIT INT TERM HUP
  set +e
  eval "$EXIT_ACTIONS"
  exit "$1"
}
