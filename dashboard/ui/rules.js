/* What would be refused of what stands in a form, said while it is typed. */

/* What is wrong with a field that is filled in, as far as a browser can tell; the store checks everything again. */
const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const WRITTEN = /^(?:(\d{1,2})\s+)?([a-z]{3,9})\.?,?\s+(?:(\d{1,2}),?\s+)?(\d{4})$/i;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
/* A day or a month that names its month, as 2025-07-31 or 2025-07, as it is read when it is saved; else as it is. */
function isoDay(value) {
  const [, before, word, after, year] = value.match(WRITTEN) ?? [];
  const month = word ? MONTHS.findIndex((name) => name.startsWith(word.toLowerCase())) + 1 : 0;
  if (!month || (before && after)) return value;
  const day = before ?? after;
  return [year, month, ...(day ? [day] : [])].map((part) => String(part).padStart(2, '0')).join('-');
}
const today = () => new Date().toLocaleDateString('sv'); /* which writes it as 2025-07-31, by the reader's clock */
const within = (value, { least, most }) =>
  Number.isFinite(value) && value >= (least ?? -Infinity) && value <= (most ?? Infinity);
const WRONG = {
  day: (value) =>
    DAY.test(isoDay(value)) && !Number.isNaN(Date.parse(isoDay(value))) ? '' : 'A day is 2025-07-31, a month 2025-07, a year 2025.',
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

/* The day on which the source that a form names was published, as far as it is known to the day; else nothing. */
function publishedOn({ fields }, held) {
  const source = fields.find(({ days }) => days);
  const day = source && (source.days[held[source.name]] ?? isoDay(held['source.published_on'] ?? ''));
  return day?.length === 10 && !WRONG.day(day) ? day : '';
}

/* What is doubtful of a day on which something happened; of something said, also where its source is older. */
function doubt({ past, dated }, given, published) {
  const day = isoDay(given);
  if (past && day > today()) return 'This day is after today. Is it right?';
  if (dated && published && day > published) return `This is after ${published}, when the source was published.`;
  return '';
}

/* Say beside each field what would be refused of it. */
function hint(root) {
  const { entry, data } = root;
  const begun = entry.waiting || Boolean(entry.at);
  for (const part of Object.values(root.parts)) hintAt(part, entry.held, publishedOn(data, entry.held));
  for (const rule of begun ? (data.rules ?? []) : []) {
    const values = rule.columns.map((name) => (entry.held[name] ?? '').trim());
    const { hint } = root.parts[rule.column];
    if (!hint.textContent && !HOLDS[rule.kind](values)) hint.textContent = rule.hint;
  }
}

/* Say beside a field what would be refused of what stands in it, and what is known so far of what its form names. */
function hintAt({ field, hint, soFar, set }, held, published) {
  const given = (held[field.name] ?? '').trim();
  hint.textContent = (given && (WRONG[field.kind]?.(given, field) || doubt(field, given, published))) || '';
  if (soFar) {
    const named = field.so_far.keys.map((name) => held[name] ?? '');
    soFar.textContent = named.every(Boolean) ? (field.so_far.of[named.join(' ')] ?? field.so_far.none) : '';
  }
  set.hint?.(published);
}
