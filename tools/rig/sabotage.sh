#!/usr/bin/env bash
# Proves that the rig can fail: breaks a copy of the source on purpose, once for each patch beside this script, builds
# it and lets the rig try it. Good when the rig finds every one, for the reason that the patch is named for.
#
#   tools/rig/sabotage.sh [kills] [patch ...]     without patches: all of them
set -euo pipefail
unset CDPATH
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
kills=${1:-10}
shift || true
names=("$@")
((${#names[@]} > 0)) || mapfile -t names < <(cd "$root/tools/rig/sabotage" && ls -- *.patch)

# What the rig has to say of each: lateness alone is no proof.
declare -A expected=(
    [synchronous-off]=lost
    [answer-before-commit]=lost
    [unique-index-dropped]=doubled
)

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create) | tar --extract --directory "$copy"
cd "$copy"
build() { dotnet build "$1" --nologo -v q -clp:NoSummary >"$copy/build.log" 2>&1 || { cat "$copy/build.log" >&2; exit 2; }; }
build TaskRelay.Rig/TaskRelay.Rig.csproj

missed=0
for name in "${names[@]}"; do
    name=${name%.patch}
    git apply "$root/tools/rig/sabotage/$name.patch"
    build TaskRelay.Web/TaskRelay.Web.csproj
    printf '\n== %s: expected %s\n' "$name" "${expected[$name]}"
    status=0
    dotnet TaskRelay.Rig/bin/Debug/net10.0/TaskRelay.Rig.dll --app TaskRelay.Web/bin/Debug/net10.0/TaskRelay.Web.dll \
        --kills "$kills" --tasks 0 --seed 4711 --ready-limit 600 --drain-limit 10 --keep "$copy/run-$name" | tee "$copy/rig.log" || status=$?
    if ((status == 1)) && grep -q "^${expected[$name]}: " "$copy/rig.log"; then
        echo "CAUGHT $name"
    else
        echo "MISSED $name"
        missed=$((missed + 1))
    fi
    git apply --reverse "$root/tools/rig/sabotage/$name.patch"
done
exit $((missed > 0))
