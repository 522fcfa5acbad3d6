// Gives the frame the landmarks and words Streamlit has no place for: its menu as navigation, a
// way past it, the language of each choice of language, and Streamlit's own words in the page's.
const STREAMLITS = new Set(["r", "c"]); // rerun and clear the cache, anywhere on the page
const EDITABLE = "input, textarea, select, [contenteditable]";
// Text of Streamlit's own: in its choices, their options, and where files are given.
const TEXTS =
  "label ~ div span, [role=option] span, .st-key-desk-files :is(span, p, small, div)";
const NAMES = ["aria-label", "placeholder"];

/**
 * @typedef {Record<string, string>} Words
 * @typedef {{ menu: string, label: string, skip: string, query: string, words: Words,
 *   languages: { word: string, tag: string }[], pages: { path: string, current: boolean }[] }} Frame
 */

// A key without a modifier must not act on a page a reader may be speaking to (WCAG 2.1.4).
window.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof Element && event.target.closest(EDITABLE);
    if (STREAMLITS.has(event.key.toLowerCase()) && !typing) event.stopPropagation();
  },
  { capture: true },
);

/** @param {Event} event */
function skip(event) {
  const start = document.querySelector("h1");
  if (!start) return;
  event.preventDefault();
  event.stopPropagation();
  start.tabIndex = -1;
  start.focus();
}

// Only what differs is written: each writing is seen by the observer below.
/** @param {Element | null} element @param {string} attribute @param {string} value */
function put(element, attribute, value) {
  if (element && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}

/** @param {Element | null} menu @param {Frame} data */
function name(menu, data) {
  put(menu, "role", "navigation");
  put(menu, "aria-label", data.label);
  for (const choice of menu?.querySelectorAll("[role=radio]") ?? []) {
    const named = data.languages.find(({ word }) => word === choice.textContent.trim());
    if (named) put(choice, "lang", named.tag);
  }
  // Streamlit's link to the first page is relative to the page it stands on.
  menu?.querySelectorAll("a").forEach((link, at) => {
    const { path, current } = data.pages[at];
    put(link, "href", `/${path}${data.query}`);
    if (current) put(link, "aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  const link = document.querySelector('a[href="#stMain"]');
  if (link) {
    if (link.textContent !== data.skip) link.textContent = data.skip;
    link.addEventListener("click", skip);
  }
}

// Streamlit says a few things itself, in English on every page. `words` says them in ours; a
// word that begins with a dash ends what a reader is told, after a name of our own.
/** @param {Element} sheet @param {Words} words */
function translate(sheet, words) {
  /** @param {string} said */
  const ours = (said) => {
    const ending = Object.keys(words).find((word) => word.startsWith("—") && said.endsWith(word));
    return ending ? said.replace(ending, words[ending]) : words[said];
  };
  for (const attribute of NAMES) {
    for (const named of sheet.querySelectorAll(`[${attribute}]`)) {
      const said = ours(`${named.getAttribute(attribute)}`);
      if (said) named.setAttribute(attribute, said);
    }
  }
  for (const text of sheet.querySelectorAll(TEXTS)) {
    const said = text.childElementCount ? "" : ours(text.textContent);
    if (said && text.firstChild instanceof Text) text.firstChild.data = said;
  }
}

/** @type {WeakMap<Element, MutationObserver>} */
const watching = new WeakMap();

// Streamlit draws parts anew at each choice, and what was said of them is then gone.
/** @param {Element} sheet @param {Frame} data */
function keepNamed(sheet, data) {
  watching.get(sheet)?.disconnect();
  const all = () => {
    name(document.querySelector(`.st-key-${data.menu}`), data);
    if (Object.keys(data.words).length) translate(sheet, data.words);
  };
  let frame = 0;
  const again = () => {
    window.cancelAnimationFrame(frame);
    frame = window.requestAnimationFrame(all);
  };
  const watch = new MutationObserver(again);
  watch.observe(sheet, {
    childList: true, subtree: true, characterData: true, attributeFilter: NAMES,
  });
  watching.set(sheet, watch);
  all();
}

/** @type {Component<Frame>} */
export default ({ data: [data] }) => {
  // Lists of options open outside the page's own sheet.
  keepNamed(document.body, data);
};
