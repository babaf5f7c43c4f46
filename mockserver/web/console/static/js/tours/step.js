/** One step of a tour: plain words, what is sent, what came back, what to look at. */

import { fill, h, outside } from "../dom.js";
import { counted } from "../format.js";
import { icon } from "../icons.js";
import { codeBlock } from "../parts/json.js";
import { button, chip, statusKind } from "../parts/layout.js";
import { fillIn, missing, parts } from "./judge.js";
import { here } from "./take.js";

const VERBS = { request: "Send it", clock: "Let time pass", steer: "Let it happen" };
const SYMBOLS = { request: "play", clock: "clock", steer: "play" };
const HEADINGS = { request: "What you send", clock: "What happens", steer: "What happens" };

/** The step as an article; `tour` tells titles, values and progress, and does what buttons ask for. */
export function stepView(step, number, tour) {
  const result = h("div.stack");
  const show = () => fill(result, came(step, tour), looks(step, tour), onwards(step, number, tour));
  const go = button("", null, async () => {
    if (await tour.take(step, go)) show();
    named();
  });
  const named = () => {
    fill(go, icon(SYMBOLS[step.action.kind], 14), verb(step, tour));
    go.classList.toggle("primary", !tour.progress.done(step));
  };
  named();
  show();
  return h(
    "article.card.step",
    { "aria-labelledby": "step-title" },
    h(
      "div.card-body",
      {},
      h("p.soft.tiny", {}, `Step ${number} of ${tour.steps.length}`, step.action.provider ? ` · ${tour.titles[step.action.provider]}` : ""),
      h("h2", { id: "step-title", tabindex: "-1" }, step.title),
      step.text.map((text) => h("p.step-text", {}, text)),
      h("section.stack", { "aria-label": HEADINGS[step.action.kind] }, h("h3", {}, HEADINGS[step.action.kind]), sent(step, tour)),
      lacking(step, tour) ?? h("div.row", {}, go, page(step, tour)),
      result,
    ),
  );
}

const verb = (step, tour) => (tour.progress.of(step) ? `${VERBS[step.action.kind]} again` : VERBS[step.action.kind]);

function sent({ action }, tour) {
  if (action.kind === "clock") return h("p.soft", {}, `The clock of this sandbox moves: ${{ "until-idle": "until nothing is left to happen" }[JSON.parse(action.content).advance] ?? `by ${spoken(JSON.parse(action.content).advance)}`}.`);
  const block = h("pre.code.sent", { tabindex: "0", role: "region", "aria-label": "Request" });
  const address = action.kind === "steer" ? `/_mock/sandboxes/${tour.sandbox}${action.address}` : action.address;
  block.append(h("span.method", {}, action.method), " ", ...filled(address, tour.values), "\n");
  for (const [name, value] of Object.entries(action.headers)) block.append(h("span.k", {}, name), ": ", ...filled(value, tour.values), "\n");
  if (action.content !== null) block.append("\n", ...filled(action.content, tour.values));
  return block;
}

const spoken = (duration) => ({ PT5M: "five minutes" })[duration] ?? duration;

/** A text with what was put in set apart; what is not known yet shows its name. */
const filled = (template, values) =>
  parts(template).map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part);
    return part in values ? h("span.filled", { title: part }, values[part]) : h("span.unfilled", {}, `{${part}}`);
  });

/** A page that a person would open: the link to do so. */
function page({ action }, tour) {
  if (!action.page || action.method !== "GET") return null;
  const link = outside(here(fillIn(action.address, tour.values)), "Open the page", icon("out", 14));
  link.classList.add("button");
  return link;
}

/** What an earlier step would have kept: offer to take them all. */
function lacking(step, tour) {
  const names = missing(step, tour.values);
  if (!names.length) return null;
  const first = button("Take the steps before", "play", () => tour.catchUp(step, first), "primary");
  return h(
    "div.notice",
    {},
    icon("clock"),
    h("div", {}, h("p", {}, `This step needs what earlier ones bring: ${names.join(", ")}.`), h("div.row", {}, first)),
  );
}

function came(step, tour) {
  const answer = tour.progress.of(step);
  if (!answer) return null;
  const title = h("div.spread", {}, h("h3", {}, "What came back"), chip(answer.status, statusKind(answer.status)));
  if (step.action.kind === "clock") {
    const { ran } = JSON.parse(answer.text);
    return h("section.stack", { "aria-label": "What came back" }, h("h3", {}, "What happened meanwhile"), h("p.soft", {}, ran.length ? counted(ran.length, "event") + ` ran: ${[...new Set(ran.map((one) => one.kind))].join(", ")}.` : "Nothing was due: it had happened already."));
  }
  const body = answer.text ? codeBlock(answer.text, "Body of the answer") : h("p.soft", {}, "No body.");
  return h("section.stack", { "aria-label": "What came back" }, title, body);
}

function looks(step, tour) {
  const answer = tour.progress.of(step);
  const ticks = answer?.ticks ?? [{ means: `Answers ${step.status}` }, ...step.look];
  if (step.action.kind === "clock" && !step.look.length) return null;
  return h(
    "section.stack",
    { "aria-label": "What to look at" },
    h("h3", {}, "What to look at"),
    h("ul.ticks", {}, ticks.map((tick) => tickOf(tick, Boolean(answer)))),
  );
}

function tickOf({ means, at, met, seen }, known) {
  const state = !known ? "open" : met ? "met" : "unmet";
  const word = { open: "not seen yet", met: "as expected", unmet: "not as expected" }[state];
  return h(
    `li.tick.${state}`,
    {},
    h("span.tick-sign", {}, state === "open" ? null : icon(met ? "check" : "close", 12)),
    h("span", {}, means, h("span.visually-hidden", {}, ` (${word})`), at ? h("code.soft", {}, ` ${at}`) : null),
    known ? h("code.tick-seen.clip", { title: seen }, seen) : null,
  );
}

function onwards(step, number, tour) {
  const next = tour.steps[number];
  const back = tour.steps[number - 2];
  const kind = tour.progress.done(step) ? ".primary" : "";
  return h(
    "nav.spread.step-nav",
    { "aria-label": "Steps" },
    back ? h("a.button", { href: `#${back.id}` }, icon("left", 14), "Back") : h("span"),
    next ? h(`a.button${kind}`, { href: `#${next.id}` }, "Next step", icon("right", 14)) : tour.ending(),
  );
}
