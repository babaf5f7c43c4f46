/** The shapes that pages share: heading, card, chips, pairs, lists that load on. */

import { append, h } from "../dom.js";
import { icon } from "../icons.js";

/** The top of a page. */
export const head = (title, lead, ...actions) =>
  h(
    "div.page-head",
    {},
    h("div", {}, h("h1", {}, title), lead ? h("p.lead", {}, lead) : null),
    actions.length ? h("div.row", {}, actions) : null,
  );

/** A card with a title; `flush` lets its content touch the edge. */
export function card(
  title,
  { actions = [], flush = false, foot = null, level = "h2" } = {},
  ...content
) {
  return h(
    "section.card",
    {},
    title ? h("div.card-head", {}, h(level, {}, title), actions) : null,
    h(`div.card-body${flush ? ".flush" : ""}`, {}, content),
    foot ? h("div.card-foot", {}, foot) : null,
  );
}

export const chip = (text, kind = "") => h(`span.chip${kind ? `.${kind}` : ""}`, {}, text);

/** `[term, description]` lines; those without a description are left out. */
export function pairs(lines) {
  const list = h("dl.pairs");
  for (const [term, description] of lines) {
    if (
      description === null ||
      description === undefined ||
      description === "" ||
      description === false
    )
      continue;
    append(list, [h("dt", {}, term), h("dd", {}, description)]);
  }
  return list;
}

/** How sure we are, by level of evidence. */
export const LEVELS = { documented: "ok", spec: "info", assumed: "warn", unsupported: "bad" };

export const evidence = (level) => chip(level, LEVELS[level] ?? "");

/** A status as a colour: refusals stand out. */
export const statusKind = (status) =>
  status >= 500 ? "bad" : status >= 400 ? "warn" : status >= 300 ? "info" : "ok";

/** A button with an icon. */
export const button = (label, symbol, onclick, kind = "") =>
  h(
    `button${kind ? `.${kind}` : ""}`,
    { type: "button", onclick },
    symbol ? icon(symbol, 14) : null,
    label,
  );

/** A button that is only an icon; its label is its title too. */
export const iconButton = (label, symbol, onclick, kind = "small") =>
  h(
    `button.icon-button.${kind}`,
    { type: "button", onclick, title: label, "aria-label": label },
    icon(symbol, 14),
  );

/** A button that opens a short list of actions: `[[label, action], …]`. */
export function menu(label, symbol, actions) {
  const list = h("div.menu-list", { hidden: true });
  const opener = h(
    "button",
    { type: "button", "aria-expanded": "false" },
    icon(symbol, 14),
    label,
    icon("down", 12),
  );
  const root = h("div.pop", {}, opener, list);
  const show = (open) => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector("button")?.focus();
  };
  for (const [name, action] of actions) {
    list.append(
      h("button", { type: "button", onclick: () => (show(false), opener.focus(), action()) }, name),
    );
  }
  opener.addEventListener("click", () => show(list.hidden));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    show(false);
    opener.focus();
  });
  root.addEventListener("focusout", (event) => root.contains(event.relatedTarget) || show(false));
  return root;
}

/** Ask again and again while somebody looks; ends with the page. Failures wait for the next turn. */
export function every(ms, work, signal) {
  let timer = 0;
  const turn = async () => {
    if (!document.hidden) await work().catch(() => {});
    if (!signal.aborted) timer = setTimeout(turn, ms);
  };
  timer = setTimeout(turn, ms);
  signal.addEventListener("abort", () => clearTimeout(timer));
}
