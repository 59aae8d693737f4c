# shellcheck shell=bash
setup_node() {
  local major
  if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    fail 'Node.js or npm is missing.' "install Node.js $NODE_MAJOR or newer with npm, then run this again."
  fi
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge "$NODE_MAJOR" ] ||
    fail "Node.js $major is too old." "install Node.js $NODE_MAJOR or newer, then run this again."

  if cmp -s package-lock.json node_modules/.installed-lock.json; then
    cached 'npm packages'
  else
    ADVICE="run 'npm ci' by hand; if package.json was changed, 'npm install' writes the lock again." \
      step 'npm packages' install_npm_packages
  fi
}

install_npm_packages() {
  npm ci --no-audit --no-fund
  cp package-lock.json node_modules/.installed-lock.json
}
