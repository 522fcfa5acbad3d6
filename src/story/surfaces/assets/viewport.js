// Tells the server whether the window is a phone's, names the page's language for screen readers
// and search engines, makes Back show the view its address names, and brings a reader to the
// passage a link names once that passage is there.
const PATIENCE = 15000; // milliseconds a named passage may take to arrive

const seen = { search: window.location.search, hash: "" };

// Streamlit writes choices into the address without telling the page.
for (const name of ["pushState", "replaceState"]) {
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
    if (passage) passage.scrollIntoView({ behavior: "instant", block: "start" });
    else if (Date.now() - since < PATIENCE) window.requestAnimationFrame(look);
  };
  look();
}

export default function ({ data: [data], setStateValue }) {
  document.documentElement.lang = data.lang;
  path = window.location.pathname;
  const measure = () => {
    const fits = ([, widest]) => widest === null || window.innerWidth <= widest;
    const [room] = Object.entries(data.rooms).find(fits);
    if (room !== data.room) setStateValue("room", room);
  };
  measure();
  arrive();
  window.addEventListener("resize", measure);
  return () => window.removeEventListener("resize", measure);
}
