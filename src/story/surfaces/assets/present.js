// Present mode's keys and its small bar. In the story a key asks the server for another step; on
// other pages it scrolls to the next figure. Streamlit's keys r, c and Esc are left alone.
let stop = () => {}; // takes the keys from the step shown before
let asked = null; // the step asked for, until the server shows it: keys may come faster

export default function ({ data: [data], setStateValue, parentElement }) {
  const { at, count, out, words } = data;
  stop();
  if (asked === at) asked = null;
  let typed = "", timer = 0;

  const figures = () => [...document.querySelectorAll(".st-key-present .finding, .st-key-present h1")];
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
    const tops = figures().map((one) => one.getBoundingClientRect().top);
    return tops.filter((top) => top < 80).length - 1;
  };
  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  };

  const bar = document.createElement("nav");
  bar.className = "present-bar";
  const add = (tag, text, label, act) => {
    const one = bar.appendChild(document.createElement(tag));
    one.textContent = text;
    if (label) one.setAttribute("aria-label", label);
    if (act) one.addEventListener("click", act);
    return one;
  };
  add("button", "←", words.before, () => to(place() - 1));
  if (count) add("span", `${at + 1} / ${count}`);
  add("button", "→", words.after, () => to(place() + 1));
  add("button", words.full, "", full);
  add("a", words.leave).href = out;
  parentElement.replaceChildren(bar);

  const jump = () => {
    clearTimeout(timer);
    if (typed) to(Number(typed) - 1);
    typed = "";
  };
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [role=radiogroup], [role=slider]")) return;
    if (/^[0-9]$/.test(event.key)) {
      typed += event.key;
      clearTimeout(timer);
      timer = setTimeout(jump, 1200);
      return;
    }
    if (event.key === "Enter" && typed) { jump(); return; }
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
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
}
