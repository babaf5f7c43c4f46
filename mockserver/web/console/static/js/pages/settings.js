/** Named delays, switches and quotas of this sandbox, each with its default and its evidence. */

import * as api from "../api.js";
import { fill, h, newId, outside, webAddress } from "../dom.js";
import { duration } from "../format.js";
import { icon } from "../icons.js";
import { button, card, chip, evidence, head, LEVELS } from "../parts/layout.js";
import { empty } from "../parts/states.js";
import { toast } from "../parts/toast.js";
import { titles } from "../providers.js";

/** All of them, by provider; what is typed is kept when the field is left. */
export async function mount(view, { sandbox, signal }) {
  const [settings, names] = await Promise.all([
    api.get(api.inside(sandbox, "settings"), { signal }),
    titles(),
  ]);
  const groups = h("div.stack");
  const search = h("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": "Search settings",
    spellcheck: "false",
  });
  const changed = h("input", { type: "checkbox", id: newId("changed") });
  const draw = () =>
    fill(
      groups,
      grouped(settings, names, search.value.trim().toLowerCase(), changed.checked, save),
    );
  const save = async (name, value, row) => {
    try {
      const after = await api.patch(api.inside(sandbox, "settings"), { [name]: value });
      settings[name] = after[name];
      toast(value === null ? `${name} is back at its default` : `${name} is ${after[name].value}`);
    } catch (error) {
      toast(error.message, "bad");
    }
    const again = setting(name, settings[name], save);
    row.replaceWith(again);
    again.querySelector("input, select")?.focus();
  };
  search.addEventListener("input", draw);
  changed.addEventListener("change", draw);
  view.append(
    head("Settings", "How this world behaves. A reset brings every default back."),
    h(
      "div.row",
      {},
      h("div.search", {}, icon("search"), search),
      h("label.check", { for: changed.id }, changed, "Changed only"),
    ),
    groups,
  );
  draw();
}

function grouped(settings, names, text, changedOnly, save) {
  const found = new Map();
  for (const [name, one] of Object.entries(settings)) {
    if (changedOnly && one.value === one.default) continue;
    if (text && !`${name} ${one.doc}`.toLowerCase().includes(text)) continue;
    const group = name.split(".")[0];
    found.set(group, [...(found.get(group) ?? []), setting(name, one, save)]);
  }
  if (!found.size)
    return card(
      null,
      {},
      empty(
        "settings",
        "No setting matches",
        changedOnly ? "Everything is at its default." : "Try other words.",
      ),
    );
  return [...found].map(([group, rows]) =>
    card(
      names[group] ?? (group === "webhooks" ? "Webhooks" : group),
      { flush: true },
      h("ul.lines", {}, rows),
    ),
  );
}

function setting(name, one, save) {
  const changed = one.value !== one.default;
  const control = controlOf(one);
  control.id = newId("setting");
  const row = h(
    "li.setting",
    {},
    h(
      "div",
      {},
      h(
        "label.row",
        { for: control.id },
        h("code", {}, name),
        changed ? chip("changed", "accent") : null,
      ),
      h("p", {}, one.doc),
      h(
        "p.soft.tiny",
        {},
        "Default ",
        h("code", {}, String(one.default) || "empty"),
        one.unit ? ` ${one.unit}` : "",
        " · ",
        sourceOf(one.evidence),
      ),
    ),
    h(
      "div.setting-value",
      {},
      control,
      h("span.soft.tiny", {}, inWords(one)),
      changed ? button("Default", "replay", () => save(name, null, row), "quiet.small") : null,
    ),
  );
  control.addEventListener("change", () => save(name, valueOf(control, one), row));
  return row;
}

const sourceOf = (text) => {
  if (text in LEVELS) return evidence(text);
  return webAddress(text) ? outside(text, text) : text;
};

const inWords = ({ value, unit }) => (unit === "ms" && value >= 1000 ? duration(value) : unit);

function controlOf({ value, choices, default: usual }) {
  if (choices.length)
    return h(
      "select",
      {},
      choices.map((choice) => h("option", { selected: choice === value }, String(choice))),
    );
  if (typeof usual === "boolean")
    return h(
      "select",
      {},
      [true, false].map((choice) => h("option", { selected: choice === value }, String(choice))),
    );
  if (typeof usual === "number")
    return h("input", { type: "number", step: "any", value: String(value) });
  return h("input", { value: String(value), spellcheck: "false" });
}

function valueOf(control, { default: usual, choices }) {
  if (choices.length) return choices.find((choice) => String(choice) === control.value);
  if (typeof usual === "boolean") return control.value === "true";
  if (typeof usual !== "number") return control.value;
  return control.value === "" ? null : Number(control.value);
}
