/** What was told to subscribers: each message with its exact bytes, signature and attempts. */

import * as api from "../api.js";
import * as clock from "../clock.js";
import { fill, h, seen } from "../dom.js";
import { counted, dayAndTime, duration, relative } from "../format.js";
import { copy } from "../parts/copy.js";
import { field, select, ask } from "../parts/dialog.js";
import { codeBlock } from "../parts/json.js";
import { button, chip, every, head, iconButton, pairs, statusKind } from "../parts/layout.js";
import { complaint, empty } from "../parts/states.js";
import { act } from "../parts/toast.js";
import { titles } from "../providers.js";
import { href, navigate } from "../router.js";

const REFRESH_MS = 2000;
const LIMIT = 200;
const STATES = { delivered: "ok", pending: "info", failed: "bad", collected: "", dropped: "warn" };

/** The list, and beside it the message that was chosen. */
export async function mount(view, context) {
  const { sandbox, signal } = context;
  const names = await titles();
  const [list, detail] = [h("div.list"), h("div.detail")];
  const split = h("div.split", {}, list, detail);
  let [wanted, drawn] = [context.params.delivery, ["", ""]];
  const state = select(
    [["", "Every state"], ...Object.keys(STATES).map((name) => [name, name])],
    "",
    { "aria-label": "State", onchange: () => refresh() },
  );
  const refresh = async () => {
    const query = { state: state.value, limit: LIMIT };
    const found = await api.get(
      api.pathOf(["sandboxes", sandbox, "webhooks", "deliveries"], query),
      { signal },
    );
    const texts = [
      JSON.stringify([found, wanted]),
      JSON.stringify(found.find(({ id }) => String(id) === wanted) ?? wanted),
    ];
    if (texts[0] !== drawn[0]) fill(list, listed(found, { sandbox, names, wanted }));
    if (texts[1] !== drawn[1]) await open(texts[1]);
    drawn = texts;
  };
  const open = async () => {
    split.toggleAttribute("data-open", Boolean(wanted));
    if (!wanted) return fill(detail);
    try {
      const one = await api.get(api.inside(sandbox, "webhooks", "deliveries", wanted), { signal });
      return fill(detail, message(one, { sandbox, names, refresh }));
    } catch (error) {
      return signal.aborted ? undefined : fill(detail, complaint(error, refresh));
    }
  };
  view.append(
    head(
      "Webhooks",
      "Messages that providers sent to subscribers, with each attempt.",
      state,
      button("Trigger an event", "hook", () => trigger(sandbox, names).then(refresh)),
    ),
    split,
  );
  await refresh();
  every(REFRESH_MS, refresh, signal);
  clock.on("moved", refresh, signal);
  return {
    update: async ({ params }) => {
      wanted = params.delivery;
      await refresh();
      detail.querySelector("h2")?.focus();
    },
  };
}

function listed(found, { sandbox, names, wanted }) {
  if (!found.length) {
    return empty(
      "hook",
      "No message yet",
      "Subscribe through a provider's own API, or trigger an event. With the setting webhooks.mode on collect nothing is sent, only kept.",
    );
  }
  return h(
    "ol.requests",
    { "aria-label": "Messages" },
    found.map(({ id, event, provider, url, state, created, attempts }) =>
      h(
        "li",
        {},
        h(
          "a.line.line-link",
          {
            href: href(sandbox, "webhooks", id),
            "aria-current": String(id) === wanted ? "true" : null,
          },
          chip(state, STATES[state]),
          h(
            "div.grow",
            {},
            h("span.strong.clip", {}, seen(event)),
            h("span.soft.tiny.clip", {}, `${names[provider] ?? provider} → ${seen(url)}`),
          ),
          h("span.soft.nowrap.tiny", {}, counted(attempts.length, "attempt")),
          h("time.soft.nowrap.tiny", { datetime: created }, relative(created, clock.now())),
        ),
      ),
    ),
  );
}

function message(one, { sandbox, names, refresh }) {
  const again = button("Send again", "replay", async () => {
    await act(
      again,
      () => api.post(api.inside(sandbox, "webhooks", "deliveries", one.id, "resend")),
      "On its way once more",
    );
    refresh();
  });
  return h(
    "article.exchange",
    { "aria-label": `Message ${one.id}` },
    h(
      "header.exchange-head",
      {},
      h(
        "div.spread",
        {},
        h(
          "div.row",
          {},
          chip(one.state, STATES[one.state]),
          h("span.soft", {}, names[one.provider] ?? one.provider),
        ),
        iconButton("Close", "close", () => navigate(href(sandbox, "webhooks"))),
      ),
      h("h2.mono", { tabindex: "-1" }, seen(one.event)),
      h(
        "div.row",
        {},
        again,
        button("Copy body", "copy", () => copy(one.body, "Body copied")),
      ),
    ),
    pairs([
      ["To", h("code", {}, seen(one.url))],
      ["Message", h("code", {}, seen(one.message_id))],
      ["Subscription", one.subscription && h("code", {}, seen(one.subscription))],
      ["Made", `${dayAndTime(one.created)} UTC`],
      ["Retries", one.retry_ms.length ? `after ${one.retry_ms.map(duration).join(", ")}` : "none"],
    ]),
    h(
      "section.side-of",
      {},
      h("h3", {}, "Attempts"),
      one.attempts.length
        ? h("ol.attempts", {}, one.attempts.map(attempt))
        : h("p.soft", {}, "Not sent yet."),
    ),
    h("section.side-of", {}, h("h3", {}, "Body"), codeBlock(one.body, "Body of the message")),
  );
}

function attempt({ number, at, status, error, duration_ms: ms, state, request_headers: headers }) {
  const outcome = status
    ? chip(status, statusKind(status))
    : chip(error ? "no answer" : state, error ? "bad" : "info");
  return h(
    "li.attempt",
    {},
    h(
      "div.row",
      {},
      h("strong", {}, `${number}.`),
      outcome,
      h(
        "span.soft",
        {},
        [`${dayAndTime(at)} UTC`, ms !== null && `${ms} ms`].filter(Boolean).join(" · "),
      ),
    ),
    error ? h("p", {}, seen(error)) : null,
    headers
      ? h(
          "details",
          {},
          h("summary", {}, "Headers and signature"),
          pairs(
            Object.entries(headers).map(([name, value]) => [
              seen(name),
              h("code", {}, seen(value)),
            ]),
          ),
        )
      : null,
  );
}

function trigger(sandbox, names) {
  const provider = select(
    Object.entries(names),
    "codat" in names ? "codat" : Object.keys(names)[0],
  );
  const event = h("input", { required: true, spellcheck: "false", placeholder: "company.created" });
  const object = h("input", { spellcheck: "false", placeholder: "id of an object that exists" });
  return ask({
    title: "Let an event happen now",
    text: "Subscribers hear of it as if it had happened by itself.",
    content: [field("Provider", provider), field("Event", event), field("For (optional)", object)],
    action: "Trigger",
    run: () =>
      api.post(api.inside(sandbox, "webhooks", "trigger"), {
        provider: provider.value,
        event: event.value,
        ...(object.value && { for: object.value }),
      }),
    done: ({ deliveries }) =>
      deliveries.length
        ? counted(deliveries.length, "message") + " made"
        : "Nobody has subscribed to it",
  });
}
