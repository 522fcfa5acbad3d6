// What a script can add to the edition; everything is there without it.
const root = document.documentElement;
const kept = (name, value) => {
  try {
    if (value === undefined) return localStorage.getItem(name);
    localStorage.setItem(name, value);
  } catch {
    // Storage is closed to pages from a disk and in some private windows.
  }
  return null;
};
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

// Theme: the system's, unless the reader has chosen.
const theme = kept("theme");
if (theme) root.dataset.theme = theme;
for (const button of $$("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    kept("theme", root.dataset.theme);
  });
}

// Language: a switch keeps the passage being read, and the choice is kept for the front door.
const passageInView = () => {
  const all = $$(".step[id], .chapter[id], article[id], .item [id]");
  return all.findLast((one) => one.getBoundingClientRect().top < innerHeight / 2 && one.offsetParent);
};
for (const link of $$("a[data-language]")) {
  link.addEventListener("click", () => {
    kept("language", link.dataset.language);
    const passage = scrollY > innerHeight / 2 ? passageInView() : null;
    if (passage) link.hash = passage.id;
  });
}
if (document.body.classList.contains("door")) {
  const wanted = kept("language") || (navigator.language.startsWith("ko") ? "ko" : "");
  const link = document.querySelector(`a[data-language="${wanted}"]`);
  if (link) location.replace(link.href);
}

// What is named in the address is opened, and so is everything before it is printed.
const reveal = () => {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = named && (named.closest("details") || named.querySelector(":scope > details"));
  if (fold && !fold.open) {
    fold.open = true;
    named.scrollIntoView();
  }
};
addEventListener("hashchange", reveal);
reveal();
let opened = [];
addEventListener("beforeprint", () => {
  opened = $$("details:not([open])");
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});

// The page of the whole story leaves sources and tables to its chapters' pages: they open in place,
// or, from a disk, there.
const pages = new Map();
const partOf = async (way) => {
  const [address, id] = way.href.split("#");
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(address);
      return answer.text();
    }).then((text) => new DOMParser().parseFromString(text, "text/html")));
    pages.get(address).catch(() => pages.delete(address));
  }
  const found = (await pages.get(address)).getElementById(id);
  const part = document.createElement("div");
  part.className = "apparatus";
  part.append(...document.importNode(found, true).querySelectorAll(":scope > :not(summary)"));
  return part;
};
for (const way of $$("a[data-part]")) {
  if (location.protocol === "file:") break;
  const ways = way.closest(".ways");
  let part = null;
  way.setAttribute("role", "button");
  way.setAttribute("aria-expanded", "false");
  const turn = async () => {
    try {
      part ??= await partOf(way);
    } catch {
      part = Object.assign(document.createElement("p"), { className: "quiet" });
      part.setAttribute("role", "status");
      part.textContent = document.querySelector("[data-lost]").dataset.lost;
      ways.after(part);
      setTimeout(() => { part?.remove(); part = null; }, 8000);
      return;
    }
    const open = !part.isConnected;
    if (open) ways.after(part);
    else part.remove();
    way.setAttribute("aria-expanded", String(open));
  };
  way.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn();
  });
  way.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    turn();
  });
}

// Filters work by style alone; a search and a count need a script.
for (const form of $$("form[data-choices]")) {
  const items = $$(".item", form.parentElement);
  const search = form.querySelector("[data-search]");
  const count = form.querySelector("[data-count]");
  form.querySelector(".search").hidden = false;
  const texts = items.map((one) => one.textContent.toLowerCase());
  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    items.forEach((one, at) => {
      one.hidden = !words.every((word) => texts[at].includes(word));
    });
    const shown = items.filter((one) => getComputedStyle(one).display !== "none").length;
    count.textContent = form.dataset.choices.replace("{shown}", shown).replace("{all}", items.length);
  };
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
}

