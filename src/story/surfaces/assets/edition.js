// What a script can add to the edition; everything is there without it.
const root = document.documentElement;
/** @param {string} name @param {string} [value] */
const kept = (name, value) => {
  try {
    if (value === undefined) return localStorage.getItem(name);
    localStorage.setItem(name, value);
  } catch {
    // Storage is closed to pages from a disk and in some private windows.
  }
  return null;
};
/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} from @return {T[]} */
const $$ = (selector, from = document) => [.../** @type {NodeListOf<T>} */ (from.querySelectorAll(selector))];

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
  return all.findLast((part) => part.getBoundingClientRect().top < innerHeight / 2 && part.offsetParent);
};
/** @type {HTMLAnchorElement[]} */
const languages = $$("a[data-language]");
for (const link of languages) {
  link.addEventListener("click", () => {
    kept("language", link.dataset.language);
    const passage = scrollY > innerHeight / 2 ? passageInView() : null;
    if (passage) link.hash = passage.id;
  });
}
if (document.body.classList.contains("door")) {
  const wanted = kept("language") || (navigator.language.startsWith("ko") ? "ko" : "");
  const link = languages.find((choice) => choice.dataset.language === wanted);
  if (link) location.replace(link.href);
}

// What is named in the address is opened.
const reveal = () => {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = named?.closest("details") ?? named?.querySelector(":scope > details");
  if (fold instanceof HTMLDetailsElement && !fold.open) {
    fold.open = true;
    named?.scrollIntoView();
  }
};
addEventListener("hashchange", reveal);
reveal();

// Links from when the chapters' steps stood on the first page lead on to the chapters' own pages.
const lead = () => {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name || document.getElementById(name)?.hasChildNodes()) return;
  for (const { id, dataset: { moved = "", number } } of $$("[data-moved]")) {
    const old = new RegExp(`^(figure-)?(step-${number}\\.|source-${number}-|${id}-)`);
    if (!old.test(name)) continue;
    const to = new URL(moved, location.href);
    for (const [key, value] of new URLSearchParams(location.search)) to.searchParams.set(key, value);
    to.hash = name;
    location.replace(to);
  }
};
addEventListener("hashchange", lead);
lead();

// Filters work by style alone; a search and a count need a script.
for (const form of $$("form[data-choices]")) {
  const items = $$(".item", form.parentElement ?? form);
  /** @type {HTMLInputElement[]} */
  const [search] = $$("[data-search]", form);
  const [count] = $$("[data-count]", form);
  $$(".search", form)[0].hidden = false;
  /** @type {string[]} */
  let texts = [];
  /** @param {number} shown */
  const tell = (shown) => {
    count.textContent = `${form.dataset.choices}`
      .replace("{shown}", `${shown}`).replace("{all}", `${items.length}`);
  };
  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !texts.length) texts = items.map((item) => item.textContent.toLowerCase());
    items.forEach((item, at) => {
      item.hidden = !words.every((word) => texts[at].includes(word));
    });
    // A year none of whose events is left has no heading either.
    /** @param {Element} item */
    const seen = (item) => getComputedStyle(item).display !== "none";
    for (const heading of $$(".year", form.parentElement ?? form)) {
      let next = heading.nextElementSibling;
      while (next?.matches(".item") && !seen(next)) next = next.nextElementSibling;
      heading.hidden = !next?.matches(".item");
    }
    tell(items.filter(seen).length);
  };
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  // Where nothing is chosen yet, all is shown: that need not be asked of every item.
  if (form.matches(":has([type=checkbox]:not(:checked))")) update();
  else tell(items.length);
}

