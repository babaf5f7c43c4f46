/** Taking things along: copy buttons, secrets that show only when asked. */

import { h } from "../dom.js";
import { iconButton } from "./layout.js";
import { toast } from "./toast.js";

const DOTS = "••••••••••••";

/** Put a text on the clipboard and say so. */
export async function copy(text, what = "Copied") {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyTheOldWay(text); // no secure context: a host name other than localhost without TLS
  }
  toast(what);
}

function copyTheOldWay(text) {
  const area = h("textarea.visually-hidden", { "aria-hidden": "true", tabindex: "-1" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** A value with a button that copies it. */
export const copyable = (text, label) =>
  h(
    "span.secret",
    {},
    h("code", { title: text }, text),
    iconButton(`Copy ${label}`, "copy", () => copy(text, `${label} copied`)),
  );

/** A secret: masked until asked, copied without being shown. */
export function secret(text, label) {
  const shown = h("code", {}, DOTS);
  const reveal = iconButton(`Show ${label}`, "eye", () => {
    const open = shown.textContent === DOTS;
    shown.textContent = open ? text : DOTS;
    reveal.setAttribute("aria-pressed", String(open));
  });
  reveal.setAttribute("aria-pressed", "false");
  return h(
    "span.secret",
    {},
    shown,
    reveal,
    iconButton(`Copy ${label}`, "copy", () => copy(text, `${label} copied`)),
  );
}
