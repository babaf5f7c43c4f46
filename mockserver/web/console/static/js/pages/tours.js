/** Guided tours: all of them, or the one that the address names. */

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { counted } from "../format.js";
import { icon } from "../icons.js";
import { chip, head } from "../parts/layout.js";
import { titles } from "../providers.js";
import { href } from "../router.js";
import { taken } from "../tours/progress.js";
import { open } from "../tours/tour.js";

/** Draw what the address asks for, now and whenever it changes. */
export async function mount(view, context) {
  let shown = null;
  const draw = async ({ sandbox, params, signal }) => {
    if (shown?.name === params.tour && shown) return shown.show(true);
    const names = await titles();
    shown = params.tour ? { name: params.tour, show: (await open(params.tour, sandbox, names, signal)).draw(view) } : null;
    if (!shown) list(view, sandbox, await api.get("/tours", { signal }), names);
  };
  await draw(context);
  return { update: draw };
}

function list(view, sandbox, tours, names) {
  fill(
    view,
    head("Tours", "Learn an API by using it: each step shows what a partner sends, sends it to this sandbox and explains the answer. Any tour can be taken along as a script."),
    h("ul.tour-cards", {}, tours.map((tour) => cardOf(tour, sandbox, names))),
  );
}

function cardOf(tour, sandbox, names) {
  const number = taken(sandbox, tour.name);
  const state = number === 0 ? "Start" : number < tour.steps ? `Go on at step ${number + 1}` : "Look at it again";
  return h(
    "li.card.tour-card",
    {},
    h(
      "div.card-body",
      {},
      h("div.row", {}, tour.providers.map((provider) => chip(names[provider]))),
      h("h2", {}, h("a", { href: href(sandbox, "tours", tour.name) }, tour.title)),
      h("p.soft", {}, tour.summary),
      h("div.spread", {}, h("span.soft.tiny", {}, `${counted(tour.steps, "step")} · about ${tour.minutes} minutes`), h("span.go", {}, state, icon("right", 14))),
      number ? h("progress", { max: tour.steps, value: number, "aria-label": `${number} of ${tour.steps} steps taken` }) : null,
    ),
  );
}
