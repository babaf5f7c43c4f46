/** Times, sizes and durations as a person reads them. */

const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const TIME = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
});

/** `05 Jan 2026` of a Date or an ISO text. */
export const day = (moment) => DAY.format(new Date(moment));

/** `09:00:00`, in UTC like all of virtual time. */
export const time = (moment) => TIME.format(new Date(moment));

/** `05 Jan 2026, 09:00:00`. */
export const dayAndTime = (moment) => `${day(moment)}, ${time(moment)}`;

const STEPS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** `2 h 5 min`, of milliseconds: the two largest units. */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  let left = Math.round(ms / 1000) * 1000;
  const parts = [];
  for (const [unit, size] of STEPS) {
    const number = Math.floor(left / size);
    left -= number * size;
    if (number) parts.push(`${number.toLocaleString("en")} ${unit}`);
  }
  return parts.slice(0, 2).join(" ");
}

/** `in 2 min`, `3 h ago`, `now`, between two instants of virtual time. */
export function relative(moment, now) {
  const ms = new Date(moment) - new Date(now);
  if (Math.abs(ms) < 1000) return "now";
  return ms > 0 ? `in ${duration(ms)}` : `${duration(-ms)} ago`;
}

/** `1.2 ms` of microseconds. */
export function took(us) {
  if (us < 1000) return `${us} µs`;
  return us < 1_000_000 ? `${(us / 1000).toFixed(1)} ms` : `${(us / 1_000_000).toFixed(2)} s`;
}

/** `12.5 KB` of bytes. */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `1 request`, `2 requests`. */
export const counted = (number, noun, plural = `${noun}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;

/** `Cegid Loop` of `cegid_loop`: good enough where the server's title is not at hand. */
export const words = (name) =>
  String(name)
    .replace(/[_-]+/g, " ")
    .replace(/\b\w/g, (letter) => letter.toUpperCase());
