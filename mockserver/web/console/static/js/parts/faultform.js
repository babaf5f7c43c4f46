/** The question behind "break something": what, how, how often. */

import * as api from "../api.js";
import { h } from "../dom.js";
import { operations, providers } from "../providers.js";
import { ask, field, select } from "./dialog.js";

/** Every kind: what it does in a person's words, and its value: label, default, or none. */
export const KINDS = {
  status: { label: "Answer with a status", value: ["Status, 400 to 599", "503"] },
  "rate-limit": { label: "Rate limit (429)", value: ["Retry after, in seconds", "60"] },
  "expire-token": { label: "Credential is not good any more" },
  latency: { label: "Answer late", value: ["Milliseconds", "3000"] },
  "slow-body": { label: "Body drop by drop", value: ["Milliseconds", "3000"] },
  reset: { label: "Reset the connection" },
  cut: { label: "Cut the body in half" },
  garble: { label: "Body that makes no sense" },
  "fail-job": { label: "Let a job fail", text: true, value: ["Failure state (optional)", ""] },
  "drop-webhook": { label: "Lose a webhook" },
  "duplicate-webhook": { label: "Send a webhook twice" },
  "reorder-webhooks": { label: "Send a webhook late", value: ["Milliseconds", "5000"] },
};

/** Ask for a fault; `start` fills the form. Resolves to the fault that was added. */
export async function askForFault(sandbox, start = {}) {
  const served = await providers();
  const provider = select(
    served.map(({ name, title }) => [name, title]),
    start.provider ?? served[0].name,
  );
  const operation = h("select");
  const kind = select(
    Object.entries(KINDS).map(([name, { label }]) => [name, label]),
    start.kind ?? "status",
  );
  const [path, value, valueSlot] = [
    h("input", { spellcheck: "false", placeholder: "/v1/*/imports" }),
    h("input"),
    h("div"),
  ];
  const [skip, count, chance] = [
    h("input", { type: "number", min: "0", value: "0" }),
    h("input", { type: "number", min: "1", value: start.count ?? "", placeholder: "always" }),
    h("input", { type: "number", min: "0", max: "100", value: "100" }),
  ];
  const offer = async () => {
    const known = (await operations(provider.value)).map(
      ({ name, operation: named }) => name ?? named,
    );
    operation.replaceChildren(
      ...[["", "Any"], ...known.map((name) => [name, name])].map(([key, label]) =>
        h("option", { value: key, selected: key === start.operation }, label),
      ),
    );
  };
  const showValue = () => {
    const wanted = KINDS[kind.value].value;
    value.value = wanted?.[1] ?? "";
    valueSlot.replaceChildren(...(wanted ? [field(wanted[0], value)] : []));
  };
  provider.addEventListener("change", offer);
  kind.addEventListener("change", showValue);
  await offer();
  showValue();
  return ask({
    title: start.title ?? "Break something on purpose",
    text: "The provider answers in its own manner; nothing else notices.",
    content: [
      h("div.fields", {}, field("Provider", provider), field("Operation", operation)),
      h("div.fields", {}, field("What happens", kind), valueSlot),
      field(
        "Path (optional)",
        path,
        "a pattern over the provider's own path; * stands for anything",
      ),
      h(
        "div.fields",
        {},
        field("Let pass first", skip),
        field("Then hit", count, "times"),
        field("Chance", chance, "percent"),
      ),
    ],
    action: "Add fault",
    run: () =>
      api.post(api.inside(sandbox, "faults"), {
        provider: provider.value,
        kind: kind.value,
        ...(operation.value && { operation: operation.value }),
        ...(path.value && { path: path.value }),
        ...(value.value &&
          KINDS[kind.value].value && {
            value: KINDS[kind.value].text ? value.value : Number(value.value),
          }),
        skip: Number(skip.value),
        ...(count.value && { count: Number(count.value) }),
        probability: Number(chance.value) / 100,
      }),
    done: "Fault added",
  });
}
