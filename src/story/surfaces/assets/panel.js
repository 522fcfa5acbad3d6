// biome-ignore-all lint/correctness/noUnusedVariables: used by what is sent with it
// What belongs to a mark opens where the mark is: beside or under it, on a phone as a sheet at the
// foot of the window. Esc, the button, a swipe down or a tap elsewhere closes it, and the focus goes
// back to where it was.
const HIT = 24; // pixels that the smallest mark is to hit
const GAP = 10; // pixels between a mark and what opens beside it
const RIM = 8; // pixels to the window's edge
const LEAST = 300; // pixels of width that words need beside a mark
const SWIPE = 60; // pixels
const LONG = 15000; // milliseconds until what has not come is no longer waited for
const small = matchMedia("(max-width: 719px)");

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @param {Element[]} marks @return {Box | null} */
const boxOf = (marks) => {
  const boxes = marks.map((mark) => mark.getBoundingClientRect()).filter((box) => box.width || box.height);
  return boxes.length ? {
    left: Math.min(...boxes.map((box) => box.left)), top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)), bottom: Math.max(...boxes.map((box) => box.bottom)),
  } : null;
};

/** Return the mark at a place of the window, or the nearest that is near enough to hit.
 * @param {Event} event @param {HTMLElement[]} marks */
const markAt = (event, marks) => {
  const { clientX: x, clientY: y, target } = /** @type {MouseEvent} */ (event);
  const hit = marks.find((mark) => mark === target);
  if (hit) return hit;
  let least = Number.POSITIVE_INFINITY;
  /** @type {HTMLElement | undefined} */
  let found;
  for (const mark of marks) {
    const box = mark.getBoundingClientRect();
    const across = Math.max(box.left - x, x - box.right, 0);
    const down = Math.max(box.top - y, y - box.bottom, 0);
    const far = Math.hypot(across, down);
    const near = across <= Math.max(0, HIT - box.width) / 2 && down <= Math.max(0, HIT - box.height) / 2;
    if (near && far < least) [least, found] = [far, mark];
  }
  return found;
};

/** Return what a part of the page holds, to be shown once more: without its names.
 * @param {Element} part */
const copied = (part) => {
  const copy = /** @type {Element} */ (part.cloneNode(true));
  for (const named of [copy, ...copy.querySelectorAll("[id], [aria-labelledby]")]) {
    named.removeAttribute("id");
    named.removeAttribute("aria-labelledby");
  }
  return copy;
};

class Panel {
  /** @param {Element} within @param {string} close */
  constructor(within, close) {
    this.box = document.createElement("div");
    this.box.className = "panel";
    this.box.popover = "auto";
    this.box.tabIndex = -1;
    this.box.setAttribute("role", "dialog");
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "close", textContent: "×" });
    this.button.setAttribute("aria-label", close);
    this.held = document.createElement("div");
    this.held.setAttribute("aria-live", "polite");
    this.ring = Object.assign(document.createElement("div"), { className: "panel-ring" });
    this.box.append(this.button, this.held);
    within.append(this.ring, this.box);
    /** @type {() => Box | null} */
    this.where = () => null;
    this.ringed = false;
    this.off = { x: 0, y: 0 };
    this.turn = 0;
    this.button.addEventListener("click", () => this.box.hidePopover());
    this.box.addEventListener("toggle", (event) => {
      if (event.newState === "open") return;
      this.turn += 1;
      this.ring.style.display = "none";
      this.held.replaceChildren();
    });
    // Streamlit takes Escape anywhere on the page as an order to stop.
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.open) return;
      event.stopPropagation();
      event.preventDefault();
      this.box.hidePopover();
    }, { capture: true });
    let from = 0;
    this.box.addEventListener("touchstart", (event) => { from = event.touches[0].clientY; }, { passive: true });
    this.box.addEventListener("touchend", (event) => {
      const by = event.changedTouches[0].clientY - from;
      if (small.matches && by > SWIPE && this.box.scrollTop <= 0) this.box.hidePopover();
    }, { passive: true });
    addEventListener("scroll", (event) => {
      if (this.open && event.target !== this.box) this.follow();
    }, { capture: true, passive: true });
    addEventListener("resize", () => { if (this.open) this.place(); });
  }

  get open() {
    return this.box.matches(":popover-open");
  }

  /** Open beside `where`, around which a ring is drawn if `ringed`, with what is known at once;
   * what comes `later` takes its place. It is called by the `name`, which ends at a colon.
   * @param {() => Box | null} where @param {string} name @param {Node[]} shown
   * @param {{ ringed?: boolean, later?: Promise<Node[]> }} more */
  show(where, name, shown, { ringed = false, later } = {}) {
    if (!("showPopover" in this.box)) return; // an older browser has what stands on the page
    this.where = where;
    this.ringed = ringed;
    this.box.setAttribute("aria-label", name.split(": ")[0]);
    this.held.replaceChildren(...shown);
    if (!this.open) this.box.showPopover();
    this.box.scrollTop = 0;
    this.place();
    this.box.focus({ preventScroll: true });
    this.turn += 1;
    const turn = this.turn;
    later?.then((came) => {
      if (!this.open || turn !== this.turn) return;
      this.held.replaceChildren(...came);
      this.place();
    }, () => {});
  }

  place() {
    const mark = this.where();
    if (!mark) return;
    const room = innerWidth - mark.right - GAP - RIM;
    const right = this.ringed && room >= LEAST;
    this.box.style.maxWidth = right && !small.matches ? `${room}px` : "";
    const { width, height } = this.box.getBoundingClientRect();
    /** @param {number} at @param {number} room */
    const within = (at, room) => Math.max(RIM, Math.min(at, room - RIM));
    let left = within(mark.left - RIM, innerWidth - width);
    let top = mark.bottom + GAP;
    if (right || (this.ringed && mark.left - GAP - width >= RIM)) {
      left = right ? mark.right + GAP : mark.left - GAP - width;
      top = within(mark.top - GAP, innerHeight - height);
    } else if (top + height > innerHeight - RIM && mark.top - GAP - height >= RIM) {
      top = mark.top - GAP - height;
    }
    this.off = { x: left - mark.left, y: top - mark.top };
    this.follow();
    // A sheet does not lie on its mark.
    const under = small.matches ? mark.bottom + GAP - this.box.getBoundingClientRect().top : 0;
    if (under > 0) (document.querySelector("html.live .stMain") ?? window).scrollBy({ top: under });
  }

  follow() {
    const mark = this.where();
    if (!mark) return;
    const at = small.matches ? ["", ""] : [`${mark.left + this.off.x}px`, `${mark.top + this.off.y}px`];
    [this.box.style.left, this.box.style.top] = at;
    Object.assign(this.ring.style, {
      display: this.ringed ? "block" : "none", left: `${mark.left - 5}px`, top: `${mark.top - 5}px`,
      width: `${mark.right - mark.left + 10}px`, height: `${mark.bottom - mark.top + 10}px`,
    });
  }
}

/** Return what `find` finds, now or once the page has it.
 * @param {() => Element | null | undefined} find @return {Promise<Node[]>} */
const arriving = (find) => new Promise((done) => {
  const look = () => {
    const found = find();
    if (found) done([copied(found)]);
    return found;
  };
  if (look()) return;
  const watch = new MutationObserver(() => { if (look()) watch.disconnect(); });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), LONG);
});

/** @param {string} words */
const paragraph = (words) => Object.assign(document.createElement("p"), { textContent: words });
