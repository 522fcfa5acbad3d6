// Says which of a chapter's figures the reader has come near, so that they are drawn. While the
// story stands before the app, the reader is in the story: there the figures' own places count.
//
// Streamlit answers for one chapter at a time: where two ask at once, one of them is not heard. So
// a figure is asked for again until it has come.
const PATIENCE = 1000; // milliseconds
const AHEAD = 2; // windows below the reader's
const BEHIND = 1;
/** @type {Set<Watcher>} */
const watchers = new Set();
let due = false;

function look() {
  if (due || !watchers.size) return;
  due = true;
  window.requestAnimationFrame(() => {
    due = false;
    hand();
    /** @type {NodeListOf<HTMLElement>} */
    const all = document.querySelectorAll("[data-held]");
    for (const watcher of watchers) watcher.look([...all]);
  });
}

const story = () => document.getElementById("edition");

/** @param {HTMLElement} held */
function near(held) {
  const place = story()?.querySelector(`[id="${held.dataset.passage}"] .figure`) ?? held;
  const { top, bottom } = place.getBoundingClientRect();
  return top < (1 + AHEAD) * window.innerHeight && bottom > -BEHIND * window.innerHeight;
}

// Who has opened a fold of a figure, or stands in one, keeps it as it is until they are done. Who
// stands on the picture itself waits for the figure.
/** @param {HTMLElement} held */
function inUse(held) {
  const figure = held.parentElement;
  const focused = document.activeElement;
  return (focused !== held && figure?.contains(focused)) || figure?.querySelector("details[open]");
}

// The keyboard's place, while it is on a figure that waits: it goes on to the figure's points as
// soon as they are there.
/** @type {Element | null} */
let waiting = null;
document.addEventListener("focusin", ({ target }) => {
  waiting = target instanceof HTMLElement && target.dataset.held ? target.closest("[class*=st-key-plate-]") : null;
});

function hand() {
  /** @type {HTMLElement | null | undefined} */
  const points = waiting?.querySelector(".walk-list");
  if (points && document.activeElement === document.body) points.focus({ preventScroll: true });
}

class Watcher {
  /** @type {HTMLElement[]} */
  held = [];
  /** @type {Set<string | undefined>} */
  asked = new Set();
  /** @type {(string | undefined)[]} */
  figures = [];
  /** @type {Tell} */
  tell = () => {};
  asking = 0;

  /** @param {string[]} figures @param {Tell} tell */
  update(figures, tell) {
    this.figures = figures;
    this.tell = tell;
    watchers.add(this);
    look();
  }

  /** @param {HTMLElement[]} all */
  look(all) {
    const before = this.asked.size;
    this.held = all.filter((figure) => this.figures.includes(figure.dataset.held));
    for (const figure of this.held) {
      if (near(figure) && !inUse(figure)) this.asked.add(figure.dataset.held);
      figure.dataset.near = this.asked.has(figure.dataset.held) ? "yes" : "no";
    }
    if (this.asked.size > before) this.ask();
  }

  ask() {
    window.clearTimeout(this.asking);
    this.tell("near", [...this.asked]);
    this.asking = window.setTimeout(() => {
      if (this.held.some((figure) => figure.isConnected && figure.dataset.near === "yes")) this.ask();
    }, PATIENCE);
  }

  end() {
    window.clearTimeout(this.asking);
    watchers.delete(this);
  }
}

// Scrolling is told by whatever scrolls; parts come and go without a word.
for (const name of ["scroll", "focusout", "toggle"]) {
  document.addEventListener(name, look, { capture: true, passive: true });
}
window.addEventListener("resize", look);
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });

/** @type {WeakMap<Element, Watcher>} */
const known = new WeakMap();

/** @type {Component<{ figures: string[] }>} */
export default ({ data: [data], parentElement, setStateValue }) => {
  const watcher = known.get(parentElement) ?? new Watcher();
  known.set(parentElement, watcher);
  watcher.update(data.figures, setStateValue);
  return () => {
    known.delete(parentElement);
    watcher.end();
  };
};
