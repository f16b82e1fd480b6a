/* What would be refused of what stands in a form, said while it is typed. */

/* What is wrong with a field that is filled in, as far as a browser can tell; the store checks everything again. */
const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const within = (value, { least, most }) =>
  Number.isFinite(value) && value >= (least ?? -Infinity) && value <= (most ?? Infinity);
const WRONG = {
  day: (value) =>
    DAY.test(value) && !Number.isNaN(Date.parse(value)) ? '' : 'A day is 2025-07-31, a month 2025-07, a year 2025.',
  number: (value, field) => (within(Number(value), field) ? '' : `A number${field.range ? ` ${field.range}` : ', such as 40.5'}.`),
  whole: (value, field) =>
    Number.isInteger(Number(value)) && within(Number(value), field)
      ? ''
      : `A whole number${field.range ? ` ${field.range}` : ', such as 40'}.`,
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
  for (const part of Object.values(root.parts)) hintAt(part, entry.held);
  for (const rule of begun ? (data.rules ?? []) : []) {
    const values = rule.columns.map((name) => (entry.held[name] ?? '').trim());
    const { hint } = root.parts[rule.column];
    if (!hint.textContent && !HOLDS[rule.kind](values)) hint.textContent = rule.hint;
  }
}

/* Say beside a field what would be refused of what stands in it, and what is known so far of what its form names. */
function hintAt({ field, hint, soFar, set }, held) {
  const given = (held[field.name] ?? '').trim();
  hint.textContent = (given && WRONG[field.kind]?.(given, field)) || '';
  if (soFar) {
    const named = field.so_far.keys.map((name) => held[name] ?? '');
    soFar.textContent = named.every(Boolean) ? (field.so_far.of[named.join(' ')] ?? field.so_far.none) : '';
  }
  set.hint?.();
}
