// What needs no server: clocks, the log's scrolling, theme, sign-out, and the words of a lost connection.
(() => {
  const seconds = (from, to) => Math.max(0, Math.floor((to - from) / 1000));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const pad = (n) => String(n).padStart(2, '0');

  const duration = (s) =>
    s < 60 ? `${s} s` : s < 3600 ? `${Math.floor(s / 60)} min ${pad(s % 60)} s` : `${Math.floor(s / 3600)} h ${pad(Math.floor((s % 3600) / 60))} min`;

  const ago = (s, at) => {
    if (s < 10) return 'just now';
    if (s < 60) return `${s} s ago`;
    if (s < 3600) return `${Math.floor(s / 60)} min ago`;
    if (s < 86400) return `${Math.floor(s / 3600)} h ago`;
    if (s < 7 * 86400) return s < 2 * 86400 ? 'yesterday' : `${Math.floor(s / 86400)} days ago`;
    return at.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
  };

  // The shadow tree is ours, the text inside is Blazor's: neither disturbs the other.
  const clocks = new Set();
  class RelayTime extends HTMLElement {
    static observedAttributes = ['at', 'mode'];
    connectedCallback() {
      this.shadow ??= this.attachShadow({ mode: 'open' });
      clocks.add(this);
      this.tick();
    }
    disconnectedCallback() {
      clocks.delete(this);
    }
    attributeChangedCallback() {
      if (this.shadow) this.tick();
    }
    tick() {
      const at = new Date(this.getAttribute('at'));
      if (Number.isNaN(at.getTime())) return;
      const mode = this.getAttribute('mode');
      const text = mode === 'clock'
        ? at.toLocaleTimeString(undefined, { hour12: false })
        : mode === 'elapsed' ? duration(seconds(at, Date.now()))
          : mode === 'left' ? duration(seconds(Date.now(), at)) : ago(seconds(at, Date.now()), at);
      if (this.shadow.textContent !== text) this.shadow.textContent = text;
      const exact = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
      const title = `${exact} (${zone})`;
      if (this.title !== title) this.title = title;
    }
  }
  customElements.define('relay-time', RelayTime);
  setInterval(() => {
    if (!document.hidden) clocks.forEach((clock) => clock.tick());
  }, 1000);

  // A log that stays at its end while its reader does. Blazor fills the element after it is connected, so its parts are
  // looked for at each change.
  class RelayLog extends HTMLElement {
    following = true;
    lastTop = 0;
    observer = new MutationObserver(() => this.changed());
    connectedCallback() {
      this.observer.observe(this, { childList: true, subtree: true, characterData: true });
      this.changed();
    }
    disconnectedCallback() {
      this.observer.disconnect();
    }
    changed() {
      const view = this.querySelector('[data-log-view]');
      if (view && view !== this.view) {
        this.view = view;
        view.addEventListener('scroll', () => this.scrolled(), { passive: true });
      }
      this.toEnd();
    }
    toEnd() {
      if (this.view && this.following) this.view.scrollTop = this.view.scrollHeight;
    }
    scrolled() {
      const { scrollHeight, clientHeight, scrollTop } = this.view;
      const fromEnd = scrollHeight - clientHeight - scrollTop;
      if (fromEnd < 4) this.follow(true);
      else if (fromEnd > 40 && scrollTop < this.lastTop) this.follow(false);
      this.lastTop = scrollTop;
    }
    // From below upwards, and round again; a fold that holds it opens by being jumped to.
    toError() {
      const bad = [...this.querySelectorAll('.log-bad')];
      if (!bad.length) return;
      this.follow(false);
      this.querySelector('.log-jumped')?.classList.remove('log-jumped');
      this.errorAt = this.errorAt > 0 && this.errorAt <= bad.length ? this.errorAt - 1 : bad.length - 1;
      const line = bad[this.errorAt];
      line.classList.add('log-jumped');
      if (line instanceof HTMLDetailsElement) line.open = true;
      line.scrollIntoView({ block: 'center' });
    }
    follow(on) {
      if (on === this.following) return;
      this.following = on;
      this.querySelector('[data-log-follow]')?.setAttribute('aria-pressed', String(on));
      this.toEnd();
    }
  }
  customElements.define('relay-log', RelayLog);

  const closeMenus = (but) => document.querySelectorAll('details[data-closes][open]').forEach((menu) => {
    if (!menu.contains(but)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeMenus(null);
  });

  document.addEventListener('click', async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    closeMenus(target);
    if (target?.closest('[data-theme-toggle]')) {
      window.taskRelayTheme.toggle();
    } else if (target?.closest('[data-log-follow]')) {
      const log = target.closest('relay-log');
      log.follow(!log.following);
    } else if (target?.closest('[data-log-error]')) {
      target.closest('relay-log').toError();
    } else if (target?.closest('[data-sign-out]')) {
      await fetch('/api/auth/logout', { method: 'POST' });
      location.href = '/login?signedOut=1';
    } else if (target?.closest('[data-reconnect]')) {
      reconnect();
    } else if (target?.closest('[data-copy]')) {
      const button = target.closest('[data-copy]');
      await navigator.clipboard?.writeText(button.dataset.copy);
      button.classList.add('copied');
      setTimeout(() => button.classList.remove('copied'), 1500);
    }
  });

  // A form that is only on its way elsewhere; whoever comes back to it presses the button.
  const onward = document.querySelector('form[data-go]');
  if (onward && performance.getEntriesByType('navigation')[0]?.type === 'navigate') onward.requestSubmit();

  const reconnect = async () => {
    try {
      // False: the server no longer has this page's state. A reload shows the truth.
      if (!(await Blazor.reconnect())) location.reload();
    } catch {
      // Still unreachable; the next try is the reader's or the timer's.
    }
  };
  const modal = document.getElementById('components-reconnect-modal');
  if (modal) {
    new MutationObserver(() => {
      const lost = /components-reconnect-(show|failed|retrying|paused)/.test(modal.className);
      if (lost && !modal.dataset.lost) {
        modal.dataset.lost = '1';
        modal.querySelector('[data-lost-at]').textContent = new Date().toLocaleTimeString(undefined, { hour12: false });
      } else if (!lost) delete modal.dataset.lost;
      if (modal.classList.contains('components-reconnect-rejected')) location.reload();
    }).observe(modal, { attributes: true, attributeFilter: ['class'] });
    setInterval(() => {
      if (modal.classList.contains('components-reconnect-failed')) reconnect();
    }, 10000);
  }
})();
