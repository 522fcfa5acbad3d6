// Says that a newer edition has been published since the page was opened. It asks when a reader
// comes back to the page, and now and then while it is in sight; nothing moves but the line itself.
const OFTEN = 300000; // milliseconds between two questions on a page in sight
const SELDOM = 60000; // and at least, however often a reader comes and goes

/** @type {WeakMap<Element, Line>} */
const lines = new WeakMap();

/** @typedef {{ edition: string, newest: string, said: string, show: string, later: string }} News */

/** @param {string} words @param {() => void} act */
function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

class Line {
  /** @param {Element} parent @param {News} data */
  constructor(parent, data) {
    this.data = data;
    this.told = "";
    // There before it has words: only then are they announced.
    this.box = document.createElement("div");
    this.box.className = "newer";
    this.box.setAttribute("role", "status");
    parent.append(this.box);
    this.asked = Date.now();
    this.look = () => this.ask();
    document.addEventListener("visibilitychange", this.look);
    this.timer = setInterval(this.look, OFTEN);
  }

  /** @param {News} data */
  update(data) {
    if (this.data.edition !== data.edition) this.box.replaceChildren();
    this.data = data;
  }

  async ask() {
    const now = Date.now();
    if (document.visibilityState !== "visible" || now - this.asked < SELDOM) return;
    this.asked = now;
    try {
      const answer = await fetch(this.data.newest, { cache: "no-cache", credentials: "omit" });
      const { edition } = await answer.json();
      if (edition && edition !== this.data.edition && edition !== this.told) this.say(edition);
    } catch {
      // Without an answer there is nothing to say; the next question comes by itself.
    }
  }

  /** @param {string} edition */
  say(edition) {
    this.told = edition;
    const { said, show, later } = this.data;
    const words = document.createElement("p");
    const again = button(show, () => window.location.reload());
    const leave = button(later, () => this.box.replaceChildren());
    words.append(said, " ", again, " ", leave);
    this.box.replaceChildren(words);
  }

  end() {
    document.removeEventListener("visibilitychange", this.look);
    clearInterval(this.timer);
    this.box.remove();
  }
}

/** @type {Component<News>} */
export default ({ data: [data], parentElement }) => {
  const line = lines.get(parentElement) ?? new Line(parentElement, data);
  lines.set(parentElement, line);
  line.update(data);
  return () => {
    lines.delete(parentElement);
    line.end();
  };
};
