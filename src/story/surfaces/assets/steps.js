// From one picture to the next of a chapter: a mark is known by its row, and moves from where it was
// to where it is; what is new appears, and what is gone leaves. At once for whom motion is too much.
const MOVING = { duration: 400, easing: "ease-in-out" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The row that a part stands for: its own, or that of the mark it lies on, which is as large.
 * @param {HTMLElement} part @param {HTMLElement[]} marks */
const rowOf = (part, marks) => {
  if (part.dataset.id || part.tagName === "text") return part.dataset.id;
  const { x, y, width, height } = part.getBoundingClientRect();
  return marks.find((mark) => {
    const box = mark.getBoundingClientRect();
    const [right, down] = [x + width / 2 - box.x, y + height / 2 - box.y];
    return right > 0 && down > 0 && right < box.width && down < box.height
      && Math.max(width, height) < 2 * Math.max(box.width, box.height);
  })?.dataset.id;
};
/** The parts of a picture, its paper aside: a mark by its row, words by what they say.
 * @param {Element} picture */
const partsOf = (picture) => {
  /** @type {Map<string, Element>} */
  const parts = new Map();
  const [, ...drawn] = $$(":scope > :not(defs)", picture);
  const marks = drawn.filter((part) => part.dataset.id);
  for (const part of drawn) {
    const what = part.tagName === "text" ? part.textContent : part.outerHTML;
    const name = `${part.tagName} ${rowOf(part, marks) || what}`;
    let nth = 0;
    while (parts.has(`${name} ${nth}`)) nth += 1;
    parts.set(`${name} ${nth}`, part);
  }
  return parts;
};
/** Where a part stands within its picture, in pixels.
 * @param {Element} part @param {Element} picture */
const placeOf = (part, picture) => {
  const [{ x, y, width, height }, whole] = [part, picture].map((box) => box.getBoundingClientRect());
  return { x: x - whole.x, y: y - whole.y, width, height };
};
/** @param {Element} figure */
const pictureOf = (figure) => $$("svg.picture", figure).find((picture) => picture.checkVisibility());

let settle = () => {};
/** Shows another figure by `change`, and what becomes of its marks.
 * @param {Element} before @param {Element} now @param {() => void} change */
const move = (before, now, change) => {
  settle();
  const old = pictureOf(before);
  const left = old ? partsOf(old) : new Map();
  const places = new Map([...left].map(([name, part]) => [name, placeOf(part, /** @type {Element} */ (old))]));
  change();
  const picture = pictureOf(now);
  const home = old?.parentElement;
  if (!old || !home || !picture || still.matches) return;
  const scale = picture.getBoundingClientRect().width / Number(picture.getAttribute("width")) || 1;
  const here = partsOf(picture);
  /** @type {Animation[]} */
  const running = [];
  for (const [name, part] of here) {
    const from = places.get(name);
    if (!from) {
      running.push(part.animate([{ opacity: 0 }, { opacity: 1 }], MOVING));
      continue;
    }
    const to = placeOf(part, picture);
    const wide = from.width && to.width ? from.width / to.width : 1;
    const high = from.height && to.height ? from.height / to.height : 1;
    const [right, down] = [(from.x - to.x) / scale, (from.y - to.y) / scale];
    if (Math.abs(right) + Math.abs(down) + Math.abs(wide - 1) + Math.abs(high - 1) < 0.1) continue;
    const start = `translate(${right}px, ${down}px) scale(${wide}, ${high})`;
    running.push(part.animate([{ transform: start }, { transform: "none" }], MOVING));
  }
  // The picture that leaves lies over the other: of it only what is gone is still to be seen.
  const next = old.nextSibling;
  for (const part of $$(":scope > :not(defs)", old)) part.classList.add("gone");
  for (const [name, part] of left) {
    if (here.has(name)) continue;
    part.classList.remove("gone");
    running.push(part.animate([{ opacity: 1 }, { opacity: 0 }], MOVING));
  }
  old.classList.add("leaving");
  old.setAttribute("aria-hidden", "true");
  picture.before(old);
  const waiting = setTimeout(() => settle(), MOVING.duration);
  settle = () => {
    settle = () => {};
    clearTimeout(waiting);
    for (const animation of running) animation.cancel();
    for (const part of $$(".gone", old)) part.classList.remove("gone");
    old.classList.remove("leaving");
    old.removeAttribute("aria-hidden");
    home.insertBefore(old, next);
  };
};

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
      // Of what has happened since the last call, the newest comes last.
      const now = entries.findLast((entry) => entry.isIntersecting);
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
    this.stage.append(this.stepper, this.said, ...this.figures);
    this.chapter.append(this.stage);
    this.chapter.classList.add("staged");
    this.stepper.hidden = false;
    this.show(Math.max(this.at, 0));
    for (const step of this.steps) this.seen.observe(step);
  }

  scatter() {
    if (!this.stage.isConnected) return;
    settle();
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
    const within = (figure) => $$("summary, .way", figure);
    const focus = document.activeElement;
    const rank = before && before !== now ? within(before).findIndex((part) => part === focus) : -1;
    this.at = at;
    const change = () => this.figures.forEach((figure, place) => { figure.hidden = place !== at; });
    if (before && before !== now) move(before, now, change);
    else change();
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
    step.scrollIntoView({ behavior: still.matches ? "instant" : "smooth", block: "center" });
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
