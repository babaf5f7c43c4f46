/** Every request that came, newest first and live; beside it the one that was chosen. */

import * as api from "../api.js";
import { requestChart } from "../charts/requests.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { select } from "../parts/dialog.js";
import { entryOf, exchange } from "../parts/exchange.js";
import { every, head } from "../parts/layout.js";
import { RequestList } from "../parts/requestlist.js";
import { complaint } from "../parts/states.js";
import { titles } from "../providers.js";
import { href, navigate } from "../router.js";

const LIVE_MS = 1500;
const CHARTED = 1000;
const CHART_MS = 5000;
const TYPING_MS = 250;

/** Draw the list, follow it, show the chosen one. */
export async function mount(view, context) {
  const { sandbox, signal } = context;
  const [world, names] = await Promise.all([api.get(api.inside(sandbox), { signal }), titles()]);
  const list = new RequestList(sandbox, names, signal);
  const detail = h("div.detail", { "aria-live": "off" });
  const split = h("div.split", {}, h("div.list", {}, list.element), detail);
  const chosen = filters(names, context);
  const chart = requestChart(signal);
  const draw = async () => chart.show(await api.get(`${api.inside(sandbox, "journal")}?limit=${CHARTED}`, { signal }));
  view.classList.add("wide-page");
  view.append(
    head("Traffic", null, list.state),
    chart.element,
    chosen.element,
    split,
  );
  const open = (number) => choose(number, { split, detail, list, world, names, sandbox, signal });
  const update = async ({ params, query }) => {
    chosen.show(query);
    await list.ask(query);
    await open(params.entry);
  };
  await Promise.all([update(context), draw()]);
  every(LIVE_MS, () => list.follow(), signal);
  every(CHART_MS, draw, signal);
  return { update };
}

async function choose(number, { split, detail, list, world, names, sandbox, signal }) {
  list.mark(number);
  split.toggleAttribute("data-open", Boolean(number));
  if (!number) return fill(detail);
  if (detail.dataset.entry === number && detail.firstChild) return undefined;
  const close = () => navigate(href(sandbox, "traffic") + location.search).then(() => list.focus(number));
  try {
    const entry = await entryOf(sandbox, number, signal);
    fill(detail, exchange(entry, { world, title: names[entry.provider] ?? entry.provider, close }));
  } catch (error) {
    if (signal.aborted) return undefined;
    fill(detail, complaint(error, () => navigate(location.href, { replace: true })));
  }
  detail.dataset.entry = number;
  detail.scrollTop = 0;
  return detail.querySelector("h2")?.focus({ preventScroll: false });
}

/** The filters write themselves into the address; the list follows it. */
function filters(names, { query, sandbox }) {
  const text = h("input", { type: "search", placeholder: "Search paths, reasons, bodies", "aria-label": "Search", value: query.get("text") ?? "", spellcheck: "false" });
  const provider = select([["", "All providers"], ...Object.entries(names)], query.get("provider") ?? "", { "aria-label": "Provider" });
  const show = select([["", "All answers"], ["refused", "Refused"], ["fault", "By a fault"], ["quota", "By a rate limit"], ["bug", "Bugs"]], query.get("show") ?? "", { "aria-label": "Answers" });
  const go = () => {
    const open = location.pathname;
    const search = api.pathOf([], { text: text.value.trim(), provider: provider.value, show: show.value });
    navigate((open.startsWith(href(sandbox, "traffic")) ? open : href(sandbox, "traffic")) + search, { replace: true });
  };
  let timer = 0;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(go, TYPING_MS);
  });
  provider.addEventListener("change", go);
  show.addEventListener("change", go);
  const element = h("div.filters", { role: "search" }, h("div.search", {}, icon("search"), text), provider, show);
  const controls = Object.entries({ text, provider, show });
  return {
    element,
    show: (asked) => controls.forEach(([name, control]) => control === document.activeElement || (control.value = asked.get(name) ?? "")),
  };
}
