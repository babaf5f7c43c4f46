/** All sandboxes of this server. */

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { dayAndTime } from "../format.js";
import { pace } from "../parts/clockbar.js";
import { button, card, chip, head, iconButton } from "../parts/layout.js";
import * as actions from "../parts/sandbox_actions.js";
import { empty } from "../parts/states.js";
import { href } from "../router.js";

/** Show them, with what can be done to each. */
export async function mount(view, { signal }) {
  const list = h("div");
  const refresh = async () => fill(list, shown(await api.get("/sandboxes", { signal }), refresh));
  view.append(
    head(
      "Sandboxes",
      "Each is a world of its own: five providers with their data, a virtual clock, a journal and credentials.",
      button("New sandbox", "plus", actions.create, "primary"),
    ),
    list,
  );
  await refresh();
}

function shown(sandboxes, refresh) {
  if (!sandboxes.length) {
    return card(
      null,
      {},
      empty(
        "boxes",
        "No sandbox",
        "Make one to get base URLs and credentials.",
        button("New sandbox", "plus", actions.create),
      ),
    );
  }
  return card(
    null,
    { flush: true },
    h(
      "ul.lines",
      {},
      sandboxes.map((one) => line(one, refresh)),
    ),
  );
}

function line({ name, seed, clock, ttl_s: ttl }, refresh) {
  const again = (done) => done && refresh();
  return h(
    "li.line",
    {},
    h(
      "div.grow",
      {},
      h("a.strong", { href: href(name) }, name),
      h("div.soft.tiny", {}, `seed ${seed} · ${dayAndTime(clock.now)} UTC`),
    ),
    ttl ? chip(`deleted after ${ttl} s`, "warn") : null,
    chip(pace(clock.rate), clock.rate ? "ok" : "info"),
    h(
      "div.row.tight",
      {},
      iconButton(`Fork ${name}`, "fork", () => actions.fork(name)),
      iconButton(`Reset ${name}`, "replay", () => actions.reset(name).then(again)),
      iconButton(`Delete ${name}`, "trash", () => actions.remove(name).then(again)),
    ),
  );
}
