// The story stands before the app does, and is enough for most that a reader wants. This starts the
// app when a reader wants what only it can do, carries the wish out once the app stands, and gives
// the page over to it at the passage being read. Where the app never comes (no script, no line), the
// story stays, and a line beside what was wanted says so.
(() => {
  const PATIENCE = 15000; // milliseconds until a reader is told that the app has not come
  const BATCH = 12; // files fetched at a time while nobody waits for them
  const WIDE = 860; // pixels; what is narrower is a phone, or held like one
  const origin = `${location.origin}/`;
  // Streamlit's own words for a lost line stand in English over the whole page: ours do not.
  window.__streamlit = {
    BACKEND_BASE_URL: origin,
    MAIN_PAGE_BASE_URL: origin,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false, blockErrorDialogs: true },
  };
  // The passage a link names is noted because the app drops it when it writes the address.
  window.__story = { passage: location.hash };
  const root = document.documentElement;
  const story = document.getElementById("edition");
  /** @type {{ styles: string[], early: string[], late: string[], start: string, choices: string[], said: Record<string, string> }} */
  const { styles, early, late, start, choices, said } = JSON.parse(
    document.getElementById("app-files")?.textContent ?? "");
  /** @param {string} tag @param {object} given */
  const add = (tag, given) => document.head.append(Object.assign(document.createElement(tag), given));
  const sheet = () => document.querySelector(".st-key-sheet");

  // One quiet line, beside what a reader wants: there before it has words, so that they are heard.
  const line = Object.assign(document.createElement("p"), { className: "app-line", role: "status" });
  /** @param {string} words @param {Element} beside */
  const tell = (words, beside) => {
    if (line.previousElementSibling !== beside) beside.after(line);
    setTimeout(() => { line.textContent = words; }, 50);
  };
  const hush = () => line.remove();

  // The reader's wish: what to go to in the app, and where they asked for it.
  /** @type {{ goal: string, beside: Element } | undefined} */
  let wish;
  let hurried = false;
  let begun = false;

  /** @param {string} href */
  const fetched = (href) => fetch(href).then((answer) => {
    if (!answer.ok) throw new Error(href);
    return answer.arrayBuffer();
  });
  // Between two pieces of work the page answers its reader.
  const pause = () => window.scheduler?.yield?.() ?? new Promise((done) => { setTimeout(done, 0); });
  const rest = async () => {
    if (!hurried) await new Promise((done) => {
      if ("requestIdleCallback" in window) requestIdleCallback(done, { timeout: 1000 });
      else setTimeout(done, 200);
    });
  };
  // All files are here before the first of them runs: one that is missed is simply asked for again.
  const boot = async () => {
    begun = true;
    const files = [start, ...early, ...styles];
    try {
      if (hurried) await Promise.all(files.map(fetched));
      else {
        for (let at = 0; at < files.length; at += BATCH) {
          await rest();
          await Promise.all(files.slice(at, at + BATCH).map(fetched));
        }
        await rest();
      }
    } catch {
      begun = false;
      if (wish) tell(said.lost, wish.beside);
      wish = undefined;
      return;
    }
    for (const href of styles) add("link", { rel: "stylesheet", href });
    for (const href of early) add("link", { rel: "modulepreload", href });
    // What the app is made of is run part by part, so that no part keeps the reader waiting long.
    for (const href of early) {
      await import(href).catch(() => {});
      await pause();
    }
    add("script", { type: "module", src: start });
    // A phone is given pictures, and draws none.
    for (const href of innerWidth < WIDE ? [] : late) add("link", { rel: "modulepreload", href, fetchPriority: "low" });
    if (story) watch();
  };
  if (!story) {
    root.classList.add("live");
    hurried = true;
    boot();
  }
  const prose = story ?? document.createElement("div");

  /** @param {HTMLElement} button */
  const want = (button) => {
    const beside = /** @type {Element} */ (button.parentElement);
    wish = { goal: button.dataset.app ?? "", beside };
    hurried = true;
    tell(said.coming, beside);
    setTimeout(() => { if (wish && prose.isConnected) tell(said.lost, beside); }, PATIENCE);
    if (!begun) boot();
  };

  const stands = () => {
    const app = sheet();
    if (!app?.querySelector(".colophon") || app.querySelector("[data-testid=stSkeleton]")) return false;
    // What was drawn for another window than this is drawn again.
    if (!root.dataset.room) return false;
    return [...app.querySelectorAll(".js-plotly-plot")].every((plot) => plot.querySelector(".main-svg"));
  };
  // A reader who has opened or chosen something, or is selecting or typing, is not disturbed.
  const busy = () => {
    /** @param {Element} fold */
    const inView = (fold) => {
      const { top, bottom } = fold.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    return [...prose.querySelectorAll("details[open]")].some(inView)
      || prose.querySelector(".choices input:not([type=search], :checked)")
      || prose.querySelector("input[type=search]:not(:placeholder-shown)")
      || !getSelection()?.isCollapsed
      || prose.contains(document.activeElement);
  };

  // What is being read: the last words above a line in the window that the app shows as well.
  const TEXTS = "h1, h2, h3, dt, p";
  /** @param {Element} text */
  const words = (text) => text.firstChild?.textContent?.trim().slice(0, 40);
  /** @param {(text: Element) => boolean} fits */
  const above = (fits) => [...prose.querySelectorAll(TEXTS)].findLast((text) =>
    text.checkVisibility({ contentVisibilityAuto: true }) && fits(text)
    && text.getBoundingClientRect().top < innerHeight / 4);

  // The app's styles and fonts set the page's lines anew as they arrive: what is being read is put
  // back where the reader left it.
  const anchor = () => {
    /** @type {{ box: Element, top: number } | undefined} */
    let held;
    const note = () => {
      const box = scrollY < 40 ? undefined : above(() => true);
      held = box && { box, top: box.getBoundingClientRect().top };
    };
    note();
    const restore = new ResizeObserver(() => {
      const by = held?.box.isConnected ? held.box.getBoundingClientRect().top - held.top : 0;
      if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
    });
    addEventListener("scroll", note, { passive: true });
    restore.observe(prose);
    return () => {
      removeEventListener("scroll", note);
      restore.disconnect();
    };
  };
  /** @param {Element} app */
  const place = (app) => {
    if (scrollY < 40) return undefined;
    // The passage that a link names is the same by its name, whatever stands around it.
    const named = prose.querySelector(":target");
    const twin = named && app.querySelector(`[id="${CSS.escape(named.id)}"]`);
    const top = named?.getBoundingClientRect().top ?? -1;
    if (twin && top >= 0 && top < innerHeight) return { target: twin, offset: top };
    const twins = new Map();
    for (const text of app.querySelectorAll(TEXTS)) {
      if (text.checkVisibility() && !twins.has(words(text))) twins.set(words(text), text);
    }
    const from = above((text) => twins.has(words(text)));
    return from && { target: twins.get(words(from)), offset: from.getBoundingClientRect().top };
  };
  /** @param {Element} from */
  const scroller = (from) => {
    for (let box = /** @type {Element | null} */ (from); box; box = box.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
    }
    return root;
  };

  // Plots above the passage may still grow; it is held where it was until they are done, or until
  // the reader moves.
  /** @param {Element} app @param {Element} target @param {number} offset */
  const hold = (app, target, offset) => {
    let moved = false;
    for (const name of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(name, () => { moved = true; }, { once: true, passive: true });
    }
    const end = performance.now() + 2000;
    const align = () => {
      if (moved || performance.now() > end) return;
      const by = target.getBoundingClientRect().top - offset;
      if (Math.abs(by) >= 1) scroller(app).scrollBy({ top: by, behavior: "instant" });
      requestAnimationFrame(align);
    };
    align();
  };

  // The fold that was asked for is opened while nobody sees it grow.
  /** @param {string} wanted */
  const opened = (wanted) => {
    const goal = /** @type {HTMLElement | null} */ (sheet()?.querySelector(wanted));
    if (!goal?.matches("details:not([open]) > summary")) return true;
    goal.click();
    return false;
  };
  // The reader stands on what was asked for.
  /** @param {Element} app @param {string} wanted */
  const carryOut = (app, wanted) => {
    const goal = /** @type {HTMLElement | null} */ (app.querySelector(wanted));
    if (!goal) return;
    goal.focus({ preventScroll: true });
    goal.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  /** @param {() => void} release */
  const hand = (release) => {
    const app = /** @type {Element} */ (sheet());
    const read = place(app);
    release();
    hush();
    prose.remove();
    document.getElementById("edition-style")?.remove();
    root.classList.add("live");
    if (wish) carryOut(app, wish.goal);
    else if (read) hold(app, read.target, read.offset);
    wish = undefined;
  };

  const watch = () => {
    const release = anchor();
    let still = 0;
    let last = scrollY;
    const look = () => {
      // Some looks in a row at rest: neither the app nor the reader is moving.
      const ready = stands() && (wish ? opened(wish.goal) : !busy() && scrollY === last);
      still = ready ? still + 1 : 0;
      last = scrollY;
      if (still < (wish ? 5 : 3)) setTimeout(look, 120);
      else hand(release);
    };
    look();
  };

  // Where the line is lost later, Streamlit's controls wait for it: a line beside the one that is
  // touched says so.
  const connected = () => document.querySelector("[data-test-connection-state=CONNECTED]");
  const CONTROLS = "button, input, select, textarea, label, [role=radiogroup], [role=group]";
  /** @param {Event} event */
  const touched = ({ target }) => {
    const part = target instanceof Element
      ? target.closest(".st-key-sheet [data-testid=stElementContainer]") : null;
    if (!part?.querySelector(CONTROLS) || connected() || line.isConnected) return;
    tell(said.waits, part);
    const back = setInterval(() => {
      if (!connected()) return;
      clearInterval(back);
      hush();
    }, 500);
  };
  addEventListener("pointerdown", touched, { capture: true });
  addEventListener("keydown", touched, { capture: true });

  // A choice in the address that the page shows already is gone to; the app need not come for it.
  const asked = [...new URLSearchParams(location.search)].filter(([name, code]) => choices.includes(name) && code);
  const shown = asked.map(([name, code]) => document.getElementById(`${name}-${code}`));
  if (!story) return;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (prose.querySelectorAll("[data-app]"))) {
    button.addEventListener("click", () => want(button));
  }
  if (asked.length && shown.every(Boolean)) {
    if (!location.hash) shown[0]?.scrollIntoView({ behavior: "instant" });
    return;
  }
  if (asked.length) {
    hurried = true;
    requestAnimationFrame(() => setTimeout(boot, 0));
    return;
  }
  // On a wide screen with a fast line it comes by itself, where there is something to choose.
  const { saveData, effectiveType } = navigator.connection ?? {};
  const easy = innerWidth >= WIDE && !saveData && (effectiveType ?? "4g") === "4g";
  if (easy && prose.querySelector("[data-app]")) {
    const later = () => rest().then(() => { if (!begun) boot(); });
    if (document.readyState === "complete") later();
    else addEventListener("load", later, { once: true });
  }
})();
