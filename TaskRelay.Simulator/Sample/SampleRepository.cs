namespace TaskRelay.Simulator.Sample;

/// <summary>A project that a person understands at a glance: POSIX sh, tests without any dependency, one of them failing.</summary>
internal static class SampleRepository
{
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["README.md"] = """
            # hello

            A few small shell tools, with tests.

            | tool | what it does |
            |---|---|
            | `src/greet.sh [name]` | greets somebody, or the world |
            | `src/lines.sh [file]` | counts the lines of a file, or of its input |

            Run the tests with `./test.sh`, or one of them with `./test.sh greet`.

            """,
        ["src/greet.sh"] = """
            #!/bin/sh
            # Greets somebody: greet.sh [name]
            name="${1:-world}"
            printf 'Helo, %s!\n' "$name"

            """,
        ["src/lines.sh"] = """
            #!/bin/sh
            # Counts lines: lines.sh [file]
            cat "${1:--}" | awk 'END { print NR }'

            """,
        ["tests/greet_test.sh"] = """
            # shellcheck shell=sh
            check "greets the world" "Hello, world!" "$(src/greet.sh)"
            check "greets by name" "Hello, Ada!" "$(src/greet.sh Ada)"

            """,
        ["tests/lines_test.sh"] = """
            # shellcheck shell=sh
            check "counts lines" "3" "$(printf 'a\nb\nc\n' | src/lines.sh)"
            check "counts an empty input" "0" "$(printf '' | src/lines.sh)"

            """,
        ["test.sh"] = """
            #!/bin/sh
            # Runs every tests/*_test.sh, or only those that are named: ./test.sh greet lines
            cd "$(dirname "$0")" || exit 2
            passed=0
            failed=0

            # check WHAT EXPECTED ACTUAL
            check() {
                if [ "$2" = "$3" ]; then
                    passed=$((passed + 1))
                    echo "ok    $1"
                else
                    failed=$((failed + 1))
                    echo "FAIL  $1: expected '$2', got '$3'"
                fi
            }

            [ $# -gt 0 ] || set -- $(ls tests | sed -n 's/_test\.sh$//p')
            for name in "$@"; do
                if [ -f "tests/${name}_test.sh" ]; then
                    . "./tests/${name}_test.sh"
                else
                    failed=$((failed + 1))
                    echo "FAIL  no test is named $name"
                fi
            done

            echo "$passed passed, $failed failed"
            [ "$failed" -eq 0 ]

            """,
    };
}
