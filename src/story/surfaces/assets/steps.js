// Follows the reader through a chapter's steps: the step in the middle of the window is the one
// whose figure is drawn. Links, buttons and arrow keys only scroll; where the text stands decides.
//
// Streamlit calls the function again whenever the data change, in the same element, and runs only
// the last clean-up: so each element has one follower, which is told its new data.
//
// Streamlit answers for one figure at a time: where two chapters ask at once, one of them is not
// heard. So a step is asked for again until its figure has come.
const followers = new WeakMap();
const PATIENCE = 2000; // milliseconds

class Follower {
  constructor() {
    this.steps = [];
    this.asking = 0;
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.seen = new IntersectionObserver(
      (entries) => {
        const now = entries.find((one) => one.isIntersecting);
        if (now) this.become(now.target.dataset.step);
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
    this.focused = (event) => {
      this.remember(event.target.closest("details"));
      this.lift();
    };
    // Who leaves the fold has left it; a fold that goes is off the page by then.
    this.blurred = () => queueMicrotask(() => {
      if (this.left?.fold.isConnected && document.activeElement === document.body) this.left = null;
    });
    this.clicked = (event) => this.click(event);
    this.pressed = (event) => this.press(event);
  }

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
    return [...this.chapter.querySelectorAll("details")];
  }

  remember(fold) {
    this.left = fold && { fold, rank: this.folds().indexOf(fold) };
  }

  giveBack() {
    if (!this.left || this.left.fold.isConnected || document.activeElement !== document.body) return;
    const fold = this.folds()[this.left.rank];
    if (!fold) return;
    fold.open = this.left.fold.open;
    fold.querySelector("summary").focus({ preventScroll: true });
  }

  // The figure stands still at the top of the window. Where it is too tall for what has the focus
  // to be in the window as well, it stands higher, by as much as that takes.
  lift() {
    const column = this.chapter?.querySelector('[class*="st-key-figure-"]')?.parentElement;
    if (column !== this.column) {
      this.grown.disconnect();
      if (column) this.grown.observe(column);
      this.column = column;
    }
    if (!column) return;
    const focus = document.activeElement;
    const needs = column.contains(focus)
      ? focus.getBoundingClientRect().bottom - column.getBoundingClientRect().top : 0;
    column.style.setProperty("--room", `${Math.floor(window.innerHeight - needs)}px`);
  }

  // There is no stepper once the window has become a phone's.
  take() {
    const stepper = this.chapter?.querySelector("[data-stepper]");
    const steps = [...(this.chapter?.querySelectorAll("[data-step]") ?? [])];
    const other = steps.length !== this.steps.length;
    if (other || stepper !== this.stepper || steps.some((one, at) => one !== this.steps[at])) {
      this.leave();
      this.stepper = stepper;
      this.steps = steps;
      stepper?.addEventListener("click", this.clicked);
      stepper?.addEventListener("keydown", this.pressed);
      if (stepper) steps.forEach((one) => this.seen.observe(one));
      this.mark();
    }
  }

  leave() {
    this.seen.disconnect();
    this.stepper?.removeEventListener("click", this.clicked);
    this.stepper?.removeEventListener("keydown", this.pressed);
  }

  mark() {
    this.steps.forEach((one) => one.classList.toggle("current", one.dataset.step === this.current));
    this.stepper?.querySelectorAll("[data-to]").forEach((one) => {
      if (one.dataset.to === this.current) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    });
  }

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

  go(step) {
    if (!step) return;
    const behavior = this.still.matches ? "instant" : "smooth";
    step.scrollIntoView({ behavior, block: "center" });
    window.history.replaceState(window.history.state, "", `#${step.id}`);
  }

  shift(by) {
    this.go(this.steps[this.steps.findIndex((one) => one.dataset.step === this.current) + by]);
  }

  click(event) {
    const link = event.target.closest("[data-to], [data-by]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.to) this.go(this.steps.find((one) => one.dataset.step === link.dataset.to));
    else this.shift(Number(link.dataset.by));
  }

  press(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
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

export default function ({ data: [data], parentElement, setStateValue }) {
  if (!followers.has(parentElement)) followers.set(parentElement, new Follower());
  const follower = followers.get(parentElement);
  follower.update(data, setStateValue);
  return () => {
    followers.delete(parentElement);
    follower.end();
  };
}
