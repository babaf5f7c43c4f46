/**
 * Every page of the console: its address, the module that draws it, its place in the navigation.
 *
 * `:name` is one segment, `:name?` one that may be missing. The last line is for what nobody knows.
 */

const PAGES = [
  { path: "/", title: "Sandboxes", load: () => import("./pages/sandboxes.js") },
  {
    path: "/:sandbox",
    title: "Overview",
    load: () => import("./pages/overview.js"),
    nav: { group: "", label: "Overview", icon: "home" },
  },
  {
    path: "/:sandbox/traffic/:entry?",
    title: "Traffic",
    load: () => import("./pages/traffic.js"),
    nav: { group: "Inspect", label: "Traffic", icon: "traffic", address: "traffic" },
  },
  {
    path: "/:sandbox/data/:provider?/:collection?/:record?",
    title: "Data",
    load: () => import("./pages/data.js"),
    nav: { group: "Inspect", label: "Data", icon: "data", address: "data" },
  },
  {
    path: "/:sandbox/webhooks/:delivery?",
    title: "Webhooks",
    load: () => import("./pages/webhooks.js"),
    nav: { group: "Inspect", label: "Webhooks", icon: "hook", address: "webhooks" },
  },
  {
    path: "/:sandbox/faults",
    title: "Faults",
    load: () => import("./pages/faults.js"),
    nav: { group: "Control", label: "Faults", icon: "fault", address: "faults" },
  },
  {
    path: "/:sandbox/settings",
    title: "Settings",
    load: () => import("./pages/settings.js"),
    nav: { group: "Control", label: "Settings", icon: "settings", address: "settings" },
  },
  {
    path: "/:sandbox/snapshots",
    title: "Snapshots",
    load: () => import("./pages/snapshots.js"),
    nav: { group: "Control", label: "Snapshots", icon: "snapshot", address: "snapshots" },
  },
  {
    path: "/:sandbox/tours/:tour?",
    title: "Tours",
    load: () => import("./pages/tours.js"),
    nav: { group: "Learn", label: "Tours", icon: "compass", address: "tours" },
  },
  {
    path: "/:sandbox/docs/:provider?",
    title: "API documentation",
    load: () => import("./pages/apidocs.js"),
    nav: { group: "Learn", label: "API documentation", icon: "book", address: "docs" },
  },
  { path: "*", title: "Not found", load: () => import("./pages/missing.js") },
];

function patternOf(path) {
  if (path === "*") return /^/;
  if (path === "/") return /^\/$/;
  const parts = path.slice(1).split("/").map((part) => {
    const [, name, optional] = /^:(\w+)(\??)$/.exec(part) ?? [];
    if (!name) return `/${part}`;
    return optional ? `(?:/(?<${name}>[^/]+))?` : `/(?<${name}>[^/]+)`;
  });
  return new RegExp(`^${parts.join("")}$`);
}

export const ROUTES = PAGES.map((page) => ({ ...page, pattern: patternOf(page.path) }));
