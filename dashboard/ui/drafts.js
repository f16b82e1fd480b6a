/*
 * What is typed in forms, on its way to the store.
 *
 * An entry is what stands in one form. It belongs to the tab (`kept`) and not to what is drawn, which comes and goes with
 * popovers and pages. What is typed is posted at most a second later; until the store has it, it also stands in the
 * browser's own storage, and is sent when the store answers, by this page or by the next that is opened.
 *
 * An entry knows what the draft held when it was typed (`upon`). Where the draft was gone on with elsewhere since, the
 * store keeps that, and the form asks what to keep (`theirs`).
 */
const PATH = '/parley/draft';
const KEY = 'parley-form ';
const SOON_MS = 700;
const AGAIN_MS = 2000;
/* What another tab may be typing is left to it for so long. */
const THEIRS_MS = 10_000;
/* What a browser still sends of a page that is closing. */
const LAST_BYTES = 60_000;
const SEPARATORS = /[,;،؛，；、]/;

const text = (held) => JSON.stringify(held);

function drawn() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function queue() {
  const tab = drawn();
  const kept = new Map();
  const shown = new Set();
  let timer = null;
  let busy = false;

  /* Each tab has a place of its own: two with the same draft write nothing over each other here either. */
  const key = ({ form, tab }) => `${KEY}${form} ${tab}`;
  const store = (entry) => {
    const { form, place, author, token, held, seen, tab, upon, sent, touched } = entry;
    try {
      const kept = { form, place, author, token, held, seen, tab, upon, sent, touched };
      localStorage.setItem(key(entry), JSON.stringify(kept));
    } catch {
      /* no room, or no storage: it is sent all the same */
    }
  };
  const unstore = (entry) => {
    try {
      localStorage.removeItem(key(entry));
    } catch {
      /* no storage */
    }
  };
  const stored = (entry) => {
    try {
      return JSON.parse(localStorage.getItem(key(entry)));
    } catch {
      return null;
    }
  };
  const tell = () => shown.forEach((draw) => draw());
  const forget = (entry) => {
    entry.waiting = false;
    kept.delete(entry.form);
    unstore(entry);
  };
  /* Hold this now: what another tab left unsent may have arrived or not, and is gone on with either way. */
  const hold = (entry, held, upon = entry.own ? entry.upon : [...entry.upon, entry.held]) => {
    unstore(entry);
    const { session } = forms;
    Object.assign(entry, { held, upon, own: true, tab, session, touched: Date.now(), waiting: true, elsewhere: false });
    kept.set(entry.form, entry);
    store(entry);
    soon(SOON_MS);
  };
  const soon = (wait) => {
    timer ??= setTimeout(flush, wait);
  };
  const message = ({ token, held, seen, tab, upon }) => ({ token, held, seen, tab, upon });
  const body = (entry) => JSON.stringify(message(entry));
  const post = (entry, options) =>
    fetch(PATH, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: body(entry), ...options });
  const due = (entry) => {
    if (!entry.waiting || entry.refused || entry.ended || entry.theirs) return false;
    if (entry.own) return true;
    const now = stored(entry);
    if (now === null) {
      entry.waiting = false; /* another tab has sent it */
      return false;
    }
    Object.assign(entry, now);
    /* A clock that was set back since says that it was typed later than now: nobody types it. */
    return entry.sent === text(entry.held) || Math.abs(Date.now() - entry.touched) > THEIRS_MS;
  };

  /*
   * A session that began before words arrived knows of no form in which something was typed, and folds it: before they
   * arrive, or just after a click on Save. The page is asked for again, which knows of them then. Not on another page: a
   * reader on her way from page to page would be called back.
   */
  const askIfFolded = (entry) => {
    const isFolded = entry.root && !entry.root.isConnected && entry.path === location.pathname;
    if (isFolded && entry.at && kept.get(entry.form) === entry) forms.askForPage?.();
  };

  async function send(entry) {
    const { held } = entry;
    const was = text(held);
    const answer = await post(entry, { signal: AbortSignal.timeout(15_000) });
    if (answer.ok) {
      const isFirst = !entry.at;
      Object.assign(entry, { at: (await answer.json()).at, upon: [held] });
      if (entry.sent === was) entry.sent = null; /* it was not saved */
      if (text(entry.held) === was) {
        entry.waiting = false;
        unstore(entry);
      } else {
        store(entry);
      }
      if (isFirst && entry.session !== forms.session) askIfFolded(entry);
    } else if (answer.status === 409) {
      entry.theirs = await answer.json();
    } else if (answer.status === 410) {
      /* Saved or dropped before. What was typed since in another tab goes over into the next form of its place. */
      if (entry.sent === was) forget(entry);
      else entry.ended = true;
    } else if (answer.status < 500) {
      entry.refused = true;
    } else {
      throw new Error(answer.status);
    }
  }
  async function flush() {
    timer = null;
    if (busy) return;
    busy = true;
    let failed = false;
    for (const entry of [...kept.values()].filter(due)) {
      try {
        await send(entry);
      } catch {
        failed = true;
      }
    }
    busy = false;
    tell();
    const left = [...kept.values()].some((one) => one.waiting && !one.refused && !one.ended && !one.theirs);
    if (left) soon(failed ? AGAIN_MS : SOON_MS);
  }
  const last = () => {
    for (const entry of kept.values()) {
      if (entry.waiting && entry.own && body(entry).length < LAST_BYTES) {
        post(entry, { keepalive: true }).catch(() => {});
      }
    }
  };

  try {
    for (const own of Object.keys(localStorage).filter((one) => one.startsWith(KEY))) {
      const entry = JSON.parse(localStorage.getItem(own));
      /* What a second tab left of the same draft is taken up by the next page, after this. */
      if (!kept.has(entry.form)) kept.set(entry.form, { ...entry, waiting: true });
    }
  } catch {
    /* no storage */
  }
  if (kept.size) soon(0);
  window.addEventListener('pagehide', last);
  window.addEventListener('online', flush);
  document.addEventListener('visibilitychange', () => document.hidden && flush());
  return { kept, shown, tab, hold, forget, store, message, flush, askIfFolded };
}

const forms = (window.parleyForms ??= queue());
