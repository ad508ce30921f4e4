using Microsoft.Playwright;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>A page as somebody uses it who has no mouse: nothing is reached but by Tab.</summary>
public static class ByKeyboard
{
    private const int Most = 250;

    /// <summary>Tab until it has the focus.</summary>
    public static async Task ReachAsync(this IPage page, ILocator target)
    {
        await Assertions.Expect(target).ToBeEnabledAsync();
        for (var press = 0; press < Most; press++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{Most} presses of Tab did not lead to {target}.");
    }

    /// <summary>Reached by Tab and pressed.</summary>
    public static async Task PressAsync(this IPage page, ILocator target, string key = "Enter")
    {
        await page.ReachAsync(target);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Reached by Tab, and its text replaced by typing.</summary>
    public static async Task TypeAsync(this IPage page, ILocator field, string text)
    {
        await page.ReachAsync(field);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>
    /// Tab leads to everything that does something, from the page's beginning to its end, and what has the focus looks
    /// different from when it has not.
    /// </summary>
    public static async Task AssertReachableAsync(IPage page, string where)
    {
        await page.EvaluateAsync(
            """
            () => {
              // The way of Tab begins where the focus was: at the very beginning.
              document.body.tabIndex = -1;
              document.body.focus();
              document.body.removeAttribute('tabindex');
              const look = (element) => {
                let seen = '';
                for (let at = element, up = 0; at && up < 3; at = at.parentElement, up++) {
                  const style = getComputedStyle(at);
                  seen += [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine, style.transform, style.clipPath].join('|');
                }
                return seen;
              };
              window.tabbed = { seen: new Set(), last: null, look: '', same: [], stays: 0 };
              window.tabStep = () => {
                const state = window.tabbed;
                const now = document.activeElement;

                // A date has parts that Tab goes through. Behind the last one the focus leaves the page, and the page does not hear of it.
                if (now === state.last && ++state.stays < 6) return false;
                if (now === state.last) now.blur();
                state.stays = 0;
                if (state.last && document.contains(state.last) && look(state.last) === state.look) state.same.push(state.last.outerHTML.slice(0, 200));
                if (!now || now === document.body || state.seen.has(now)) return true;
                state.seen.add(now);
                [state.last, state.look] = [now, look(now)];
                return false;
              };
            }
            """);
        var ended = false;
        for (var press = 0; press < Most && !ended; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            ended = await page.EvaluateAsync<bool>("tabStep()");
        }

        Assert.True(ended, $"{where}: Tab does not come to an end.");
        var faults = await page.EvaluateAsync<string[]>(
            """
            () => {
              const all = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable], [onclick]');
              const groups = new Set([...tabbed.seen].filter(e => e.type === 'radio').map(e => e.name));
              const missed = [...all].filter(e => !tabbed.seen.has(e) && !e.matches(':disabled') && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert]')
                && !(e.type === 'radio' && groups.has(e.name)));
              return [...missed.map(e => `not reached: ${e.outerHTML.slice(0, 200)}`), ...tabbed.same.map(e => `looks the same with the focus: ${e}`)];
            }
            """);
        Assert.True(faults.Length == 0, string.Join("\n", faults.Select(fault => $"{where}: {fault}")));
    }
}
