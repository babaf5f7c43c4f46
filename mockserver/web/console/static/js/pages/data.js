/** What each provider holds now: collections, their rows, one record with the requests about it. */

import * as api from "../api.js";
import { drawStates } from "../charts/states.js";
import * as clock from "../clock.js";
import { fill, h, seen } from "../dom.js";
import { counted } from "../format.js";
import { icon } from "../icons.js";
import { select } from "../parts/dialog.js";
import { button, card, every, head } from "../parts/layout.js";
import { record, table } from "../parts/records.js";
import { complaint, empty } from "../parts/states.js";
import { providers } from "../providers.js";
import { href, navigate } from "../router.js";

const PAGE = 50;
const REFRESH_MS = 1500;
const TYPING_MS = 250;

/** Draw the frame of the page; what is inside follows the address. */
export async function mount(view, context) {
  const served = await providers();
  const stage = new Stage(context.sandbox, served, context.signal);
  view.append(
    head("Data", "What each provider holds at this moment of virtual time. To look at only."),
    stage.tabs,
    h("div.browse", {}, stage.side, stage.main),
  );
  await stage.go(context);
  every(REFRESH_MS, () => stage.refresh(), context.signal);
  clock.on("moved", () => stage.refresh(), context.signal);
  return { update: (next) => stage.go(next) };
}

class Stage {
  constructor(sandbox, served, signal) {
    Object.assign(this, { sandbox, served, signal, shown: "" });
    this.tabs = h("nav.tabs", { "aria-label": "Provider" });
    this.side = h("nav.collections", { "aria-label": "Collections" });
    this.main = h("div.stack");
  }

  async go({ params, query }) {
    const provider = params.provider ?? this.served[0].name;
    Object.assign(this, { provider, query, shown: "" });
    fill(this.tabs, this.served.map(({ name, title }) => tab(this.sandbox, name, title, name === provider)));
    try {
      this.collections = await this.ask("data");
      this.collection = params.collection ?? this.collections[0]?.name;
      this.id = params.record;
      this.drawSide();
      await this.refresh();
    } catch (error) {
      if (!this.signal.aborted) fill(this.main, complaint(error, () => navigate(location.href, { replace: true })));
    }
  }

  ask(...parts) {
    return api.get(api.inside(this.sandbox, "providers", this.provider, ...parts), { signal: this.signal });
  }

  get place() {
    const { sandbox, provider, collection } = this;
    return { sandbox, provider, collection };
  }

  drawSide() {
    const { sandbox, provider, collections, collection: current } = this;
    fill(
      this.side,
      h("ul", {}, collections.map(({ name, title, count }) =>
        h(
          "li",
          {},
          h(
            "a.nav-item",
            { href: href(sandbox, "data", provider, name), "aria-current": name === current ? "page" : null },
            h("span.grow", {}, title),
            h("span.soft.tiny", {}, count.toLocaleString("en")),
          ),
        ),
      )),
      h("div.narrow-only", {}, select(
        collections.map(({ name, title, count }) => [name, `${title} (${count.toLocaleString("en")})`]),
        current,
        { "aria-label": "Collection", onchange: (event) => navigate(href(sandbox, "data", provider, event.target.value)) },
      )),
    );
  }

  /** Ask again, and draw if something is different. */
  async refresh() {
    if (!this.collection) {
      return fill(this.main, card(null, {}, empty("data", "Nothing to look at", "This provider shows none of its data.")));
    }
    const asked = location.href;
    const found = this.id === undefined ? await this.rows() : await this.ask("data", this.collection, this.id);
    const text = JSON.stringify(found);
    if (asked !== location.href || text === this.shown) return undefined;
    this.shown = text;
    return this.id === undefined ? this.drawRows(found) : this.drawRecord(found);
  }

  rows() {
    const query = { text: this.query.get("text"), where: this.query.get("where"), offset: this.query.get("offset"), limit: PAGE };
    const path = api.pathOf(["sandboxes", this.sandbox, "providers", this.provider, "data", this.collection], query);
    return api.get(path, { signal: this.signal });
  }

  drawRows(found) {
    const focused = document.activeElement?.closest?.("tr")?.dataset.id;
    if (this.main.dataset.of !== `${this.provider}/${this.collection}`) {
      this.body = h("div.stack");
      this.chart = h("div", { "data-chart": "states" });
      fill(this.main, this.toolbar(found), this.chart, this.body);
      this.main.dataset.of = `${this.provider}/${this.collection}`;
    }
    const { total, rows } = found;
    drawStates(this.chart, this.place, found.columns, this.signal);
    fill(
      this.body,
      this.chosen(),
      rows.length
        ? card(null, { flush: true, foot: this.foot(total, rows.length) }, table(found, this.place))
        : card(null, {}, this.nothing()),
    );
    if (focused) this.body.querySelector(`tr[data-id="${CSS.escape(focused)}"] a`)?.focus();
  }

  toolbar({ title, doc }) {
    const input = h("input", { type: "search", placeholder: "Search in every column", "aria-label": `Search in ${title}`, value: this.query.get("text") ?? "", spellcheck: "false" });
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.turn({ text: input.value.trim(), offset: "" }, true), TYPING_MS);
    });
    return h("div.spread", {}, h("div", {}, h("h2", { "data-land": true }, title), h("p.soft.tiny", {}, doc)), h("div.search", {}, icon("search"), input));
  }

  /** Which rows were asked for, if not all: a way back. */
  chosen() {
    const where = this.query.get("where");
    if (!where) return null;
    return h("p.notice", {}, h("span.grow", {}, "Only rows with ", h("code", {}, seen(where.replace(":", " = ")))), h("a", { href: href(this.sandbox, "data", this.provider, this.collection) }, "Show all"));
  }

  nothing() {
    return this.query.get("text") || this.query.get("where")
      ? empty("search", "No row matches", "Try other words, or show all rows.")
      : empty("data", "Nothing here yet", "Rows appear as soon as requests or time make them.");
  }

  foot(total, shown) {
    const offset = Number(this.query.get("offset") ?? 0);
    return [
      h("span.soft", {}, total > shown ? `${(offset + 1).toLocaleString("en")} to ${(offset + shown).toLocaleString("en")} of ${counted(total, "row")}` : counted(total, "row")),
      h(
        "div.row",
        {},
        offset > 0 ? button("Previous", "left", () => this.turn({ offset: Math.max(0, offset - PAGE) || "" })) : null,
        offset + shown < total ? button("Next", "right", () => this.turn({ offset: offset + PAGE })) : null,
      ),
    ];
  }

  turn(change, replace = false) {
    const query = { ...Object.fromEntries(this.query), ...change };
    return navigate(href(this.sandbox, "data", this.provider, this.collection) + api.pathOf([], query), { replace });
  }

  drawRecord(found) {
    delete this.main.dataset.of;
    fill(
      this.main,
      h("p", {}, h("a", { href: href(this.sandbox, "data", this.provider, this.collection) }, icon("left", 12), ` ${found.title}`)),
      record(found, this.place),
    );
  }
}

const tab = (sandbox, name, title, current) =>
  h("a", { href: href(sandbox, "data", name), "aria-current": current ? "page" : null }, title);
