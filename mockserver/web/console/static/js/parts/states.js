/** What a page shows when there is nothing, not yet anything, or something went wrong. */

import { h } from "../dom.js";
import { icon } from "../icons.js";

/** While a page is on its way. */
export function loading() {
  return h(
    "div.page.loading",
    { role: "status" },
    h("span.visually-hidden", {}, "Loading"),
    h("div.bone.wide"),
    h("div.bone"),
    h("div.bone"),
  );
}

/** Nothing is here, and what would change that. `actions` are links or buttons. */
export function empty(symbol, title, text, ...actions) {
  return h(
    "div.empty",
    {},
    h("div.empty-sign", {}, icon(symbol, 22)),
    h("p.empty-title", {}, title),
    h("p", {}, text),
    actions.length ? h("div.row", {}, actions) : null,
  );
}

/** A page that could not be shown: why, and what to do. */
export function complaint(error, again) {
  const moved = error instanceof TypeError && /import|module/i.test(error.message);
  const title = error.status === 404 ? "Not here" : "That did not work";
  return h(
    "div.page",
    {},
    h("h1", {}, moved ? "The server has changed" : title),
    h(
      "div.notice.bad",
      { role: "alert" },
      icon("warn"),
      h(
        "div",
        {},
        h(
          "p",
          {},
          moved ? "Its console is another version than this page. Load it anew." : error.message,
        ),
        error.expected ? h("p", {}, `Expected: ${error.expected}`) : null,
        error.hint ? h("p.soft", {}, error.hint) : null,
      ),
    ),
    h(
      "div.row",
      {},
      h(
        "button",
        { type: "button", onclick: moved ? () => location.reload() : again },
        "Try again",
      ),
      h("a.button.quiet", { href: "/_mock/console/" }, "All sandboxes"),
    ),
  );
}
