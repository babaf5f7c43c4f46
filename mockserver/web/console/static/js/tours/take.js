/** Taking a step: send what a partner would send, or steer the sandbox. */

import * as api from "../api.js";
import * as clock from "../clock.js";
import { fillIn, judge, keptOf } from "./judge.js";

/** Take one step; resolves to `{status, text}`, which progress keeps with its ticks. */
export async function take(step, sandbox, values, progress) {
  const answer = await WAYS[step.action.kind](step.action, sandbox, values);
  progress.keep(step, answer, judge(step, answer, values), keptOf(step, answer));
  return answer;
}

const WAYS = {
  async clock(action) {
    const ran = await clock.change(JSON.parse(action.content));
    return { status: 200, text: JSON.stringify({ ran }) };
  },

  async steer(action, sandbox, values) {
    const path = `${api.inside(sandbox)}${action.address}`;
    try {
      const response = await api.send("POST", path, { body: JSON.parse(fillIn(action.content, values)) });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      if (!error.status) throw error;
      return { status: error.status, text: JSON.stringify({ error: { code: error.code, message: error.message } }) };
    }
  },

  async request({ method, address, headers, content }, sandbox, values) {
    const sent = Object.entries(headers).map(([name, value]) => [name, fillIn(value, values)]);
    const body = content === null ? undefined : fillIn(content, values);
    const options = { method, headers: sent, body, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };
    const response = await fetch(here(fillIn(address, values)), options).catch(() => {
      throw new api.OfflineError();
    });
    return { status: response.status, text: await response.text() };
  },
};

/** The same address at the host that this page came from: the policy lets nothing else through. */
export function here(address) {
  const url = new URL(address, location.origin);
  return location.origin + url.pathname + url.search;
}
