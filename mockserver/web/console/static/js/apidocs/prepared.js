/** An OpenAPI document made ready for one sandbox: its address, its ids, words on evidence. */

import { here } from "../tours/take.js";

const METHODS = ["get", "put", "post", "delete", "patch"];

/** The document with the sandbox's base URL, known path parameters and evidence filled in. */
export function prepared(document_, { base_url: base, subject }) {
  const known = new Map(Object.entries(subject).map(([name, value]) => [plain(name), value]));
  for (const path of Object.values(document_.paths)) {
    for (const method of METHODS) if (path[method]) prepare(path[method], known);
  }
  return { ...document_, servers: [{ url: here(base) }] };
}

function prepare(operation, known) {
  const evidence = `${LEVELS[operation["x-evidence"]] ?? operation["x-evidence"]}: ${operation["x-source"]}`;
  operation.description = [operation.description, evidence].filter(Boolean).join("\n\n");
  for (const parameter of operation.parameters ?? []) {
    const value = known.get(plain(parameter.name ?? ""));
    if (value !== undefined) parameter.example = value;
  }
}

const LEVELS = { documented: "Documented", spec: "From a published specification", assumed: "Assumed" };

/** `organizationid` of `organizationId` and `organization_id`. */
const plain = (name) => name.replace(/[_-]/g, "").toLowerCase();
