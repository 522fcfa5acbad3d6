// Follows the reader through a chapter's steps: the step in the middle of the window is the one
// whose figure is drawn. Links, buttons and arrow keys only scroll; where the text stands decides.
//
// Streamlit calls the function again whenever the data change, in the same element, and runs only
// the last clean-up: so each element has one follower, which is told its new data.
//
// Streamlit answers for one figure at a time: where two chapters ask at once, one of them is not
// heard. So a step is asked for again until its figure has come.
/** @type {WeakMap<Element, Follower>} */
const followers = new WeakMap();
const PATIENCE = 2000; // milliseconds

/** @typedef {{ key: string, current: string }} Steps */

class Follower {
  /** @type {HTMLElement[]} */
  steps = [];
  asking = 0;
  /** @type {Tell} */
  tell = () => {};
  drawn = "";
  /** @type {string | undefined} */
  current;
  /** @type {Element | null | undefined} */
  chapter;
  /** @type {HTMLElement | null | undefined} */
  stepper;
  /** @type {HTMLElement | null | undefined} */
  column;
  /** @type {{ fold: HTMLDetailsElement, rank: number } | null} */
  left = null;

  constructor() {
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.seen = new IntersectionObserver(
      (entries) => {
        const now = entries.find((entry) => entry.isIntersecting);
        if (now) this.become(`${now.target.getAttribute("data-step")}`);
      },
      { rootMargin: "-48% 0px -48% 0px" },
    );
    // Streamlit may put other elements in the place of those it has drawn, and says nothing.
    this.changed = new MutationObserver(() => {
      this.take();
      this.giveBack();
      this.lift();
    });
    this.grown = new ResizeObserver(() => this.lift());
    /** @param {Event} event */
    this.focused = (event) => {
      this.remember(event.target instanceof Element ? event.target.closest("details") : null);
      this.lift();
    };
    // Who leaves the fold has left it; a fold that goes is off the page by then.
    this.blurred = () => queueMicrotask(() => {
      if (this.left?.fold.isConnected && document.activeElement === document.body) this.left = null;
    });
    /** @param {Event} event */
    this.clicked = (event) => this.click(event);
    /** @param {KeyboardEvent} event */
    this.pressed = (event) => this.press(event);
  }

  /** @param {Steps} data @param {Tell} tell */
  update(data, tell) {
    window.clearTimeout(this.asking);
    this.drawn = data.current;
    this.tell = tell;
    this.current ??= data.current;
    this.within(document.querySelector(`.st-key-${data.key}`));
    this.take();
    this.mark();
    if (this.stepper && this.current !== this.drawn) this.wait();
  }

  /** @param {Element | null} chapter */
  within(chapter) {
    if (chapter === this.chapter) return;
    this.let();
    this.chapter = chapter;
    chapter?.addEventListener("focusin", this.focused);
    chapter?.addEventListener("focusout", this.blurred);
    if (chapter) this.changed.observe(chapter, { childList: true, subtree: true });
  }

  let() {
    this.changed.disconnect();
    this.grown.disconnect();
    this.chapter?.removeEventListener("focusin", this.focused);
    this.chapter?.removeEventListener("focusout", this.blurred);
  }

  // A fold under a figure goes with the figure. Who stood in it finds itself in the next one's.
  folds() {
    return [...(this.chapter?.querySelectorAll("details") ?? [])];
  }

  /** @param {HTMLDetailsElement | null} fold */
  remember(fold) {
    this.left = fold && { fold, rank: this.folds().indexOf(fold) };
  }

  giveBack() {
    if (!this.left || this.left.fold.isConnected || document.activeElement !== document.body) return;
    const fold = this.folds()[this.left.rank];
    if (!fold) return;
    fold.open = this.left.fold.open;
    fold.querySelector("summary")?.focus({ preventScroll: true });
  }

  // The figure stands still at the top of the window. Where it is too tall for what has the focus
  // to be in the window as well, it stands higher, by as much as that takes.
  lift() {
    const figure = this.chapter?.querySelector('[class*="st-key-figure-"]');
    const column = figure?.parentElement;
    if (column !== this.column) {
      this.grown.disconnect();
      if (column) this.grown.observe(column);
      this.column = column;
    }
    if (!column) return;
    const focus = document.activeElement;
    const needs = focus && column.contains(focus)
      ? focus.getBoundingClientRect().bottom - column.getBoundingClientRect().top : 0;
    column.style.setProperty("--room", `${Math.floor(window.innerHeight - needs)}px`);
  }

  // There is no stepper once the window has become a phone's.
  take() {
    /** @type {HTMLElement | null | undefined} */
    const stepper = this.chapter?.querySelector("[data-stepper]");
    /** @type {NodeListOf<HTMLElement> | undefined} */
    const found = this.chapter?.querySelectorAll("[data-step]");
    const steps = [...(found ?? [])];
    const other = steps.length !== this.steps.length;
    if (other || stepper !== this.stepper || steps.some((step, at) => step !== this.steps[at])) {
      this.leave();
      this.stepper = stepper;
      this.steps = steps;
      stepper?.addEventListener("click", this.clicked);
      stepper?.addEventListener("keydown", this.pressed);
      if (stepper) for (const step of steps) this.seen.observe(step);
      this.mark();
    }
  }

  leave() {
    this.seen.disconnect();
    this.stepper?.removeEventListener("click", this.clicked);
    this.stepper?.removeEventListener("keydown", this.pressed);
  }

  mark() {
    for (const step of this.steps) step.classList.toggle("current", step.dataset.step === this.current);
    for (const link of this.stepper?.querySelectorAll("[data-to]") ?? []) {
      if (link.getAttribute("data-to") === this.current) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
  }

  /** @param {string} id */
  become(id) {
    if (id === this.current) return;
    this.current = id;
    this.mark();
    this.ask();
  }

  ask() {
    window.clearTimeout(this.asking);
    this.tell("step", this.current);
    if (this.current !== this.drawn) this.wait();
  }

  wait() {
    this.asking = window.setTimeout(() => this.ask(), PATIENCE);
  }

  /** @param {HTMLElement | undefined} step */
  go(step) {
    if (!step) return;
    const behavior = this.still.matches ? "instant" : "smooth";
    step.scrollIntoView({ behavior, block: "center" });
    window.history.replaceState(window.history.state, "", `#${step.id}`);
  }

  /** @param {number} by */
  shift(by) {
    this.go(this.steps[this.steps.findIndex((step) => step.dataset.step === this.current) + by]);
  }

  /** @param {Event} event */
  click(event) {
    const from = event.target instanceof Element ? event.target : null;
    /** @type {HTMLElement | null | undefined} */
    const link = from?.closest("[data-to], [data-by]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.to) this.go(this.steps.find((step) => step.dataset.step === link.dataset.to));
    else this.shift(Number(link.dataset.by));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    /** @type {Record<string, number>} */
    const turns = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const by = turns[event.key];
    if (!by) return;
    event.preventDefault();
    this.shift(by);
  }

  end() {
    window.clearTimeout(this.asking);
    this.let();
    this.leave();
  }
}

/** @type {Component<Steps>} */
export default ({ data: [data], parentElement, setStateValue }) => {
  const follower = followers.get(parentElement) ?? new Follower();
  followers.set(parentElement, follower);
  follower.update(data, setStateValue);
  return () => {
    followers.delete(parentElement);
    follower.end();
  };
};
