/** A journaled request as code: curl, Python with requests, Python with httpx. */

const CONNECTION_ONLY = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "host",
  "origin",
  "referer",
  "transfer-encoding",
  "user-agent",
]);
const REDACTED = "[redacted]";

/**
 * What the request needs: `{url, method, headers, body, gaps}`. Redacted headers get this sandbox's
 * own credentials; `gaps` says what could not be restored.
 */
export function recipe(entry, access) {
  const own = new Map(
    Object.entries(access.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const gaps = [];
  const headers = [];
  for (const [name, value] of Object.entries(entry.request_headers)) {
    const key = name.toLowerCase();
    if (CONNECTION_ONLY.has(key) || /^sec-|^cookie$/.test(key)) continue;
    if (key === "accept" && value === "*/*") continue;
    if (value === REDACTED && !own.has(key)) gaps.push(`the header ${name} was redacted`);
    headers.push([name, value === REDACTED ? (own.get(key) ?? `<your ${name}>`) : value]);
  }
  if (entry.query.includes(REDACTED)) gaps.push("a secret of the query was redacted");
  if (entry.request_body.includes(REDACTED)) gaps.push("a secret of the body was redacted");
  const cut = new TextEncoder().encode(entry.request_body).length !== entry.request_size;
  if (cut && !entry.request_body.includes(REDACTED))
    gaps.push("the body was kept only in part, or is no text");
  const address = access.base_url + entry.path.split("/").map(escaped).join("/");
  return {
    url: address + (entry.query && `?${entry.query}`),
    method: entry.method,
    headers,
    body: entry.request_body,
    gaps,
  };
}

const escaped = (part) =>
  encodeURIComponent(part).replace(
    /%(3A|40|24|2C|2B|3D|26|3B|21|27|28|29|2A)/g,
    decodeURIComponent,
  );

/** For a shell. */
export function curl({ url, method, headers, body }) {
  const lines = [
    `curl -X ${method} ${shell(url)}`,
    ...headers.map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`),
  ];
  if (body) lines.push(`--data-binary ${shell(body)}`);
  return lines.join(" \\\n  ");
}

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** For Python with requests. */
export const requests = (recipe_) => python(recipe_, "requests", "data");

/** For Python with httpx. */
export const httpx = (recipe_) => python(recipe_, "httpx", "content");

function python({ url, method, headers, body }, library, bodyName) {
  const lines = [`    ${quoted(method)},`, `    ${quoted(url)},`];
  if (headers.length)
    lines.push(
      "    headers={",
      ...headers.map(([name, value]) => `        ${quoted(name)}: ${quoted(value)},`),
      "    },",
    );
  if (body) lines.push(`    ${bodyName}=${quoted(body)}.encode(),`);
  return [
    `import ${library}`,
    "",
    `response = ${library}.request(`,
    ...lines,
    ")",
    "print(response.status_code, response.text)",
    "",
  ].join("\n");
}

/** JSON's way to write a text is Python's too. */
const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007f");
