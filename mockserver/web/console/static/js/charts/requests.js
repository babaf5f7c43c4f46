/** Requests over time by what came of them. */

import { fill, h } from "../dom.js";
import { counted, day, time } from "../format.js";
import { asTable, columns, legend, sum } from "./plot.js";

const BUCKETS = 40;
const STEPS_S = [1, 5, 15, 60, 300, 900, 3600, 10_800, 43_200, 86_400, 604_800, 2_592_000, 31_536_000];
const SERIES = [
  ["ok", "Answered"],
  ["partly", "Rejected inside of a 2xx"],
  ["refused", "Refused (4xx)"],
  ["failed", "Failed (5xx)"],
];

const outcome = ({ status, reason }) => (status >= 500 ? "failed" : status >= 400 ? "refused" : reason ? "partly" : "ok");

/** A chart that is drawn anew whenever `show(lines)` brings other lines of the journal, or its width changes. */
export function requestChart(signal) {
  const element = h("div", { "data-chart": "requests" });
  let [lines, drawn] = [[], ""];
  const draw = () => {
    const width = Math.floor(element.clientWidth);
    const key = `${width} ${lines.length} ${lines[0]?.id}`;
    if (key === drawn || (lines.length && !width)) return;
    drawn = key;
    fill(element, lines.length ? card(lines, width - 34) : null);
  };
  const watch = new ResizeObserver(draw);
  watch.observe(element);
  signal.addEventListener("abort", () => watch.disconnect());
  const show = (found) => {
    lines = found;
    element.toggleAttribute("data-drawn", Boolean(lines.length));
    draw();
  };
  return { element, show };
}

function card(lines, width) {
  const buckets = bucketsOf(lines);
  const series = SERIES.filter(([key]) => lines.some((line) => outcome(line) === key));
  const numbers = series.map(([key, label]) => `${lines.filter((line) => outcome(line) === key).length} ${label.toLowerCase()}`);
  const description = `${counted(lines.length, "request")}: ${numbers.join(", ")}.`;
  const heads = ["When", ...series.map(([, label]) => label)];
  const busy = buckets.filter(({ values }) => sum(values));
  return h(
    "figure.card.chart",
    {},
    h("figcaption.spread", {}, h("h2", {}, "Requests over time"), legend(series)),
    columns({ title: "Requests over time", description, series, buckets, width }),
    asTable("Requests over time", heads, busy.map(({ name, values }) => [name, ...series.map(([key]) => values[key] ?? 0)])),
  );
}

/**
 * The lines, newest first, in equal parts of virtual time. While a clock stands still all happened
 * at once: then their order is the axis.
 */
export function bucketsOf(lines) {
  const oldest = lines.toReversed();
  const [from, to] = [Date.parse(oldest[0].at), Date.parse(oldest.at(-1).at)];
  return to - from < 1000 ? byOrder(oldest) : byTime(oldest, from, to);
}

function byTime(lines, from, to) {
  const step = 1000 * (STEPS_S.find((seconds) => (to - from) / (seconds * 1000) < BUCKETS) ?? STEPS_S.at(-1));
  const start = Math.floor(from / step) * step;
  const buckets = Array.from({ length: Math.floor((to - start) / step) + 1 }, (_, at) => named(nameOf(start + at * step, step)));
  for (const line of lines) count(buckets[Math.floor((Date.parse(line.at) - start) / step)], line);
  return told(buckets);
}

function byOrder(lines) {
  const size = Math.ceil(lines.length / BUCKETS);
  const buckets = [];
  for (let at = 0; at < lines.length; at += size) {
    const part = lines.slice(at, at + size);
    const last = part.at(-1).id;
    const bucket = named(part[0].id === last ? `#${last}` : `#${part[0].id} to #${last}`);
    part.forEach((line) => count(bucket, line));
    buckets.push(bucket);
  }
  return told(buckets);
}

const named = (name) => ({ name, label: name, values: {} });
const nameOf = (moment, step) => (step < 43_200_000 ? time(moment) : day(moment));

function count(bucket, line) {
  const key = outcome(line);
  bucket.values[key] = (bucket.values[key] ?? 0) + 1;
}

const told = (buckets) => buckets.map((bucket) => ({ ...bucket, title: `${bucket.name}: ${counted(sum(bucket.values), "request")}` }));
