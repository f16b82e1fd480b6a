/*
 * A form: its fields, what was typed in them before, and what to keep where somebody else changed the row meanwhile.
 *
 * Words of others reach the page by `textContent` alone.
 */
/* The second half of a double click is not meant for the empty form that comes after what was saved. */
const SECOND_CLICK_MS = 600;
const ASK_AGAIN_MS = 1500;
const NO_ANSWER_MS = 15_000;

const MOST_OFFERED = 50;

/* A field holds text, whatever its column does. */
const words = (row, name) => String(row?.[name] ?? '');
/* What stands in a field as a reader knows it: where it is chosen among others, the words for it. */
const said = ({ options }, value) => (options && !Array.isArray(options) && options[value]) || value;
const folded = (words) => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

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
  if (!entry) {
    const { form, place, author, elsewhere } = data;
    const seen = data.held ? data.seen : data.row;
    const held = Object.fromEntries(
      data.fields.map(({ name, begins }) => [name, data.held?.[name] ?? (data.edit ? words(seen, name) : words(seen, name) || begins || '')]),
    );
    entry = { form, place, author, held, seen, elsewhere, tab: forms.tab, touched: 0 };
    Object.assign(entry, data.held ? { at: data.at, upon: [data.held] } : { at: null, upon: [] });
    forms.kept.set(entry.form, entry);
  }
  entry.token = data.token;
  return entry;
}

