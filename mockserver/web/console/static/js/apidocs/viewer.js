/** Swagger UI, which ships with the console, in a page of it: loaded when first needed. */

import { fill, h } from "../dom.js";

const FOLDER = new URL("../../vendor/swagger-ui/", import.meta.url);
const dark = matchMedia("(prefers-color-scheme: dark)");
const MANY = 100;
let loaded = null;

const numberOf = ({ paths }) => Object.values(paths).reduce((sum, path) => sum + Object.keys(path).length, 0);

/** Show a document; `access` has the headers to sign in with. Ends with the page. */
export async function viewer(place, spec, access, signal) {
  const bundle = await load();
  if (signal.aborted) return;
  follow(signal);
  const root = h("div");
  label(root, signal);
  fill(place, root);
  await new Promise((ready) => {
    const ui = bundle({
      domNode: root,
      spec,
      presets: [bundle.presets.apis],
      deepLinking: false,
      docExpansion: numberOf(spec) > MANY ? "none" : "list",
      defaultModelsExpandDepth: 0,
      displayOperationId: false,
      displayRequestDuration: true,
      filter: true,
      tryItOutEnabled: true,
      validatorUrl: null,
      requestInterceptor: (request) => ({ ...request, credentials: "omit" }),
      onComplete: () => {
        // with a document at hand it may be complete before its own call returns
        queueMicrotask(() => ready(signIn(ui, spec, access.headers)));
      },
    });
  });
}

/** The choice of a server has no label of its own, and is drawn when it pleases. */
function label(root, signal) {
  const watch = new MutationObserver(() => root.querySelector("#servers:not([aria-label])")?.setAttribute("aria-label", "Base URL"));
  watch.observe(root, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watch.disconnect());
}

/** Fill in the credentials of each scheme that a header of the sandbox belongs to. */
function signIn(ui, spec, headers) {
  const given = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, scheme] of Object.entries(spec.components.securitySchemes ?? {})) {
    if (scheme.type === "apiKey" && given.has(scheme.name.toLowerCase())) {
      ui.preauthorizeApiKey(name, given.get(scheme.name.toLowerCase()));
    }
    const bearer = /^Bearer (.+)$/.exec(given.get("authorization") ?? "");
    if (scheme.type === "http" && bearer) ui.preauthorizeApiKey(name, bearer[1]);
  }
}

function load() {
  loaded ??= Promise.all([script(), sheet()]).then(
    () => window.SwaggerUIBundle,
    (error) => {
      loaded = null;
      throw error;
    },
  );
  return loaded;
}

const script = () => element(h("script"), "src", "swagger-ui-bundle.js");
const sheet = () => element(h("link", { rel: "stylesheet" }), "href", "swagger-ui.css");

function element(made, attribute, name) {
  return new Promise((resolve, reject) => {
    made.addEventListener("load", resolve);
    made.addEventListener("error", () => reject(new Error(`${name} could not be loaded`)));
    made[attribute] = new URL(name, FOLDER).href;
    document.head.append(made);
  });
}

/** Swagger UI has a switch of its own for the dark theme. */
function follow(signal) {
  const root = document.documentElement;
  const set = () => root.classList.toggle("dark-mode", root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const watch = new MutationObserver(set);
  watch.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  dark.addEventListener("change", set, { signal });
  signal.addEventListener("abort", () => {
    watch.disconnect();
    root.classList.remove("dark-mode");
  });
  set();
}
