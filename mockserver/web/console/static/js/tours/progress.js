/** How far somebody is with a tour: kept for this tab, so that a reload forgets nothing. */

const MAX_TEXT = 100_000;
const keyOf = (sandbox, tour) => `tour ${sandbox} ${tour}`;

/** `{run, kept: {name: value}, steps: {id: {status, text, ticks}}}`. */
export class Progress {
  /** `next` is the number of the sandbox's next request; if it is not beyond what is kept, the world was reset. */
  constructor(sandbox, tour, next) {
    this.key = keyOf(sandbox, tour);
    const known = read(this.key);
    const stale = !known || Number(known.run) >= next;
    this.state = stale ? { run: String(next).padStart(5, "0"), kept: {}, steps: {} } : known;
  }

  get values() {
    return { run: this.state.run, ...this.state.kept };
  }

  /** What came of a step, or undefined. */
  of(step) {
    return this.state.steps[step.id];
  }

  /** Whether a step was taken and everything was as the tour says. */
  done(step) {
    return this.of(step)?.ticks.every((tick) => tick.met) ?? false;
  }

  keep(step, answer, ticks, kept) {
    const text = answer.text.slice(0, MAX_TEXT);
    this.state.steps[step.id] = { status: answer.status, text, ticks };
    Object.assign(this.state.kept, kept);
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.state));
    } catch {
      // a full store only costs what a reload would have brought back
    }
  }
}

/** Forget it: the tour begins again, with names of its own. */
export const forget = (sandbox, tour) => sessionStorage.removeItem(keyOf(sandbox, tour));

/** How many steps were taken, for a list of tours. */
export const taken = (sandbox, tour) => Object.keys(read(keyOf(sandbox, tour))?.steps ?? {}).length;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}
