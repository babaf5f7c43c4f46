// A sandbox of one's own, two providers, a running server: MOCKSERVER_URL, else 127.0.0.1:4010.
// node client.ts (Node 22.18 or later; earlier ones run it as client.mjs: it needs no annotations)

const server = process.env.MOCKSERVER_URL ?? "http://127.0.0.1:4010";
const token = process.env.MOCKSERVER_CONTROL_TOKEN;
const control = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };

const born = await fetch(`${server}/_mock/sandboxes`, {
  method: "POST",
  headers: control,
  body: JSON.stringify({ clock: { rate: 0 } }),
});
const sandbox = await born.json();
try {
  const { candis, feedback_house: house } = sandbox.providers;
  const organization = await fetch(`${candis.base_url}/v1/organizations/info`, { headers: candis.headers });
  console.log(organization.status, (await organization.json()).id);

  const upserted = await fetch(`${house.base_url}/api/planning/business-division/v1/update-or-create`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...house.headers },
    body: JSON.stringify({ businessDivisions: [{ name: "Sales" }] }),
  });
  console.log(upserted.status, (await upserted.json()).message);
} finally {
  await fetch(`${server}/_mock/sandboxes/${sandbox.name}`, { method: "DELETE", headers: control });
}
