// Palette, shortcuts, dialogs, the bar below on a phone. Listens on the document: pages come and go.
(() => {
  const byId = (id) => document.getElementById(id);
  const isOn = () => {
    try {
      return localStorage.getItem('taskrelay-keys') !== 'off';
    } catch {
      return true;
    }
  };

  const open = (id) => {
    const dialog = byId(id);
    if (!dialog || dialog.open || document.querySelector('dialog[open], .mud-dialog')) return;
    document.querySelectorAll('details[data-closes][open]').forEach((menu) => (menu.open = false));
    dialog.showModal();
    if (id === 'palette') {
      const input = dialog.querySelector('[data-palette-input]');
      input.select();
      choose(0);
    } else {
      const box = dialog.querySelector('[data-keys-switch]');
      if (box) box.checked = isOn();
    }
  };

  // The palette's choice is an attribute of the option, so that a screen reader hears it while the field keeps focus.
  const options = () => [...document.querySelectorAll('#palette-list [role=option]:not([aria-disabled])')];
  const choose = (at) => {
    const all = options();
    const input = document.querySelector('[data-palette-input]');
    all.forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    const chosen = all[at];
    if (chosen) {
      input?.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    } else input?.removeAttribute('aria-activedescendant');
  };
  const chosenAt = () => options().findIndex((option) => option.getAttribute('aria-selected') === 'true');
  new MutationObserver(() => {
    if (byId('palette')?.open && chosenAt() < 0 && options().length) choose(0);
  }).observe(document.body, { childList: true, subtree: true });

  const paletteKey = (event) => {
    const count = options().length;
    if (event.key === 'ArrowDown') choose((chosenAt() + 1) % Math.max(1, count));
    else if (event.key === 'ArrowUp') choose((chosenAt() - 1 + count) % Math.max(1, count));
    else if (event.key === 'Enter') options()[Math.max(0, chosenAt())]?.click();
    else return;
    event.preventDefault();
  };

  window.taskRelayShell = {
    focusHeading() {
      const heading = document.querySelector('h1');
      if (!heading) return;
      if (!heading.hasAttribute('tabindex')) heading.setAttribute('tabindex', '-1');
      heading.focus();
    },
  };

  // In a list: j and k move the focus, x ticks.
  const rows = () => [...document.querySelectorAll('[data-row-link]')].filter((row) => row.offsetParent !== null);
  const move = (by) => {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row === document.activeElement || row.closest('[data-row]')?.contains(document.activeElement));
    const next = all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + by))];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };

  let pending = '';
  let pendingUntil = 0;
  const single = (event) => {
    const key = event.key;
    const keys = pending && Date.now() < pendingUntil ? `${pending} ${key}` : key;
    pending = '';
    const target = [...document.querySelectorAll('[data-keys]')].find((link) => link.dataset.keys === keys);
    if (target) {
      event.preventDefault();
      target.click();
    } else if (key === 'g') {
      [pending, pendingUntil] = ['g', Date.now() + 1500];
    } else if (key === '?') {
      event.preventDefault();
      open('keys');
    } else if (key === '/') {
      const field = document.querySelector('[data-search]');
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select?.();
    } else if (key === 'j') move(1);
    else if (key === 'k') move(-1);
    else if (key === 'x') document.activeElement?.closest('[data-row]')?.querySelector('input[type=checkbox]')?.click();
  };

  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (byId('palette')?.open) byId('palette').close();
      else open('palette');
      return;
    }
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.matches('[data-palette-input]')) return paletteKey(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog, .mud-dialog')) return;
    if (isOn()) single(event);
  });

  // With nothing to give the focus back to, the browser leaves it in what is hidden now, where keys would count as typed.
  document.addEventListener('close', (event) => {
    if (event.target.contains(document.activeElement)) document.activeElement.blur();
  }, true);

  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const opener = target.closest('[data-open]');
    if (opener) open(opener.dataset.open);
    const dialog = target.closest('dialog.sheet');
    if (dialog && (target === dialog || target.closest('[data-close], a'))) dialog.close();
    const theme = target.closest('[data-theme-set]');
    if (theme) window.taskRelayTheme.set(theme.dataset.themeSet);
    const rest = document.querySelector('[data-nav-rest]');
    const more = target.closest('[data-nav-more]');
    if (rest && (more || rest.classList.contains('is-open'))) {
      const on = !!more && !rest.classList.contains('is-open');
      rest.classList.toggle('is-open', on);
      document.querySelector('[data-nav-more]').setAttribute('aria-expanded', String(on));
    }
    if (target.matches('[data-keys-switch]')) {
      try {
        if (target.checked) localStorage.removeItem('taskrelay-keys');
        else localStorage.setItem('taskrelay-keys', 'off');
      } catch {
        target.checked = true; // Nowhere to keep it.
      }
    }
  });
})();
