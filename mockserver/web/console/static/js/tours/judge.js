/** Judging an answer as the program does: placeholders, JSON pointers, kinds of looks. */

const PLACEHOLDER = /\{([a-z][a-z_]*(?:\.[A-Za-z][A-Za-z_-]*)?)\}/;

/** A template in parts: `[literal, name, literal, name, …, literal]`. */
export const parts = (template) => template.split(PLACEHOLDER);

/** The names of all placeholders of a step that nobody has a value for yet. */
export function missing(step, values) {
  const { address, headers, content } = step.action;
  const templates = [address, content ?? "", ...Object.values(headers), ...step.look.map((look) => look.wanted)];
  const used = templates.flatMap((template) => parts(template).filter((_, at) => at % 2));
  return [...new Set(used)].filter((name) => !(name in values));
}

/** The template with its values; what has none stays as it is. */
export const fillIn = (template, values) =>
  parts(template)
    .map((part, at) => (at % 2 ? (values[part] ?? `{${part}}`) : part))
    .join("");

/** What a sandbox gives, as the placeholders name it. */
export function valuesOf(world) {
  const values = {};
  for (const [provider, { base_url: base, headers, credentials, subject }] of Object.entries(world.providers)) {
    const known = { ...headers, ...credentials, ...subject, base_url: base };
    for (const [name, value] of Object.entries(known)) values[`${provider}.${name}`] = value;
  }
  return values;
}

/** What a JSON pointer leads to, or undefined. */
export function resolve(document, pointer) {
  let found = document;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (found === null || typeof found !== "object" || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** A body as JSON, as text when it is none. */
export function documentOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value as text: JSON for what is none. */
export const spelled = (value) => (typeof value === "string" ? value : JSON.stringify(value));

const MEETS = {
  equals: (found, wanted) => found !== undefined && spelled(found) === wanted,
  contains: (found, wanted) => found !== undefined && spelled(found).includes(wanted),
  length: (found, wanted) => Array.isArray(found) && String(found.length) === wanted,
  present: (found) => found !== undefined,
  absent: (found) => found === undefined,
};

/** `{means, met, seen}` for the status and for each look of a step. */
export function judge(step, answer, values) {
  const document = documentOf(answer.text);
  const status = { means: `Answers ${step.status}`, met: answer.status === step.status, seen: String(answer.status) };
  const looks = step.look.map(({ means, at, kind, wanted }) => {
    const found = resolve(document, at);
    const met = MEETS[kind](found, fillIn(wanted, values));
    return { means, at, met, seen: found === undefined ? "nothing" : spelled(found).slice(0, 300) };
  });
  return [status, ...looks];
}

/** The values that a step keeps of its answer; a pointer that leads nowhere keeps nothing. */
export function keptOf(step, answer) {
  const document = documentOf(answer.text);
  const found = Object.entries(step.keep).map(([name, at]) => [name, resolve(document, at)]);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined).map(([name, value]) => [name, spelled(value)]));
}
