/*
 * A form: what stands in it before all else that is known of its draft, how it is drawn, and how it is sent.
 *
 * Words of others reach the page by `textContent` alone.
 */
/* The second half of a double click is not meant for the form that comes after what was saved; what is typed in it is. */
const SECOND_CLICK_MS = 600;
const ASK_AGAIN_MS = 1500;
const NO_ANSWER_MS = 15_000;

/* A field holds text, whatever its column does. */
const words = (row, name) => String(row?.[name] ?? '');

/* What stands in a form before anything is typed. */
function begins(data) {
  const row = data.held ? data.seen : data.row;
  const of = ({ name, begins }) => words(row, name) || (data.edit ? '' : begins || '');
  return Object.fromEntries(data.fields.map((field) => [field.name, data.held?.[field.name] ?? of(field)]));
}

/* Return what stands in the form that is drawn: before all else what the page, when it was made, did not know of yet. */
function chosen(data) {
  const isNews = ({ waiting, at }) => waiting || (at && new Date(at) >= new Date(data.read_at));
  const here = [...forms.kept.values()].filter((entry) => entry.place === data.place && isNews(entry));
  for (const entry of here.sort((one, other) => other.touched - one.touched)) {
    if (entry.author && data.author && entry.author !== data.author) continue; /* it is sent, and shown to its own */
    if (!entry.own && entry.sent === text(entry.held)) continue; /* perhaps it is saved: that is asked first */
    const { form, token, author } = data;
    if (entry.form === form) Object.assign(entry, { token, author });
    if (!entry.ended && !entry.refused) return entry;
    if (data.held && form !== entry.form) continue;
    if (entry.refused || form !== entry.form) {
      const upon = form === entry.form ? entry.upon : [];
      forms.forget(entry);
      Object.assign(entry, { form, token, author, ended: false, refused: false, theirs: null });
      forms.hold(entry, entry.held, upon);
    }
    return entry;
  }
  let entry = forms.kept.get(data.form);
  if (entry && !entry.waiting && data.at && !(new Date(entry.at) >= new Date(data.at))) entry = null;
  /* As long as nothing was typed, a form follows the page: the cell that is looked at, the day, the row as it stands. */
  if (entry && !entry.touched && !entry.at && text(entry.held) !== text(begins(data))) entry = null;
  if (!entry) {
    const { form, place, author, elsewhere } = data;
    const seen = data.held ? data.seen : data.row;
    const held = begins(data);
    entry = { form, place, author, held, seen, elsewhere, tab: forms.tab, touched: 0, path: location.pathname };
    Object.assign(entry, data.held ? { at: data.at, upon: [data.held] } : { at: null, upon: [] });
    forms.kept.set(entry.form, entry);
  }
  entry.token = data.token;
  return entry;
}

/* Return where the fields of a group are drawn: under its name, folded, or in the open where it has none. */
function grouped(root, name) {
  if (!name) return put(root, 'div', '', 'fields');
  const fold = put(root, 'details');
  put(fold, 'summary', name);
  return put(fold, 'div', '', 'fields');
}

function build(root) {
  const { data, entry } = root;
  root.replaceChildren();
  root.setAttribute('aria-label', data.title);
  root.parts = {};
  root.compared = null;
  root.told = put(root, 'div', '', 'told');
  root.told.setAttribute('role', 'status');
  let fields = put(root, 'div', '', 'fields');
  let group;
  for (const field of data.fields) {
    if (field.group !== group) fields = grouped(root, (group = field.group));
    const id = `${data.place} ${field.name}`.replace(/\s/g, '-');
    const typed = (value) => {
      root.held = { ...root.entry.held, [field.name]: value, ...begun(root, field, value) };
      forms.hold(root.entry, root.held);
      follow(root);
      tellOf(root);
    };
    const part = Object.assign(drawField(fields, field, id, typed), { typed });
    root.parts[field.name] = part;
    const fold = fields.parentElement;
    if (fold.matches('details') && (entry.held[field.name] ?? '') !== (field.begins ?? '')) fold.open = true;
  }
  fill(root);
  root.published = publishedOn(data, root.held);
  root.refusal = put(root, 'p', '', 'refusal');
  root.refusal.setAttribute('role', 'alert');
  root.buttons = put(root, 'div', '', 'buttons');
  root.save = caught(put(root.buttons, 'button', 'Save', 'primary'));
  root.save.type = 'submit';
  if (data.next) button(root.buttons, data.next, () => send(root, 'save', { next: true }));
  root.drop = button(root.buttons, 'Drop this draft', () => send(root, 'drop'));
  root.draft = put(root.buttons, 'span', '', 'draft');
  root.draft.setAttribute('role', 'status');
}

