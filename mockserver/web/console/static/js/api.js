/** Talks to the control API of this server, with the control token where one is needed. */

import { askForToken } from "./parts/token.js";

const TOKEN = "console-token";
const BASE = "/_mock";

/** A refusal of the control API: what was wrong, what was expected, what to do. */
export class ApiError extends Error {
  constructor(status, problem = {}) {
    super(problem.message ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem.code ?? "";
    this.field = problem.field ?? "";
    this.expected = problem.expected ?? "";
    this.hint = problem.hint ?? "";
  }
}

/** The server did not answer at all. */
class OfflineError extends Error {
  constructor() {
    super("The server does not answer. Is it still running?");
  }
}

/** The answer's Response, after the token was given where it is needed. Throws ApiError, OfflineError. */
export async function send(method, path, { body, signal, headers = {} } = {}) {
  for (let wrong = false; ; wrong = true) {
    const response = await reach(method, path, {
      body,
      signal,
      headers: { ...headers, ...authorization() },
    });
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.code !== "control-token-needed") throw new ApiError(response.status, problem);
    sessionStorage.setItem(
      TOKEN,
      await askForToken(wrong || sessionStorage.getItem(TOKEN) !== null),
    );
  }
}

async function reach(method, path, { body, signal, headers }) {
  const json = body !== undefined && !(body instanceof Blob);
  try {
    return await fetch(BASE + path, {
      method,
      signal,
      credentials: "omit",
      cache: "no-store",
      headers: json ? { "Content-Type": "application/json", ...headers } : headers,
      body: json ? JSON.stringify(body) : body,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new OfflineError();
  }
}

function authorization() {
  const token = sessionStorage.getItem(TOKEN);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

async function problemOf(response) {
  try {
    return (await response.json()).error ?? {};
  } catch {
    return {};
  }
}

async function document_(method, path, options) {
  const response = await send(method, path, options);
  return response.status === 204 ? null : response.json();
}

/** JSON in, JSON out; `options` may hold a `signal`. */
export const get = (path, options) => document_("GET", path, options);
export const post = (path, body, options) => document_("POST", path, { ...options, body });
export const patch = (path, body, options) => document_("PATCH", path, { ...options, body });
export const del = (path, options) => document_("DELETE", path, options);

/** `/sandboxes/x/…` with each part escaped; `query` without what is empty. */
export function pathOf(parts, query = {}) {
  const given = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  const search = new URLSearchParams(given).toString();
  return parts.map((part) => `/${encodeURIComponent(part)}`).join("") + (search && `?${search}`);
}

/** The path of something inside a sandbox. */
export const inside = (sandbox, ...parts) => pathOf(["sandboxes", sandbox, ...parts]);
