#!/usr/bin/env bash
# How much memory an open page holds in the server, and how much of that is the page's own: the live objects of a demo
# with a past, before and after some pages are opened by a browser in a process of its own. Each figure is printed
# beside that of the help page, which shows no data. Needs node, python3, Chromium (CHROME_PATH) and a built app (APP: another one).
#
#   tools/heap/measure.sh [PATH...]           the list of tasks, where none is named
#   PAGES=16 TYPES=30 tools/heap/measure.sh   sixteen pages instead of eight; the types that grew most
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/tools/lib.sh"

bin=${XDG_CACHE_HOME:-$HOME/.cache}/taskrelay/gcdump
[[ -x $bin/dotnet-gcdump ]] || dotnet tool install --tool-path "$bin" dotnet-gcdump >&2
install_modules "$root/tools/screenshots"
export SHOOT_MODULES=$modules
port=${PORT:-5394} simulator=${SIMULATOR_PORT:-5494}
start_demo "$port" "$simulator"
node "$root/tools/screenshots/work.mjs" "http://localhost:$port/" "http://localhost:$simulator/"
python3 "$root/tools/screenshots/seed.py" "$folder/taskrelay.db"
node "$here/measure.mjs" "http://localhost:$port/" "$demo" "$bin/dotnet-gcdump" "${PAGES:-8}" "${TYPES:-0}" "${@:-tasks}"
