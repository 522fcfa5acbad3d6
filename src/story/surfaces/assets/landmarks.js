// Gives the frame the landmarks and words Streamlit has no place for: its menu as navigation, a
// way past it in the page's language, and the language of each choice of language.
const STREAMLITS = new Set(["r", "c"]); // rerun and clear the cache, anywhere on the page
const EDITABLE = "input, textarea, select, [contenteditable]";

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

export default function ({ data }) {
  const menu = document.querySelector(`.st-key-${data.menu}`);
  menu?.setAttribute("role", "navigation");
  menu?.setAttribute("aria-label", data.label);
  for (const choice of menu?.querySelectorAll("[role=radio]") ?? []) {
    const named = data.languages.find((one) => one.word === choice.textContent.trim());
    if (named) choice.lang = named.tag;
  }
  const link = document.querySelector('a[href="#stMain"]');
  if (link) {
    link.textContent = data.skip;
    link.addEventListener("click", skip);
  }
}
