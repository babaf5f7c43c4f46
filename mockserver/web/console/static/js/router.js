/** Which page an address means, and the way from one to the next without loading everything anew. */

import { fill } from "./dom.js";
import { complaint, loading } from "./parts/states.js";
import { ROUTES } from "./routes.js";

const ROOT = "/_mock/console";
const SLOW_MS = 200;

let current = { route: null, page: null, abort: new AbortController() };
let listeners = [];

/** The address of a page: `href("my-test", "traffic", 12)`. */
export function href(...parts) {
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join("");
  return ROOT + (path || "/");
}

/** Be told of every page that is shown: `{route, params}`. */
export function onRoute(listener) {
  listeners = [...listeners, listener];
}

/** Go to a page; `replace` leaves no trace in the history, `fresh` draws it anew though it is shown. */
export function navigate(address, { replace = false, fresh = false } = {}) {
  if (fresh) current = { ...current, route: null };
  history[replace ? "replaceState" : "pushState"](null, "", address);
  return show();
}

/** Begin: links inside the console stay on this page, the first page is shown. */
export function start() {
  document.addEventListener("click", follow);
  window.addEventListener("popstate", () => show());
  return show({ first: true });
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey) return;
  if (event.shiftKey || event.altKey || link.target || link.hasAttribute("download")) return;
  if (link.dataset.native !== undefined || link.origin !== location.origin) return;
  if (!link.pathname.startsWith(`${ROOT}/`)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.href);
}

function found(pathname) {
  const path = pathname.slice(ROOT.length).replace(/\/+$/, "");
  for (const route of ROUTES) {
    const match = route.pattern.exec(path || "/");
    if (match) return { route, params: decoded(match.groups ?? {}) };
  }
  return null;
}

function decoded(groups) {
  const params = {};
  for (const [name, value] of Object.entries(groups)) {
    try {
      params[name] = value === undefined ? undefined : decodeURIComponent(value);
    } catch {
      params[name] = value;
    }
  }
  return params;
}

async function show({ first = false } = {}) {
  const { route, params } = found(location.pathname) ?? { route: ROUTES.at(-1), params: {} };
  const stays =
    current.route === route && current.params.sandbox === params.sandbox && current.page?.update;
  if (!stays) current.abort.abort();
  const abort = stays ? current.abort : new AbortController();
  const context = {
    params,
    sandbox: params.sandbox,
    query: new URLSearchParams(location.search),
    signal: abort.signal,
    navigate,
  };
  for (const listener of listeners) listener({ route, params });
  if (stays) {
    await current.page.update(context);
    return document.activeElement === document.body
      ? land(document.getElementById("view"))
      : undefined;
  }
  current = { route, params, abort, page: null };
  document.title = [route.title, params.sandbox, "Sandbox console"].filter(Boolean).join(" · ");
  return mount(route, context, first);
}

async function mount(route, context, first) {
  const view = document.getElementById("view");
  const patience = setTimeout(() => fill(view, loading()), SLOW_MS);
  const stage = document.createElement("div");
  stage.className = "page";
  try {
    const module = await route.load();
    const page = await module.mount(stage, context);
    if (context.signal.aborted) return;
    current.page = page ?? null;
    fill(view, stage);
  } catch (error) {
    if (context.signal.aborted) return;
    fill(
      view,
      complaint(error, () => mount(route, context, false)),
    );
  } finally {
    clearTimeout(patience);
  }
  view.setAttribute("aria-busy", "false");
  if (!first) arrive(view);
}

/** Like a browser on a new page: at its top, with the reader at its heading. */
function arrive(view) {
  window.scrollTo(0, 0);
  land(view);
}

/** Nobody has the focus any more: give it to the heading of what is new. */
function land(view) {
  const heading = view.querySelector("[data-land]") ?? view.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
