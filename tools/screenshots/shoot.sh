#!/usr/bin/env bash
# Makes docs/screenshots anew: starts a demo, lets it do some work, gives it a past, and takes each screen at 1440 and
# 390 pixels in both themes. Needs node, python3, Chromium (CHROME_PATH) and a built app.
#
#   tools/screenshots/shoot.sh [SCREEN...]
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/tools/lib.sh"

install_modules "$here"
export SHOOT_MODULES=$modules
port=${PORT:-5391} simulator=${SIMULATOR_PORT:-5491}
start_demo "$port" "$simulator"
node "$here/work.mjs" "http://localhost:$port/" "http://localhost:$simulator/"
python3 "$here/seed.py" "$folder/taskrelay.db"
node "$here/shoot.mjs" "http://localhost:$port/" "${SHOTS:-$root/docs/screenshots}" "$@"