// Tables can be sorted by a column.
const collator = new Intl.Collator(root.lang, { numeric: true });
for (const table of $$(".scroll table:not(.meetings, .asks)")) {
  const heads = $$("thead th", table);
  const body = table.tBodies[0];
  if (!body || body.rows.length < 3) continue;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const one of heads) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = (one) => one.cells[column].textContent.replace(/(\d),(?=\d{3})/g, "$1");
      const rows = [...body.rows].sort((a, b) => collator.compare(order(a), order(b)));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}

// The marks of a picture, one by one by keyboard: each carries the words of its row.
class Walk {
  constructor(picture) {
    this.picture = picture;
    // One record can be drawn as several marks: a bar and its stop.
    const groups = new Map();
    for (const mark of $$("[data-said]", picture)) {
      groups.set(mark.dataset.said, [...(groups.get(mark.dataset.said) ?? []), mark]);
    }
    this.marks = [...groups];
    this.at = -1;
    this.line = document.createElement("p");
    this.line.className = "walk";
    this.line.tabIndex = 0;
    this.line.setAttribute("role", "slider");
    this.line.setAttribute("aria-valuemin", "1");
    this.line.setAttribute("aria-valuemax", String(this.marks.length));
    this.line.setAttribute("aria-valuenow", "1");
    this.ring = document.createElement("div");
    this.ring.className = "walk-ring";
    picture.closest(".plate").after(this.line);
    this.line.addEventListener("keydown", (event) => this.press(event));
    this.line.addEventListener("blur", () => this.ring.remove());
    this.line.addEventListener("focus", () => this.show(Math.max(this.at, 0)));
    this.line.textContent = document.querySelector("[data-walk]").dataset.walk.replace("{count}", this.marks.length);
    this.line.setAttribute("aria-label", this.line.textContent);
  }

  press(event) {
    const last = this.marks.length - 1;
    const to = {
      ArrowRight: this.at + 1, ArrowDown: this.at + 1, ArrowLeft: this.at - 1, ArrowUp: this.at - 1,
      Home: 0, End: last,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.show(Math.min(Math.max(to, 0), last));
  }

  show(at) {
    this.at = at;
    const [said, marks] = this.marks[at];
    this.line.textContent = said;
    this.line.setAttribute("aria-valuenow", String(at + 1));
    this.line.setAttribute("aria-valuetext", said);
    const boxes = marks.map((one) => one.getBoundingClientRect());
    const left = Math.min(...boxes.map((one) => one.left)) + scrollX - 5;
    const top = Math.min(...boxes.map((one) => one.top)) + scrollY - 5;
    const right = Math.max(...boxes.map((one) => one.right)) + scrollX + 5;
    const bottom = Math.max(...boxes.map((one) => one.bottom)) + scrollY + 5;
    Object.assign(this.ring.style, {
      left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px`,
    });
    document.body.append(this.ring);
  }
}
const walkable = $$("svg.picture").filter((one) => one.querySelector("[data-said]"));
const near = new IntersectionObserver((entries) => {
  for (const one of entries.filter((entry) => entry.isIntersecting)) {
    near.unobserve(one.target);
    new Walk(one.target);
  }
}, { rootMargin: "400px" });
for (const one of walkable) near.observe(one);

// Embedded pages tell the page around them how tall they are.
if (parent !== window && document.body.classList.contains("embed")) {
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    // To whomever embeds it: a height is no secret, and nothing is listened to.
    parent.postMessage({ type: "story-embed", height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
}

// Offline reading, and word of a newer edition, where the page comes from a host.
const mine = document.querySelector("meta[name=edition]")?.content;
const base = root.dataset.base;
if (base && location.protocol.startsWith("http")) {
  addEventListener("load", () => {
    setTimeout(() => {
      fetch(`${base}edition.json`, { cache: "no-cache" })
        .then((answer) => answer.json())
        .then(({ edition }) => {
          for (const one of $$("[data-newer]")) one.hidden = edition === mine;
        })
        .catch(() => {});
      navigator.serviceWorker?.register(`${base}sw.js`).catch(() => {});
    }, 3000);
  });
}
