# shellcheck shell=bash
# Reads .env; what the environment already says wins.
load_dotenv() {
  local line key
  [ -r .env ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) continue ;; esac
    key=${line%%=*}
    case $key in *[!A-Z0-9_]* | '') fail ".env has a line that is not NAME=value: $line" 'write it as NAME=value, without spaces around the =.' ;; esac
    [ -n "${!key+set}" ] || export "$key=${line#*=}"
  done <.env
}
