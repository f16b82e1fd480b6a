/*
 * The fields of a form: what each kind takes and offers.
 *
 * Words of others reach the page by `textContent` alone.
 */
const MOST_OFFERED = 50;
const MOST_NAMED = 4;

/* What stands in a field as a reader knows it: where it is chosen among others, the words for it. */
const said = ({ options }, value) => (options && !Array.isArray(options) && options[value]) || value;
const folded = (words) => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/* What there is in place of a name that is not there, as far as it fits into a line. */
function nothingOf({ options }) {
  const names = Object.values(options);
  const more = names.length - MOST_NAMED;
  const there = names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `Nothing of this name.${there && ` There is ${there}.`}`;
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
  whole(box, field, id, typed) {
    return KINDS.number(box, field, id, typed);
  },
  /* One of many rows: what is typed narrows the list; what is not chosen from it is let go of. */
  reference(box, field, id, typed) {
    const input = put(box, 'input');
    const list = put(box, 'ul', '', 'offered');
    const meaning = put(box, 'p', '', 'meaning');
    Object.assign(input, { id, type: 'text', dir: 'auto', autocomplete: 'off', placeholder: 'Type to search' });
    Object.assign(list, { id: `${id}-offered`, hidden: true });
    const nothing = put(box, 'p', '', 'hint');
    nothing.setAttribute('role', 'status');
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
      meaning.textContent = field.meanings?.[chosen] ?? '';
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
      else {
        close();
        nothing.textContent = `Nothing is called “${own}”; ${chosen ? `“${input.value}” stands` : 'nothing was chosen'}.`;
      }
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
      if (!met.length) put(list, 'li', field.free ? `New: ${field.free.words}` : nothingOf(field), 'more');
      else if (more > 0) put(list, 'li', `${more} more; type to narrow the list.`, 'more');
      list.hidden = false;
      input.setAttribute('aria-expanded', true);
      lead(0);
    };
    input.onfocus = () => input.select();
    input.onmousedown = (event) => {
      if (input.value !== said(field, chosen)) return;
      event.preventDefault(); /* what is typed takes the place of what is chosen, and not one within or behind it */
      input.focus();
      input.select();
    };
    input.onclick = () => list.hidden && offer('');
    input.oninput = () => {
      nothing.textContent = '';
      offer(input.value);
    };
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
    /* What was taken over from the line before with what is now another is let go of: who speaks for the one. */
    const letGo = (number, parts) => {
      for (const name of field.follow.names) {
        if (!number || rows[number][name] !== rows[number - 1][name]) continue;
        rows[number][name] = '';
        parts[name].set('');
      }
    };
    const line = (number) => {
      const own = put(list, 'fieldset', '', 'fields');
      put(own, 'legend', `${field.one} ${number + 1}`);
      const parts = {};
      for (const sub of field.fields) {
        parts[sub.name] = drawField(own, sub, `${id}-${number}-${sub.name}`.replace(/\s/g, '-'), (value) => {
          rows[number] = { ...rows[number], [sub.name]: value };
          if (sub.name === field.follow?.of) letGo(number, parts);
          tell();
        });
        parts[sub.name].set(rows[number][sub.name] ?? '');
      }
      const buttons = put(own, 'div', '', 'buttons');
      if (rows.length > 1)
        button(buttons, `Remove ${field.one.toLowerCase()} ${number + 1}`, () => {
          rows = rows.filter((_, place) => place !== number);
          draw();
          tell();
        });
      drawn.push({ own, parts });
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
    set.hint = (published) =>
      drawn.forEach(({ parts }, number) => {
        for (const part of Object.values(parts)) hintAt(part, rows[number] ?? {}, published);
      });
    /* What nobody gave another day was said on that of its source. */
    set.follow = (was, now) => {
      const name = field.fields.find(({ dated }) => dated)?.name;
      if (!name || !rows.some((row) => row[name] === was)) return;
      rows = rows.map((row) => (row[name] === was ? { ...row, [name]: now } : row));
      draw();
      tell();
    };
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

function drawField(where, field, id, typed) {
  const box = put(where, 'div', '', `field ${field.kind}`);
  const label = put(box, 'label', field.title);
  label.htmlFor = id;
  if (field.needed) put(box, 'span', 'needed', 'needed').id = `${id}-needed`;
  const part = { field, box, set: KINDS[field.kind](box, field, id, typed) };
  if (field.help) put(box, 'p', field.help, 'help').id = `${id}-help`;
  const about = [field.needed && `${id}-needed`, field.help && `${id}-help`].filter(Boolean);
  if (about.length) box.querySelector(`[id="${id}"]`).setAttribute('aria-describedby', about.join(' '));
  for (const [name, role] of Object.entries({ hint: 'status', refusal: 'alert' })) {
    part[name] = put(box, 'p', '', name);
    part[name].setAttribute('role', role);
  }
  part.differs = put(box, 'div', '', 'differs');
  if (field.so_far) {
    part.soFar = put(where, 'p', '', 'so-far');
    part.soFar.setAttribute('role', 'status');
  }
  return part;
}
