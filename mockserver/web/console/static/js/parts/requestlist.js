/** The list of requests: one page of the journal in the DOM at a time, the newest page live. */

import * as api from "../api.js";
import { fill, h, seen } from "../dom.js";
import { time, took } from "../format.js";
import { href, navigate } from "../router.js";
import { button, chip, statusKind } from "./layout.js";
import { empty } from "./states.js";

const PAGE = 100;
const SHOW = {
  "": {},
  refused: { refused: true },
  fault: { origin: "fault" },
  quota: { origin: "quota" },
  bug: { origin: "bug" },
};

/** `ask(query)` loads what an address asks for, `follow()` adds what came since, `mark(id)` shows which is open. */
export class RequestList {
  constructor(sandbox, names, signal) {
    this.sandbox = sandbox;
    this.names = names;
    this.signal = signal;
    this.rows = h("ol.requests", { "aria-label": "Requests", onkeydown: walk });
    this.foot = h("div.row.list-foot");
    this.nothing = h("div");
    this.element = h("div", {}, this.rows, this.nothing, this.foot);
    this.state = chip("live", "ok");
    this.asked = null;
  }

  /** Load what the address asks for, unless it is here already. */
  async ask(query) {
    this.query = query;
    const wanted = this.path();
    if (wanted === this.asked) return;
    this.asked = wanted;
    const found = await api.get(wanted, { signal: this.signal });
    if (this.asked === wanted) this.show(found);
  }

  path(after) {
    const { query } = this;
    const filter = {
      text: query.get("text"),
      provider: query.get("provider"),
      ...SHOW[query.get("show") ?? ""],
    };
    const place = after === undefined ? { before: query.get("before") } : { after };
    return api.pathOf(["sandboxes", this.sandbox, "journal"], { ...filter, ...place, limit: PAGE });
  }

  get live() {
    return !this.query.get("before");
  }

  show(entries) {
    this.newest = entries[0]?.id ?? 0;
    fill(
      this.rows,
      entries.map((entry) => this.row(entry)),
    );
    this.say(entries.length);
  }

  /** What came since; rows beyond the page go. A journal without our newest began anew. */
  async follow() {
    if (!this.live || this.asked === null) return;
    const asked = this.asked;
    const [known, ...fresh] = await api.get(this.path(Math.max(0, this.newest - 1)), {
      signal: this.signal,
    });
    if (asked !== this.asked || ((known?.id ?? 0) === this.newest && !fresh.length)) return;
    if (known?.id !== this.newest) {
      this.asked = null;
      return void (await this.ask(this.query));
    }
    this.newest = fresh.at(-1).id;
    this.rows.prepend(...fresh.reverse().map((entry) => this.row(entry, ".fresh")));
    while (this.rows.children.length > PAGE) this.rows.lastChild.remove();
    this.mark(this.marked);
    this.say(this.rows.children.length);
  }

  say(number) {
    this.state.hidden = !this.live;
    const last = this.rows.lastChild?.dataset.id;
    const filtered = ["text", "provider", "show"].some((name) => this.query.get(name));
    fill(this.nothing, number ? null : nothing(filtered));
    fill(
      this.foot,
      this.live ? null : button("Newest", "left", () => this.turn(null)),
      number === PAGE && Number(last) > 1 ? button("Older", "right", () => this.turn(last)) : null,
    );
  }

  turn(before) {
    const query = new URLSearchParams(this.query);
    if (before) query.set("before", before);
    else query.delete("before");
    navigate(`${href(this.sandbox, "traffic")}?${query}`);
    this.element.closest(".list").scrollTop = 0;
  }

  row(entry, fresh = "") {
    const {
      id,
      method,
      path,
      query,
      status,
      provider,
      operation,
      at,
      duration_us: us,
      reason,
      origin,
    } = entry;
    const whole = seen(path + (query && `?${query}`));
    return h(
      `li${fresh}`,
      { "data-id": id },
      h(
        "a.request",
        { href: `${href(this.sandbox, "traffic", id)}${location.search}` },
        chip(status, reason && status < 400 ? "warn" : statusKind(status)),
        h("span.method", {}, method),
        pathOf(whole),
        h(
          "span.who.soft.clip",
          {},
          [this.names[provider] ?? provider, operation].filter(Boolean).join(" · "),
        ),
        h(
          "span.why-short.clip",
          {},
          origin === "provider" ? "" : `${origin}: `,
          reason ? seen(reason.detail || reason.rule) : "",
        ),
        h("time.soft", { datetime: at }, time(at)),
        h("span.took.soft", {}, took(us)),
      ),
    );
  }

  mark(number) {
    this.marked = number;
    for (const link of this.rows.querySelectorAll("a[aria-current]"))
      link.removeAttribute("aria-current");
    this.link(number)?.setAttribute("aria-current", "true");
  }

  focus(number) {
    this.link(number)?.focus();
  }

  link(number) {
    return number ? this.rows.querySelector(`li[data-id="${Number(number)}"] a`) : null;
  }
}

/** A path whose middle gives way when there is little room: its end says the most. */
function pathOf(whole) {
  const end = whole.lastIndexOf("/", whole.length - 2);
  const cut = whole.length > 28 && end > 0 && whole.length - end < 48 ? end : whole.length;
  return h(
    "span.path.mono",
    { title: whole },
    h("span.clip", {}, whole.slice(0, cut)),
    h("span.tail", {}, whole.slice(cut)),
  );
}

/** Arrow keys go from request to request. */
function walk(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const next = step && event.target.closest("li")?.[step]?.querySelector("a");
  if (!next) return;
  event.preventDefault();
  next.focus();
}

const nothing = (filtered) =>
  filtered
    ? empty("search", "No request matches", "Try other words, or take a filter away.")
    : empty(
        "traffic",
        "No request yet",
        "Call a provider with the base URL and credentials of the overview; its requests appear here at once.",
      );
