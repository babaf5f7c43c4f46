/** What the server serves: providers with their titles and operations, read once. */

import * as api from "./api.js";

let asked = null;

/** `[{name, title, prefix, hosts, operations: {level: number}}]`. */
export function providers() {
  asked ??= api.get("/providers").catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** The title of each provider by its name. */
export async function titles() {
  return Object.fromEntries((await providers()).map(({ name, title }) => [name, title]));
}

const fidelity = new Map();

/** The operations of a provider: `[{name, method, path, …}]`. */
export function operations(provider) {
  if (!fidelity.has(provider)) {
    const answer = api
      .get(api.pathOf(["fidelity"], { provider }))
      .then((found) => found[provider].operations);
    answer.catch(() => fidelity.delete(provider));
    fidelity.set(provider, answer);
  }
  return fidelity.get(provider);
}
