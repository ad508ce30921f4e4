#!/usr/bin/env bash
# Makes the pictures of set-up in docs/screenshots anew: starts a TaskRelay that knows nothing beside a GitHub in a box,
# and walks through it. Needs node, Chromium (CHROME_PATH) and a built solution.
#
#   tools/screenshots/setup.sh [FOLDER]
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/tools/lib.sh"
target=${1:-$root/docs/screenshots}

install_modules "$here"
folder=$(mktemp -d)
port=${PORT:-5392} simulator=${SIMULATOR_PORT:-5492}
dotnet "$root/TaskRelay.Simulator/bin/Debug/net10.0/TaskRelay.Simulator.dll" --port "$simulator" --state "$folder/github" > "$folder/github.log" &
github=$!
cd "$folder"
env "urls=http://localhost:$port" "GitHub__WebBaseUrl=http://127.0.0.1:$simulator" "GitHub__ApiBaseUrl=http://127.0.0.1:$simulator" \
    "Anthropic__BaseUrl=http://127.0.0.1:$simulator/anthropic" Queue__MaxRunning=1 \
    dotnet "$root/TaskRelay.Web/bin/Debug/net10.0/TaskRelay.Web.dll" > "$folder/relay.log" &
relay=$!
trap 'kill "$relay" "$github" 2>/dev/null; wait "$relay" "$github" 2>/dev/null || true; rm -rf "$folder"' EXIT
until grep -q 'one-time code:' "$folder/relay.log"; do
    kill -0 "$relay" || { cat "$folder/relay.log" >&2; exit 1; }
    sleep 0.5
done
code=$(grep -oE '[2-9A-Z]{4}(-[2-9A-Z]{4}){3}' "$folder/relay.log" | head -1)

SHOOT_MODULES=$modules SETUP_CODE=$code node "$here/setup.mjs" "http://localhost:$port/" "http://127.0.0.1:$simulator/" "$target"
