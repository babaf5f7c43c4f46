/** Light, dark, or as the system has it. */

import { h } from "../dom.js";
import { icon } from "../icons.js";

const KEY = "console-theme";
const CHOICES = [
  ["light", "Light", "sun"],
  ["system", "As the system", "screen"],
  ["dark", "Dark", "moon"],
];

/** Three buttons; the pressed one rules. */
export function themeSwitch() {
  const buttons = CHOICES.map(([value, label, symbol]) =>
    h(
      "button",
      {
        type: "button",
        title: label,
        "aria-label": label,
        "aria-pressed": String(chosen() === value),
        onclick: () => choose(value),
      },
      icon(symbol, 14),
    ),
  );
  const choose = (value) => {
    keep(value);
    if (value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    buttons.forEach((button, at) =>
      button.setAttribute("aria-pressed", String(CHOICES[at][0] === value)),
    );
  };
  return h("div.segments", { role: "group", "aria-label": "Theme" }, buttons);
}

const chosen = () => document.documentElement.dataset.theme ?? "system";

function keep(value) {
  try {
    if (value === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}
