/** Sends a journaled request once more, to the provider itself, with this sandbox's credentials. */

const NUMBER = /-(\d+)$/;

async function reached(address, how) {
  try {
    return await fetch(address, how);
  } catch {
    throw new Error("The connection broke before an answer came");
  }
}

/** Resolves to the number of the new journal entry, or null when the answer names none. */
export async function replay({ url, method, headers, body }) {
  const { pathname, search } = new URL(url);
  const response = await reached(pathname + search, {
    method,
    headers: headers.filter(([, value]) => !/[^\t\x20-\x7e\x80-\xff]/.test(value)),
    body: body && method !== "GET" && method !== "HEAD" ? body : undefined,
    credentials: "omit",
    cache: "no-store",
    redirect: "manual",
  });
  return NUMBER.exec(response.headers.get("Mock-Request-Id") ?? "")?.[1] ?? null;
}
