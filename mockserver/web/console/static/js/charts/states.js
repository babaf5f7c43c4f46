/** Rows of a collection by their state: outcomes of imports, progress of syncs. */

import * as api from "../api.js";
import { fill, h, seen } from "../dom.js";
import { counted } from "../format.js";
import { mood } from "../parts/records.js";
import { asTable, legend, shareBar, sum } from "./plot.js";

const SERIES = [
  ["ok", "Went well"],
  ["busy", "Under way"],
  ["failed", "Failed"],
  ["other", "Other"],
];
const KEYS = { ok: "ok", info: "busy", bad: "failed", "": "other" };
const SHOWN = 6;

/** Draw into an element, unless the rows of this collection have no states. */
export async function drawStates(element, { sandbox, provider, collection }, columns, signal) {
  if (!columns.some((column) => column.kind === "state")) return fill(element);
  try {
    const path = api.inside(sandbox, "providers", provider, "tallies", collection);
    const { title, tally } = await api.get(path, { signal });
    return fill(element, tally.length ? card(title, groupsOf(tally)) : null);
  } catch (error) {
    if (signal.aborted) return undefined;
    return fill(element, h("p.soft.tiny", {}, `No chart: ${error.message}`));
  }
}

/** `{name, states: {state: number}, values: {key: number}, progress}` of each group: trouble first, then the largest. */
export function groupsOf(tally) {
  const groups = new Map();
  for (const { group, state, count, progress } of tally) {
    const known = groups.get(group) ?? { name: group ?? "", states: {}, values: {}, done: 0 };
    const key = KEYS[mood(state ?? "")];
    known.states[state ?? "none"] = count;
    known.values[key] = (known.values[key] ?? 0) + count;
    known.done = progress === null ? null : known.done + progress * count;
    groups.set(group, known);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, progress: group.done === null ? null : group.done / sum(group.values) }))
    .sort((a, b) => urgency(b) - urgency(a) || sum(b.values) - sum(a.values));
}

const urgency = ({ values }) => (values.failed ? 2 : 0) + (values.busy ? 1 : 0);

function card(title, groups) {
  const series = SERIES.filter(([key]) => groups.some(({ values }) => values[key]));
  const states = [...new Set(groups.flatMap((group) => Object.keys(group.states)))].sort();
  const rows = groups.map((group) => [seen(group.name) || title, ...states.map((state) => group.states[state] ?? 0)]);
  const more = groups.length - SHOWN;
  return h(
    "figure.card.chart",
    {},
    h("figcaption.spread", {}, h("h3", {}, `${title} by state`), legend(series)),
    h("ul.share-lines", {}, groups.slice(0, SHOWN).map((group) => line(group, series, title))),
    more > 0 ? h("p.soft.tiny", {}, `and ${more} more, in the table`) : null,
    asTable(`${title} by state`, ["", ...states.map(seen)], rows),
  );
}

function line({ name, states, values, progress }, series, title) {
  const words = Object.entries(states).map(([state, count]) => `${count.toLocaleString("en")} ${seen(state)}`).join(", ");
  const total = sum(values);
  const running = progress !== null && progress < 1 && values.busy;
  const done = running ? { ...values, busy: Math.max(0, progress * total - (total - values.busy)) } : values;
  return h(
    "li.share-line",
    { title: `${seen(name) || title}: ${words}` },
    h("span.share-name.clip", {}, seen(name) || counted(total, "row")),
    shareBar(done, total, series),
    h("span.share-words.soft", {}, running ? `${Math.round(progress * 100)} % done · ${words}` : words),
  );
}
