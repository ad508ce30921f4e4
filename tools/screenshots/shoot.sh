#!/usr/bin/env bash
# Makes docs/screenshots anew: starts a demo, lets it do some work, gives it a past, and takes each screen at 1440 and
# 390 pixels in both themes. Needs node, python3, Chromium (CHROME_PATH) and a built app.
#
#   tools/screenshots/shoot.sh [SCREEN...]
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

cache=${XDG_CACHE_HOME:-$HOME/.cache}/taskrelay
modules=$cache/screenshots-$(sha256sum "$here/package-lock.json" | cut -c1-16)
if [[ ! -e $modules/.complete ]]; then
    mkdir -p "$modules"
    cp "$here/package.json" "$here/package-lock.json" "$modules"
    (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    touch "$modules/.complete"
fi

folder=$(mktemp -d)
port=${PORT:-5391} simulator=${SIMULATOR_PORT:-5491}
(cd "$folder" && exec dotnet "$root/TaskRelay.Web/bin/Debug/net10.0/TaskRelay.Web.dll" demo --keep "$folder" --port "$port" --simulator-port "$simulator" > "$folder/demo.log") &
demo=$!
trap 'kill "$demo" 2>/dev/null; wait "$demo" 2>/dev/null || true; rm -rf "$folder"' EXIT
until grep -q 'Ctrl-C' "$folder/demo.log"; do
    kill -0 "$demo" || { cat "$folder/demo.log" >&2; exit 1; }
    sleep 0.5
done

export SHOOT_MODULES=$modules
node "$here/work.mjs" "http://localhost:$port/" "http://localhost:$simulator/"
python3 "$here/seed.py" "$folder/taskrelay.db"
node "$here/shoot.mjs" "http://localhost:$port/" "${SHOTS:-$root/docs/screenshots}" "$@"
