/** What stays while pages change: the navigation, the sandbox and its clock, the theme. */

import * as clock from "./clock.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { clockBar } from "./parts/clockbar.js";
import { themeSwitch } from "./parts/theme.js";
import { href, onRoute } from "./router.js";
import { ROUTES } from "./routes.js";

/** Draw the frame into an element. */
export function build(root) {
  const nav = h("nav.nav", { "aria-label": "Console" });
  const place = h("div.place");
  const bar = h("div.clock-slot");
  const side = sidebar(nav);
  const menu = menuButton(side);
  root.replaceChildren(
    side,
    h("div.scrim", { onclick: () => menu.close() }),
    h("header.top", {}, menu, place, bar),
    h("main.view", { id: "view", tabindex: "-1", "aria-busy": "true" }),
    h("div.toasts", { id: "toasts", role: "status", "aria-live": "polite" }),
  );
  fill(bar, clockBar());
  onRoute(({ route, params }) => {
    menu.close();
    clock.follow(params.sandbox ?? null);
    root.toggleAttribute("data-inside", Boolean(params.sandbox));
    fill(place, crumbs(route, params));
    fill(nav, params.sandbox ? groups(route, params.sandbox) : []);
  });
}

function sidebar(nav) {
  return h(
    "aside.side",
    { id: "side", "aria-label": "Navigation" },
    h(
      "a.brand",
      { href: href() },
      h("span.mark", {}, icon("logo", 18)),
      h("span", {}, "Sandbox console"),
    ),
    nav,
    h(
      "div.side-foot",
      {},
      themeSwitch(),
      h("p.soft", {}, `mockserver ${document.body.dataset.version}`),
      h("p.soft", {}, "Emulated. Nothing here reaches a real account."),
    ),
  );
}

function menuButton(side) {
  const button = h(
    "button.icon-button.menu",
    { type: "button", "aria-expanded": "false", "aria-controls": "side", "aria-label": "Menu" },
    icon("menu"),
  );
  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    document.documentElement.toggleAttribute("data-menu", open);
    if (open) side.querySelector("a")?.focus();
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });
  button.close = () => show(false);
  return button;
}

function crumbs(route, params) {
  const name = params.sandbox;
  if (!name) return h("span.here", {}, route.title);
  return [
    h(
      "a.crumb",
      { href: href(), "aria-label": "All sandboxes" },
      icon("boxes"),
      h("span.wide-only", {}, "Sandboxes"),
    ),
    h("span.slash", { "aria-hidden": "true" }, "/"),
    h("a.crumb.name", { href: href(name), "aria-label": `Sandbox ${name}` }, name),
  ];
}

function groups(current, sandbox) {
  const found = new Map();
  for (const route of ROUTES) {
    if (!route.nav) continue;
    const { group } = route.nav;
    found.set(group, [...(found.get(group) ?? []), item(route, current, sandbox)]);
  }
  return [...found].map(([title, items]) =>
    h(
      "div.nav-group",
      {},
      title ? h("p.nav-title", { "aria-hidden": "true" }, title) : null,
      h("ul", { "aria-label": title || null }, items),
    ),
  );
}

function item(route, current, sandbox) {
  const { label, icon: symbol, address } = route.nav;
  return h(
    "li",
    {},
    h(
      "a.nav-item",
      {
        href: address ? href(sandbox, address) : href(sandbox),
        "aria-current": route === current ? "page" : null,
      },
      icon(symbol),
      h("span", {}, label),
    ),
  );
}
