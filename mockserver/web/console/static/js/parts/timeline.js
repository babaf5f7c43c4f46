/** What happens next, and what happened: the queue, and events and requests in one line of time. */

import * as clock from "../clock.js";
import { h, seen } from "../dom.js";
import { relative, time, words, day } from "../format.js";
import { icon } from "../icons.js";
import { href } from "../router.js";
import { card, chip, statusKind } from "./layout.js";
import { empty } from "./states.js";

const SHOWN = 12;

/** The queue, next first. */
export function queue(events) {
  const more = events.length - SHOWN;
  return card(
    "What happens next",
    {
      flush: true,
      actions: [chip(String(events.length))],
      foot: more > 0 ? h("span.soft", {}, `and ${more} more`) : null,
    },
    events.length
      ? h("ol.lines", {}, events.slice(0, SHOWN).map(coming))
      : empty(
          "clock",
          "Nothing is queued",
          "Imports, syncs, token ends and webhook retries wait here until their time has come.",
        ),
  );
}

function coming({ kind, due, payload }) {
  return h(
    "li.line",
    {},
    icon("clock", 14),
    h(
      "div.grow",
      {},
      h("span", {}, eventName(kind)),
      h("div.soft.tiny.clip", { title: said(payload) }, said(payload)),
    ),
    h(
      "time.soft.nowrap",
      { datetime: due, title: `${day(due)}, ${time(due)} UTC` },
      relative(due, clock.now()),
    ),
  );
}

/** Events that ran and requests that came, newest first. */
export function history(events, requests, sandbox, titles) {
  const lines = [
    ...events.map((event) => [event.ran_at, () => happened(event)]),
    ...requests.map((request) => [request.at, () => came(request, sandbox, titles)]),
  ].sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0));
  return card(
    "What happened",
    {
      flush: true,
      foot: lines.length > SHOWN ? h("a", { href: href(sandbox, "traffic") }, "All traffic") : null,
    },
    lines.length
      ? h(
          "ol.lines",
          {},
          lines.slice(0, SHOWN).map(([, draw]) => draw()),
        )
      : empty(
          "traffic",
          "Quiet so far",
          "Requests to the providers and what they set in motion appear here.",
        ),
  );
}

function happened({ kind, state, ran_at: at, error, payload }) {
  return h(
    "li.line",
    {},
    icon("clock", 14),
    h(
      "div.grow",
      {},
      h("span", {}, eventName(kind)),
      h("div.soft.tiny.clip", {}, error ? seen(error) : said(payload)),
    ),
    state === "failed" ? chip("failed", "bad") : null,
    h("time.soft.nowrap", { datetime: at }, time(at)),
  );
}

function came({ id, method, path, status, provider, at, reason }, sandbox, titles) {
  return h(
    "li",
    {},
    h(
      "a.line.line-link",
      { href: href(sandbox, "traffic", id) },
      chip(status, reason && status < 400 ? "warn" : statusKind(status)),
      h(
        "div.grow",
        {},
        h("span.mono.clip", {}, h("span.method", {}, method), " ", seen(path)),
        h("div.soft.tiny", {}, titles[provider] ?? provider),
      ),
      h("time.soft.nowrap", { datetime: at }, time(at)),
    ),
  );
}

const eventName = (kind) => {
  const [provider, ...rest] = kind.split(".");
  return rest.length ? `${words(provider)}: ${rest.join(" ").replace(/[_-]/g, " ")}` : kind;
};

const said = (payload) =>
  seen(
    Object.entries(payload ?? {})
      .map(
        ([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`,
      )
      .join(" · "),
  ).slice(0, 160);
