/** One exchange in full: what was asked, what was answered, and why. */

import * as api from "../api.js";
import { h, outside, seen, webAddress } from "../dom.js";
import { dayAndTime, size, took } from "../format.js";
import { icon } from "../icons.js";
import { href, navigate } from "../router.js";
import { copy } from "./copy.js";
import { askForFault } from "./faultform.js";
import { codeBlock } from "./json.js";
import { button, chip, evidence, iconButton, menu, pairs, statusKind } from "./layout.js";
import { replay } from "./replay.js";
import * as snippets from "./snippets.js";
import { act, toast } from "./toast.js";

const ORIGINS = {
  provider: ["As the vendor would", ""],
  fault: ["A fault set on purpose", "warn"],
  quota: ["A rate limit", "warn"],
  gateway: ["The server itself", "info"],
  bug: ["A bug of the emulator", "bad"],
};

/** The exchange as an article; `world` is the sandbox's document, for its credentials. */
export function exchange(entry, { world, title, close }) {
  const recipe = snippets.recipe(entry, world.providers[entry.provider]);
  const path = seen(entry.path + (entry.query && `?${entry.query}`));
  return h(
    "article.exchange",
    { "aria-label": `Request ${entry.id}` },
    h(
      "header.exchange-head",
      {},
      h(
        "div.spread",
        {},
        h(
          "div.row",
          {},
          chip(entry.status, statusKind(entry.status)),
          h("span.method", {}, entry.method),
          h("span.soft", {}, title),
        ),
        iconButton("Close", "close", close, "small"),
      ),
      h("h2.mono", { tabindex: "-1", title: path }, path),
      h("p.soft.tiny", {}, facts(entry)),
      actions(entry, recipe, world.name),
    ),
    reason(entry, world.name),
    side("Request", entry.request_headers, entry.request_body, entry.request_size),
    side("Response", entry.response_headers, entry.response_body, entry.response_size),
  );
}

const facts = (entry) =>
  [
    `#${entry.id}`,
    entry.operation ?? "no operation",
    `${dayAndTime(entry.at)} UTC`,
    `took ${took(entry.duration_us)}`,
    (ORIGINS[entry.origin] ?? [entry.origin])[0],
  ].join(" · ");

function actions(entry, recipe, sandbox) {
  const take = (write, label) => () =>
    copy(
      write(recipe),
      recipe.gaps.length ? `${label} copied; ${recipe.gaps.join("; ")}` : `${label} copied`,
    );
  const again = button("Replay", "replay", async () => {
    if (recipe.gaps.length) return toast(`Cannot be replayed: ${recipe.gaps.join("; ")}`, "bad");
    const number = await act(again, () => replay(recipe), "Sent once more");
    return number && navigate(href(sandbox, "traffic", number) + location.search);
  });
  const fail = button("Make this fail next time", "fault", () =>
    askForFault(sandbox, {
      title: "Make this fail next time",
      provider: entry.provider,
      operation: entry.operation,
      count: "1",
    }),
  );
  return h(
    "div.row",
    {},
    menu("Copy as", "copy", [
      ["curl", take(snippets.curl, "curl")],
      ["Python requests", take(snippets.requests, "requests")],
      ["Python httpx", take(snippets.httpx, "httpx")],
    ]),
    again,
    fail,
  );
}

/** Why it was refused, or in part: the first thing that a developer wants to know. */
function reason({ reason: why, origin, status }, sandbox) {
  if (!why && origin === "provider") return null;
  const [label, kind] = ORIGINS[origin] ?? [origin, ""];
  const refused = why?.rule !== "part-rejected";
  return h(
    `section.why${status >= 500 || origin === "bug" ? ".bad" : ""}`,
    { "aria-label": "Why" },
    h(
      "h3",
      {},
      icon("warn"),
      refused ? "Why it was refused" : "Why parts of it were rejected",
      kind ? chip(label, kind) : null,
    ),
    why?.detail ? h("p.why-detail", {}, seen(why.detail)) : null,
    pairs([
      ["Rule", why?.rule && h("code", {}, seen(why.rule))],
      ["Field", why?.field && h("code", {}, seen(why.field))],
      ["Expected", why?.expected && seen(why.expected)],
      ["Got", why?.got && h("code", {}, seen(why.got))],
      ["Evidence", why?.evidence && evidence(why.evidence)],
      ["Source", why?.source && source(why.source)],
      [
        "Fault",
        origin === "fault" && h("a", { href: href(sandbox, "faults") }, "See what is set to break"),
      ],
    ]),
  );
}

const source = (text) => (webAddress(text) ? outside(text, text) : seen(text));

function side(title, headers, body, bytes) {
  const names = Object.entries(headers);
  const kept = new TextEncoder().encode(body).length;
  return h(
    "section.side-of",
    {},
    h(
      "div.spread",
      {},
      h("h3", {}, title, h("span.soft.tiny", {}, `  ${size(bytes)}`)),
      body
        ? iconButton(`Copy the body of the ${title.toLowerCase()}`, "copy", () =>
            copy(body, "Body copied"),
          )
        : null,
    ),
    h(
      "details",
      {},
      h("summary", {}, `Headers (${names.length})`),
      pairs(names.map(([name, value]) => [seen(name), h("code", {}, seen(value))])),
    ),
    bytes > kept + 2 && kept >= 60_000
      ? h("p.notice.warn", {}, `Only the first ${size(kept)} of ${size(bytes)} are kept.`)
      : null,
    body ? codeBlock(body, `Body of the ${title.toLowerCase()}`) : h("p.soft", {}, "No body."),
  );
}

/** The entry of that number. Throws ApiError when the journal has let go of it. */
export const entryOf = (sandbox, number, signal) =>
  api.get(api.inside(sandbox, "journal", number), { signal });
