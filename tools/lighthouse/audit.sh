#!/usr/bin/env bash
# Lighthouse's accessibility and best practices on every page: starts a demo, signs in, and prints each page's figures
# with what is below 100. Needs node, Chromium (CHROME_PATH) and a built app.
#
#   tools/lighthouse/audit.sh [PATH...]
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/tools/lib.sh"

install_modules "$root/tools/screenshots"
export SHOOT_MODULES=$modules
install_modules "$here"
port=${PORT:-5393} simulator=${SIMULATOR_PORT:-5493}
start_demo "$port" "$simulator"
# Pages of tasks and deliveries need some.
node "$root/tools/screenshots/work.mjs" "http://localhost:$port/" "http://localhost:$simulator/"
AUDIT_MODULES=$modules node "$here/audit.mjs" "http://localhost:$port/" "$@"
