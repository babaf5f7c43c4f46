/** The API of a provider as it is served, to read and to try on this sandbox. */

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { head } from "../parts/layout.js";
import { loading } from "../parts/states.js";
import { providers } from "../providers.js";
import { href } from "../router.js";
import { prepared } from "../apidocs/prepared.js";
import { viewer } from "../apidocs/viewer.js";

/** Draw the provider that the address names, the first one when it names none. */
export async function mount(view, context) {
  const draw = async ({ sandbox, params, signal }) => {
    const served = await providers();
    const chosen = served.find((one) => one.name === params.provider) ?? served[0];
    const place = h("div.api", {}, loading());
    fill(
      view,
      head("API documentation", `What is served, printed from the operations that serve it. “Execute” sends to the sandbox ${sandbox}, signed in with its credentials.`),
      tabs(served, chosen, sandbox),
      place,
    );
    const [document_, world] = await Promise.all([
      api.get(api.pathOf(["providers", chosen.name, "openapi.json"]), { signal }),
      api.get(api.inside(sandbox), { signal }),
    ]);
    await viewer(place, prepared(document_, world.providers[chosen.name]), world.providers[chosen.name], signal);
  };
  await draw(context);
  return { update: draw };
}

const tabs = (served, chosen, sandbox) =>
  h(
    "nav.tabs",
    { "aria-label": "Providers" },
    served.map(({ name, title }) => h("a", { href: href(sandbox, "docs", name), "aria-current": name === chosen.name ? "page" : null }, title)),
  );
