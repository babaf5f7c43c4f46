/** Asks for the control token, once: it stays in this tab's session storage and nowhere else. */

import { h, newId } from "../dom.js";

let underway = null;

/** The token that the person gives; `wrong` says that the last one was refused. */
export function askForToken(wrong) {
  underway ??= asked(wrong).finally(() => {
    underway = null;
  });
  return underway;
}

function asked(wrong) {
  return new Promise((resolve) => {
    const [title, field] = [newId("token-title"), newId("token")];
    const input = h("input", {
      id: field,
      type: "password",
      autocomplete: "off",
      required: true,
      spellcheck: "false",
    });
    const dialog = h(
      "dialog.modal",
      { "aria-labelledby": title, oncancel: (event) => event.preventDefault() },
      h(
        "form",
        {
          method: "dialog",
          onsubmit: () => {
            dialog.remove();
            resolve(input.value.trim());
          },
        },
        h("h2", { id: title }, "Control token"),
        h(
          "p.soft",
          {},
          "This server can be reached from other machines, so looking into it needs the token that it printed at its start.",
        ),
        wrong ? h("p.notice.bad", { role: "alert" }, "That token was refused.") : null,
        h("label", { for: field }, "Token"),
        input,
        h("div.row.end", {}, h("button.primary", { type: "submit" }, "Continue")),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
