namespace TaskRelay.Simulator.Sample;

/// <summary>Two issues that the scripted agent can follow to the letter, and one that needs an agent that thinks.</summary>
internal static class SampleIssues
{
    public static readonly IReadOnlyList<(string Title, string Body, string Author)> All =
    [
        ("greet.sh says \"Helo\"", Typo, "writer"),
        ("Add a word counter", WordCounter, "maintainer"),
        ("Greetings should know the time of day", TimeOfDay, "reader"),
    ];

    private const string Typo = """
        `src/greet.sh` greets with *Helo*, so two tests fail:

        ```
        $ ./test.sh greet
        FAIL  greets the world: expected 'Hello, world!', got 'Helo, world!'
        ```

        It should say **Hello**, also when the name has a space in it.

        ```scribe
        say The greeting is misspelt. First the tests as they are.
        run ./test.sh
        write src/greet.sh <<END
        #!/bin/sh
        # Greets somebody: greet.sh [name]
        name="${1:-world}"
        printf 'Hello, %s!\n' "$name"
        END
        append tests/greet_test.sh <<END
        check "greets a name with a space" "Hello, Ada Lovelace!" "$(src/greet.sh "Ada Lovelace")"
        END
        run ./test.sh
        commit Greet with Hello
        summary The greeting is right now, and a test covers names with a space.
        ```
        """;

    private const string WordCounter = """
        There is `src/lines.sh` for lines. I'd like the same for words:

        - `src/words.sh FILE` prints how many words a file has
        - without a file it reads its input
        - an empty input has 0 words

        ```scribe
        say A new tool beside lines.sh, with tests of its own.
        run ./test.sh lines
        write src/words.sh <<END
        #!/bin/sh
        # Counts words: words.sh [file]
        cat "${1:--}" | awk '{ words += NF } END { print words + 0 }'
        END
        run chmod +x src/words.sh
        write tests/words_test.sh <<END
        # shellcheck shell=sh
        check "counts words" "4" "$(printf 'one two\nthree  four\n' | src/words.sh)"
        check "counts no words" "0" "$(printf '' | src/words.sh)"
        END
        append README.md <<END

        `src/words.sh [file]` counts the words of a file, or of its input.
        END
        run ./test.sh lines words
        commit Add a word counter
        summary words.sh counts words; its tests and those of lines.sh pass.
        ```
        """;

    private const string TimeOfDay = """
        "Hello" is fine, but in the morning I'd rather be told *Good morning*, and *Good evening* after six.

        Whoever takes this: please keep `greet.sh` without dependencies, and let the tests set the hour.
        """;
}
