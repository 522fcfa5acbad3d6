// Gives the frame the landmarks and words Streamlit has no place for: its menu as navigation, a
// way past it, the language of each choice of language, and Streamlit's own words in the page's.
const STREAMLITS = new Set(["r", "c"]); // rerun and clear the cache, anywhere on the page
const EDITABLE = "input, textarea, select, [contenteditable]";
// Text of Streamlit's own: in its choices, their options, and where files are given.
const TEXTS =
  "label ~ div span, [role=option] span, .st-key-desk-files :is(span, p, small, div)";
const NAMES = ["aria-label", "placeholder"];

// A key without a modifier must not act on a page a reader may be speaking to (WCAG 2.1.4).
window.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (STREAMLITS.has(event.key.toLowerCase()) && !event.target.closest?.(EDITABLE)) {
      event.stopPropagation();
    }
  },
  { capture: true },
);

function skip(event) {
  const start = document.querySelector("h1");
  if (!start) return;
  event.preventDefault();
  event.stopPropagation();
  start.tabIndex = -1;
  start.focus();
}

// Only what differs is written: each writing is seen by the observer below.
function put(one, attribute, value) {
  if (one && one.getAttribute(attribute) !== value) one.setAttribute(attribute, value);
}

function name(menu, data) {
  put(menu, "role", "navigation");
  put(menu, "aria-label", data.label);
  for (const choice of menu?.querySelectorAll("[role=radio]") ?? []) {
    const named = data.languages.find((one) => one.word === choice.textContent.trim());
    if (named) put(choice, "lang", named.tag);
  }
  // Streamlit's link to the first page is relative to the page it stands on.
  (menu?.querySelectorAll("a") ?? []).forEach((one, at) => {
    const { path, current } = data.pages[at];
    put(one, "href", `/${path}${data.query}`);
    if (current) put(one, "aria-current", "page");
    else one.removeAttribute("aria-current");
  });
  const link = document.querySelector('a[href="#stMain"]');
  if (link) {
    if (link.textContent !== data.skip) link.textContent = data.skip;
    link.addEventListener("click", skip);
  }
}

// Streamlit says a few things itself, in English on every page. `words` says them in ours; a
// word that begins with a dash ends what a reader is told, after a name of our own.
function translate(sheet, words) {
  const ours = (said) => {
    const ending = Object.keys(words).find((one) => one.startsWith("—") && said.endsWith(one));
    return ending ? said.replace(ending, words[ending]) : words[said];
  };
  for (const attribute of NAMES) {
    for (const one of sheet.querySelectorAll(`[${attribute}]`)) {
      const said = ours(one.getAttribute(attribute));
      if (said) one.setAttribute(attribute, said);
    }
  }
  for (const one of sheet.querySelectorAll(TEXTS)) {
    const said = one.childElementCount ? "" : ours(one.textContent);
    if (said) one.firstChild.data = said;
  }
}

const watching = new WeakMap();

// Streamlit draws parts anew at each choice, and what was said of them is then gone.
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

export default function ({ data: [data] }) {
  // Lists of options open outside the page's own sheet.
  keepNamed(document.body, data);
}
