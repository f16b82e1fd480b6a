/*
 * Words that no form takes any more: their store was replaced since, say, by a backup. They stand in this browser alone.
 */
const isLeft = ({ waiting, refused, author, root }, reader) =>
  waiting && refused && !root?.isConnected && !(author && reader && author !== reader);

function draw(root) {
  const left = [...forms.kept.values()].filter((entry) => isLeft(entry, root.data.author));
  const listed = left.map(({ form, place, held }) => ({ form, place, held }));
  const now = text([listed, root.data.words]);
  if (root.now === now) return; /* what is being read or copied stays as it is */
  root.now = now;
  if (root.listed !== text(listed)) {
    root.listed = text(listed);
    root.tell?.('left', listed); /* the dashboard knows what the codes in them are called */
  }
  root.replaceChildren();
  root.hidden = !left.length;
  if (!left.length) return;
  put(root, 'p', 'Unsent words that are kept in this browser only: this store takes them no more, it may have been replaced.');
  for (const entry of left) {
    const box = put(root, 'div', '', 'field');
    const id = `unsent-${entry.form}`;
    put(box, 'label', `Typed ${time(entry.touched)}`).htmlFor = id;
    const area = put(box, 'textarea');
    const held = root.data.words?.[entry.form] ?? Object.values(entry.held).filter(Boolean).join('\n\n');
    Object.assign(area, { id, rows: 4, dir: 'auto', readOnly: true, value: held });
    const line = put(root, 'div', '', 'buttons');
    button(line, 'Copy', () => {
      area.select();
      document.execCommand('copy');
    });
    button(line, 'Drop these words', () => {
      forms.forget(entry);
      draw(root);
    });
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.parley-form');
  Object.assign(root, { data, tell: setStateValue });
  if (root.again) forms.shown.delete(root.again);
  root.again = () => draw(root);
  forms.shown.add(root.again);
  draw(root);
  return () => forms.shown.delete(root.again);
}
