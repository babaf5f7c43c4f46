/** The virtual clock, large: see it, stop it, speed it up, jump. */

import * as clock from "../clock.js";
import { h } from "../dom.js";
import { counted, dayAndTime, relative, time, day } from "../format.js";
import { speeds } from "./clockbar.js";
import { field } from "./dialog.js";
import { button } from "./layout.js";
import { act, toast } from "./toast.js";

const TICK_MS = 250;
const JUMPS = [
  ["5 min", "5m"],
  ["1 h", "1h"],
  ["1 day", "1d"],
];

/** The card; it ticks until the page is left. */
export function clockCard(signal) {
  const [face, date, next] = [h("span.big-time"), h("span.soft"), h("span")];
  const pace = speeds();
  const upcoming = button("Next event", "step", (event) =>
    jump(event.currentTarget, { advance: "next-event" }),
  );
  const idle = button("Until idle", null, (event) =>
    jump(event.currentTarget, { advance: "until-idle" }),
  );
  const draw = () => {
    const now = clock.read();
    if (!now) return;
    face.textContent = time(now.now);
    date.textContent = `${day(now.now)}, UTC`;
    next.textContent =
      now.nextEvent === null
        ? "Nothing is queued."
        : `Next event ${relative(Math.max(now.nextEvent, now.now), now.now)}, at ${dayAndTime(now.nextEvent)}.`;
    for (const one of [upcoming, idle])
      one.setAttribute("aria-disabled", String(now.nextEvent === null));
    pace.show(now.rate);
  };
  clock.on("tick", draw, signal);
  const timer = setInterval(draw, TICK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  draw();
  return h(
    "section.card.clock-card",
    { "aria-label": "Virtual clock" },
    h("div.clock-now", {}, h("div", {}, face, date), pace.element),
    h(
      "div.clock-moves",
      {},
      h("p.soft", {}, next),
      h(
        "div.row",
        {},
        upcoming,
        idle,
        JUMPS.map(([label, by]) =>
          button(`+ ${label}`, null, (event) => jump(event.currentTarget, { advance: by })),
        ),
      ),
      target(),
    ),
  );
}

/** Jump to a date and time, which only lies ahead. */
function target() {
  const input = h("input", { type: "datetime-local", step: "1", required: true });
  const go = h("button", { type: "submit" }, "Go");
  return h(
    "form.clock-target",
    {
      onsubmit: (event) => {
        event.preventDefault();
        jump(go, { to: `${input.value}Z` });
      },
    },
    field("Go to (UTC)", input),
    go,
  );
}

async function jump(source, body) {
  const moved = await act(source, () => clock.change(body));
  if (!moved) return;
  const failed = moved.ran.filter((one) => one.outcome === "failed").length;
  const parts = [`${counted(moved.ran.length, "event")} ran`];
  if (failed) parts.push(`${failed} failed`);
  if (!moved.finished) parts.push("more is due: press again");
  toast(parts.join(", "), failed ? "bad" : "ok");
}
