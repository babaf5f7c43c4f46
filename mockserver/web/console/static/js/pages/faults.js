/** faults: under construction in this branch. */
import { h } from "../dom.js";
export function mount(view) { view.append(h("h1", {}, "faults")); }
