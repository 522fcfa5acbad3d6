// The place in the story survives a reload and the way back: what is being read is noted as a reader
// settles, in words, and gone back to. A browser remembers a number of pixels, and what is far below
// the window has only a guess for its height until it is laid out.
const NOTED = `place ${location.pathname}${location.search}`;
const SETTLES = 250; // milliseconds without scrolling

// In the running app as in the page that stands before it.
// A figure that stands still beside the text tells nothing of the place.
const told = () => {
  const [sheet] = $$(".st-key-sheet");
  const shown = sheet?.checkVisibility({ visibilityProperty: true }) ? sheet : document;
  return $$(":is(h1, h2, h3, dt, p):not(.stage *)", shown);
};
/** @param {HTMLElement} text */
const beginning = (text) => `${text.textContent}`.trim().slice(0, 60);
const noted = () => {
  // What is not laid out is not asked where it stands: that would lay it out.
  const texts = told().filter((text) => text.checkVisibility({ contentVisibilityAuto: true }));
  const read = texts.findLast((text) => text.getBoundingClientRect().top < innerHeight / 4);
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
