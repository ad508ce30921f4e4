namespace TaskRelay.Simulator.Pages;

internal static class StyleSheet
{
    public const string Text = """
        :root { --back:#fff; --soft:#f6f8fa; --line:#d1d9e0; --text:#1f2328; --mild:#59636e; --link:#0969da; --open:#1a7f37; --done:#8250df; --shut:#cf222e;
          --plus:#dafbe1; --minus:#ffebe9; --hunk:#ddf4ff; --button:#1f883d; }
        @media (prefers-color-scheme: dark) { :root { --back:#0d1117; --soft:#161b22; --line:#3d444d; --text:#f0f6fc; --mild:#9198a1; --link:#4493f8; --open:#3fb950;
          --done:#ab7df8; --shut:#f85149; --plus:#12361f; --minus:#4a1a1d; --hunk:#132d4f; --button:#238636; } }
        * { box-sizing:border-box; }
        body { margin:0; background:var(--back); color:var(--text); font:15px/1.55 system-ui, "Segoe UI", sans-serif; overflow-wrap:anywhere; }
        a { color:var(--link); text-decoration:none; } a:hover { text-decoration:underline; }
        header { background:var(--soft); border-bottom:1px solid var(--line); }
        nav, main, footer { max-width:960px; margin:0 auto; padding:12px 16px; }
        nav { display:flex; gap:16px; align-items:center; justify-content:space-between; flex-wrap:wrap; }
        .brand { font-weight:700; color:var(--text); } .brand span { color:var(--mild); font-weight:400; }
        footer { color:var(--mild); font-size:13px; margin-top:32px; }
        h1 { font-size:24px; line-height:1.3; margin:12px 0 8px; font-weight:600; } h1 .number, .mild { color:var(--mild); font-weight:400; }
        h2 { font-size:18px; } h3 { font-size:16px; } .crumbs { font-size:15px; margin:4px 0; }
        .tabs { display:flex; gap:4px; border-bottom:1px solid var(--line); margin:8px 0 16px; flex-wrap:wrap; }
        .tabs a { padding:8px 12px; color:var(--text); } .tabs a.here { border-bottom:2px solid #fd8c73; font-weight:600; }
        .card, .box { border:1px solid var(--line); border-radius:8px; margin:12px 0; overflow:hidden; }
        .card { padding:16px; } .narrow { max-width:440px; margin:32px auto; }
        .box > .head { background:var(--soft); border-bottom:1px solid var(--line); padding:8px 14px; font-size:14px; display:flex; gap:8px; align-items:center; flex-wrap:wrap; }
        .box > .head img { border-radius:50%; } .box > .text { padding:4px 14px 12px; } .head .right { margin-left:auto; }
        .row { padding:10px 14px; border-top:1px solid var(--line); display:flex; gap:10px; align-items:baseline; flex-wrap:wrap; } .row:first-child { border-top:0; }
        .row .title { font-weight:600; color:var(--text); } .row small, .mild { font-size:13px; color:var(--mild); } .row .grow { flex:1 1 240px; }
        .state { display:inline-block; color:#fff; border-radius:20px; padding:3px 12px; font-size:13px; font-weight:600; background:var(--open); }
        .state.closed { background:var(--shut); } .state.merged, .state.done { background:var(--done); } .state.draft { background:var(--mild); }
        .pill { border:1px solid var(--line); border-radius:20px; padding:1px 9px; font-size:12px; color:var(--mild); }
        .reaction { display:inline-block; border:1px solid var(--line); border-radius:20px; padding:1px 9px; margin:6px 6px 0 0; font-size:14px; background:var(--soft); }
        pre, code { font:13px/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
        code { background:var(--soft); padding:2px 5px; border-radius:5px; } pre { background:var(--soft); padding:12px; border-radius:6px; overflow-x:auto; } pre code { padding:0; }
        blockquote { margin:8px 0; padding:0 12px; color:var(--mild); border-left:3px solid var(--line); }
        table { border-collapse:collapse; display:block; overflow-x:auto; } td, th { border:1px solid var(--line); padding:5px 10px; text-align:left; }
        .diff { width:100%; overflow-x:auto; font:12.5px/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
        .diff div { white-space:pre; padding:0 12px; min-width:max-content; } .diff .plus { background:var(--plus); } .diff .minus { background:var(--minus); }
        .diff .hunk { background:var(--hunk); color:var(--mild); padding:3px 12px; } .adds { color:var(--open); font-weight:600; } .dels { color:var(--shut); font-weight:600; }
        textarea, input[type=text] { width:100%; padding:9px 11px; border:1px solid var(--line); border-radius:6px; background:var(--back); color:var(--text); font:inherit; }
        textarea { min-height:110px; } label { font-weight:600; font-size:14px; }
        fieldset { border:0; padding:0; margin:10px 0; display:flex; gap:6px; flex-wrap:wrap; align-items:center; } fieldset legend { font-weight:600; font-size:14px; padding:0 0 4px; }
        fieldset label { border:1px solid var(--line); border-radius:20px; padding:3px 12px; cursor:pointer; font-weight:400; }
        fieldset label:has(:checked) { border-color:var(--link); box-shadow:0 0 0 1px var(--link); }
        button, .button { display:inline-block; font:inherit; font-weight:600; border:1px solid var(--line); background:var(--soft); color:var(--text); border-radius:6px; padding:6px 14px; cursor:pointer; }
        button.main { background:var(--button); color:#fff; border-color:transparent; } :focus-visible { outline:2px solid var(--link); outline-offset:2px; }
        .actions { display:flex; gap:8px; flex-wrap:wrap; margin:10px 0; } .fill { font-weight:400; font-size:13px; padding:3px 10px; }
        .people { display:grid; gap:8px; } .person { display:flex; gap:12px; align-items:center; border:1px solid var(--line); border-radius:8px; padding:8px 12px; color:var(--text); }
        .person:hover { background:var(--soft); text-decoration:none; } .person img { border-radius:50%; } .person small { display:block; color:var(--mild); }
        """;
}
