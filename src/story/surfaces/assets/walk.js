// Makes the points of a plot walkable by keyboard: one tab stop, arrow keys from mark to mark, a
// ring around the mark, and its announcement as the active option of a list.
//
// Streamlit calls the function again whenever the data change, in the same element, and runs only
// the last clean-up: so each element has one walk, which is told its new data.
/**
 * @typedef {{ plot: string, label: string, close: string, card: string,
 *   points: { id: string, text: string }[] }} Points
 * `card`: what the id of the card of a chosen mark begins with, blank where none can be chosen
 */

/** @type {WeakMap<Element, Walk>} */
const walks = new WeakMap();
/** @type {WeakSet<Element>} */
const heard = new WeakSet();
/** @type {Panel | undefined} */
let panel;
const PAGE = 10; // points that Page Up and Page Down pass over
const ROOM = 5; // pixels between a mark and its ring
const SMALLEST = 18; // pixels; a ring around a dot must still be seen as one

/** @param {string} tag @param {string} className @param {Record<string, string>} attributes */
function make(tag, className, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// A picture's marks carry the ids of their records. Plotly binds its own values to what it draws: to a trace's group its points and, by the first
// of them, the trace with the record ids; to each mark its number within the trace.
/** @typedef {Element & { __data__?: any }} Drawn */
/** @typedef {Element & { on?: (name: string, hear: (event: { points: { customdata?: unknown }[] }) => void) => void }} Plotly */
/** @param {Element} plot @param {string} id */
function marksOf(plot, id) {
  /** @type {Element[]} */
  const found = [...plot.querySelectorAll(`[data-id="${CSS.escape(id)}"]`)];
  /** @type {NodeListOf<Drawn>} */
  const groups = plot.querySelectorAll(".trace");
  for (const group of groups) {
    const ids = group.__data__?.[0]?.trace?.customdata;
    if (!ids) continue;
    /** @type {NodeListOf<Drawn>} */
    const marks = group.querySelectorAll(".point, .textpoint");
    for (const mark of marks) {
      if (String([ids[mark.__data__?.i]].flat()[0]) === id) found.push(mark);
    }
  }
  return found;
}

/** @param {Element[]} marks */
function around(marks) {
  const boxes = marks.map((mark) => mark.getBoundingClientRect()).filter((b) => b.width || b.height);
  if (!boxes.length) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.max(...boxes.map((box) => box.right)) - left;
  const height = Math.max(...boxes.map((box) => box.bottom)) - top;
  const wide = Math.max(width + 2 * ROOM, SMALLEST);
  const high = Math.max(height + 2 * ROOM, SMALLEST);
  return { left: left - (wide - width) / 2, top: top - (high - height) / 2, wide, high };
}

class Walk {
  /** @param {Element} root @param {Points} data @param {(id: string) => void} choose */
  constructor(root, data, choose) {
    this.data = data;
    this.choose = choose;
    this.at = 0;
    this.frame = 0;
    this.box = make("div", "walk");
    this.list = make("div", "walk-list", { role: "listbox", tabindex: "0" });
    this.said = make("p", "walk-said", { "aria-hidden": "true" });
    this.ring = make("div", "walk-ring", { "aria-hidden": "true" });
    this.exit = make("span", "walk-exit", { tabindex: "-1" });
    this.box.append(this.said, this.list, this.exit);
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

  /** @param {Points} data @param {(id: string) => void} choose */
  update(data, choose) {
    const id = this.data.points[this.at]?.id;
    this.data = data;
    this.choose = choose;
    this.at = Math.max(data.points.findIndex((point) => point.id === id), 0);
    this.list.setAttribute("aria-label", data.label);
    this.list.replaceChildren(
      ...data.points.map((point, number) => {
        const option = make("div", "walk-point", { role: "option", "aria-selected": "false" });
        option.id = `${data.plot}-point-${number}`;
        option.dataset.record = point.id;
        option.textContent = point.text;
        return option;
      }),
    );
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
    const plot = /** @type {Plotly | null} */ (this.plot?.querySelector(".js-plotly-plot") ?? null);
    plot?.setAttribute("aria-hidden", "true");
    if (!this.data.card || !plot?.on || heard.has(plot)) return;
    heard.add(plot);
    plot.on("plotly_click", ({ points: [point] }) => {
      const id = String([point?.customdata].flat()[0]);
      const at = this.data.points.findIndex((point) => point.id === id);
      if (at >= 0) this.answer(at);
    });
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
    const paper = this.plot?.querySelector(".svg-container, .picture-box");
    const spot = paper && around(marksOf(paper, this.data.points[this.at].id));
    if (!paper || !spot) {
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

  /** @param {number} to */
  go(to) {
    this.at = Math.min(Math.max(to, 0), this.data.points.length - 1);
    this.show();
  }

  pick() {
    if (!this.data.card) return;
    this.choose(this.data.points[this.at].id);
    this.answer(this.at);
  }

  // Beside the mark: its words at once, and its card as soon as the page has it.
  /** @param {number} at */
  answer(at) {
    const { id, text } = this.data.points[at];
    const card = `[id="${this.data.card}${CSS.escape(id.split("/").at(-1) ?? "")}"]`;
    panel ??= new Panel(document.body, this.data.close);
    panel.show(() => boxOf(this.plot ? marksOf(this.plot, id) : []), text, [paragraph(text)], {
      ringed: true,
      later: this.data.card ? arriving(() => document.querySelector(`.st-key-sheet ${card}`)) : undefined,
    });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    /** @type {Record<string, () => void>} */
    const acts = {
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
    };
    const act = acts[event.key];
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
  /** @param {Event} event */
  click(event) {
    const number = [...this.list.children].indexOf(/** @type {Element} */ (event.target));
    this.list.focus();
    if (number < 0) return;
    this.go(number);
    if (this.data.card) this.pick();
    else this.answer(number);
  }

  end() {
    this.leave();
    this.arrived.disconnect();
    this.box.remove();
  }
}

/** @type {Component<Points>} */
export default ({ data: [data], parentElement, setTriggerValue }) => {
  /** @param {string} id */
  const choose = (id) => setTriggerValue("chosen", id);
  const walk = walks.get(parentElement) ?? new Walk(parentElement, data, choose);
  walks.set(parentElement, walk);
  walk.update(data, choose);
  return () => {
    walks.delete(parentElement);
    walk.end();
  };
};