/*
 * What is typed for a row and is none that is known is a new one: its own fields begin with it, there to be seen, and let
 * go of it where another is chosen.
 */
function begun(root, { name, free, options }, value) {
  if (!free) return {};
  const own = /^https?:/.test(value) ? free.address : free.title;
  const was = root.held[name];
  const found = {};
  for (const one of [free.address, free.title]) if (was && root.held[one] === was) found[one] = '';
  if (value && !(value in options)) {
    root.parts[own].box.closest('details').open = true;
    if (!root.held[own] || own in found) found[own] = value;
  }
  for (const [one, words] of Object.entries(found)) root.parts[one].set(words);
  return found;
}

/* Let the days that stand as they began follow the day of the source, once that is known. */
function follow(root) {
  const [was, now] = [root.published, publishedOn(root.data, root.held)];
  if (!now || now === was) return;
  root.published = now;
  for (const part of Object.values(root.parts)) part.set.follow?.(was, now);
}

/* What another tab goes on to type comes in without a field losing its cursor. */
function fill(root) {
  root.held = root.entry.held;
  for (const [name, part] of Object.entries(root.parts)) part.set(root.held[name] ?? '');
}

function tellOf(root) {
  const { entry, data } = root;
  const typed = entry.waiting || Boolean(entry.at);
  root.hidden = data.only_typed && !typed;
  root.drop.hidden = !typed;
  root.save.textContent = entry.saving ? 'One moment …' : 'Save';
  root.setAttribute('aria-busy', Boolean(entry.saving));
  if (entry.waiting && entry.refused) root.draft.textContent = 'Kept in this browser';
  else if (entry.at && entry.elsewhere) root.draft.textContent = `Your draft of ${time(entry.at)} from another browser`;
  else if (entry.at) root.draft.textContent = `Draft of ${time(entry.at)}`;
  else root.draft.textContent = '';
  hint(root);
}

/* Ask the dashboard to save what stands in the form, or to drop it. */
function send(root, what, how = {}) {
  const { entry } = root;
  if (entry.saving || (!entry.touched && performance.now() - root.renewed < SECOND_CLICK_MS)) return;
  if (root.unsettled && what === 'save' && !how.again) {
    (root.told.querySelector('button') ?? root.querySelector('.differs button')).focus();
    return;
  }
  entry.saving = Date.now();
  entry.sent = text(entry.held);
  if (entry.waiting) forms.store(entry);
  const number = entry.saving;
  const offered = root.offered; /* what is saved again once that was seen is another row */
  const trigger = () => entry.root.trigger(what, { ...forms.message(entry), number, offered, ...how });
  trigger();
  root.refusal.textContent = '';
  tellOf(root);
  /*
   * A dashboard that was restarted does not know what the first click was for, and another page may have come in between:
   * the form sends it again from where it is drawn then. It saves once, however often sent.
   */
  const asking = setInterval(() => {
    const late = Date.now() - number > NO_ANSWER_MS;
    if (entry.saving !== number || late) clearInterval(asking);
    if (entry.saving !== number) return;
    if (!late) {
      if (isRunning()) return;
      if (entry.root.isConnected) trigger();
      else forms.askIfFolded(entry);
      return;
    }
    entry.saving = 0;
    entry.root.refusal.textContent = 'No answer yet. What you wrote is kept; try again when the dashboard is back.';
    tellOf(entry.root);
  }, ASK_AGAIN_MS);
}

