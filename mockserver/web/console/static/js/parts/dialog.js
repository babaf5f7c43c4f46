/** Questions before something happens: a modal form that shows the server's refusal beside its fields. */

import { fill, h, newId } from "../dom.js";
import { toast } from "./toast.js";

/** A labelled control: `field("Name", input, "hint")`. */
export function field(label, control, hint = "") {
  control.id ||= newId("field");
  const note = hint ? h("span.hint", { id: newId("hint") }, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return h("div.field", {}, h("label", { for: control.id }, label), control, note);
}

/** A select of `[value, label]` pairs. */
export const select = (options, value = "", attributes = {}) =>
  h(
    "select",
    attributes,
    options.map(([key, label]) => h("option", { value: key, selected: key === value }, label)),
  );

/**
 * Open a dialog. `run()` does the work behind the button; when it throws, its message is shown and
 * the dialog stays. Resolves to what `run` gave, or undefined when the person left.
 */
export function ask({ title, text = "", content = [], action, danger = false, run, done = "" }) {
  return new Promise((resolve) => {
    const heading = newId("dialog");
    const complaint = h("div", { role: "alert" });
    const submit = h(`button.${danger ? "danger" : "primary"}`, { type: "submit" }, action);
    const close = (result) => {
      dialog.close();
      dialog.remove();
      resolve(result);
    };
    const form = h(
      "form",
      {
        onsubmit: async (event) => {
          event.preventDefault();
          submit.disabled = true;
          try {
            const result = await run();
            if (done) toast(typeof done === "function" ? done(result) : done);
            close(result);
          } catch (error) {
            fill(
              complaint,
              h("p.notice.bad", {}, [
                error.message,
                error.expected && ` Expected: ${error.expected}`,
              ]),
            );
          } finally {
            submit.disabled = false;
          }
        },
      },
      h("h2", { id: heading }, title),
      text ? h("p.soft", {}, text) : null,
      content,
      complaint,
      h(
        "div.row.end",
        {},
        h("button", { type: "button", onclick: () => close() }, "Cancel"),
        submit,
      ),
    );
    const dialog = h("dialog.modal", { "aria-labelledby": heading, oncancel: () => close() }, form);
    document.body.append(dialog);
    dialog.showModal();
  });
}
