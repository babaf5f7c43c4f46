/** Where the console begins: the frame, then the page that the address means. */

import { build } from "./frame.js";
import { start } from "./router.js";

build(document.getElementById("frame"));
start();
