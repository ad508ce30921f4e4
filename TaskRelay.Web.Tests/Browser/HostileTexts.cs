namespace TaskRelay.Web.Tests.Browser;

/// <summary>One of each kind. Each would set <c>window.__xss</c>, or fetch from another host.</summary>
public static class HostileTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>window.__xss=1</script>",
        "<img src=x onerror=window.__xss=1>",
        "<svg/onload=window.__xss=1>",
        "\"><img src=x onerror=window.__xss=1>",
        "'><svg><animate onbegin=window.__xss=1 attributeName=x>",
        "[click](javascript:window.__xss=1)",
        "[click](JaVa&#x09;Script:window.__xss=1)",
        "[click](&#106;avascript:window.__xss=1)",
        "<javascript:window.__xss=1>",
        "[click](data:text/html,<script>window.__xss=1</script>)",
        "[click](vbscript:window.__xss=1)",
        "![x](javascript:window.__xss=1)",
        "![x](https://canary.example/pixel.png \"a\\\" onerror=\\\"window.__xss=1\")",
        "[ref]\n\n[ref]: javascript:window.__xss=1",
        "[a](<javascript:window.__xss=1>)",
        "<iframe srcdoc=\"<script>parent.__xss=1</script>\"></iframe>",
        "<a href=\"javascript:window.__xss=1\">x</a>",
        "```\"><img src=x onerror=window.__xss=1>\ncode\n```",
        "\u001b]8;;javascript:window.__xss=1\u0007link\u001b]8;;\u0007",
        "<math><mtext><table><mglyph><style><img src=x onerror=window.__xss=1>",
        "<link rel=stylesheet href=https://canary.example/a.css><style>@import 'https://canary.example/b.css'</style>",
        "{{constructor.constructor('window.__xss=1')()}} ${window.__xss=1} @(window.__xss=1)",
    ];
}
