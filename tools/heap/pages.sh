#!/usr/bin/env bash
# What an open list of tasks costs the server's memory. Starts a demo with fifty tasks, and opens the list in many tabs.
# Needs node, Chromium (CHROME_PATH), a built app, and the modules of tools/screenshots.
#
#   tools/heap/pages.sh [TABS]
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
lock=$root/tools/screenshots/package-lock.json
modules=${XDG_CACHE_HOME:-$HOME/.cache}/taskrelay/screenshots-$(sha256sum "$lock" | cut -c1-16)
[[ -e $modules/.complete ]] || { echo "Run tools/screenshots/shoot.sh once: it fetches the modules." >&2; exit 1; }

folder=$(mktemp -d)
port=${PORT:-5394} simulator=${SIMULATOR_PORT:-5494}

# A small first generation and a thrifty collector: little garbage stands in the figure.
DOTNET_gcServer=0 DOTNET_GCgen0size=0x400000 DOTNET_GCConserveMemory=7 \
    dotnet "$root/TaskRelay.Web/bin/Debug/net10.0/TaskRelay.Web.dll" demo --keep "$folder" --port "$port" --simulator-port "$simulator" > "$folder/demo.log" &
demo=$!
trap 'kill "$demo" 2>/dev/null; wait "$demo" 2>/dev/null || true; rm -rf "$folder"' EXIT
until grep -q 'Ctrl-C' "$folder/demo.log"; do
    kill -0 "$demo" || { cat "$folder/demo.log" >&2; exit 1; }
    sleep 0.5
done

SHOOT_MODULES=$modules node "$here/pages.mjs" "http://localhost:$port/" "$demo" "${1:-20}"
