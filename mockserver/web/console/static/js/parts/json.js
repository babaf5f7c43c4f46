/** JSON as a person reads it: indented from its own letters, so that nothing is rounded or merged. */

import { h, seen } from "../dom.js";
import { button } from "./layout.js";

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;
const MAX_LINES = 1500;
const INDENT = "  ";

/** The text in lines of tokens, or null when it is not JSON. */
function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const lines = [[]];
  let depth = 0;
  const newLine = () => lines.push(depth ? [["", INDENT.repeat(depth)]] : []);
  const tokens = text.match(TOKEN) ?? [];
  tokens.forEach((token, at) => {
    const empty = "}]".includes(tokens[at + 1]) && "{[".includes(token);
    if ("}]".includes(token)) {
      depth -= 1;
      if (!"{[".includes(tokens[at - 1])) newLine();
    }
    lines.at(-1).push([kindOf(token, tokens[at + 1]), token === ":" ? ": " : token]);
    if ("{[".includes(token)) {
      depth += 1;
      if (!empty) newLine();
    } else if (token === ",") newLine();
  });
  return lines;
}

function kindOf(token, next) {
  if (token[0] === '"') return next === ":" ? "k" : "t";
  if (/^[-\d]/.test(token)) return "n";
  return /^[tfn]/.test(token) ? "w" : "";
}

/** A block with a body: pretty if it is JSON, as it is otherwise; long ones show their beginning. */
export function codeBlock(text, label) {
  const block = h("pre.code", { tabindex: "0", role: "region", "aria-label": label });
  const lines = pretty(text) ?? text.split("\n").map((line) => [["", line]]);
  const put = (from, to) => {
    for (const line of lines.slice(from, to)) {
      for (const [kind, token] of line)
        block.append(kind ? h(`span.${kind}`, {}, seen(token)) : seen(token));
      block.append("\n");
    }
  };
  put(0, MAX_LINES);
  if (lines.length <= MAX_LINES) return block;
  const more = button(
    `Show ${(lines.length - MAX_LINES).toLocaleString("en")} more lines`,
    null,
    () => {
      put(MAX_LINES, lines.length);
      more.remove();
      block.focus();
    },
  );
  return h("div.stack", {}, block, more);
}
