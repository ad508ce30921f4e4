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
    const choice = chosen();
    const theme = choice ?? (system.matches ? 'dark' : 'light');
    const root = document.documentElement.dataset;
    if (root.theme !== theme) root.theme = theme;
    if (root.themeChoice !== (choice ?? 'system')) root.themeChoice = choice ?? 'system';
  };
  apply();
  // Blazor takes the server's attributes over when it merges a page before its circuit is up.
  new MutationObserver(apply).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-theme-choice'] });
  system.addEventListener('change', apply);
  addEventListener('storage', apply);
  const set = (choice) => {
    try {
      if (choice === 'system') localStorage.removeItem('taskrelay-theme');
      else localStorage.setItem('taskrelay-theme', choice);
    } catch {
      return; // Without a place to keep it, the system's preference remains.
    }
    apply();
  };
  window.taskRelayTheme = {
    set,
    toggle() {
      const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
      // Back on the system's own side, it is followed again.
      set((next === 'dark') === system.matches ? 'system' : next);
    },
  };
})();
