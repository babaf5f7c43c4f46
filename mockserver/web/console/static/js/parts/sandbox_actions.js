/** What can be done to a whole sandbox: make, copy, keep, reset, delete. */

import * as api from "../api.js";
import { h } from "../dom.js";
import { href, navigate } from "../router.js";
import { ask, field, select } from "./dialog.js";

const NAME = {
  autocomplete: "off",
  spellcheck: "false",
  maxlength: "63",
  placeholder: "left empty: a fresh name",
};

/** A new world; goes to it. */
export async function create() {
  const name = h("input", NAME);
  const seed = select(
    [
      ["demo", "demo – realistic data"],
      ["empty", "empty – credentials only"],
    ],
    "demo",
  );
  const rate = select(
    [
      ["1", "live – as fast as real time"],
      ["0", "frozen – moves when you say so"],
    ],
    "1",
  );
  const born = await ask({
    title: "New sandbox",
    text: "A world of its own: data, clock, queue, journal and credentials.",
    content: [
      field("Name", name, "a to z, 0 to 9 and hyphens"),
      field("Seed", seed),
      field("Clock", rate),
    ],
    action: "Create",
    run: () =>
      api.post("/sandboxes", {
        ...(name.value && { name: name.value }),
        seed: seed.value,
        clock: { rate: Number(rate.value) },
      }),
    done: (made) => `Sandbox ${made.name} created`,
  });
  if (born) navigate(href(born.name));
}

/** An independent copy; goes to it. */
export async function fork(sandbox) {
  const name = h("input", NAME);
  const copy = await ask({
    title: `Fork ${sandbox}`,
    text: "An independent copy with credentials of its own.",
    content: [field("Name of the copy", name)],
    action: "Fork",
    run: () => api.post(api.inside(sandbox, "fork"), name.value ? { name: name.value } : {}),
    done: (made) => `Sandbox ${made.name} created`,
  });
  if (copy) navigate(href(copy.name));
}

/** Keep the state of this moment; resolves to the snapshot. */
export function snapshot(sandbox) {
  const label = h("input", {
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "63",
    value: "before-change",
  });
  return ask({
    title: "Take a snapshot",
    text: "Data, clock, queue, journal and faults as they are now.",
    content: [
      field("Label", label, "a to z, 0 to 9 and hyphens; the same label replaces the old one"),
    ],
    action: "Take snapshot",
    run: () => api.post(api.inside(sandbox, "snapshots"), { label: label.value }),
    done: (taken) => `Snapshot ${taken.label} taken`,
  });
}

/** Back to the seed; resolves to the sandbox. */
export const reset = (sandbox) =>
  ask({
    title: `Reset ${sandbox}?`,
    text: "Data, clock, queue, journal, faults and settings go back to the seed. Credentials and snapshots stay.",
    action: "Reset",
    danger: true,
    run: () => api.post(api.inside(sandbox, "reset")),
    done: "Back at the seed",
  });

/** Gone, with all its files; resolves to true. */
export const remove = (sandbox) =>
  ask({
    title: `Delete ${sandbox}?`,
    text: "The sandbox, its snapshots and its credentials are gone for good.",
    action: "Delete",
    danger: true,
    run: async () => (await api.del(api.inside(sandbox)), true),
    done: `Sandbox ${sandbox} deleted`,
  });
