# shellcheck shell=bash
# A MongoDB of our own: a one-node replica set on a free loopback port.
# A HOME holds mongo/ (the data), mongod.pid, mongod.port and mongod.log.
process_name() { # PID
  # A bare Debian has no ps.
  if [ -r "/proc/$1/comm" ]; then cat "/proc/$1/comm"; else ps -p "$1" -o comm= 2>/dev/null || true; fi
}

database_is_running() { # HOME
  local pid
  [ -s "$1/mongod.pid" ] && [ -s "$1/mongod.port" ] || return 1
  pid=$(cat "$1/mongod.pid")
  # The pid may have been given to somebody else since.
  case $(process_name "$pid") in *mongod*) ;; *) return 1 ;; esac
  port_is_taken "$(cat "$1/mongod.port")"
}

database_uri() { # HOME
  printf 'mongodb://127.0.0.1:%s/?replicaSet=rs0' "$(cat "$1/mongod.port")"
}

database_start() { # HOME
  local home=$1 port=''
  mkdir -p "$home/mongo"
  # The replica set remembers its own address, so the last port is taken again where it is free.
  [ ! -s "$home/mongod.port" ] || port=$(cat "$home/mongod.port")
  if [ -z "$port" ] || port_is_taken "$port"; then port=$(free_port); fi
  # mongod would keep the log of every earlier start.
  rm -f "$home/mongod.log"
  # A file for each collection and index, many times over while tests run: mongod aborts without room.
  ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
  # A long socket path is refused, hence --nounixsocket. By default a signalled shutdown waits 15 s
  # for other members to take over: there are none. The log of changes would take 5 % of the disk.
  mongod --dbpath "$home/mongo" --replSet rs0 --bind_ip 127.0.0.1 --port "$port" --nounixsocket \
    --wiredTigerCacheSizeGB 0.25 --oplogSize 512 --fork --logpath "$home/mongod.log" --pidfilepath "$home/mongod.pid" \
    --setParameter transactionLifetimeLimitSeconds=10 \
    --setParameter minSnapshotHistoryWindowInSeconds=0 --syncdelay 5 \
    --setParameter diagnosticDataCollectionEnabled=false \
    --setParameter shutdownTimeoutMillisForSignaledShutdown=0
  printf '%s' "$port" >"$home/mongod.port"
  node bin/database/initiate.mjs "$port"
}

database_stop() { # HOME
  local pid waited=0
  database_is_running "$1" || return 0
  pid=$(cat "$1/mongod.pid")
  kill -TERM "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    waited=$((waited + 1))
    [ "$waited" -lt 200 ] || kill -KILL "$pid" 2>/dev/null || true
  done
  rm -f "$1/mongod.pid"
}

# The database of a person's own runs: theirs if MONGODB_URI is set, else one in .data, kept.
database_for_development() {
  local home=$ROOT/.data
  if [ -n "${MONGODB_URI:-}" ]; then
    cached 'MongoDB (MONGODB_URI)'
    return
  fi
  if database_is_running "$home"; then
    cached "MongoDB (already running on port $(cat "$home/mongod.port"))"
  else
    setup_mongod
    ADVICE="read $home/mongod.log. Deleting .data/ starts with an empty database." \
      step 'MongoDB (data in .data)' database_start "$home"
    at_exit "database_stop '$home'"
  fi
  MONGODB_URI=$(database_uri "$home")
  export MONGODB_URI
}

# What mongod said last, where it ended by itself: everything after that failed for its sake.
database_obituary() { # HOME
  ! database_is_running "$1" || return 0
  printf '\n✗ mongod ended before its time. Its last words:\n' >&2
  tail -n 40 "$1/mongod.log" >&2 || true
  df -h "$1" >&2 || true
}

# A database that is gone afterwards, for tests and measurements.
database_for_once() {
  local home
  home=$(mktemp -d "${TMPDIR:-/tmp}/mewayz-mongo.XXXXXX")
  at_exit "database_stop '$home'; rm -rf '$home'"
  setup_mongod
  ADVICE="the log above is mongod's own." step 'MongoDB (thrown away afterwards)' database_start "$home"
  at_exit "database_obituary '$home'"
  MONGODB_URI=$(database_uri "$home")
  export MONGODB_URI
}
