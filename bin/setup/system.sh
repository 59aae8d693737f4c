# shellcheck shell=bash
# Packages of the system: apt where there is apt, words where there is not.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

system_packages() { # NAME…
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update
  if ! as_root apt-get install -y --no-install-recommends "$@"; then
    # A run that broke half-way is mended by finishing it.
    as_root dpkg --configure -a
    as_root apt-get install -y --no-install-recommends "$@"
  fi
}

can_install_system_packages() {
  command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }
}

require_system_package() { # WHAT-FOR NAME… ; installs or says how
  local purpose=$1
  shift
  can_install_system_packages || fail "$purpose is missing." "install it ($*) with your system's package manager, then run this again."
  ADVICE="run 'apt-get install $*' by hand and look at what it says." step "$purpose" system_packages "$@"
}

is_debian() {
  [ -r /etc/os-release ] && grep -q '^ID=debian' /etc/os-release
}
