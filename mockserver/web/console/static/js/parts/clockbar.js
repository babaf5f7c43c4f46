/** The virtual clock at the top of every page: what time it is here, and whether it runs. */

import * as clock from "../clock.js";
import { h } from "../dom.js";
import { day, relative, time } from "../format.js";
import { icon } from "../icons.js";
import { act } from "./toast.js";

const TICK_MS = 250;
const SPEEDS = [1, 10, 60, 3600];

/** How fast time runs, in words. */
export const pace = (rate) =>
  rate === 0 ? "Frozen" : rate === 1 ? "Live" : `${rate.toLocaleString("en")}×`;

/** The bar; it draws itself for as long as the console is open. */
export function clockBar() {
  const date = h("span.clock-day");
  const hour = h("span.clock-time");
  const state = h("span.chip");
  const next = h("span.clock-next.soft");
  const running = h("button.icon-button", { type: "button" });
  const step = h(
    "button.icon-button",
    { type: "button", title: "Jump to the next event", "aria-label": "Jump to the next event" },
    icon("step"),
  );
  running.addEventListener("click", () =>
    act(running, () => clock.change({ rate: clock.read()?.rate ? 0 : 1 })),
  );
  step.addEventListener("click", () =>
    act(
      step,
      () => clock.change({ advance: "next-event" }),
      ({ ran }) => (ran.length ? `Ran ${ran.map((one) => one.kind).join(", ")}` : "Nothing is queued"),
    ),
  );
  const draw = () => {
    const seen = clock.read();
    bar.hidden = !seen;
    if (!seen) return;
    say(date, day(seen.now));
    say(hour, time(seen.now));
    say(state, seen.lost ? "No answer" : pace(seen.rate));
    state.className = `chip ${seen.lost ? "bad" : seen.rate ? "ok" : "info"}`;
    say(
      next,
      seen.nextEvent === null
        ? "nothing queued"
        : `next ${relative(Math.max(seen.nextEvent, seen.now), seen.now)}`,
    );
    step.setAttribute("aria-disabled", String(seen.nextEvent === null));
    turn(running, seen.rate > 0);
  };
  const bar = h(
    "div.clock-bar",
    { role: "group", "aria-label": "Virtual clock", hidden: true },
    icon("clock"),
    h("span.clock-face", { title: "Virtual time, UTC" }, date, " ", hour),
    state,
    next,
    running,
    step,
  );
  clock.on("tick", draw);
  setInterval(() => document.hidden || draw(), TICK_MS);
  return bar;
}

/** The buttons that set how fast time runs. */
export function speeds() {
  const buttons = [0, ...SPEEDS].map((rate) =>
    h(
      "button",
      {
        type: "button",
        onclick: (event) => act(event.currentTarget, () => clock.change({ rate })),
      },
      rate === 0 ? "Pause" : pace(rate),
    ),
  );
  const group = h("div.segments.text", { role: "group", "aria-label": "Speed" }, buttons);
  return {
    element: group,
    show: (rate) =>
      buttons.forEach((button, at) =>
        button.setAttribute("aria-pressed", String([0, ...SPEEDS][at] === rate)),
      ),
  };
}

function turn(button, runs) {
  if (button.dataset.runs === String(runs)) return;
  button.dataset.runs = String(runs);
  const label = runs ? "Freeze the clock" : "Let the clock run";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.replaceChildren(icon(runs ? "pause" : "play"));
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
