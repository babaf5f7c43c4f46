/** Home of a sandbox: its providers, its clock, what happens next and what happened. */

import * as api from "../api.js";
import { requestChart } from "../charts/requests.js";
import * as clock from "../clock.js";
import { fill, h } from "../dom.js";
import { clockCard } from "../parts/clockcard.js";
import { every, head, menu } from "../parts/layout.js";
import { providerCard } from "../parts/provider.js";
import * as actions from "../parts/sandbox_actions.js";
import { history, queue } from "../parts/timeline.js";
import { providers } from "../providers.js";
import { href, navigate } from "../router.js";

const REFRESH_MS = 3000;
const RECENT = 300;

/** Draw it, and keep it fresh. */
export async function mount(view, { sandbox, signal }) {
  const [world, served] = await Promise.all([api.get(api.inside(sandbox), { signal }), providers()]);
  const titles = Object.fromEntries(served.map((one) => [one.name, one.title]));
  const requests = requestChart(signal);
  const [cards, coming, past] = [h("div.grid"), h("div"), h("div")];
  const refresh = async () => {
    const [lines, faults, events] = await Promise.all([
      api.get(`${api.inside(sandbox, "journal")}?limit=${RECENT}`, { signal }),
      api.get(api.inside(sandbox, "faults"), { signal }),
      api.get(`${api.inside(sandbox, "events")}?limit=200`, { signal }),
    ]);
    const facts = factsOf(served, lines, faults);
    for (const card of known) card.show(facts[card.name]);
    requests.show(lines);
    fill(coming, queue(events.filter((event) => event.state === "queued")));
    fill(past, history(events.filter((event) => event.state !== "queued"), lines, sandbox, titles));
  };
  const known = served.map((one) => providerCard(sandbox, one, world.providers[one.name]));
  fill(cards, known.map((card) => card.element));
  view.append(
    head(sandbox, `A world of its own, born from the seed “${world.seed}”.`, worldMenu(sandbox)),
    clockCard(signal),
    requests.element,
    h("section.stack", { "aria-label": "Providers" }, h("h2", {}, "Providers"), cards),
    h("div.halves", {}, coming, past),
  );
  await refresh();
  every(REFRESH_MS, refresh, signal);
  clock.on("moved", refresh, signal);
}

function worldMenu(sandbox) {
  const again = (done) => done && navigate(href(sandbox), { replace: true, fresh: true });
  return menu("Sandbox", "boxes", [
    ["Take a snapshot…", () => actions.snapshot(sandbox)],
    ["Fork…", () => actions.fork(sandbox)],
    ["Reset to seed…", () => actions.reset(sandbox).then(again)],
    ["Delete…", () => actions.remove(sandbox).then((gone) => gone && navigate(href()))],
  ]);
}

/** By provider: its recent requests, how many of them were refused, its faults. */
function factsOf(served, lines, faults) {
  const facts = Object.fromEntries(served.map(({ name }) => [name, { calls: 0, refused: 0, bugs: 0, last: null, faults: 0 }]));
  for (const line of lines) {
    const fact = facts[line.provider];
    if (!fact) continue;
    fact.calls += 1;
    fact.refused += line.reason ? 1 : 0;
    fact.bugs += line.origin === "bug" ? 1 : 0;
    fact.last ??= line.at;
  }
  for (const fault of faults) if (facts[fault.provider]) facts[fault.provider].faults += 1;
  return facts;
}
