/**
 * Builds elements out of plain values.
 *
 * Everything the console shows may be hostile: journal bodies, names, headers. So text becomes text
 * nodes and nothing here parses markup.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * `h("button.primary", {onclick, "aria-label": …}, "Save", icon)`.
 * Attributes: `on…` functions are listeners, true and false switch an attribute, null leaves it out.
 * Children: nodes, texts, numbers, arrays of them; null and false are left out.
 */
export function h(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  append(element, children);
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else if (name === "class") element.classList.add(...value.split(" ").filter(Boolean));
  else if (name === "href" || name === "src") element.setAttribute(name, localOrWeb(value));
  else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** Put children into an element. */
export function append(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/** Replace what is inside an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

/** An address that may stand in a link: our own, the web, or data we made; else "#". */
function localOrWeb(address) {
  const text = String(address);
  if (/^(\/(?!\/)|#|\?)/.test(text) || text.startsWith("blob:")) return text;
  return webAddress(text) ?? "#";
}

/** The address if it leads to the web, else null: a source may be a section of a document. */
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link to the outside that tells it nothing. */
export function outside(address, ...children) {
  return h("a", { href: address, target: "_blank", rel: "noreferrer noopener" }, ...children);
}

/** An SVG element; `attributes` come from our own tables only. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

let last = 0;

/** An id for an element that another one points to. */
export function newId(stem) {
  last += 1;
  return `${stem}-${last}`;
}

const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A foreign text with what cannot be seen, or turns the line around, written out: `\u202e`. */
export const seen = (text) =>
  String(text).replace(
    HIDDEN,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
