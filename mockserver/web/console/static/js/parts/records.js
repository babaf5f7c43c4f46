/** Rows of a provider's data: a table of a page of them, and one of them in full. */

import { h, seen } from "../dom.js";
import { dayAndTime } from "../format.js";
import { href } from "../router.js";
import { copyable } from "./copy.js";
import { codeBlock } from "./json.js";
import { card, chip, pairs, statusKind } from "./layout.js";

const MOODS = [
  ["bad", /fail|error|reject|deauth|declin|cancel/i],
  ["info", /process(ing)?$|pending|running|wait|queue|fetching|progress/i],
  ["ok", /succe|processed|complete|linked|audited|export|approv|paid|active/i],
];

const LONG_ID = /^[0-9a-f]{8}-?[0-9a-f-]{12,}$/i;

/** What a state means for a person: `bad`, `info` (under way), `ok`, or nothing in particular. */
export const mood = (text) => MOODS.find(([, words]) => words.test(text))?.[0] ?? "";

/** A state as a chip in the colour of its mood. */
export const state = (text) => chip(seen(text), mood(text));

/** A table of rows; the first column leads to the record. `place` is `{sandbox, provider, collection}`. */
export function table({ columns, rows, title }, place) {
  return h(
    "div.table-scroll",
    { tabindex: "0", role: "region", "aria-label": title },
    h(
      "table.table",
      {},
      h("thead", {}, h("tr", {}, columns.map((column) => h(`th${numeric(column)}`, { scope: "col" }, column.title)))),
      h("tbody", {}, rows.map((row) => h("tr", { "data-id": row.id }, columns.map((column, at) => cell(column, row, at === 0 ? place : null, place))))),
    ),
  );
}

const numeric = ({ kind }) => (kind === "number" ? ".number" : "");

function cell(column, row, leads, place) {
  const shown = value(column, row[column.name], leads ? null : place);
  const content = leads ? h("a", { href: href(place.sandbox, "data", place.provider, place.collection, row.id) }, shown ?? row.id) : shown;
  const long = !leads && LONG_ID.test(row[column.name]) ? ".long-id" : "";
  return h(`td.cut${numeric(column)}${long}`, {}, content);
}

/** A value as its column says; null and the empty text show as nothing. */
export function value({ kind, to, title }, raw, place) {
  if (raw === null || raw === undefined || raw === "") return null;
  switch (kind) {
    case "instant":
      return h("time.nowrap", { datetime: raw }, dayAndTime(raw));
    case "flag":
      return raw ? "Yes" : "No";
    case "state":
      return state(String(raw));
    case "number":
      return raw.toLocaleString("en");
    case "progress":
      return progress(raw, title);
    default:
      return to && place
        ? h("a", { href: href(place.sandbox, "data", place.provider, to, raw) }, seen(raw))
        : h("bdi", { title: String(raw).length > 40 ? seen(raw) : null }, seen(raw));
  }
}

function progress(share, title) {
  const percent = `${Math.round(share * 100)} %`;
  return h("span.progress", {}, h("progress", { max: "1", value: share, "aria-label": title }), h("span.soft.nowrap", {}, percent));
}

/** One record: its columns, its documents, what belongs to it, who spoke of it. */
export function record({ columns, record: row, parts, requests }, place) {
  const documents = columns.filter(({ kind }) => kind === "document");
  const plain = columns.filter(({ kind }) => kind !== "document");
  return h(
    "div.record",
    {},
    card(
      seen(row[columns[0].name] ?? row.id),
      {},
      pairs([
        ["Id", copyable(row.id, "Id")],
        ...plain.filter(({ name }) => name !== "id").map((column) => [column.title, value(column, row[column.name], place)]),
      ]),
      parts.length ? h("div.row", {}, parts.map((part) => partLink(part, place))) : null,
    ),
    documents
      .filter(({ name }) => row[name] !== null)
      .map((column) => card(column.title, {}, codeBlock(JSON.stringify(row[column.name]), column.title))),
    mentions(requests, place.sandbox),
  );
}

const partLink = ({ collection, title, where, count }, { sandbox, provider }) =>
  h("a.button", { href: `${href(sandbox, "data", provider, collection)}?where=${encodeURIComponent(where)}` }, `${title} (${count.toLocaleString("en")})`);

function mentions(requests, sandbox) {
  if (!requests.length) return card("Requests", {}, h("p.soft", {}, "No request that is still in the journal mentions this record."));
  return card(
    "Requests that mention it",
    { flush: true },
    h(
      "ol.lines",
      {},
      requests.map(({ id, method, path, status, reason }) =>
        h(
          "li",
          {},
          h(
            "a.line.line-link",
            { href: href(sandbox, "traffic", id) },
            chip(status, reason && status < 400 ? "warn" : statusKind(status)),
            h("span.grow.mono.clip", {}, h("span.method", {}, method), " ", seen(path)),
            h("span.soft", {}, `#${id}`),
          ),
        ),
      ),
    ),
  );
}
