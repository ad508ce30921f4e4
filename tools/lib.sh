# What the tools share; sourced, with `root` set to the repository's folder.
# shellcheck shell=bash

# Node's packages of a tool, in a cache folder outside the clone; sets `modules`.
install_modules() {
    local from=$1 cache=${XDG_CACHE_HOME:-$HOME/.cache}/taskrelay
    modules=$cache/$(basename "$from")-$(sha256sum "$from/package-lock.json" | cut -c1-16)
    [[ ! -e $modules/.complete ]] || return 0
    mkdir -p "$modules"
    cp "$from/package.json" "$from/package-lock.json" "$modules"
    (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    touch "$modules/.complete"
}

# A demo in a folder of its own that ends with the caller; sets `folder` and `demo`. The app of APP, else the built one.
start_demo() {
    local port=$1 simulator=$2
    folder=$(mktemp -d)
    dotnet "${APP:-$root/TaskRelay.Web/bin/Debug/net10.0/TaskRelay.Web.dll}" demo --keep "$folder" --port "$port" --simulator-port "$simulator" > "$folder/demo.log" &
    demo=$!
    trap 'kill "$demo" 2>/dev/null; wait "$demo" 2>/dev/null || true; rm -rf "$folder"' EXIT
    until grep -q 'Ctrl-C' "$folder/demo.log"; do
        kill -0 "$demo" || { cat "$folder/demo.log" >&2; exit 1; }
        sleep 0.5
    done
}
