/** The virtual clock of the sandbox that is shown: read now and then, ticking in between. */

import * as api from "./api.js";

const REFRESH_MS = 4000;

const bus = new EventTarget();
let state = null;
let sandbox = null;
let timer = 0;

/** Which sandbox's clock is meant from now on; null stops asking. */
export function follow(name) {
  if (name === sandbox) return;
  sandbox = name;
  state = null;
  clearTimeout(timer);
  tell("tick");
  if (name) refresh();
}

/** `{now, rate, nextEvent, lost}` in virtual ms as of this moment; null before the first answer. */
export function read() {
  if (!state) return null;
  const passed = (performance.now() - state.seen) * state.rate;
  return {
    now: state.now + passed,
    rate: state.rate,
    nextEvent: state.nextEvent,
    lost: state.lost,
  };
}

/** Virtual now as a Date, or the computer's before the first answer. */
export const now = () => new Date(read()?.now ?? Date.now());

/** Hear of `tick` (something to draw) and `moved` (somebody changed the clock: the world may differ). */
export const on = (name, listener, signal) => bus.addEventListener(name, listener, { signal });

/**
 * Let time move: `{advance}`, `{to}` or `{rate}`. Resolves to `{ran, finished}`: what happened, and
 * whether all of it did; more may have been due than one call runs.
 */
export async function change(body) {
  const ran = [];
  let moved;
  do {
    moved = await api.post(api.inside(sandbox, "clock"), body);
    ran.push(...moved.ran);
    keep(moved);
  } while (!moved.finished && (body.to || body.advance === "until-idle"));
  tell("moved");
  return { ran, finished: moved.finished };
}

/** Ask the server again, now. */
export async function refresh() {
  clearTimeout(timer);
  const asked = sandbox;
  try {
    const found = await api.get(api.inside(asked, "clock"));
    if (asked === sandbox) keep(found);
  } catch {
    if (asked === sandbox && state) state.lost = true; // the page complains, the clock waits
  }
  if (asked === sandbox && asked)
    timer = setTimeout(() => (document.hidden ? wait() : refresh()), REFRESH_MS);
}

function wait() {
  document.addEventListener("visibilitychange", refresh, { once: true });
}

function keep(found) {
  state = {
    now: Date.parse(found.now),
    rate: found.rate,
    nextEvent: found.next_event === null ? null : Date.parse(found.next_event),
    seen: performance.now(),
    lost: false,
  };
  tell("tick");
}

function tell(name) {
  bus.dispatchEvent(new Event(name));
}
