using System.Text.Encodings.Web;

namespace TaskRelay.Simulator.Pages;

/// <summary>The frame around every page: plain HTML, one style sheet, one small script that keeps the page fresh.</summary>
internal static class Html
{
    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static IResult Page(string title, string content, int status = StatusCodes.Status200OK) =>
        Results.Text(Frame(title, content, ""), "text/html; charset=utf-8", statusCode: status);

    /// <summary>
    /// A page whose upper part is fetched again each second. The script asks with <c>?live=1</c> for that part alone;
    /// <paramref name="fixedContent"/> (forms that people type into) is left alone.
    /// </summary>
    public static IResult LivePage(HttpRequest request, string title, string live, string fixedContent = "") => request.Query.ContainsKey("live")
        ? Results.Text(live, "text/html; charset=utf-8")
        : Results.Text(Frame(title, $"<div id=\"live\">{live}</div>{fixedContent}", Script), "text/html; charset=utf-8");

    private static string Frame(string title, string content, string script) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{Encode(title)} · GitHub in a box</title>
          <link rel="icon" href="/avatars/0.svg">
          <link rel="stylesheet" href="/assets/simulator.css">
        </head>
        <body>
          <header><nav><a class="brand" href="/">GitHub <span>in a box</span></a><a href="/deliveries">Webhook deliveries</a></nav></header>
          <main>{content}</main>
          <footer>A simulator on this machine. Nothing here is on github.com.</footer>
          {script}
        </body>
        </html>
        """;

    private const string Script = """
        <script>
          (function () {
            var area = document.getElementById('live'), last = null;
            function refresh() {
              if (document.hidden) return;
              var address = new URL(location.href);
              address.searchParams.set('live', '1');
              fetch(address, { headers: { Accept: 'text/html' } })
                .then(function (answer) { return answer.ok ? answer.text() : null; })
                .then(function (text) {
                  if (text === null || text === last) return;
                  if (last !== null && !(window.getSelection() && window.getSelection().toString() && area.contains(window.getSelection().anchorNode))) {
                    var open = [].map.call(area.querySelectorAll('details'), function (one) { return one.open; });
                    area.innerHTML = text;
                    [].forEach.call(area.querySelectorAll('details'), function (one, i) { if (open[i] !== undefined) one.open = open[i]; });
                    last = text;
                  } else if (last === null) { last = text; }
                })
                .catch(function () { /* The simulator has ended; the page stays as it was. */ });
            }
            setInterval(refresh, 1000);
            document.addEventListener('visibilitychange', refresh);
            [].forEach.call(document.querySelectorAll('[data-fill]'), function (button) {
              button.addEventListener('click', function () {
                var box = document.getElementById('body');
                box.value = button.getAttribute('data-fill');
                box.focus();
              });
            });
          })();
        </script>
        """;
}
