// The place in the story survives a reload and the way back: what is being read is noted as a reader
// settles, in words, and gone back to. A browser remembers a number of pixels, and what is far below
// the window has only a guess for its height until it is laid out.
const NOTED = `place ${location.pathname}${location.search}`;
const SETTLES = 250; // milliseconds without scrolling

// In the running app as in the page that stands before it.
const shown = () => {
  const [sheet] = $$(".st-key-sheet");
  return sheet?.checkVisibility({ visibilityProperty: true }) ? sheet : $$("main")[0] ?? document.body;
};
// A figure that stands still beside the text tells nothing of the place.
const TEXTS = ":is(h1, h2, h3, dt, p):not(.stage *)";
const told = () => $$(TEXTS, shown());
/** @param {HTMLElement} text */
const beginning = (text) => `${text.textContent}`.trim().slice(0, 60);
const noted = () => {
  // Looked for around what lies at a line in the window, not through the whole page. What is not laid
  // out is not asked where it stands: that would lay it out.
  const line = innerHeight / 4;
  /** @param {HTMLElement} text */
  const above = (text) => text.checkVisibility({ contentVisibilityAuto: true })
    && text.getBoundingClientRect().top < line;
  const page = shown();
  const hit = document.elementFromPoint(page.getBoundingClientRect().left + 40, line);
  let around = hit && page.contains(hit) ? hit : page;
  /** @type {HTMLElement | null | undefined} */
  let read = around.closest(TEXTS);
  for (; !read && page.contains(around); around = around.parentElement ?? root) {
    read = $$(TEXTS, around).findLast(above);
  }
  if (!read) return;
  const words = beginning(read);
  const nth = told().filter((text) => beginning(text) === words).indexOf(read);
  try {
    sessionStorage.setItem(NOTED, JSON.stringify({ words, nth, top: read.getBoundingClientRect().top }));
  } catch {
    // Storage is closed to pages from a disk and in some private windows.
  }
};
const again = () => {
  let found = "";
  try {
    found = sessionStorage.getItem(NOTED) ?? "";
  } catch {
    return;
  }
  if (!found) return;
  const { words, nth, top } = JSON.parse(found);
  history.scrollRestoration = "manual";
  root.classList.add("placed");
  const go = () => {
    const text = told().filter((item) => beginning(item) === words)[nth];
    if (text) scrollBy({ top: text.getBoundingClientRect().top - top, behavior: "instant" });
  };
  go();
  // Fonts may come between.
  addEventListener("load", go, { once: true });
};
/** @type {PerformanceNavigationTiming[]} */
const [came] = /** @type {any} */ (performance.getEntriesByType("navigation"));
if (came && came.type !== "navigate") again();
let settling = 0;
addEventListener("scroll", () => {
  clearTimeout(settling);
  settling = setTimeout(noted, SETTLES);
}, { capture: true, passive: true });
addEventListener("pagehide", noted);
