#!/usr/bin/env bash
# Installs what the tests need where it is missing, builds with warnings as errors, checks the formatting, runs every
# test. The last line is always "tests: N passed, N failed"; the exit code is 0 only when nothing failed.
#
# A handful of failures is run once more, without neighbours. What passes then is named as unsteady, with the words of
# its first failure, and is a fault of the test to be mended; it does not hold up a change. Many failures, and those of
# the tests that look for races, get no second try.
#
#   ./test.sh                                  everything
#   ./test.sh --filter-class '*CommandParser*' arguments go to `dotnet test`
set -euo pipefail

passed=0 failed=0 skipped=0

finish() {
    local status=$?
    trap - EXIT
    [[ -z ${npm_installation:-} ]] || kill "$npm_installation" 2>/dev/null || true
    # A step that broke is a failure, also when no test got as far as to fail.
    ((status == 0 || failed > 0)) || failed=1
    ((skipped == 0)) || echo "skipped: $skipped"
    echo "tests: $passed passed, $failed failed"
    ((failed == 0)) || exit 1
}
trap finish EXIT

unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# No build server outlives this script: a caller that reads our output through a pipe would wait for it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
# NuGet and the SDK keep files below HOME.
[[ -n ${HOME:-} ]] || { HOME=$(mktemp -d); export HOME; }

say() { printf '\n== %s\n' "$1"; }

# On the PATH, or, for PostgreSQL's programs, where Debian keeps them.
is_there() {
    command -v "$1" >/dev/null || [[ $1 == initdb && -n $(compgen -G '/usr/lib/postgresql/*/bin/initdb') ]]
}

# Command, and the Debian package that brings it.
install_missing() {
    local missing=() command package
    while read -r command package; do
        is_there "$command" || missing+=("$package")
    done <<'NEEDED'
git git
chromium chromium
bwrap bubblewrap
setsid util-linux
ps procps
node nodejs
npm npm
python3 python3
initdb postgresql
NEEDED
    ((${#missing[@]} > 0)) || return 0
    if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
        echo "Missing, and only root can install it here (Debian's names): ${missing[*]}" >&2
        return 1
    fi
    say "installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# The same Chromium without its window, which needs a third less of the machine; where it can't be had, the other will do.
find_browser() {
    [[ -z ${CHROME_PATH:-} ]] || return 0
    if ! command -v chromium-headless-shell >/dev/null && [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
        say "installing chromium-headless-shell"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell \
            || echo "chromium-headless-shell could not be installed: chromium is used." >&2
    fi
    CHROME_PATH=$(command -v chromium-headless-shell || command -v chromium)
    export CHROME_PATH
}

# What npm brings, while the compiler works: the agent CLIs that some tests run (large, so they stay in a cache folder
# outside the clone), and the linter, whose first installation may take a minute.
install_by_npm() {
    tools/agents/install.sh "$TASKRELAY_TEST_AGENTS" || echo "The agent CLIs could not be installed: the tests that run them will fail." >&2
    tools/spectral/lint.sh --install
}

# Sum of one counter over all result files.
count() {
    local sum=0 number
    for number in $(grep -ho '<Counters [^>]*' TestResults/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n'); do
        sum=$((sum + number))
    done
    echo "$sum"
}

# Names the unsteady ones among a few failures and takes them from the count.
try_alone() {
    local methods=() arguments=() method steady
    mapfile -t methods < <(python3 tools/tests/failures.py TestResults --methods)
    for method in "${methods[@]}"; do
        # A race that was seen once is there: these tests exist to find it.
        [[ $method == *.* && $method != *Crash* && $method != *AtOnce* && $method != *Race* ]] || return 0
        arguments+=(-method "$method")
    done
    ((${#methods[@]} > 0 && ${#methods[@]} <= 5)) || return 0
    say "the same ones without neighbours"
    TaskRelay.Web.Tests/bin/Debug/net10.0/TaskRelay.Web.Tests "${arguments[@]}" -noColor -parallelMode none \
        -result-trx "$PWD/TestResults/alone.trx" || true
    [[ -f TestResults/alone.trx ]] || return 0
    mkdir -p TestResults/alone && mv TestResults/alone.trx TestResults/alone/
    steady=$(python3 tools/tests/failures.py TestResults/alone --methods)
    if [[ -n $steady ]]; then
        python3 tools/tests/failures.py TestResults/alone
        return 0
    fi
    printf 'unsteady: %s\n' "${methods[@]}"
    passed=$((passed + failed))
    failed=0
}

command -v dotnet >/dev/null || { echo "Missing: the .NET SDK of global.json, https://dot.net" >&2; exit 1; }
install_missing
find_browser
export TASKRELAY_TEST_AGENTS=${XDG_CACHE_HOME:-$HOME/.cache}/taskrelay/agents
npm_log=$(mktemp)
install_by_npm > "$npm_log" 2>&1 &
npm_installation=$!

say restore
dotnet restore TaskRelay.sln
say build
dotnet build TaskRelay.sln --no-restore -warnaserror
say publish
# Hundreds of processes of the app and its worker are started by the tests: compiled code starts in half the time.
dotnet publish TaskRelay.Web -c Release -o "$PWD/artifacts/app"
export TASKRELAY_TEST_APP=$PWD/artifacts/app
# What lives for seconds gains nothing from code that measures itself to be compiled better later.
export DOTNET_TieredPGO=0
say format
# Style and analyzers are errors of the build; what it does not look at are blanks and the order of the imports.
format_failed=0
dotnet format whitespace TaskRelay.sln --verify-no-changes --no-restore || format_failed=1
dotnet format style TaskRelay.sln --verify-no-changes --no-restore --diagnostics IMPORTS || format_failed=1

say "agent CLIs and OpenAPI linter"
npm_status=0
wait "$npm_installation" || npm_status=$?
npm_installation=
cat "$npm_log"
rm -f "$npm_log"
((npm_status == 0)) || exit "$npm_status"

say test
rm -rf TestResults
status=0
dotnet test --solution TaskRelay.sln --no-build --report-xunit-trx --results-directory "$PWD/TestResults" "$@" || status=$?

passed=$(count passed)
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
skipped=$(count notExecuted)
# A test host that crashed has written no failure down; and no test at all is no success.
((failed > 0 || (status == 0 && passed > 0))) || failed=1
# Last, because what keeps a log often keeps its end alone.
if ((failed > 0)); then
    say "what failed"
    python3 tools/tests/failures.py TestResults
    try_alone
fi
if ((format_failed)); then
    echo "The formatting differs: run 'dotnet format TaskRelay.sln'." >&2
    failed=$((failed + 1))
fi
