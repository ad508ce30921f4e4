#!/usr/bin/env bash
# Lints docs/openapi.json with Spectral. Installs Spectral, as the lock file pins it, into a cache outside the clone.
#
#   tools/spectral/lint.sh [FILE]     installs where needed, then lints
#   tools/spectral/lint.sh --install  only installs
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

cache=${XDG_CACHE_HOME:-$HOME/.cache}/taskrelay
version=$(sha256sum "$here/package-lock.json" | cut -c1-16)
folder=$cache/spectral-$version
program=$folder/node_modules/.bin/spectral

if [[ ! -e $folder/.complete ]]; then
    mkdir -p "$folder"
    cp "$here/package.json" "$here/package-lock.json" "$folder"
    # No script of a package runs: one of them only counts installations.
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    touch "$folder/.complete"
fi

[[ ${1:-} != --install ]] || exit 0
exec "$program" lint --fail-severity=hint --ruleset "$root/.spectral.yaml" "${1:-$root/docs/openapi.json}"
