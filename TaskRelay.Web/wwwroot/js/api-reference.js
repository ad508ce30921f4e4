// Runs before Scalar's bundle.
(() => {
  // Zod in it then never compiles code, and so never tries to: the policy would refuse and report that.
  globalThis.__zod_globalConfig = { jitless: true };
  document.documentElement.lang = 'en';
  try {
    // The theme that was chosen elsewhere in the app holds here too.
    const choice = localStorage.getItem('taskrelay-theme');
    if (choice) localStorage.setItem('colorMode', choice);
  } catch {
    // Storage may be switched off; the system's preference remains.
  }
})();
