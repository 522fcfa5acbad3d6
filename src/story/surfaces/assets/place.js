// The place in the story survives a reload and the way back: what is being read is noted as a reader
// settles, in words, and gone back to. A browser remembers a number of pixels, and what is far below
// the window has only a guess for its height until it is laid out.
const SETTLES = 250; // milliseconds without scrolling
const COMES = 5000; // milliseconds in which what was read may still come, or move
const address = () => `place ${location.pathname}${location.search}`;

// In the running app as in the page that stands before it.
const shown = () => {
  const [sheet] = $$(".st-key-sheet");
  return sheet?.checkVisibility({ visibilityProperty: true }) ? sheet : $$("main")[0] ?? document.body;
};
// A figure that stands still beside the text tells nothing of the place.
const TEXTS = ":is(h1, h2, h3, dt, p):not(.stage *, .panel *)";
const told = () => $$(TEXTS, shown());
/** @param {HTMLElement} text */
const beginning = (text) => `${text.textContent}`.trim().slice(0, 60);
// While a place is gone back to, what stands in the window meanwhile is not what is read.
let returning = false;
const noted = () => {
  if (returning) return;
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
    sessionStorage.setItem(address(), JSON.stringify({ words, nth, top: read.getBoundingClientRect().top }));
  } catch {
    // Storage is closed to pages from a disk and in some private windows.
  }
};
const again = () => {
  let found = "";
  try {
    found = sessionStorage.getItem(address()) ?? "";
  } catch {
    return;
  }
  if (!found) return;
  const { words, nth, top } = JSON.parse(found);
  history.scrollRestoration = "manual";
  root.classList.add("placed");
  returning = true;
  const end = performance.now() + COMES;
  const done = () => {
    returning = false;
    history.scrollRestoration = "auto";
  };
  for (const name of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(name, done, { once: true, passive: true });
  }
  /** @type {HTMLElement | undefined} */
  let text;
  // The app may still have to come with it; fonts and plots above it may still move it.
  const hold = () => {
    if (!returning) return;
    if (performance.now() > end) return done();
    if (!text?.isConnected) text = told().filter((item) => beginning(item) === words)[nth];
    const by = text ? text.getBoundingClientRect().top - top : 0;
    if (Math.abs(by) >= 1) ($$("html.live .stMain")[0] ?? window).scrollBy({ top: by, behavior: "instant" });
    requestAnimationFrame(hold);
  };
  hold();
};
/** @type {PerformanceNavigationTiming[]} */
const [came] = /** @type {any} */ (performance.getEntriesByType("navigation"));
if (came && came.type !== "navigate") again();
// Within the app, the page before comes back without a load. A passage that is named is the browser's.
addEventListener("popstate", () => {
  if (root.classList.contains("live") && !location.hash) again();
});
let settling = 0;
addEventListener("scroll", () => {
  clearTimeout(settling);
  settling = setTimeout(noted, SETTLES);
}, { capture: true, passive: true });
for (const name of ["click", "pagehide"]) addEventListener(name, noted, { capture: true });
