/** Kept states of this sandbox: take one, go back to one with one click. */

import * as api from "../api.js";
import * as clock from "../clock.js";
import { fill, h } from "../dom.js";
import { dayAndTime, size } from "../format.js";
import { button, card, head, iconButton } from "../parts/layout.js";
import * as actions from "../parts/sandbox_actions.js";
import { empty } from "../parts/states.js";
import { act } from "../parts/toast.js";

/** The list, with what can be done to each. */
export async function mount(view, { sandbox, signal }) {
  const list = h("div");
  const refresh = async () =>
    fill(
      list,
      shown(await api.get(api.inside(sandbox, "snapshots"), { signal }), { restore, drop, take }),
    );
  const take = () => actions.snapshot(sandbox).then((taken) => taken && refresh());
  const restore = async (source, label) => {
    const back = await act(
      source,
      () => api.post(api.inside(sandbox, "snapshots", label, "restore")),
      `Back at ${label}`,
    );
    if (back) await clock.refresh();
  };
  const drop = async (source, label) => {
    await act(source, () => api.del(api.inside(sandbox, "snapshots", label)), `${label} forgotten`);
    await refresh();
  };
  const save = button("Download this world", "out", () =>
    act(save, () => download(sandbox), "Exported as one SQLite file"),
  );
  view.append(
    head(
      "Snapshots",
      "The whole world at a moment: data, clock, queue, journal and faults.",
      save,
      button("Take a snapshot", "snapshot", take, "primary"),
    ),
    list,
  );
  await refresh();
}

function shown(snapshots, { restore, drop, take }) {
  if (!snapshots.length) {
    return card(
      null,
      {},
      empty(
        "snapshot",
        "No snapshot yet",
        "Take one before a demo or a risky step, and come back to it as often as you like.",
        button("Take a snapshot", "snapshot", take),
      ),
    );
  }
  return card(
    null,
    { flush: true },
    h(
      "ul.lines",
      {},
      snapshots.map(({ label, taken, size: bytes }) => {
        const back = button("Restore", "replay", () => restore(back, label));
        const remove = iconButton(`Forget ${label}`, "trash", () => drop(remove, label));
        return h(
          "li.line",
          {},
          h(
            "div.grow",
            {},
            h("span.strong", {}, label),
            h("div.soft.tiny", {}, `taken ${dayAndTime(taken)} UTC, real time · ${size(bytes)}`),
          ),
          back,
          remove,
        );
      }),
    ),
  );
}

/** The world as a file; through fetch, because the control token is a header. */
async function download(sandbox) {
  const response = await api.send("GET", api.inside(sandbox, "export"));
  const address = URL.createObjectURL(await response.blob());
  h("a", { href: address, download: `${sandbox}.sqlite` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
