# shellcheck shell=bash
# A Chromium that Playwright can drive. CHROMIUM_PATH is empty where Playwright has its own.
setup_browser() {
  local name
  if find_chromium; then
    cached "Chromium ($CHROMIUM_PATH)"
    return
  fi
  # Ubuntu's package is a snap, which does not start in containers: only Debian's is used.
  if is_debian && can_install_system_packages; then
    require_system_package 'Chromium' chromium fonts-liberation
    find_chromium || fail 'Chromium was installed but does not start.' "run 'chromium --version' and look at what it says."
    return
  fi
  name='Chromium of Playwright'
  CHROMIUM_PATH=''
  export CHROMIUM_PATH
  if [ "$(uname -s)" = Linux ] && can_install_system_packages; then
    ADVICE="run 'npx playwright install --with-deps chromium' by hand." step "$name" playwright install --with-deps chromium
  else
    ADVICE="install Chromium or Chrome so that 'chromium' is on PATH, or run 'npx playwright install chromium' by hand." \
      step "$name" playwright install chromium
  fi
}

find_chromium() {
  local name program
  for name in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    [ -n "$name" ] || continue
    program=$(command -v "$name" 2>/dev/null) || continue
    "$program" --version >/dev/null 2>&1 || continue
    CHROMIUM_PATH=$program
    export CHROMIUM_PATH
    return 0
  done
  return 1
}
