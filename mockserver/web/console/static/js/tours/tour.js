/** A tour somebody is on: its steps at the side, the one they are at in the middle. */

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { copy } from "../parts/copy.js";
import { head, iconButton, menu } from "../parts/layout.js";
import { act, toast } from "../parts/toast.js";
import { href, navigate } from "../router.js";
import { missing, valuesOf } from "./judge.js";
import { forget, Progress } from "./progress.js";
import { stepView } from "./step.js";
import { take } from "./take.js";

const SUFFIXES = { curl: "sh", python: "py" };

/** Load it and everything it needs; resolves to a Tour. */
export async function open(name, sandbox, titles, signal) {
  const [document_, world, newest] = await Promise.all([
    api.get(api.pathOf(["tours", name]), { signal }),
    api.get(api.inside(sandbox), { signal }),
    api.get(`${api.inside(sandbox, "journal")}?limit=1`, { signal }),
  ]);
  return new Tour(document_, world, titles, (newest[0]?.id ?? 0) + 1);
}

export class Tour {
  constructor(document_, world, titles, next) {
    Object.assign(this, document_);
    this.sandbox = world.name;
    this.titles = titles;
    this.given = valuesOf(world);
    this.progress = new Progress(this.sandbox, this.name, next);
  }

  get values() {
    return { ...this.given, ...this.progress.values };
  }

  /** Draw it into a page; returns the function that shows the step of the address. */
  draw(view) {
    this.steplist = h("ol.steps");
    this.stage = h("div");
    fill(
      view,
      head(
        this.title,
        this.summary,
        iconButton("Copy a link to this step", "copy", () => copy(location.href, "Link copied"), "icon-button"),
        menu("Take it along", "out", [
          ["As a curl script", () => this.download("curl")],
          ["As a Python script", () => this.download("python")],
          ["Start over", () => this.startOver()],
        ]),
      ),
      h("div.tour", {}, h("nav.tour-side", { "aria-label": "Steps of the tour" }, this.steplist), this.stage),
    );
    this.show();
    return (arrived) => this.show(arrived);
  }

  get current() {
    const asked = decodeURIComponent(location.hash.slice(1));
    return this.steps.find((step) => step.id === asked) ?? this.steps.find((step) => !this.progress.done(step)) ?? this.steps.at(-1);
  }

  show(arrived = false) {
    const step = this.current;
    const number = this.steps.indexOf(step) + 1;
    if (location.hash !== `#${step.id}`) history.replaceState(null, "", `#${step.id}`);
    this.mark(step);
    fill(this.stage, stepView(step, number, this));
    if (!arrived) return;
    this.stage.querySelector("h2").focus({ preventScroll: true });
    this.stage.scrollIntoView({ block: "start" });
  }

  mark(current) {
    fill(
      this.steplist,
      this.steps.map((step, at) => {
        const done = this.progress.done(step);
        const failed = !done && this.progress.of(step);
        return h(
          "li",
          {},
          h(
            `a.step-link${done ? ".done" : ""}${failed ? ".failed" : ""}`,
            { href: `#${step.id}`, "aria-current": step === current ? "step" : null },
            h("span.step-number", {}, done ? icon("check", 12) : failed ? icon("close", 12) : at + 1),
            h("span", {}, step.title, done ? h("span.visually-hidden", {}, " (done)") : null),
          ),
        );
      }),
    );
  }

  /** Take one step behind a button; true when something came back. */
  async take(step, source) {
    const answer = await act(source, () => take(step, this.sandbox, this.values, this.progress));
    this.mark(this.current);
    return answer !== undefined;
  }

  /** Take all steps before one, in order, until something is not as it should be. */
  async catchUp(step, source) {
    for (const earlier of this.steps.slice(0, this.steps.indexOf(step))) {
      if (this.progress.done(earlier)) continue;
      if (missing(earlier, this.values).length || !(await this.take(earlier, source))) break;
      if (!this.progress.done(earlier)) break;
    }
    this.show(true);
  }

  /** What stands behind the last step. */
  ending() {
    if (!this.steps.every((step) => this.progress.done(step))) return h("span.soft", {}, "The last step");
    return h("a.button.primary", { href: href(this.sandbox, "traffic") }, "See all of it in the traffic", icon("right", 14));
  }

  startOver() {
    forget(this.sandbox, this.name);
    navigate(href(this.sandbox, "tours", this.name), { replace: true, fresh: true });
    toast("The tour begins again, with new names");
  }

  /** The tour as a file; it holds credentials, so the guarded API gives it. */
  async download(language) {
    try {
      const path = `${api.inside(this.sandbox, "tours", this.name, "script")}?language=${language}`;
      const blob = await (await api.send("GET", path)).blob();
      const link = h("a", { href: URL.createObjectURL(blob), download: `${this.name}.${SUFFIXES[language]}` });
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      toast(error.message, "bad");
    }
  }
}