// Tables can be sorted by a column: by day or amount where every cell of it begins with one, with
// what is blank at the end.
// The language's months and order are asked for at the first sorting: that takes longer than all else
// that a page does as it opens.
const sorting = () => {
  const months = Array.from({ length: 12 }, (_, at) =>
    new Date(2000, at).toLocaleString(root.lang, { month: "long" }),
  );
  const dated = new RegExp(`^(?:[a-z]+ )?(?:(\\d+)(?:–\\d+)? )?(${months.join("|")})\\b.*?(\\d{4})`);
  /** @param {string} text */
  const comparable = (text) => text
    .replace(dated, (_, day, month, year) => `${year} ${months.indexOf(month) + 1} ${day ?? 0}`)
    .replace(/(\d),(?=\d{3})/g, "$1")
    .replace(/(\d+)만 ?(\d*)/g, (_, tens, rest) => `${Number(tens) * 10000 + Number(rest)}`);
  return { comparable, collator: new Intl.Collator(root.lang, { numeric: true }) };
};
/** @type {ReturnType<typeof sorting> | undefined} */
let sorter;
/** @type {HTMLTableElement[]} */
const tables = $$(".scroll table:not(.meetings, .asks)");
for (const table of tables) {
  const heads = $$("thead th", table);
  const body = table.tBodies[0];
  if (!body || body.rows.length < 3) continue;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      sorter ??= sorting();
      const { comparable, collator } = sorter;
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = [...body.rows].map((row) => (
        { row, key: comparable(row.cells[column].textContent) }
      ));
      const measured = keyed.every(({ key }) => /^(\D{0,12}\d|$)/.test(key));
      const order = (/** @type {string} */ key) => (measured ? key.replace(/^\D+/, "") : key);
      keyed.sort((a, b) =>
        Number(!a.key) - Number(!b.key)
          || (down ? -1 : 1) * collator.compare(order(a.key), order(b.key)),
      );
      body.append(...keyed.map(({ row }) => row));
    });
  });
}

// A mark of a picture or of the text answers where it is: with the card or the note that this page
// has, or the card of the page it leads to.
const [reading] = $$("[data-walk]");
/** @type {Map<string, Promise<Document>>} */
const pages = new Map();
/** @param {string} address */
const pageOf = (address) => {
  const page = pages.get(address) ?? fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(address);
    return answer.text();
  }).then((text) => new DOMParser().parseFromString(text, "text/html"));
  pages.set(address, page);
  page.catch(() => pages.delete(address));
  return page;
};
/** @type {Panel | undefined} */
let panel;
const answering = "popover" in HTMLElement.prototype;
/** @param {() => Box | null} where @param {string} name @param {Node[]} held @param {object} [more] */
const answer = (where, name, held, more) => {
  panel ??= new Panel(reading, reading.dataset.close ?? "");
  panel.show(where, name, held, more);
};
/** @param {string} address @param {string} words */
const linked = (address, words) => {
  const line = paragraph("");
  line.append(Object.assign(document.createElement("a"), { href: address, textContent: words }));
  return line;
};
/** @param {string} way */
const cardOf = async (way) => {
  const address = new URL(way, location.href).href;
  const [card] = $$(".own > :is(.card, .claim)", await pageOf(address));
  if (!card) throw new Error(way);
  const copy = copied(document.importNode(card, true));
  for (const link of copy.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", address).href;
  }
  return [copy, linked(address, reading.dataset.own ?? "")];
};
/** @param {HTMLElement} mark */
const answerMark = (mark) => {
  const { said = "", id = "" } = mark.dataset;
  const picture = /** @type {Element} */ (mark.closest("svg"));
  // One record can be drawn as several marks: a bar and its stop.
  const marks = $$("[data-said]", picture).filter((other) => other.dataset.said === said);
  const cards = id && /** @type {HTMLElement | null} */ (picture.closest("[data-cards]"))?.dataset.cards;
  // On the small maps the row's own id stands after that of the list.
  const way = cards ? cards.replace("{id}", id.split("/").at(-1) ?? "") : "";
  const here = way.startsWith("#") && document.getElementById(way.slice(1));
  const held = here ? copied(here) : way ? linked(way, said) : paragraph(said);
  const later = way && !here && location.protocol !== "file:" ? cardOf(way) : undefined;
  answer(() => boxOf(marks), said, [held], { ringed: true, later });
};
if (answering) reading.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const picture = target.closest("svg.picture");
  const mark = picture && markAt(event, $$("[data-said]", picture));
  if (mark) answerMark(mark);
  /** @type {HTMLAnchorElement | null} */
  const link = target.closest(".mark, .claim-mark");
  const note = link && document.getElementById(link.hash.slice(1));
  if (!link || !note || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const held = document.createElement("div");
  held.append(...copied(note).childNodes);
  for (const back of $$("a[href$='-mark']", held)) back.remove();
  answer(() => boxOf([link]), link.getAttribute("aria-label") ?? "", [held]);
});

