namespace TaskRelay.Web.Tests.Commands;

/// <summary>Comments that hold a command where it is none: quoted, code, hidden, within a line. Meanings as in <see cref="CommandCorpus"/>.</summary>
internal static class HiddenCommandCorpus
{
    public static readonly (string Body, string Meaning)[] Quotes =
    [
        ("> @taskrelay fix it", "none"),
        (">@taskrelay fix it", "none"),
        ("   > @taskrelay fix it", "none"),
        ("> > @taskrelay fix it", "none"),
        ("- > @taskrelay fix it", "none"),
        ("> a\n> @taskrelay fix it", "none"),
        ("> > a\n> @taskrelay fix it", "none"),
        ("> quoted\n\n@taskrelay fix it", "task: fix it"),
        ("> quoted\n@taskrelay fix it", "elsewhere"),
        ("> # heading\n@taskrelay fix it", "task: fix it"),
        ("> ```\n> code\n@taskrelay fix it", "task: fix it"),
        ("> @taskrelay claude\n\n@taskrelay scribe", "task agent=scribe:"),
        ("> quoted\n***\n@taskrelay fix it", "task: fix it"),
    ];

    public static readonly (string Body, string Meaning)[] Code =
    [
        ("`@taskrelay fix it`", "none"),
        ("Write `@taskrelay fix it`.", "none"),
        ("Write ``@taskrelay ` fix``.", "none"),
        ("a `span\n@taskrelay fix it\nends` here", "none"),
        ("a ``span\n@taskrelay fix it\nends` here", "task: fix it\nends` here"),
        ("a \\`span\n@taskrelay fix it\nends` here", "task: fix it\nends` here"),
        ("a `span\n\n@taskrelay fix it` is another paragraph", "task: fix it` is another paragraph"),
        ("# a ` heading\n@taskrelay fix ` it", "task: fix ` it"),
        ("```\n@taskrelay fix it\n```", "none"),
        ("```sh\n@taskrelay fix it\n```\n", "none"),
        ("~~~\n@taskrelay fix it\n~~~", "none"),
        ("~~~ a ` b\n@taskrelay fix it\n~~~", "none"),
        ("``` a ` b\n@taskrelay fix it", "task: fix it"),
        ("````\n```\n@taskrelay fix it\n```\n````", "none"),
        ("```\n~~~\n@taskrelay fix it\n```", "none"),
        ("```\n@taskrelay fix it", "none"),
        ("```\n@taskrelay fix it\n``` no end", "none"),
        ("```\n    ```\n@taskrelay fix it", "none"),
        ("   ```\n@taskrelay fix it\n   ```", "none"),
        ("```\ncode\n```\n@taskrelay fix it", "task: fix it"),
        ("```\ncode\n`````\n@taskrelay fix it", "task: fix it"),
        ("words\n```\n@taskrelay fix it\n```", "none"),
        ("- ```\n  @taskrelay fix it\n  ```", "none"),
        ("- a\n  ```\n  @taskrelay fix it\n  ```", "none"),
        ("1. a\n\n    ```\n    code\n    ```\n@taskrelay fix it", "task: fix it"),
        ("- ```\n  code\n@taskrelay fix it", "task: fix it"),
        ("-\n\n  ```\n@taskrelay fix it", "none"),
        ("> ```\n> @taskrelay fix it\n> ```", "none"),
        ("    @taskrelay fix it", "none"),
        ("\t@taskrelay fix it", "none"),
        ("  \t@taskrelay fix it", "none"),
        ("words\n\n    @taskrelay fix it", "none"),
        ("words\n    @taskrelay fix it", "elsewhere"),
        ("- item\n\n      @taskrelay fix it", "none"),
        ("<pre>\n@taskrelay fix it\n</pre>", "none"),
        ("<pre>\ncode\n</pre>\n@taskrelay fix it", "task: fix it"),
        ("<div>\n```\n@taskrelay fix it\n```\n</div>", "none"),
    ];