/* Each kind of field: draws itself, and returns how it is set. */
const KINDS = {
  text(box, field, id, typed) {
    const area = put(box, 'textarea');
    Object.assign(area, { id, rows: 4, dir: 'auto', autocomplete: 'off' });
    area.oninput = () => typed(area.value);
    return (value) => (area.value = area.defaultValue = value);
  },
  line(box, field, id, typed) {
    const input = put(box, 'input');
    Object.assign(input, { id, type: 'text', dir: 'auto', autocomplete: 'off', spellcheck: field.kind === 'line' });
    input.oninput = () => typed(input.value);
    return (value) => (input.value = input.defaultValue = value);
  },
  day(box, field, id, typed) {
    const set = KINDS.line(box, field, id, typed);
    box.querySelector('input').placeholder = '2025-07-31';
    return set;
  },
  number(box, field, id, typed) {
    const set = KINDS.line(box, field, id, typed);
    box.querySelector('input').inputMode = 'decimal';
    return set;
  },
  /* One of many rows: what is typed narrows the list; what is not chosen from it is let go of. */
  reference(box, field, id, typed) {
    const input = put(box, 'input');
    const list = put(box, 'ul', '', 'offered');
    Object.assign(input, { id, type: 'text', dir: 'auto', autocomplete: 'off', placeholder: 'Type to search' });
    Object.assign(list, { id: `${id}-offered`, hidden: true });
    const marks = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': false };
    for (const [name, value] of Object.entries(marks)) input.setAttribute(name, value);
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', field.title);
    let chosen = '';
    let led = 0;
    const lead = (to) => {
      const own = [...list.children].filter((one) => one.role === 'option');
      led = Math.max(0, Math.min(to, own.length - 1));
      own.forEach((one, place) => one.setAttribute('aria-selected', place === led));
      input.setAttribute('aria-activedescendant', own[led]?.id ?? '');
      own[led]?.scrollIntoView({ block: 'nearest' });
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute('aria-expanded', false);
      input.value = said(field, chosen);
    };
    const take = (code) => {
      if (code !== chosen) typed((chosen = code));
      close();
    };
    const leave = () => {
      const own = input.value.trim();
      const offers = list.hidden ? [] : [...list.children].filter((one) => one.dataset.code);
      if (!own) take('');
      else if (list.hidden || own === said(field, chosen)) close();
      else if (field.free) take(own); /* what is not chosen from the list is a new one */
      else if (offers.length === 1) take(offers[0].dataset.code);
      else close();
    };
    const another = () => {
      close();
      box.dispatchEvent(new CustomEvent('parley-new', { bubbles: true, detail: field.name }));
    };
    const offer = (sought) => {
      const parts = folded(sought).split(/\s+/).filter(Boolean);
      const met = Object.entries(field.options).filter(([code, words]) =>
        parts.every((part) => folded(`${words} ${code} ${field.also?.[code] ?? ''}`).includes(part)),
      );
      list.replaceChildren();
      met.slice(0, MOST_OFFERED).forEach(([code, words], place) => {
        const one = put(list, 'li', words);
        Object.assign(one, { id: `${list.id}-${place}`, role: 'option', dir: 'auto' });
        one.onmousedown = (event) => {
          event.preventDefault(); /* the field keeps the focus until the choice is taken */
          take(code);
        };
        one.dataset.code = code;
      });
      if (field.new) {
        const one = put(list, 'li', field.new);
        Object.assign(one, { id: `${list.id}-new`, role: 'option' });
        one.dataset.new = field.name;
        one.onmousedown = (event) => {
          event.preventDefault();
          another();
        };
      }
      const more = met.length - MOST_OFFERED;
      if (!met.length) put(list, 'li', field.free ? `New: ${field.free}` : 'Nothing of this name.', 'more');
      else if (more > 0) put(list, 'li', `${more} more; type to narrow the list.`, 'more');
      list.hidden = false;
      input.setAttribute('aria-expanded', true);
      lead(0);
    };
    input.onfocus = () => input.select();
    input.onclick = () => list.hidden && offer('');
    input.oninput = () => offer(input.value);
    input.onblur = leave;
    input.onkeydown = (event) => {
      if (event.isComposing) return;
      const { key } = event;
      if (key === 'Tab' && !list.hidden && !field.free && input.value.trim() && list.children[led]?.dataset.code) {
        if (input.value !== said(field, chosen)) take(list.children[led].dataset.code); /* what is led to, as with Enter */
        return;
      }
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        if (list.hidden) offer('');
        else lead(led + (key === 'ArrowDown' ? 1 : -1));
      } else if (list.hidden || !['Enter', 'Escape'].includes(key) || event.ctrlKey || event.metaKey) return;
      else if (key === 'Escape') close();
      else if (!input.value.trim()) take('');
      else if (list.children[led]?.dataset.code) take(list.children[led].dataset.code);
      else if (list.children[led]?.dataset.new) another();
      else leave();
      event.preventDefault();
      event.stopPropagation();
    };
    return (value) => {
      chosen = value;
      close();
    };
  },
  choice(box, field, id, typed) {
    const select = put(box, 'select');
    for (const [value, words] of Object.entries(field.options)) put(select, 'option', words).value = value;
    select.id = id;
    const meaning = put(box, 'p', '', 'meaning'); /* the codebook's words beside what is chosen */
    const take = (value) => {
      select.value = value;
      meaning.textContent = field.meanings?.[value] ?? '';
    };
    select.onchange = () => {
      take(select.value);
      typed(select.value);
    };
    select.onkeydown = (event) => {
      const value = field.keys?.[event.key.toLowerCase()];
      if (value === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      take(value);
      typed(value);
    };
    return take;
  },
  /* Several rows of the same fields in one form; what they hold stands in the form as one text. */
  lines(box, field, id, typed) {
    const list = put(box, 'div', '', 'lines');
    list.id = id;
    list.setAttribute('role', 'group');
    list.setAttribute('aria-label', field.title);
    const fresh = (from = {}) =>
      Object.fromEntries(field.fields.map((sub) => [sub.name, from[sub.name] ?? sub.begins ?? '']));
    let rows = [];
    let drawn = [];
    const tell = () => typed(JSON.stringify(rows));
    const soFar = (number) => {
      const { note } = drawn[number];
      const named = field.so_far?.keys.map((name) => rows[number][name] ?? '') ?? [];
      note.textContent = named.length && named.every(Boolean) ? (field.so_far.of[named.join(' ')] ?? field.so_far.none) : '';
    };
    const line = (number) => {
      const own = put(list, 'fieldset', '', 'fields');
      put(own, 'legend', `${field.one} ${number + 1}`);
      const parts = {};
      for (const sub of field.fields) {
        parts[sub.name] = drawField(own, sub, `${id}-${number}-${sub.name}`.replace(/\s/g, '-'), (value) => {
          rows[number] = { ...rows[number], [sub.name]: value };
          soFar(number);
          tell();
        });
        parts[sub.name].set(rows[number][sub.name] ?? '');
      }
      const note = put(own, 'p', '', 'so-far');
      note.setAttribute('role', 'status');
      const buttons = put(own, 'div', '', 'buttons');
      if (rows.length > 1)
        button(buttons, `Remove ${field.one.toLowerCase()} ${number + 1}`, () => {
          rows = rows.filter((_, place) => place !== number);
          draw();
          tell();
        });
      drawn.push({ own, parts, note });
      soFar(number);
    };
    const draw = () => {
      list.replaceChildren();
      drawn = [];
      rows.forEach((_, number) => line(number));
      set.hint();
    };
    const add = () => {
      const last = rows.at(-1) ?? {};
      rows = [...rows, fresh(Object.fromEntries((field.copied ?? []).map((name) => [name, last[name]])))];
      draw();
      tell();
      drawn.at(-1).own.querySelector('input, select, textarea').focus();
    };
    button(put(box, 'div', '', 'buttons'), `Add ${field.one.toLowerCase()}`, add);
    box.onkeydown = (event) => {
      if (event.key !== 'Enter' || !event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      add();
    };
    const set = (value) => {
      rows = value ? JSON.parse(value) : [fresh()];
      draw();
    };
    set.hint = () =>
      drawn.forEach(({ parts }, number) => {
        for (const part of Object.values(parts)) hintAt(part, rows[number]?.[part.field.name]);
      });
    set.refuse = (refused) =>
      drawn.forEach(({ parts }, number) => {
        for (const [name, part] of Object.entries(parts))
          part.refusal.textContent = refused[`${field.name}.${number}.${name}`] ?? '';
      });
    return set;
  },
  tags(box, field, id, typed) {
    const line = put(box, 'div', '', 'tags');
    const offered = put(box, 'datalist');
    offered.id = `${id}-offered`;
    for (const tag of field.options) put(offered, 'option').value = tag;
    const input = put(line, 'input');
    input.id = id;
    input.setAttribute('list', offered.id);
    let tags = [];
    const tell = () => typed([...tags, input.value.trim()].filter(Boolean).join('; '));
    const draw = () => {
      line.querySelectorAll('button').forEach((one) => one.remove());
      for (const tag of tags) {
        const chip = button(line, `${tag} ×`, () => {
          tags = tags.filter((one) => one !== tag);
          draw();
          tell();
          input.focus();
        });
        chip.setAttribute('aria-label', `Remove the tag ${tag}`);
        line.insertBefore(chip, input);
      }
    };
    const take = () => {
      const more = input.value.split(SEPARATORS).map((tag) => tag.trim());
      tags = [...new Set([...tags, ...more.filter(Boolean)])];
      input.value = '';
      draw();
      tell();
    };
    input.oninput = (event) => {
      const picked = !event.inputType || event.inputType === 'insertReplacementText';
      if (picked || SEPARATORS.test(input.value)) take();
      else tell();
    };
    input.onkeydown = (event) => {
      if (event.isComposing) return;
      if (event.key === 'Enter' && input.value.trim() && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        take();
      } else if (event.key === 'Backspace' && !input.value && tags.length) {
        tags = tags.slice(0, -1);
        draw();
        tell();
      }
    };
    return (value) => {
      tags = value.split(SEPARATORS).map((tag) => tag.trim()).filter(Boolean);
      input.value = '';
      draw();
    };
  },
};

/* How two versions of a field are both kept: words one paragraph after the other, each once, tags together. */
const BOTH = {
  text: (theirs, mine) => {
    const own = theirs.split(/\n{2,}/);
    return [...own, ...mine.split(/\n{2,}/).filter((part) => !own.includes(part))].join('\n\n');
  },
  tags: (theirs, mine) => [...new Set(`${theirs};${mine}`.split(SEPARATORS).map((t) => t.trim()).filter(Boolean))].join('; '),
};

/* What is wrong with a field that is filled in, as far as a browser can tell; the store checks everything again. */
const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const WRONG = {
  day: (value) =>
    DAY.test(value) && !Number.isNaN(Date.parse(value)) ? '' : 'A day is 2025-07-31, a month 2025-07, a year 2025.',
  number: (value, { least, most, range }) =>
    Number.isFinite(Number(value)) && !(value < least) && !(value > most) ? '' : `A number${range && ` ${range}`}, such as 40.5.`,
};
/* The rules between fields, by the names that `models.rules` gives them; an empty field breaks none of the first. */
const ordered = (low, high) => (Number.isFinite(Number(low)) ? Number(low) <= Number(high) : low <= high);
const HOLDS = {
  ordered: ([low, high]) => !low || !high || ordered(low, high),
  says_something: (values) => values.some(Boolean),
  needs: ([own, other]) => !own || Boolean(other),
  one_target: (values) => values.filter(Boolean).length === 1,
};

/* Say beside each field what would be refused of it. */
function hint(root) {
  const { entry, data } = root;
  const begun = entry.waiting || Boolean(entry.at);
  for (const part of Object.values(root.parts)) hintAt(part, entry.held[part.field.name]);
  for (const rule of begun ? (data.rules ?? []) : []) {
    const values = rule.columns.map((name) => (entry.held[name] ?? '').trim());
    const { hint } = root.parts[rule.column];
    if (!hint.textContent && !HOLDS[rule.kind](values)) hint.textContent = rule.hint;
  }
}

/* Return where the fields of a group are drawn: under its name, folded, or in the open where it has none. */
function grouped(root, name) {
  if (!name) return put(root, 'div', '', 'fields');
  const fold = put(root, 'details');
  put(fold, 'summary', name);
  return put(fold, 'div', '', 'fields');
}

function drawField(where, field, id, typed) {
  const box = put(where, 'div', '', `field ${field.kind}`);
  const label = put(box, 'label', field.title);
  label.htmlFor = id;
  if (field.needed) put(box, 'span', 'needed', 'needed').id = `${id}-needed`;
  const part = { field, set: KINDS[field.kind](box, field, id, typed) };
  if (field.help) put(box, 'p', field.help, 'help').id = `${id}-help`;
  const about = [field.needed && `${id}-needed`, field.help && `${id}-help`].filter(Boolean);
  if (about.length) box.querySelector(`[id="${id}"]`).setAttribute('aria-describedby', about.join(' '));
  for (const [name, role] of Object.entries({ hint: 'status', refusal: 'alert' })) {
    part[name] = put(box, 'p', '', name);
    part[name].setAttribute('role', role);
  }
  part.differs = put(box, 'div', '', 'differs');
  return part;
}

/* Say beside a field what would be refused of what stands in it. */
function hintAt({ field, hint, set }, value) {
  const given = (value ?? '').trim();
  hint.textContent = (given && WRONG[field.kind]?.(given, field)) || '';
  set.hint?.();
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
    const part = drawField(fields, field, id, (value) => {
      root.held = { ...root.entry.held, [field.name]: value };
      forms.hold(root.entry, root.held);
      tellOf(root);
    });
    root.parts[field.name] = part;
    const fold = fields.parentElement;
    if (fold.matches('details') && (entry.held[field.name] ?? '') !== (field.begins ?? '')) fold.open = true;
  }
  fill(root);
  root.refusal = put(root, 'p', '', 'refusal');
  root.refusal.setAttribute('role', 'alert');
  root.buttons = put(root, 'div', '', 'buttons');
  root.save = put(root.buttons, 'button', 'Save', 'primary');
  root.save.type = 'submit';
  if (data.next) button(root.buttons, data.next, () => send(root, 'save', { next: true }));
  root.drop = button(root.buttons, 'Drop this draft', () => send(root, 'drop'));
  root.draft = put(root.buttons, 'span', '', 'draft');
  root.draft.setAttribute('role', 'status');
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

/* Compare what stands elsewhere with what was seen of it, the draft first: it may have been seen upon another row. */
function compare(root) {
  const { entry, data } = root;
  const now = text([entry.saving, entry.held, entry.upon, entry.theirs, entry.seen, data.row]);
  if (root.compared === now) return; /* a button that is about to be pressed stays where it is */
  root.compared = now;
  root.told.replaceChildren();
  for (const part of Object.values(root.parts)) part.differs.replaceChildren();
  root.unsettled = false;
  if (entry.saving) return;
  const { theirs } = entry;
  if (theirs) {
    const others = `in another tab or browser, ${time(theirs.at)}`;
    const typedUpon = (base) => forms.hold(entry, entry.held, [base]);
    if (ask(root, entry.upon.at(-1), theirs.held, others, typedUpon)) {
      put(root.told, 'p', 'This draft was also changed in another tab or browser. Nothing is lost: choose what to keep.');
      return;
    }
    entry.theirs = null;
    forms.hold(entry, entry.held, [theirs.held]);
  }
  if (!data.edit) return;
  if (data.row === null) {
    root.unsettled = true;
    put(root.told, 'p', `Somebody removed this ${data.what} while you were editing it. Yours is kept here until you choose.`);
    const line = put(root.told, 'div', '', 'buttons');
    button(line, `Save mine as a new ${data.what}`, () => send(root, 'save', { again: true }));
    button(line, 'Leave it removed', () => root.drop.click());
    return;
  }
  if (entry.seen === null) return;
  const seen = (base) => forms.hold(Object.assign(entry, { seen: base }), entry.held);
  if (ask(root, entry.seen, data.row, 'as somebody else saved it meanwhile', seen)) {
    put(root.told, 'p', 'Somebody else changed this while you were editing it. Nothing is lost: choose what to keep.');
  } else {
    entry.seen = data.row;
  }
}

/*
 * Take over what only they changed since `base`, and ask of each field that both changed; return whether any is asked.
 * What is chosen is said by `settled`, with the base on which it stands then.
 */
function ask(root, base, theirs, others, settled) {
  const { entry } = root;
  for (const part of Object.values(root.parts)) {
    const { name, kind, title } = part.field;
    const [was, other, mine] = [words(base, name), words(theirs, name), entry.held[name]];
    const take = (value) => {
      root.held = entry.held = { ...entry.held, [name]: value };
      part.set(value);
    };
    if (other === was || other === mine) continue;
    if (mine === was) {
      take(other);
      continue;
    }
    root.unsettled = true;
    put(part.differs, 'p', `${title}, ${others}:`, 'lead');
    put(part.differs, 'blockquote', said(part.field, other) || 'nothing').dir = 'auto';
    const choose = (value) => () => {
      take(value);
      settled({ ...base, [name]: theirs[name] ?? null });
      draw(root);
    };
    const line = put(part.differs, 'div', '', 'buttons');
    button(line, 'Keep theirs', choose(other));
    button(line, 'Keep mine', choose(mine));
    if (BOTH[kind] && other) button(line, 'Keep both', choose(BOTH[kind](other, mine)));
  }
  return root.unsettled;
}

/* Ask the dashboard to save what stands in the form, or to drop it. */
function send(root, what, how = {}) {
  const { entry } = root;
  if (entry.saving || Date.now() - root.renewed < SECOND_CLICK_MS) return;
  if (root.unsettled && what === 'save' && !how.again) {
    (root.told.querySelector('button') ?? root.querySelector('.differs button')).focus();
    return;
  }
  entry.saving = Date.now();
  entry.sent = text(entry.held);
  if (entry.waiting) forms.store(entry);
  const number = entry.saving;
  const trigger = () => entry.root.trigger(what, { ...forms.message(entry), number, ...how });
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
      if (entry.root.isConnected && !isRunning()) trigger();
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
    root.renewed = data.refused ? 0 : Date.now();
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
    for (const [name, part] of Object.entries(root.parts)) {
      part.refusal.textContent = data.refused?.[name] ?? '';
      part.set.refuse?.(data.refused ?? {});
      const fold = part.refusal.closest('details');
      if (fold && part.refusal.textContent) fold.open = true;
    }
  }
  compare(root);
  tellOf(root);
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
