/** The console's icons: strokes on a 16 by 16 grid, in the colour of the text around. */

import { svg } from "./dom.js";

const STROKES = {
  logo: "M8 1.8 14 5v6l-6 3.2L2 11V5zM2 5l6 3.2L14 5M8 8.2v6",
  home: "M2.5 7.5 8 2.8l5.5 4.7M4 6.5v6.7h8V6.5M6.7 13.2V9.6h2.6v3.6",
  boxes: "M2.5 2.5h4.6v4.6H2.5zM8.9 2.5h4.6v4.6H8.9zM2.5 8.9h4.6v4.6H2.5zM8.9 8.9h4.6v4.6H8.9z",
  traffic: "M2 5h10.5M9.5 2 12.5 5 9.5 8M14 11H3.5M6.5 8 3.5 11 6.5 14",
  data: "M2.5 4c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2-2.5 2-5.5 2-5.5-.9-5.5-2zM2.5 4v4c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4M2.5 8v4c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V8",
  hook: "M5.8 6.7A2.7 2.7 0 1 1 8.7 4.5L10.6 8M8 13a2.7 2.7 0 0 1-4.9-1.8A2.7 2.7 0 0 1 5 8.7M8.8 11.3h3.5a2.2 2.2 0 1 0-1-4.2M6.5 6 4.5 9.8",
  fault: "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
  settings: "M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M10.7 2.8v3.4M5.2 9.8v3.4",
  snapshot: "M2 5h3l1.2-1.8h3.6L11 5h3v8H2zM8 11.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  compass: "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM10.6 5.4 9.2 9.2 5.4 10.6 6.8 6.8z",
  book: "M2.5 3.2c2-.9 4-.7 5.5.6 1.5-1.3 3.5-1.5 5.5-.6v9.3c-2-.8-4-.6-5.5.7-1.5-1.3-3.5-1.5-5.5-.7zM8 3.8v9.4",
  play: "M4.5 2.8v10.4L13 8z",
  pause: "M5 3v10M11 3v10",
  step: "M3 3v10l7-5zM12.5 3v10",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  check: "M3 8.5 6.5 12 13 4.5",
  down: "M4 6l4 4 4-4",
  right: "M6 4l4 4-4 4",
  left: "M10 4 6 8l4 4",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4 14 14",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  refresh: "M13.5 8A5.5 5.5 0 1 1 11.8 4M13.5 2v3h-3",
  trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4M6.7 6.5v4.5M9.3 6.5v4.5",
  plus: "M8 3v10M3 8h10",
  fork: "M4.5 6.3v3.4M4.5 6.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM4.5 13.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM11.5 6.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM11.5 6.3c0 3-4 2.2-6.5 3.7",
  menu: "M2 4h12M2 8h12M2 12h12",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
  clock: "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 4.5V8l2.5 1.5",
  out: "M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
  moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
  screen: "M2 3h12v8H2zM5.5 13.5h5M8 11v2.5",
  warn: "M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.3",
  replay: "M2.5 8A5.5 5.5 0 1 0 4.2 4M2.5 2v3h3",
  key: "M5 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM7.2 7.8 13.5 1.5M10.5 4.5l2 2",
};

/** An icon that says nothing to screen readers: the text beside it, or the label around it, does. */
export function icon(name, size = 16) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true" },
    svg("path", { d: STROKES[name] }),
  );
}