// The marks of a picture, one by one by keyboard: each carries the words of its row.
class Walk {
  /** @param {Element} picture */
  constructor(picture) {
    // One record can be drawn as several marks: a bar and its stop.
    /** @type {Map<string, HTMLElement[]>} */
    const groups = new Map();
    for (const mark of $$("[data-said]", picture)) {
      const said = `${mark.dataset.said}`;
      groups.set(said, [...(groups.get(said) ?? []), mark]);
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
    picture.closest(".plate")?.after(this.line);
    this.line.addEventListener("keydown", (event) => this.press(event));
    this.line.addEventListener("blur", () => this.ring.remove());
    this.line.addEventListener("focus", () => this.show(Math.max(this.at, 0)));
    this.line.textContent = `${reading.dataset.walk}`.replace("{count}", `${groups.size}`);
    this.line.setAttribute("aria-label", this.line.textContent);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const last = this.marks.length - 1;
    /** @type {Record<string, number>} */
    const places = {
      ArrowRight: this.at + 1, ArrowDown: this.at + 1, ArrowLeft: this.at - 1, ArrowUp: this.at - 1,
      Home: 0, End: last,
    };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (answering && ["Enter", " "].includes(event.key)) {
      event.preventDefault();
      answerMark(this.marks[Math.max(this.at, 0)][1][0]);
    }
    const to = places[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(Math.min(Math.max(to, 0), last));
  }

  /** @param {number} at */
  show(at) {
    this.at = at;
    const [said, marks] = this.marks[at];
    this.line.textContent = said;
    this.line.setAttribute("aria-valuenow", String(at + 1));
    this.line.setAttribute("aria-valuetext", said);
    const box = boxOf(marks);
    if (!box) return;
    Object.assign(this.ring.style, {
      left: `${box.left + scrollX - 5}px`, top: `${box.top + scrollY - 5}px`,
      width: `${box.right - box.left + 10}px`, height: `${box.bottom - box.top + 10}px`,
    });
    document.body.append(this.ring);
  }
}
const walkable = $$("svg.picture").filter((picture) => picture.querySelector("[data-said]"));
/** @type {WeakMap<Element, Element>} */
const walked = new WeakMap();
const near = new IntersectionObserver((entries) => {
  for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
    // A picture that has taken another's place, in a window that was turned, takes its walk too.
    const plate = target.parentElement;
    if (!plate || walked.get(plate) === target) continue;
    walked.set(plate, target);
    $$(":scope > .walk", plate.parentElement ?? plate)[0]?.remove();
    new Walk(target);
  }
}, { rootMargin: "400px" });
for (const picture of walkable) near.observe(picture);

// A reference is read on the day on which it is taken, and copied by a button.
const today = new Date().toISOString().slice(0, 10);
/** @param {string} text */
const accessed = (text) => {
  if (text.startsWith("@")) return text.replace(/\}\s*$/, `  urldate = {${today}},\n}\n`);
  if (text.startsWith("TY")) return text.replace("ER  - ", `Y2  - ${today.replaceAll("-", "/")}/\nER  - `);
  const items = JSON.parse(text);
  for (const item of items) item.accessed = { "date-parts": [today.split("-").map(Number)] };
  return `${JSON.stringify(items, null, 2)}\n`;
};
for (const reference of $$(".citing pre")) reference.textContent = accessed(reference.textContent);
for (const button of $$("[data-copy]")) button.hidden = false;

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
/** @type {HTMLMetaElement | null} */
const mine = document.querySelector("meta[name=edition]");
const base = root.dataset.base;
if (base && location.protocol.startsWith("http")) {
  addEventListener("load", () => {
    setTimeout(() => {
      fetch(`${base}edition.json`, { cache: "no-cache" })
        .then((answer) => answer.json())
        .then(({ edition }) => {
          for (const line of $$("[data-newer]")) line.hidden = edition === mine?.content;
        })
        .catch(() => {});
      navigator.serviceWorker?.register(`${base}sw.js`).catch(() => {});
    }, 3000);
  });
}
