/** For addresses that no page answers. */

import { empty } from "../parts/states.js";
import { h } from "../dom.js";
import { href } from "../router.js";

/** Say so, and show the way back. */
export function mount(view) {
  view.append(
    h("h1.visually-hidden", {}, "Page not found"),
    empty(
      "compass",
      "There is no such page",
      "The address may be mistyped, or belong to another version.",
      h("a.button", { href: href() }, "All sandboxes"),
    ),
  );
}
