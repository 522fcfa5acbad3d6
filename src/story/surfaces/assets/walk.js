// Makes the points of a plot walkable by keyboard: one tab stop, arrow keys from mark to mark, a
// ring around the mark, and its announcement as the active option of a list.
//
// Streamlit calls the function again whenever the data change, in the same element, and runs only
// the last clean-up: so each element has one walk, which is told its new data.
const walks = new WeakMap();
const PAGE = 10; // points that Page Up and Page Down pass over
const ROOM = 5; // pixels between a mark and its ring
const SMALLEST = 18; // pixels; a ring around a dot must still be seen as one

function make(tag, className, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// Plotly binds its own values to what it draws: to a trace's group its points and, by the first
// of them, the trace with the record ids; to each mark its number within the trace.
function marksOf(plot, id) {
  const found = [];
  for (const group of plot.querySelectorAll(".trace")) {
    const ids = group.__data__?.[0]?.trace?.customdata;
    if (!ids) continue;
    for (const mark of group.querySelectorAll(".point, .textpoint")) {
      if (String([ids[mark.__data__?.i]].flat()[0]) === id) found.push(mark);
    }
  }
  return found;
}

function around(marks) {
  const boxes = marks.map((one) => one.getBoundingClientRect()).filter((b) => b.width || b.height);
  if (!boxes.length) return null;
  const left = Math.min(...boxes.map((one) => one.left));
  const top = Math.min(...boxes.map((one) => one.top));
  const width = Math.max(...boxes.map((one) => one.right)) - left;
  const height = Math.max(...boxes.map((one) => one.bottom)) - top;
  const wide = Math.max(width + 2 * ROOM, SMALLEST);
  const high = Math.max(height + 2 * ROOM, SMALLEST);
  return { left: left - (wide - width) / 2, top: top - (high - height) / 2, wide, high };
}

class Walk {
  constructor(root) {
    this.at = 0;
    this.frame = 0;
    this.box = make("div", "walk");
    this.list = make("div", "walk-list", { role: "listbox", tabindex: "0" });
    this.hint = make("p", "walk-hint", { "aria-hidden": "true" });
    this.said = make("p", "walk-said", { "aria-hidden": "true" });
    this.result = make("p", "walk-result", { role: "status" });
    this.ring = make("div", "walk-ring", { "aria-hidden": "true" });
    this.exit = make("span", "walk-exit", { tabindex: "-1" });
    this.box.append(this.hint, this.said, this.list, this.result, this.exit);
    root.append(this.box);
    this.list.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("focus", () => this.enter());
    this.list.addEventListener("blur", () => this.leave());
    this.list.addEventListener("click", (event) => this.click(event));
    this.follow = () => {
      window.cancelAnimationFrame(this.frame);
      this.frame = window.requestAnimationFrame(() => this.draw());
    };
    this.redrawn = new MutationObserver(this.follow);
    this.resized = new ResizeObserver(this.follow);
    // Plotly draws a moment after Streamlit has made room, and replaces what it drew.
    this.arrived = new MutationObserver(() => {
      this.quieten();
      if (document.activeElement === this.list && !this.ring.isConnected) this.follow();
    });
  }

  update(data, choose) {
    const id = this.data?.points[this.at]?.id;
    this.data = data;
    this.choose = choose;
    this.at = Math.max(data.points.findIndex((one) => one.id === id), 0);
    this.list.setAttribute("aria-label", data.label);
    this.hint.textContent = data.hint;
    this.list.replaceChildren(
      ...data.points.map((one, number) => {
        const option = make("div", "walk-point", { role: "option", "aria-selected": "false" });
        option.id = `${data.plot}-point-${number}`;
        option.dataset.record = one.id;
        option.textContent = one.text;
        return option;
      }),
    );
    this.result.textContent = "";
    this.arrived.disconnect();
    const block = this.plot?.parentElement;
    if (block) this.arrived.observe(block, { childList: true, subtree: true });
    this.quieten();
    if (document.activeElement === this.list) this.enter();
  }

  // Looked up each time: Streamlit may put another element in the place of one that is redrawn.
  get plot() {
    return document.querySelector(`.${this.data.plot}`);
  }

  // The plot's own text is a heap of labels to a screen reader; its name, the points and the
  // table say the same in order.
  quieten() {
    this.plot?.querySelector(".js-plotly-plot")?.setAttribute("aria-hidden", "true");
  }

  enter() {
    this.leave();
    if (this.plot) {
      this.redrawn.observe(this.plot, {
        attributeFilter: ["d", "transform"], childList: true, subtree: true,
      });
      this.resized.observe(this.plot);
    }
    this.show();
  }

  leave() {
    window.cancelAnimationFrame(this.frame);
    this.redrawn.disconnect();
    this.resized.disconnect();
    this.ring.remove();
    this.result.textContent = "";
  }

  show() {
    const current = this.list.children[this.at];
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    current.setAttribute("aria-selected", "true");
    this.list.setAttribute("aria-activedescendant", current.id);
    this.said.textContent = this.data.points[this.at].text;
    if (this.draw()) this.ring.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  draw() {
    const paper = this.plot?.querySelector(".svg-container");
    const spot = paper && around(marksOf(paper, this.data.points[this.at].id));
    if (!spot) {
      this.ring.remove();
      return false;
    }
    const origin = paper.getBoundingClientRect();
    if (this.ring.parentElement !== paper) paper.append(this.ring);
    Object.assign(this.ring.style, {
      left: `${spot.left - origin.left}px`,
      top: `${spot.top - origin.top}px`,
      width: `${spot.wide}px`,
      height: `${spot.high}px`,
    });
    return true;
  }

  go(to) {
    this.at = Math.min(Math.max(to, 0), this.data.points.length - 1);
    this.result.textContent = "";
    this.show();
  }

  pick() {
    if (!this.data.selects) return;
    this.result.textContent = this.data.chosen;
    this.choose(this.data.points[this.at].id);
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = {
      ArrowRight: () => this.go(this.at + 1),
      ArrowDown: () => this.go(this.at + 1),
      ArrowLeft: () => this.go(this.at - 1),
      ArrowUp: () => this.go(this.at - 1),
      PageDown: () => this.go(this.at + PAGE),
      PageUp: () => this.go(this.at - PAGE),
      Home: () => this.go(0),
      End: () => this.go(this.data.points.length - 1),
      Enter: () => this.pick(),
      " ": () => this.pick(),
      Escape: () => this.escape(),
    }[event.key];
    if (!act) return;
    // Streamlit takes Escape anywhere on the page as an order to stop.
    event.stopPropagation();
    event.preventDefault();
    act();
  }

  // The next Tab goes on from where the focus was last: behind the list.
  escape() {
    this.exit.focus({ preventScroll: true });
    this.exit.blur();
  }

  // A screen reader's way to activate an option, where the keys do not reach the page.
  click(event) {
    const number = [...this.list.children].indexOf(event.target);
    this.list.focus();
    if (number < 0) return;
    this.go(number);
    this.pick();
  }

  end() {
    this.leave();
    this.arrived.disconnect();
    this.box.remove();
  }
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  if (!walks.has(parentElement)) walks.set(parentElement, new Walk(parentElement));
  const walk = walks.get(parentElement);
  walk.update(data, (id) => setTriggerValue("chosen", id));
  return () => {
    walks.delete(parentElement);
    walk.end();
  };
}
