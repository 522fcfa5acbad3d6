// Tells the server whether the window is a phone's, names the page's language for screen readers
// and search engines, makes Back show the view its address names, brings a reader to the passage a
// link names once that passage is there, and has the plots drawn anew when the paper changes.
const PATIENCE = 15000; // milliseconds a named passage, or Streamlit's paper, may take to arrive
const scheme = window.matchMedia("(prefers-color-scheme: dark)");

const seen = { search: window.location.search, hash: "" };

// Streamlit writes choices into the address without telling the page.
for (const name of /** @type {const} */ (["pushState", "replaceState"])) {
  const write = window.history[name].bind(window.history);
  window.history[name] = (...given) => {
    write(...given);
    seen.search = window.location.search;
  };
}

// A reload reads the address just as a copied link would; a link within the page needs none.
let path = window.location.pathname;
window.addEventListener("popstate", () => {
  const same = window.location.pathname === path;
  if (same && window.location.search !== seen.search) window.location.reload();
});

function arrive() {
  // The shell noted the passage before the app rewrote the address.
  const hash = (window.location.hash || window.__story?.passage || "").slice(1);
  if (!hash || hash === seen.hash) return;
  seen.hash = hash;
  if (window.__story) window.__story.passage = "";
  const since = Date.now();
  const look = () => {
    const passage = document.getElementById(decodeURIComponent(hash));
    const fold = passage?.closest("details");
    if (fold) fold.open = true;
    if (passage) passage.scrollIntoView({ behavior: "instant", block: "start" });
    else if (Date.now() - since < PATIENCE) window.requestAnimationFrame(look);
  };
  look();
}

// At dusk a reader's machine may turn dark. Streamlit changes the paper by itself, but draws plots
// anew only when the script runs again, which it has to be asked for once the paper has changed.
const paper = () =>
  getComputedStyle(/** @type {Element} */ (document.querySelector(".stApp"))).backgroundColor;

/** @param {(color: string) => void} tell */
function watchPaper(tell) {
  let drawnOn = paper();
  const turn = () => {
    const since = Date.now();
    const look = () => {
      const now = paper();
      if (now !== drawnOn) {
        drawnOn = now;
        tell(now);
      } else if (Date.now() - since < PATIENCE) window.requestAnimationFrame(look);
    };
    look();
  };
  scheme.addEventListener("change", turn);
  return () => scheme.removeEventListener("change", turn);
}

/**
 * @typedef {{ lang: string, room: string, rooms: Record<string, number | null> }} View
 * @type {Component<View>}
 */
export default ({ data: [data], setStateValue }) => {
  const root = document.documentElement;
  root.lang = data.lang;
  path = window.location.pathname;
  const measure = () => {
    // A window is as wide as the letters leave it.
    const wide = window.innerWidth * 16 / Number.parseFloat(getComputedStyle(root).fontSize);
    const [room] = Object.entries(data.rooms).find(
      ([, widest]) => widest === null || wide <= widest,
    ) ?? [data.room];
    if (room === data.room) root.dataset.room = room;
    else setStateValue("room", room);
  };
  measure();
  arrive();
  const leavePaper = watchPaper((now) => setStateValue("paper", now));
  window.addEventListener("resize", measure);
  return () => {
    window.removeEventListener("resize", measure);
    leavePaper();
  };
};
