#!/usr/bin/env bash
# Lighthouse's accessibility and best practices on every page: starts a demo, signs in, and prints each page's figures
# with what is below 100. Needs node, Chromium (CHROME_PATH) and a built app.
#
#   tools/lighthouse/audit.sh [PATH...]
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

cache=${XDG_CACHE_HOME:-$HOME/.cache}/taskrelay
modules=$cache/lighthouse-$(sha256sum "$here/package-lock.json" | cut -c1-16)
if [[ ! -e $modules/.complete ]]; then
    mkdir -p "$modules"
    cp "$here/package.json" "$here/package-lock.json" "$modules"
    (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    touch "$modules/.complete"
fi

folder=$(mktemp -d)
port=${PORT:-5393} simulator=${SIMULATOR_PORT:-5493}
dotnet "$root/TaskRelay.Web/bin/Debug/net10.0/TaskRelay.Web.dll" demo --keep "$folder" --port "$port" --simulator-port "$simulator" > "$folder/demo.log" &
demo=$!
trap 'kill "$demo" 2>/dev/null; wait "$demo" 2>/dev/null || true; rm -rf "$folder"' EXIT
until grep -q 'Ctrl-C' "$folder/demo.log"; do
    kill -0 "$demo" || { cat "$folder/demo.log" >&2; exit 1; }
    sleep 0.5
done

AUDIT_MODULES=$modules node "$here/audit.mjs" "http://localhost:$port/" "$@"
