// Runs before the first paint: what was chosen, else what the system prefers.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => {
    try {
      return localStorage.getItem('taskrelay-theme');
    } catch {
      return null; // Storage may be switched off; the system's preference remains.
    }
  };
  const apply = () => {
    const theme = chosen() ?? (system.matches ? 'dark' : 'light');
    if (document.documentElement.dataset.theme !== theme) document.documentElement.dataset.theme = theme;
  };
  apply();
  // Blazor takes the server's attributes over when it merges a page before its circuit is up.
  new MutationObserver(apply).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', apply);
  addEventListener('storage', apply);
  window.taskRelayTheme = {
    toggle() {
      const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
      try {
        // Back on the system's own side, it is followed again.
        if ((next === 'dark') === system.matches) localStorage.removeItem('taskrelay-theme');
        else localStorage.setItem('taskrelay-theme', next);
      } catch {
        return; // Without a place to keep it, the system's preference remains.
      }
      apply();
    },
  };
})();
