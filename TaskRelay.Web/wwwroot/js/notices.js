// Notices of the browser for ended tasks: by consent, only while no page of ours is in sight, each once for all tabs.
(() => {
  const kept = 'taskrelay-noticed';
  const supported = () => 'Notification' in window && window.isSecureContext;

  // Several tabs hear of the same end at the same moment: whoever notes it first has told it.
  const first = async (id) => {
    const claim = () => {
      try {
        const known = JSON.parse(localStorage.getItem(kept) ?? '[]');
        if (known.includes(id)) return false;
        localStorage.setItem(kept, JSON.stringify([...known, id].slice(-100)));
      } catch {
        // Nowhere to note it: the tag below still makes one notice of several.
      }
      return true;
    };
    return navigator.locks ? navigator.locks.request(kept, claim) : claim();
  };

  window.taskRelayNotices = {
    permission: () => (supported() ? Notification.permission : 'unsupported'),
    show: async (id, title, body, href) => {
      // A tab in sight shows the end by itself and notes it at once; those out of sight leave it that moment.
      if (document.hidden) await new Promise((done) => setTimeout(done, 400));
      if (!(await first(id)) || !document.hidden || !supported() || Notification.permission !== 'granted') return;
      const notice = new Notification(title, { body, tag: `taskrelay-${id}`, icon: '/icon.svg' });
      notice.addEventListener('click', () => {
        window.focus();
        location.href = href;
        notice.close();
      });
    },
  };

  // Asked by a click and never else.
  document.addEventListener('click', async (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-notices-ask]') || !supported()) return;
    await Notification.requestPermission();
    document.querySelector('[data-notices-asked]')?.click();
  });
})();
