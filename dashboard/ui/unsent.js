/*
 * Words that no form takes any more: their store was replaced since, say, by a backup. They stand in this browser alone.
 */
const isLeft = ({ waiting, refused, author, root }, reader) =>
  waiting && refused && !root?.isConnected && !(author && reader && author !== reader);

function draw(root) {
  const left = [...forms.kept.values()].filter((entry) => isLeft(entry, root.data.author));
  const now = text(left.map((entry) => [entry.form, entry.held]));
  if (root.now === now) return; /* what is being read or copied stays as it is */
  root.now = now;
  root.replaceChildren();
  root.hidden = !left.length;
  if (!left.length) return;
  put(root, 'p', 'Unsent words that are kept in this browser only: this store takes them no more, it may have been replaced.');
  for (const entry of left) {
    const box = put(root, 'div', '', 'field');
    const id = `unsent-${entry.form}`;
    put(box, 'label', `Typed ${time(entry.touched)}`).htmlFor = id;
    const area = put(box, 'textarea');
    const held = Object.values(entry.held).filter(Boolean).join('\n\n');
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

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.parley-form');
  root.data = data;
  if (root.again) forms.shown.delete(root.again);
  root.again = () => draw(root);
  forms.shown.add(root.again);
  draw(root);
  return () => forms.shown.delete(root.again);
}
