/* What somebody else changed of a form's row, or another tab of its draft: taken over, or asked field by field. */

/* How two versions of a field are both kept: words one paragraph after the other, each once, tags together. */
const BOTH = {
  text: (theirs, mine) => {
    const own = theirs.split(/\n{2,}/);
    return [...own, ...mine.split(/\n{2,}/).filter((part) => !own.includes(part))].join('\n\n');
  },
  tags: (theirs, mine) => [...new Set(`${theirs};${mine}`.split(SEPARATORS).map((t) => t.trim()).filter(Boolean))].join('; '),
};

/* Compare what stands elsewhere with what was seen of it, the draft first: it may have been seen upon another row. */
function compare(root) {
  const { entry, data } = root;
  const now = text([entry.saving, entry.held, entry.upon, entry.theirs, entry.seen, data.row]);
  if (root.compared === now) return; /* a button that is about to be pressed stays where it is */
  root.compared = now;
  root.told.replaceChildren();
  for (const part of Object.values(root.parts)) {
    const isSaved = entry.held[part.field.name] === words(data.row, part.field.name);
    part.differs.replaceChildren();
    if (part.chosen && !isSaved) put(part.differs, 'p', 'Kept in this form and not saved yet; Save or Ctrl+Enter saves it.');
  }
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
  const { by, at } = data.changed ?? {};
  if (ask(root, entry.seen, data.row, by ? `as ${by} saved it, ${time(at)}` : 'as somebody else saved it meanwhile', seen)) {
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
    part.chosen = false;
    part.differs.replaceChildren();
    put(part.differs, 'p', `${title}, ${others}:`, 'lead');
    put(part.differs, 'blockquote', said(part.field, other) || 'nothing').dir = 'auto';
    const choose = (value) => () => {
      take(value);
      part.chosen = true;
      settled({ ...base, [name]: theirs[name] ?? null });
      draw(root);
      part.box.querySelector('input, select, textarea').focus(); /* from where Ctrl+Enter saves */
    };
    const line = put(part.differs, 'div', '', 'buttons');
    button(line, 'Keep theirs', choose(other));
    button(line, 'Keep mine', choose(mine));
    if (BOTH[kind] && other) button(line, 'Keep both', choose(BOTH[kind](other, mine)));
  }
  return root.unsettled;
}
