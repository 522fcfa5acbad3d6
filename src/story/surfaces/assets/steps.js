// Follows the reader through a chapter's steps: the step in the middle of the window is the one
// whose figure is drawn. Links, buttons and arrow keys only scroll; where the text stands decides.
export default function ({ data: [data], setStateValue }) {
  const chapter = document.querySelector(`.st-key-${data.key}`);
  const stepper = chapter?.querySelector("[data-stepper]");
  if (!stepper) return undefined; // the window has just become a phone's: no steps to follow
  const steps = [...chapter.querySelectorAll("[data-step]")];
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let current = data.current;

  const mark = () => {
    steps.forEach((one) => one.classList.toggle("current", one.dataset.step === current));
    stepper.querySelectorAll("[data-to]").forEach((one) => {
      if (one.dataset.to === current) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    });
  };
  const become = (id) => {
    if (id === current) return;
    current = id;
    mark();
    setStateValue("step", id);
  };
  const go = (step) => {
    if (!step) return;
    step.scrollIntoView({ behavior: still.matches ? "instant" : "smooth", block: "center" });
    window.history.replaceState(window.history.state, "", `#${step.id}`);
  };
  const shift = (by) => go(steps[steps.findIndex((one) => one.dataset.step === current) + by]);

  const seen = new IntersectionObserver(
    (entries) => {
      const now = entries.find((one) => one.isIntersecting);
      if (now) become(now.target.dataset.step);
    },
    { rootMargin: "-48% 0px -48% 0px" },
  );
  const clicked = (event) => {
    const link = event.target.closest("[data-to], [data-by]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.to) go(steps.find((one) => one.dataset.step === link.dataset.to));
    else shift(Number(link.dataset.by));
  };
  const pressed = (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    shift(by);
  };
  steps.forEach((one) => seen.observe(one));
  stepper.addEventListener("click", clicked);
  stepper.addEventListener("keydown", pressed);
  mark();
  return () => {
    seen.disconnect();
    stepper.removeEventListener("click", clicked);
    stepper.removeEventListener("keydown", pressed);
  };
}
