/** Small charts: SVG in the console's colours, with the same numbers as a table for who reads rather than looks. */

import { h, newId, svg } from "../dom.js";

/** `[[key, label], …]` as a legend; only what occurs. */
export const legend = (series) => h("ul.legend", {}, series.map(([key, label]) => h("li", {}, h(`span.swatch.${key}`), label)));

/**
 * Columns that stack. `buckets` are `{label, title, values: {key: number}}`, `series` says which
 * values, from the ground up. `width` is in pixels.
 */
export function columns({ title, description, series, buckets, width, height = 96 }) {
  const most = Math.max(1, ...buckets.map(({ values }) => sum(values)));
  const [left, foot, head] = [8 + 7 * String(most).length, 18, 8];
  const [room, tall] = [(width - left) / buckets.length, height - foot - head];
  const bar = Math.max(1, Math.min(room - 2, 28));
  const picture = frame({ title, description, width, height });
  picture.append(
    svg("line", { class: "axis", x1: left, x2: width, y1: height - foot + 0.5, y2: height - foot + 0.5 }),
    svg("line", { class: "grid-line", x1: left, x2: width, y1: head + 0.5, y2: head + 0.5 }),
    svg("text", { x: left - 6, y: head + 4, "text-anchor": "end" }, String(most)),
    svg("text", { x: left - 6, y: height - foot + 3, "text-anchor": "end" }, "0"),
    svg("text", { x: left, y: height - 3 }, buckets[0].label),
    svg("text", { x: width, y: height - 3, "text-anchor": "end" }, buckets.at(-1).label),
  );
  buckets.forEach(({ values, title: told }, at) => {
    const group = svg("g", {}, svg("title", {}, told));
    let ground = height - foot;
    for (const [key] of series) {
      const part = ((values[key] ?? 0) / most) * tall;
      if (!part) continue;
      ground -= part;
      group.append(svg("rect", { class: key, x: left + at * room + (room - bar) / 2, y: ground, width: bar, height: part }));
    }
    picture.append(group);
  });
  return picture;
}

/** A bar in parts of a total: `values: {key: number}`. Its words stand beside it. */
export function shareBar(values, total, series) {
  const bar = svg("svg", { class: "share-bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" });
  let from = 0;
  for (const [key] of series) {
    const part = ((values[key] ?? 0) / total) * 100;
    if (part) bar.append(svg("rect", { class: key, x: from, y: 0, width: part, height: 8 }));
    from += part;
  }
  return bar;
}

function frame({ title, description, width, height }) {
  const [name, about] = [newId("chart"), newId("chart-about")];
  return svg(
    "svg",
    { class: "plot", role: "img", width, height, viewBox: `0 0 ${width} ${height}`, "aria-labelledby": `${name} ${about}` },
    svg("title", { id: name }, title),
    svg("desc", { id: about }, description),
  );
}

/** The numbers behind a picture, folded away: `rows` are lists of cells, the first one names the row. */
export const asTable = (caption, heads, rows) =>
  h(
    "details.chart-table",
    {},
    h("summary", {}, "As a table"),
    h(
      "div.table-scroll",
      { tabindex: "0", role: "region", "aria-label": caption },
      h(
        "table.table",
        {},
        h("caption.visually-hidden", {}, caption),
        h("thead", {}, h("tr", {}, heads.map((text, at) => h(`th${at ? ".number" : ""}`, { scope: "col" }, text)))),
        h("tbody", {}, rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td.number", {}, cell))))),
      ),
    ),
  );

export const sum = (values) => Object.values(values).reduce((total, value) => total + value, 0);
