/** A short word on what happened; screen readers hear it too. */

import { h } from "../dom.js";
import { icon } from "../icons.js";

const LASTS_MS = 5000;

/** Say it; `kind` is `ok` or `bad`. */
export function toast(text, kind = "ok") {
  const note = h(
    `div.toast.${kind}`,
    {},
    icon(kind === "ok" ? "check" : "warn"),
    h("span", {}, text),
  );
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), LASTS_MS);
}

/**
 * Run a person's action behind a button: busy while it lasts, a toast about its end.
 * Returns what `work` gave, or undefined when it failed.
 */
export async function act(button, work, done = "") {
  if (button.getAttribute("aria-busy") === "true") return undefined;
  button.setAttribute("aria-busy", "true"); // not disabled: that would take the focus away
  try {
    const result = await work();
    if (done) toast(typeof done === "function" ? done(result) : done);
    return result;
  } catch (error) {
    toast(
      [error.message, error.expected && `Expected: ${error.expected}`].filter(Boolean).join(" – "),
      "bad",
    );
    return undefined;
  } finally {
    button.removeAttribute("aria-busy");
  }
}
