// What needs no server: clocks, the log's scrolling, theme, sign-out, and the words of a lost connection.
(() => {
  const seconds = (from, to) => Math.max(0, Math.floor((to - from) / 1000));
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
        : mode === 'elapsed' ? duration(seconds(at, Date.now())) : ago(seconds(at, Date.now()), at);
      if (this.shadow.textContent !== text) this.shadow.textContent = text;
      if (!this.title) this.title = at.toLocaleString();
    }
  }
  customElements.define('relay-time', RelayTime);
  setInterval(() => {
    if (!document.hidden) clocks.forEach((clock) => clock.tick());
  }, 1000);

  // A log that stays at its end while its reader does.
  class RelayLog extends HTMLElement {
    connectedCallback() {
      this.following = true;
      this.view = this.querySelector('[data-log-view]');
      this.button = this.querySelector('[data-log-follow]');
      if (!this.view) return;
      this.view.addEventListener('scroll', () => this.scrolled(), { passive: true });
      this.button?.addEventListener('click', () => this.follow(!this.following));
      this.observer = new MutationObserver(() => this.toEnd());
      this.observer.observe(this.view, { childList: true, subtree: true, characterData: true });
      this.toEnd();
    }
    disconnectedCallback() {
      this.observer?.disconnect();
    }
    toEnd() {
      if (this.following) this.view.scrollTop = this.view.scrollHeight;
    }
    scrolled() {
      const fromEnd = this.view.scrollHeight - this.view.clientHeight - this.view.scrollTop;
      if (fromEnd < 4 && !this.following) this.follow(true);
      else if (fromEnd > 60 && this.following && this.view.scrollTop < (this.lastTop ?? 0)) this.follow(false);
      this.lastTop = this.view.scrollTop;
    }
    follow(on) {
      this.following = on;
      this.button?.setAttribute('aria-pressed', String(on));
      this.toEnd();
    }
  }
  customElements.define('relay-log', RelayLog);

  document.addEventListener('click', async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[data-theme-toggle]')) {
      window.taskRelayTheme.toggle();
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
