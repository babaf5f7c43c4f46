/** What is set to break on purpose, how often it matched and hit, and the way to stop it. */

import * as api from "../api.js";
import { fill, h, seen } from "../dom.js";
import { counted } from "../format.js";
import { askForFault, KINDS } from "../parts/faultform.js";
import { button, card, chip, every, head, iconButton } from "../parts/layout.js";
import { empty } from "../parts/states.js";
import { act } from "../parts/toast.js";
import { titles } from "../providers.js";

const REFRESH_MS = 2000;

/** The list, kept fresh. */
export async function mount(view, { sandbox, signal }) {
  const names = await titles();
  const list = h("div");
  let drawn = "";
  const refresh = async () => {
    const faults = await api.get(api.inside(sandbox, "faults"), { signal });
    if (JSON.stringify(faults) === drawn) return;
    drawn = JSON.stringify(faults);
    all.hidden = !faults.length;
    fill(
      list,
      faults.length
        ? card(
            null,
            { flush: true },
            h(
              "ul.lines",
              {},
              faults.map((fault) => line(fault, names, take)),
            ),
          )
        : nothing(add),
    );
  };
  const add = () => askForFault(sandbox).then(refresh);
  const take = async (source, ...place) => {
    await act(source, () => api.del(api.inside(sandbox, "faults", ...place)), "Taken back");
    await refresh();
  };
  const all = button("Stop breaking", null, (event) => take(event.currentTarget));
  view.append(
    head(
      "Faults",
      "Break something on purpose and see whether your client copes.",
      all,
      button("Add a fault", "plus", add, "primary"),
    ),
    list,
  );
  await refresh();
  every(REFRESH_MS, refresh, signal);
}

function line(fault, names, take) {
  const done = fault.count !== null && fault.hits >= fault.count;
  const remove = iconButton(`Take back fault ${fault.id}`, "trash", () => take(remove, fault.id));
  return h(
    "li.line",
    {},
    chip(done ? "used up" : "armed", done ? "" : "warn"),
    h(
      "div.grow",
      {},
      h(
        "span.strong",
        {},
        KINDS[fault.kind]?.label ?? fault.kind,
        fault.value === null
          ? null
          : `: ${seen(typeof fault.value === "object" ? JSON.stringify(fault.value) : fault.value)}`,
      ),
      h(
        "div.soft.tiny",
        {},
        [names[fault.provider] ?? fault.provider, where(fault), how(fault)]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
    h("span.soft.nowrap", {}, `matched ${fault.seen}, hit ${fault.hits}`),
    remove,
  );
}

const where = ({ operation, method, path }) =>
  [operation ?? "any operation", method, path && seen(path)].filter(Boolean).join(" ");

function how({ skip, count, probability }) {
  const parts = [
    skip ? `lets ${counted(skip, "request")} pass` : "",
    count === null ? "always" : counted(count, "time"),
    probability < 1 ? `with ${Math.round(probability * 100)} % chance` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

const nothing = (add) =>
  card(
    null,
    {},
    empty(
      "fault",
      "Nothing is set to break",
      "Statuses, timeouts, broken connections, rate limits, failing jobs, lost webhooks: exact or by chance.",
      button("Add a fault", "plus", add),
    ),
  );
