// Drives the slides: keys, clicker, fingers, an overview, and a presenter's window of the same
// file, which talks to this one by messages, so that it works from a disk without a network. A
// message counts only from the window that was opened or opened this one, of the same origin, and of
// the shape that is sent here; files on a disk have no origin but “null”, which cannot be named. A
// reload forgets which window was opened: that one says every second that it is ready, with a word
// that this window keeps as its name, and is taken on again.
(() => {
  const PRESENTER = "#presenter-";
  const ALIVE = 4000; // milliseconds after which a window that says nothing is lost
  const HOME = self.origin === "null" ? "*" : self.origin;
  /** @param {MessageEvent} event @param {Window | null} source */
  const from = (event, source) =>
    source && event.source === source && event.origin === self.origin && event.data;
  /** @param {{ slides?: unknown, key?: unknown } | false} said @return {said is { key: string }} */
  const isKey = (said) => said && said.slides === "key" && typeof said.key === "string" && said.key.length <= 20;

  const body = document.body;
  /** @param {string} selector @param {ParentNode} [from] @return {HTMLElement} */
  const find = (selector, from = document) => /** @type {HTMLElement} */ (from.querySelector(selector));
  const frames = [...document.querySelectorAll(".frame")];
  const slides = frames.map((frame) => /** @type {HTMLElement} */ (frame.firstElementChild));
  const said = find(".said");
  const black = find(".black");
  const last = frames.length - 1;
  let at = 0;
  let typed = "";
  let timer = 0;
  /** @type {Window | null} */
  let other = null;

  if (location.hash.startsWith(PRESENTER)) { presenter(location.hash.slice(PRESENTER.length)); return; }
  if (!self.name.startsWith("slides-")) self.name = `slides-${crypto.getRandomValues(new Uint32Array(4)).join("")}`;

  /** @return {HTMLElement | null} */
  const panel = () => frames[at].querySelector(".panel");
  const flowing = matchMedia("(max-width: 699px)"); // slides as a text, on a phone
  const overview = () => body.classList.contains("all");

  function scale() {
    const by = Math.min(innerWidth / 1280, innerHeight / 720);
    document.documentElement.style.setProperty("--scale", `${by}`);
  }

  /** @param {number} n @param {boolean} [quietly] */
  function show(n, quietly) {
    const open = panel();
    if (open) open.hidden = true;
    at = Math.max(0, Math.min(last, n));
    for (const [i, frame] of frames.entries()) frame.classList.toggle("current", i === at);
    black.hidden = true;
    history.replaceState(null, "", `#${at + 1}`);
    find(".progress div").style.width = `${100 * at / (last || 1)}%`;
    find(".place").textContent = `${at + 1} / ${frames.length}`;
    const slide = slides[at];
    if (!quietly && !overview() && !flowing.matches) slide.focus({ preventScroll: true });
    said.textContent = `${at + 1} / ${frames.length}: ${find("h1, h2", slide).textContent}`;
    if (overview()) frames[at].scrollIntoView({ block: "nearest" });
    tell();
  }

  function tell() {
    if (other && !other.closed) other.postMessage({ slides: "at", at }, HOME);
  }

  /** @param {boolean} on */
  function all(on) {
    body.classList.toggle("all", on);
    body.classList.toggle("show", !on);
    if (on) frames[at].scrollIntoView({ block: "nearest" });
    else show(at);
  }

  function openPresenter() {
    other = open(`${location.href.split("#")[0]}${PRESENTER}${self.name}`, "presenter", "width=1200,height=760");
    if (!other) said.textContent = `${body.dataset.blocked}`;
  }

  function table() {
    const open = panel();
    if (!open) return;
    open.hidden = !open.hidden;
    if (!open.hidden) find(".scroll", open).focus();
  }

  const columns = () => Math.max(1, Math.floor((innerWidth - 20) / 320));
  /** @type {Record<string, () => void>} */
  const acts = {
    after: () => show(at + 1), before: () => show(at - 1), all: () => all(!overview()),
    presenter: openPresenter, table,
    black: () => { black.hidden = !black.hidden; },
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    },
  };
  /** @type {Record<string, string>} */
  const keys = {
    ArrowRight: "after", ArrowDown: "after", PageDown: "after", " ": "after", n: "after",
    ArrowLeft: "before", ArrowUp: "before", PageUp: "before", Backspace: "before", p: "presenter",
    o: "all", b: "black", ".": "black", t: "table", f: "full", F5: "full",
  };

  function jump() {
    clearTimeout(timer);
    if (typed) show(Number(typed) - 1);
    typed = "";
  }

  /** @param {string} name @param {Element} [target] */
  function key(name, target) {
    if (/^[0-9]$/.test(name)) {
      typed += name;
      clearTimeout(timer);
      timer = window.setTimeout(jump, 1200);
      return true;
    }
    if (name === "Enter" && typed) { jump(); return true; }
    if (name === "Enter" && overview()) { all(false); return true; }
    if (name === "Escape") {
      const open = panel();
      if (open && !open.hidden) open.hidden = true;
      else if (!black.hidden) black.hidden = true;
      else if (overview()) all(false);
      else return false;
      return true;
    }
    if (name === "Home") { show(0); return true; }
    if (name === "End") { show(last); return true; }
    if (overview() && (name === "ArrowDown" || name === "ArrowUp")) {
      show(at + (name === "ArrowDown" ? columns() : -columns()));
      return true;
    }
    const scrolls = target?.closest(".scroll");
    if (scrolls && /^(Arrow(Up|Down)|Page(Up|Down)| )$/.test(name)) return false;
    const act = keys[name.length === 1 ? name.toLowerCase() : name];
    if (!act) return false;
    acts[act]();
    return true;
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if ((event.key === " " || event.key === "Enter") && !typed && target?.closest("a, button")) return;
    if (key(event.key, target)) event.preventDefault();
  });
  find(".controls").addEventListener("click", (event) => {
    const act = event.target instanceof HTMLElement && event.target.dataset.do;
    if (act) acts[act]();
  });
  for (const [i, frame] of frames.entries()) {
    frame.addEventListener("click", () => {
      if (overview()) { show(i); all(false); }
    });
  }
  let touched = 0;
  addEventListener("touchstart", (event) => { touched = event.changedTouches[0].clientX; }, { passive: true });
  addEventListener("touchend", (event) => {
    const by = event.changedTouches[0].clientX - touched;
    if (!overview() && !flowing.matches && Math.abs(by) > 60) show(at + (by < 0 ? 1 : -1));
  });
  let asleep = 0;
  addEventListener("mousemove", () => {
    body.classList.add("awake");
    clearTimeout(asleep);
    asleep = window.setTimeout(() => body.classList.remove("awake"), 2500);
  });
  addEventListener("message", (event) => {
    const back = event.origin === self.origin && event.data?.slides === "ready" && event.data.word === self.name;
    if (back && event.source !== other) other = /** @type {Window} */ (event.source);
    const said = from(event, other);
    if (isKey(said)) key(said.key);
    else if (said?.slides === "ready") tell();
  });
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));
  addEventListener("resize", scale);
  body.classList.add("show");
  scale();
  show(Number(location.hash.slice(1)) - 1 || 0, true);

  /** @param {string} word */
  function presenter(word) {
    for (const name of [".controls", ".progress", ".black", ".said"]) find(name).hidden = true;
    // Out of the document: patterns named there would not be drawn while it is hidden.
    find("main").remove();
    /** @param {string} tag @param {string} cls @param {Element} parent @param {string} [text] */
    const make = (tag, cls, parent, text) => {
      const made = parent.appendChild(document.createElement(tag));
      if (cls) made.className = cls;
      if (text) made.textContent = text;
      return made;
    };
    const desk = make("div", "desk", body);
    const time = make("div", "time", desk);
    const clock = make("span", "", time);
    const gone = make("b", "", time);
    const place = make("span", "", time);
    const pace = make("span", "", time);
    const again = make("button", "", time, body.dataset.start);
    const asked = make("button", "", time, body.dataset.answers);
    const lost = make("p", "lost", desk, body.dataset.lost);
    lost.setAttribute("role", "status");
    lost.hidden = true;
    const now = make("div", "now", desk);
    const side = make("div", "side", desk);
    make("h3", "", side, body.dataset.next);
    const then = make("div", "then", side);
    make("h3", "", side, body.dataset.notes);
    const script = make("div", "script", side);
    script.tabIndex = 0;
    let start = Date.now();
    let heard = Date.now();
    let shown = 0;
    again.addEventListener("click", () => { start = Date.now(); tick(); });

    /** @param {Element} box @param {number} n */
    function put(box, n) {
      box.textContent = "";
      if (!slides[n]) { make("p", "", box, body.dataset.last); return; }
      const copy = /** @type {HTMLElement} */ (slides[n].cloneNode(true));
      copy.removeAttribute("id");
      for (const link of copy.querySelectorAll("a")) link.tabIndex = -1;
      box.appendChild(copy);
    }
    function fit() {
      for (const box of [now, then]) box.style.setProperty("--own", `${box.clientWidth / 1280}`);
    }
    /** @param {number} n */
    function putAll(n) {
      put(now, n);
      put(then, n + 1);
      script.textContent = "";
      if (body.dataset.noNotes) make("p", "small", script, body.dataset.noNotes);
      // A chapter's notes stand with its first slide and its answers with its last: show them all.
      const { chapter } = slides[n].dataset;
      for (const [i, frame] of frames.entries()) {
        const notes = slides[i].dataset.chapter === chapter && frame.querySelector(".notes");
        if (!notes) continue;
        for (const note of notes.children) {
          if (i === n || !note.matches(".own")) script.appendChild(note.cloneNode(true));
        }
      }
      script.scrollTop = 0;
      place.textContent = `${n + 1} / ${frames.length}`;
      shown = n;
      fit();
      tick();
    }

    // Every slide has its share of the time planned, by how long it takes to say.
    const shares = slides.map((slide) => Number(slide.dataset.seconds) || 0);
    const planned = Number(body.dataset.planned) || 0;
    const scaled = planned / (shares.reduce((sum, share) => sum + share, 0) || 1);
    /** @param {number} n */
    const until = (n) => shares.slice(0, n).reduce((sum, share) => sum + share, 0) * scaled;
    /** @param {number} seconds */
    const minutes = (seconds) => `${two(Math.floor(seconds / 60))}:${two(Math.floor(seconds % 60))}`;
    /** @param {number} run */
    function paced(run) {
      // Behind, once a slide is shown for longer than its share; ahead, when it is there too soon.
      const early = until(shown) - run;
      const late = run - until(shown + 1);
      const by = Math.max(early, late, 0);
      const word = by < 15 ? "onTime" : early > late ? "ahead" : "behind";
      const plan = `${body.dataset.plan}`.replace("{time}", minutes(planned));
      pace.textContent = `${plan} · ${`${body.dataset[word]}`.replace("{time}", minutes(by))}`;
      pace.className = word === "behind" ? "late" : "";
    }
    /** @param {number} n */
    const two = (n) => String(n).padStart(2, "0");
    function tick() {
      const day = new Date();
      const run = Math.floor((Date.now() - start) / 1000);
      clock.textContent = `${two(day.getHours())}:${two(day.getMinutes())}`;
      gone.textContent = minutes(run);
      paced(run);
      lost.hidden = Date.now() - heard < ALIVE;
      if (opener) opener.postMessage({ slides: "ready", word }, HOME);
    }

    // All answers of all chapters, over this window alone: the wall stays as it is.
    const answers = find(".answers");
    const search = /** @type {HTMLInputElement} */ (find("input", answers));
    const none = answers.querySelector(".none");
    const list = [...answers.querySelectorAll("details")];
    /** @param {string} text */
    const plain = (text) => text.toLocaleLowerCase().normalize("NFKC").replace(/[\s’'",.?()“”‘]+/g, " ");
    const texts = list.map((answer) => plain(`${answer.textContent}`));
    function sift() {
      const words = plain(search.value).split(" ").filter(Boolean);
      let some = false;
      for (const [i, answer] of list.entries()) {
        answer.hidden = !words.every((item) => texts[i].includes(item));
        if (answer.hidden) answer.open = false;
        else some = true;
      }
      if (none instanceof HTMLElement) none.hidden = some;
    }
    /** @param {boolean} on */
    function answering(on) {
      answers.hidden = !on;
      if (!on) { script.focus(); return; }
      search.value = "";
      sift();
      search.focus();
    }
    search.addEventListener("input", sift);
    find("button", answers).addEventListener("click", () => answering(false));
    asked.addEventListener("click", () => answering(true));
    answers.addEventListener("keydown", (event) => {
      event.stopPropagation();
      const open = list.filter((answer) => !answer.hidden);
      if (event.key === "Escape") answering(false);
      else if (event.key === "Enter" && event.target === search && open[0]) {
        open[0].open = true;
        find("summary", open[0]).focus();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const now = open.findIndex((answer) => answer.contains(document.activeElement));
        const to = now + (event.key === "ArrowDown" ? 1 : -1);
        if (to < 0) search.focus();
        else if (open[to]) find("summary", open[to]).focus();
      } else return;
      event.preventDefault();
    });

    addEventListener("message", (event) => {
      const said = from(event, opener);
      if (said?.slides !== "at") return;
      heard = Date.now();
      lost.hidden = true;
      if (said.at === shown && now.firstChild) return;
      if (Number.isInteger(said.at) && slides[said.at]) putAll(said.at);
    });
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("button")) return;
      if (event.target === script && /^Arrow(Up|Down)$/.test(event.key)) return;
      if (/^(Tab|F\d+|p|P)$/.test(event.key)) return;
      event.preventDefault();
      if (/^[aA/]$/.test(event.key)) answering(true);
      else if (opener) opener.postMessage({ slides: "key", key: event.key }, HOME);
    });
    addEventListener("resize", fit);
    setInterval(tick, 1000);
    putAll(0);
  }
})();
