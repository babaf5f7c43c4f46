/** One provider of a sandbox: how it fares, where it is, how to get in, how well it is known. */

import * as clock from "../clock.js";
import { fill, h } from "../dom.js";
import { counted, relative } from "../format.js";
import { href } from "../router.js";
import { copyable, secret } from "./copy.js";
import { pairs } from "./layout.js";

const LEVELS = ["documented", "spec", "assumed"];

/** `{name, element, show(facts)}`; `show` brings the health up to date. */
export function providerCard(sandbox, provider, access) {
  const [dot, health] = [h("span.dot", { "aria-hidden": "true" }), h("p.soft.tiny")];
  const element = h(
    "article.card.provider",
    {},
    h(
      "div.card-head",
      {},
      dot,
      h("h3", {}, provider.title),
      h("div.row.tight", {}, links(sandbox, provider)),
    ),
    h(
      "div.card-body",
      {},
      health,
      h("div.address", {}, copyable(access.base_url, "Base URL")),
      credentials(access),
      known(provider),
    ),
  );
  const show = (facts) => {
    const [kind, text] = verdict(facts);
    dot.className = `dot ${kind}`;
    fill(health, text);
  };
  return { name: provider.name, element, show };
}

const links = (sandbox, { name, title }) => [
  h(
    "a.button.quiet.small",
    { href: `${href(sandbox, "traffic")}?provider=${name}`, "aria-label": `Traffic of ${title}` },
    "Traffic",
  ),
  h(
    "a.button.quiet.small",
    { href: href(sandbox, "data", name), "aria-label": `Data of ${title}` },
    "Data",
  ),
];

function verdict({ calls, refused, bugs, last, faults }) {
  const parts = [
    calls ? `${counted(calls, "recent request")}, ${refused} refused` : "No request yet",
  ];
  if (last) parts.push(`last ${relative(last, clock.now())}`);
  if (bugs) return ["bad", `${counted(bugs, "bug")} of the emulator · ${parts.join(" · ")}`];
  if (faults) return ["warn", `${counted(faults, "fault")} set on purpose · ${parts.join(" · ")}`];
  return ["ok", `Serving · ${parts.join(" · ")}`];
}

function credentials({ headers, credentials: secrets, subject }) {
  const lines = [
    ...Object.entries(headers).map(([name, value]) => [name, secret(value, name)]),
    ...Object.entries(subject).map(([name, value]) => [name, copyable(value, name)]),
  ];
  const more = Object.entries(secrets).map(([name, value]) => [name, secret(value, name)]);
  return [
    pairs(lines),
    h("details", {}, h("summary", {}, `All credentials (${more.length})`), pairs(more)),
  ];
}

/** Operations by level of evidence: a bar, and the numbers in words. */
function known({ operations }) {
  const levels = LEVELS.filter((level) => operations[level]);
  const total = levels.reduce((sum, level) => sum + operations[level], 0);
  const bar = h(
    "div.share",
    { "aria-hidden": "true" },
    levels.map((level) => {
      const part = h(`span.${level}`);
      part.style.flexGrow = operations[level];
      return part;
    }),
  );
  return h(
    "div.known",
    {},
    h(
      "p.tiny",
      {},
      h("strong", {}, counted(total, "operation")),
      h("span.soft", {}, ` – ${levels.map((level) => `${operations[level]} ${level}`).join(", ")}`),
    ),
    bar,
  );
}
