# shellcheck shell=bash
# Everything the commands in bin/ stand on, in the order in which it is needed.
BIN=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$BIN/lib/pins.sh"
. "$BIN/lib/place.sh"
. "$BIN/lib/step.sh"
. "$BIN/lib/lock.sh"
. "$BIN/lib/port.sh"
. "$BIN/lib/dotenv.sh"
. "$BIN/lib/database.sh"
. "$BIN/lib/release.sh"
. "$BIN/setup/system.sh"
. "$BIN/setup/rust.sh"
. "$BIN/setup/node.sh"
. "$BIN/setup/tools.sh"
. "$BIN/setup/mongod.sh"
. "$BIN/setup/browser.sh"
