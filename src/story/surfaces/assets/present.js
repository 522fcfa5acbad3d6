// Present mode's keys and its small bar. In the story a key asks the server for another step; on
// other pages it scrolls to the next figure. Streamlit's keys r, c and Esc are left alone.
let stop = () => {}; // takes the keys from the step shown before
/** @type {number | null} */
let asked = null; // the step asked for, until the server shows it: keys may come faster

/** @type {Component<{ at: number, count: number, out: string, words: Record<string, string> }>} */
export default ({ data: [data], setStateValue, parentElement }) => {
  const { at, count, out, words } = data;
  stop();
  if (asked === at) asked = null;
  let typed = "";
  let timer = 0;

  const figures = () => [...document.querySelectorAll(".st-key-present .finding, .st-key-present h1")];
  /** @param {number} n */
  const to = (n) => {
    if (count) {
      if (n < 0 || n >= count || n === (asked ?? at)) return;
      asked = n;
      setStateValue("go", { to: n, turn: `${Date.now()}-${n}` });
      return;
    }
    const all = figures();
    all[Math.max(0, Math.min(n, all.length - 1))]?.scrollIntoView({ block: "start" });
  };
  const place = () => {
    if (count) return asked ?? at;
    const tops = figures().map((figure) => figure.getBoundingClientRect().top);
    return tops.filter((top) => top < 80).length - 1;
  };
  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  };

  const bar = document.createElement("nav");
  bar.className = "present-bar";
  /** @param {string} tag @param {string} text @param {string} [label] @param {() => void} [act] */
  const add = (tag, text, label, act) => {
    const made = bar.appendChild(document.createElement(tag));
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    if (act) made.addEventListener("click", act);
    return made;
  };
  add("button", "←", words.before, () => to(place() - 1));
  if (count) add("span", `${at + 1} / ${count}`);
  add("button", "→", words.after, () => to(place() + 1));
  add("button", words.full, "", full);
  add("a", words.leave).setAttribute("href", out);
  parentElement.replaceChildren(bar);

  const jump = () => {
    clearTimeout(timer);
    if (typed) to(Number(typed) - 1);
    typed = "";
  };
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = "input, textarea, select, [role=radiogroup], [role=slider]";
    if (event.target instanceof Element && event.target.closest(typing)) return;
    if (/^[0-9]$/.test(event.key)) {
      typed += event.key;
      clearTimeout(timer);
      timer = window.setTimeout(jump, 1200);
      return;
    }
    if (event.key === "Enter" && typed) { jump(); return; }
    /** @type {Record<string, number>} */
    const turns = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
    const by = turns[event.key];
    if (by) to(place() + by);
    else if (event.key === "Home") to(0);
    else if (event.key === "End") to(count ? count - 1 : figures().length - 1);
    else if (event.key === "f") full();
    else return;
    event.preventDefault();
  };
  window.addEventListener("keydown", pressed);
  stop = () => {
    window.removeEventListener("keydown", pressed);
    clearTimeout(timer);
  };
  return stop;
};