function isRunning() {
  const state = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
  return state !== undefined && state !== 'notRunning';
}

function draw(root) {
  const { data } = root;
  const own = root.entry;
  const answered = own?.saving && data.answered === own.saving;
  if (answered) {
    own.saving = 0;
    root.renewed = data.refused ? -Infinity : performance.now(); /* whatever becomes of the clock */
    if (data.theirs) own.theirs = data.theirs;
    if (!data.refused) forms.forget(own);
    else if (own.form === data.form) own.sent = null;
    else Object.assign(own, { sent: null, ended: true, waiting: true }); /* it goes on as another form */
  }
  const entry = chosen(data);
  if (entry !== own) {
    root.entry = entry;
    build(root);
  } else if (text(entry.held) !== text(root.held)) {
    fill(root);
  }
  entry.root = root;
  if (data.given && data.given.number !== root.given && root.parts[data.given.field]) {
    root.given = data.given.number; /* the row that was added for a field is what the field now names */
    forms.hold(entry, { ...entry.held, [data.given.field]: data.given.code });
    build(root);
  }
  if (answered || entry !== own) {
    root.refusal.textContent = data.refused?.[''] ?? '';
    root.offered = undefined;
    for (const [name, part] of Object.entries(root.parts)) {
      part.refusal.textContent = data.refused?.[name] ?? '';
      part.set.refuse?.(data.refused ?? {});
      if (data.refused && data.offered?.[name]) offer(root, part, data.offered[name]);
      const fold = part.refusal.closest('details');
      if (fold && part.refusal.textContent) fold.open = true;
    }
    if (answered && data.unsigned) leadToName(root);
    else if (answered && data.refused) leadToRefused(root);
    else if (answered && data.next) { /* one record follows the other */
      root.querySelector('input, select, textarea').focus();
      root.closest('section')?.scrollTo(0, 0); /* what was done is said above */
    }
  } else if (root.refused && !data.refused) root.refusal.textContent = ''; /* such as a name that was missing */
  root.refused = Boolean(data.refused);
  compare(root);
  tellOf(root);
}

/* Offer the row that a new one may be. */
function offer(root, part, { code, words }) {
  root.offered = code;
  button(part.refusal, 'Take it', () => {
    part.field.options = { ...part.field.options, [code]: words };
    part.set(code);
    part.typed(code);
    root.parts[part.field.free.title].box.closest('details').open = false;
    part.refusal.textContent = root.refusal.textContent = '';
    part.box.querySelector('input').focus();
  });
}

/* Lead to where a name is given: the button is in sight, wherever in a long form one saves. */
function leadToName(root) {
  const lead = () => {
    const chip = document.querySelector('.st-key-author_chip button');
    chip.scrollIntoView({ block: 'center' });
    chip.focus();
    chip.click();
  };
  button(root.refusal, 'Give your name', lead).focus();
}

/* Name what is refused where it was sent from, and lead to the first of it. */
function leadToRefused(root) {
  const boxes = [...root.querySelectorAll('.field')].filter((box) => box.querySelector(':scope > .refusal')?.textContent);
  if (!boxes.length) return;
  const titles = [...new Set(boxes.map((box) => box.querySelector('label').textContent))];
  root.refusal.textContent ||= `Not saved. Look again at: ${titles.join(', ')}.`;
  boxes[0].querySelector('input, select, textarea').focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.parley-form');
  Object.assign(root, { data, trigger: setTriggerValue });
  root.removeEventListener('parley-new', root.another);
  root.another = (event) => setTriggerValue('new', { field: event.detail, number: Date.now() });
  root.addEventListener('parley-new', root.another);
  root.onsubmit = (event) => {
    event.preventDefault();
    send(root, 'save');
  };
  root.onkeydown = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send(root, 'save');
    }
  };
  root.onbeforeinput = (event) => root.entry.saving && event.preventDefault();
  if (root.again) forms.shown.delete(root.again);
  root.again = () => draw(root);
  forms.shown.add(root.again);
  draw(root);
  return () => forms.shown.delete(root.again);
}