    public static readonly (string Body, string Meaning)[] Comments =
    [
        ("<!-- @taskrelay fix it -->", "none"),
        ("<!--\n@taskrelay fix it\n-->", "none"),
        ("<!--\n\n@taskrelay fix it\n\n-->", "none"),
        ("<!--\n@taskrelay fix it", "none"),
        ("<!-- open\n\n\n@taskrelay fix it", "none"),
        ("words <!-- open\n@taskrelay fix it", "none"),
        ("words <!--\n\n@taskrelay fix it\n-->", "none"),
        ("<!-- a -->\n@taskrelay fix it", "task: fix it"),
        ("<!-- a --> <!-- b\n@taskrelay fix it", "none"),
        ("<!--->\n@taskrelay fix it", "task: fix it"),
        ("<!-->\n@taskrelay fix it", "task: fix it"),
        ("<!-\n@taskrelay fix it", "task: fix it"),
        ("`<!--`\n@taskrelay fix it", "task: fix it"),
        ("\\<!-- not one\n@taskrelay fix it", "task: fix it"),
        ("```\n<!--\n```\n@taskrelay fix it", "task: fix it"),
        ("<!--\n```\n-->\n@taskrelay fix it", "task: fix it"),
        ("<!-- ` -->\n@taskrelay fix ` it", "task: fix ` it"),
        ("- <!-- open\n\n@taskrelay fix it", "none"),
        ("> words <!-- open\n\n@taskrelay fix it", "task: fix it"),
        ("<?php\n@taskrelay fix it\n?>", "none"),
        ("<![CDATA[\n@taskrelay fix it\n]]>", "none"),
        ("<!DOCTYPE\n@taskrelay fix it\n>", "none"),
        ("Before -->\n@taskrelay fix it", "task: fix it"),
    ];

    public static readonly (string Body, string Meaning)[] Within =
    [
        ("Please @taskrelay fix it", "elsewhere"),
        ("- @taskrelay fix it", "elsewhere"),
        ("1. @taskrelay fix it", "elsewhere"),
        ("- [ ] @taskrelay fix it", "elsewhere"),
        ("# @taskrelay fix it", "elsewhere"),
        ("**@taskrelay** fix it", "elsewhere"),
        ("(@taskrelay)", "elsewhere"),
        ("| @taskrelay fix it |", "elsewhere"),
        ("[@taskrelay](https://example.org)", "elsewhere"),
        ("Hello @octocat and @taskrelay", "elsewhere"),
        ("cc @taskrelay, thanks", "elsewhere"),
        ("\u00A0@taskrelay fix it", "elsewhere"),
        ("\u3000@taskrelay fix it", "elsewhere"),
        ("see `x` and @taskrelay", "elsewhere"),
        ("Please @taskrelay\n\n@taskrelay fix it", "task: fix it"),
        ("> @taskrelay\n\nwhat @octocat said", "none"),
    ];

    public static readonly (string Body, string Meaning)[] Breaks =
    [
        ("a\r\n@taskrelay claude\r\nfix it\r\n\r\nnow\r\n", "task agent=claude: fix it\n\nnow"),
        ("a\r@taskrelay claude fix it\rnow", "task agent=claude: fix it\nnow"),
        ("a\n\r@taskrelay fix it", "task: fix it"),
        ("a\u2028@taskrelay fix it", "elsewhere"),
        ("a\u2029@taskrelay fix it", "elsewhere"),
        ("a\u0085@taskrelay fix it", "elsewhere"),
        ("a\v@taskrelay fix it", "elsewhere"),
        ("a\f@taskrelay fix it", "elsewhere"),
        ("@taskrelay\u2028claude fix it", "task agent=claude: fix it"),
        ("@taskrelay fix\u2028it", "task: fix\u2028it"),
        ("\n\n\n@taskrelay fix it", "task: fix it"),
        ("@taskrelay fix\0it", "task: fix\0it"),
        ("@taskrelay fix \uD800 it", "task: fix \uD800 it"),
    ];
}
