// Says which of a chapter's figures the reader has come near, so that they are drawn. While the
// story stands before the app, the reader is in the story: there the figures' own places count.
//
// Streamlit answers for one chapter at a time: where two ask at once, one of them is not heard. So
// a figure is asked for again until it has come.
const PATIENCE = 1000; // milliseconds
const AHEAD = 2; // windows below the reader's
const BEHIND = 1;
const watchers = new Set();
let due = false;

function look() {
  if (due || !watchers.size) return;
  due = true;
  window.requestAnimationFrame(() => {
    due = false;
    hand();
    const all = [...document.querySelectorAll("[data-held]")];
    watchers.forEach((one) => one.look(all));
  });
}

const story = () => document.getElementById("edition");

function near(held) {
  const place = story()?.querySelector(`[id="${held.dataset.passage}"] .figure`) ?? held;
  const { top, bottom } = place.getBoundingClientRect();
  return top < (1 + AHEAD) * window.innerHeight && bottom > -BEHIND * window.innerHeight;
}

// Who has opened a fold of a figure, or stands in one, keeps it as it is until they are done. Who
// stands on the picture itself waits for the figure.
function inUse(held) {
  const figure = held.parentElement;
  const focused = document.activeElement;
  return (focused !== held && figure.contains(focused)) || figure.querySelector("details[open]");
}

// The keyboard's place, while it is on a figure that waits: it goes on to the figure's points as
// soon as they are there.
let waiting = null;
document.addEventListener("focusin", ({ target }) => {
  waiting = target.dataset.held ? target.closest("[class*=st-key-plate-]") : null;
});

function hand() {
  const points = waiting?.querySelector(".walk-list");
  if (points && document.activeElement === document.body) points.focus({ preventScroll: true });
}

class Watcher {
  constructor() {
    this.held = [];
    this.asked = new Set();
    this.asking = 0;
  }

  update(figures, tell) {
    this.figures = figures;
    this.tell = tell;
    watchers.add(this);
    look();
  }

  look(all) {
    const before = this.asked.size;
    this.held = all.filter((one) => this.figures.includes(one.dataset.held));
    for (const one of this.held) {
      if (near(one) && !inUse(one)) this.asked.add(one.dataset.held);
      one.dataset.near = this.asked.has(one.dataset.held) ? "yes" : "no";
    }
    if (this.asked.size > before) this.ask();
  }

  ask() {
    window.clearTimeout(this.asking);
    this.tell("near", [...this.asked]);
    this.asking = window.setTimeout(() => {
      if (this.held.some((one) => one.isConnected && one.dataset.near === "yes")) this.ask();
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

const known = new WeakMap();

export default function ({ data: [data], parentElement, setStateValue }) {
  if (!known.has(parentElement)) known.set(parentElement, new Watcher());
  const watcher = known.get(parentElement);
  watcher.update(data.figures, setStateValue);
  return () => {
    known.delete(parentElement);
    watcher.end();
  };
}
