// In a wide window the figures of a chapter's steps stand in one place beside its text, and the one
// of the step being read is shown: all are on the page, and no server is asked. In a narrower window,
// and without a script, each stands with its step. Links, buttons and arrow keys only scroll; where
// the text stands decides.
// How much room there is, is measured in letters.
const ROOMY = 77.5; // times the size of the page's letters
const roomy = () => {
  const size = Number.parseFloat(getComputedStyle(root).fontSize);
  return matchMedia(`(min-width: ${ROOMY * size}px)`).matches;
};
const SETTLED = 300; // milliseconds at a step until the address names it

class Steps {
  /** @param {HTMLElement} chapter */
  constructor(chapter) {
    this.chapter = chapter;
    this.steps = $$(".step", chapter);
    this.figures = this.steps.map((step) => $$(".figure", step)[0]);
    this.stepper = $$("[data-stepper]", chapter)[0];
    this.stage = document.createElement("div");
    this.stage.className = "stage";
    this.said = Object.assign(document.createElement("p"), { className: "unseen", role: "status" });
    this.naming = 0;
    this.at = -1;
    this.seen = new IntersectionObserver((entries) => {
      const now = entries.find((entry) => entry.isIntersecting);
      if (now) this.show(this.steps.findIndex((step) => step === now.target));
    }, { rootMargin: "-48% 0px -48% 0px" });
    this.stepper.addEventListener("click", (event) => this.click(event));
    this.stepper.addEventListener("keydown", (event) => this.press(event));
    this.arrange();
    addEventListener("resize", () => this.arrange());
    // Letters that grow make the chapter longer.
    new ResizeObserver(() => this.arrange()).observe(this.chapter);
    // On paper every step has its figure.
    addEventListener("beforeprint", () => this.scatter());
    addEventListener("afterprint", () => this.arrange());
  }

  arrange() {
    if (!roomy()) this.scatter();
    else if (!this.stage.isConnected) this.gather();
  }

  gather() {
    /** @type {HTMLTemplateElement[]} */
    const held = $$("template", this.chapter);
    for (const wide of held) wide.replaceWith(wide.content);
    this.stage.append(this.stepper, this.said, ...this.figures);
    this.chapter.append(this.stage);
    this.chapter.classList.add("staged");
    this.stepper.hidden = false;
    this.show(Math.max(this.at, 0));
    for (const step of this.steps) this.seen.observe(step);
    for (const picture of $$("svg.wide", this.stage)) near.observe(picture);
  }

  scatter() {
    if (!this.stage.isConnected) return;
    this.seen.disconnect();
    this.stepper.hidden = true;
    this.chapter.classList.remove("staged");
    this.chapter.prepend(this.stepper);
    this.steps.forEach((step, at) => {
      this.figures[at].hidden = false;
      step.classList.remove("current");
      step.append(this.figures[at]);
    });
    this.stage.remove();
  }

  /** @param {number} at */
  show(at) {
    const first = this.at < 0;
    const before = this.figures[this.at];
    const now = this.figures[at];
    /** @param {HTMLElement} figure */
    const within = (figure) => $$("a, button, summary", figure);
    const focus = document.activeElement;
    const rank = before && before !== now ? within(before).findIndex((part) => part === focus) : -1;
    this.at = at;
    this.figures.forEach((figure, place) => { figure.hidden = place !== at; });
    this.steps.forEach((step, place) => { step.classList.toggle("current", place === at); });
    // One stop of the Tab key, which stands on the step that is shown.
    const links = $$("[data-to]", this.stepper);
    const stepping = links.some((link) => link === focus);
    links.forEach((link, place) => {
      link.tabIndex = place === at ? 0 : -1;
      if (place === at) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    if (stepping) links[at].focus({ preventScroll: true });
    // Who stood under the figure stands under the one that has taken its place.
    if (rank >= 0) within(now)[rank]?.focus({ preventScroll: true });
    if (first || before === now) return;
    // Who stands on the step hears its name there.
    this.said.textContent = stepping ? "" : $$(".finding > *", now)[0].textContent;
    clearTimeout(this.naming);
    this.naming = setTimeout(() => this.name(this.steps[at]), SETTLED);
  }

  /** @param {HTMLElement} step */
  name(step) {
    if (location.protocol !== "file:") history.replaceState(history.state, "", `#${step.id}`);
  }

  /** @param {number} at */
  go(at) {
    const step = this.steps[at];
    if (!step) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    step.scrollIntoView({ behavior: still ? "instant" : "smooth", block: "center" });
  }

  /** @param {Event} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-by]"));
    const to = $$("[data-to]", this.stepper).findIndex((link) => link.contains(target));
    if (!button && to < 0) return;
    event.preventDefault();
    this.go(button ? this.at + Number(button.dataset.by) : to);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const by = ways[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.go(this.at + by);
  }
}
const stepped = $$("[data-steps]").map((chapter) => new Steps(chapter));

// A link to a figure that is not the one shown shows it.
const uncover = () => {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const steps of named ? stepped : []) {
    const at = steps.figures.findIndex((figure) => figure.contains(named));
    if (at >= 0 && steps.stage.isConnected) steps.go(at);
  }
};
addEventListener("hashchange", uncover);
uncover();
