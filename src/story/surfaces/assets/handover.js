// The story stands before the app does. This starts the app once the story has been painted, and
// gives the page over to it, at the passage being read, when it stands as well. Where the app
// never comes (no script, no socket), the story stays.
(() => {
  const origin = `${location.origin}/`;
  window.__streamlit = { BACKEND_BASE_URL: origin, MAIN_PAGE_BASE_URL: origin };
  // The passage a link names is noted because the app drops it when it writes the address.
  window.__story = { passage: location.hash };
  const root = document.documentElement;
  const prose = document.getElementById("edition");
  const { styles, early, late, start } = JSON.parse(document.getElementById("app-files").textContent);
  const add = (tag, given) => document.head.append(Object.assign(document.createElement(tag), given));

  const boot = () => {
    for (const href of styles) add("link", { rel: "stylesheet", href });
    for (const href of early) add("link", { rel: "modulepreload", href });
    add("script", { type: "module", src: start });
    for (const href of late) add("link", { rel: "modulepreload", href, fetchPriority: "low" });
  };

  const sheet = () => document.querySelector(".st-key-sheet");
  const stands = () => {
    const app = sheet();
    if (!app?.querySelector(".colophon") || app.querySelector("[data-testid=stSkeleton]")) return false;
    return [...app.querySelectorAll(".js-plotly-plot")].every((one) => one.querySelector(".main-svg"));
  };
  // A reader who has opened something, or is selecting or typing, is not disturbed.
  const busy = () => {
    const inView = (one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    return [...prose.querySelectorAll("details[open]")].some(inView)
      || !getSelection().isCollapsed
      || prose.contains(document.activeElement);
  };

  const place = () => {
    if (scrollY < 40) return null;
    const passages = [...prose.querySelectorAll("[id]")].filter((one) => one.offsetParent);
    const above = passages.filter((one) => one.getBoundingClientRect().top < innerHeight / 2);
    return above.length ? above : null;
  };
  const scroller = (from) => {
    for (let one = from; one; one = one.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight) return one;
    }
    return document.scrollingElement;
  };

  const hand = () => {
    const passages = place();
    const app = sheet();
    const from = passages?.findLast((one) => app.querySelector(`#${CSS.escape(one.id)}`));
    const target = from && app.querySelector(`#${CSS.escape(from.id)}`);
    const offset = from?.getBoundingClientRect().top;
    prose.remove();
    document.getElementById("edition-style").remove();
    root.classList.add("live");
    if (target) {
      const moved = target.getBoundingClientRect().top - offset;
      scroller(app).scrollBy({ top: moved, behavior: "instant" });
    }
  };

  let still = 0;
  let last = scrollY;
  const watch = () => {
    // Two looks in a row at rest: neither the app nor the reader is moving.
    still = stands() && !busy() && scrollY === last ? still + 1 : 0;
    last = scrollY;
    if (still < 3) return setTimeout(watch, 120);
    return hand();
  };

  if (!prose) {
    root.classList.add("live");
    boot();
    return;
  }
  requestAnimationFrame(() => setTimeout(() => {
    boot();
    watch();
  }, 0));
})();
