// Looks through the whole story while a reader types. The index stands in the page
// (surfaces/search_index.py): every text with the way to its place, and the spellings that mean
// the same. What a reader types is only compared and shown as text; it becomes no pattern and no HTML.
{
  /**
   * @typedef {[group: number, title: string, href: string, note: string, text: string, other: string]} Row
   * @typedef {{group: number, title: string, href: string, note: string, text: string, other: string, said: string[]}} Entry
   * @typedef {{parts: string[], own: RegExp, any: RegExp}} Term
   * @typedef {{entry: Entry, weight: number}} Found
   * @typedef {{groups: string[], entries: Row[], spellings: string[][], longest: number, words: Record<string, string>}} Store
   */
  /** @template {Element} [T=HTMLElement] @param {string} selector @return {T} */
  const part = (selector) => /** @type {T} */ (document.querySelector(selector));
  /** @type {Store} */
  const store = JSON.parse(part("#search-index").textContent ?? "");
  const { words: SAID, longest: LONGEST } = store;
  const FIRST = 5; // results of a group that are shown unasked
  const ROUND = document.documentElement.lang === "ko" ? 55 : 90; // characters of a text before and after what was found
  const HIDDEN = /[\p{Mn}'‘’ʼʻ′`]/gu;
  const SIGN = /[\p{L}\p{N}]/u;
  const HANGUL = /[가-힣]/;

  // As story.search.folded does: without case, accents and apostrophes. What is neither letter nor
  // digit becomes a blank, but within a number nothing. `places` is filled with where each sign of
  // the result stood.
  /** @param {string} text @param {number[]} [places] */
  function folded(text, places) {
    let made = "";
    let at = 0;
    for (const sign of text) {
      let parts = sign.toLowerCase();
      if (sign > "\u007f" && !HANGUL.test(sign)) {
        parts = parts.normalize("NFKD").replace(HIDDEN, "").normalize("NFC").toLowerCase().replace("ß", "ss");
      } else if (sign === "'" || sign === "`" || (sign === "," && /\d$/.test(made) && /^\d/.test(text.slice(at + 1)))) {
        parts = "";
      }
      for (const letter of parts) {
        const kept = SIGN.test(letter) ? letter : " ";
        made += kept;
        for (let unit = 0; places && unit < kept.length; unit += 1) places.push(at);
      }
      at += sign.length;
    }
    places?.push(at);
    return made;
  }
  /** @param {string} text */
  const signs = (text) => folded(text).split(" ").filter(Boolean);
  /** @param {string} text */
  const squeezed = (text) => signs(text).join("");

  /** @type {Entry[]} */
  const entries = store.entries.map(([group, title, href, note, text, other]) => ({
    group, href, title, note, text, other, said: [title, note, text, other].map((words) => folded(words)),
  }));
  /** @type {Map<string, string[][]>} */
  const meanings = new Map(); // a spelling without blanks: the groups of spellings it stands in
  for (const group of store.spellings) {
    for (const name of group) meanings.set(squeezed(name), [...(meanings.get(squeezed(name)) ?? []), group]);
  }

  // A word of Latin letters is found where a word begins, one of Hangul anywhere; a number is found
  // whole. The parts of a name may stand together, or apart: Kwan-li-so is kwanliso.
  /** @param {string[]} parts */
  function pattern(parts) {
    const name = parts.join("");
    const [first, last] = [name.slice(0, 1), name.slice(-1)];
    const before = HANGUL.test(first) ? "" : /\p{N}/u.test(first) ? "(?<!\\p{N})" : "(?<![\\p{L}\\p{N}])";
    return `${before}${parts.join(" *")}${/\p{N}/u.test(last) ? "(?!\\p{N})" : ""}`;
  }

  // The words looked for: each with a pattern of its own spelling and one of all that mean the same.
  /** @param {string} asked */
  function terms(asked) {
    const parts = signs(asked);
    /** @type {Term[]} */
    const found = [];
    for (let at = 0; at < parts.length;) {
      let size = Math.min(8, parts.length - at);
      while (size > 1 && !meanings.has(parts.slice(at, at + size).join(""))) size -= 1;
      const own = parts.slice(at, at + size);
      const same = (meanings.get(own.join("")) ?? []).flat().map(signs);
      const all = [...new Set([own, ...same].filter((each) => each.length).map(pattern))];
      found.push({
        parts: own, own: new RegExp(pattern(own), "u"),
        any: new RegExp(all.sort((a, b) => b.length - a.length).join("|"), "gu"),
      });
      at += size;
    }
    return found;
  }

  const WORTH = [8, 4, 1, 4]; // title, note, text, names in the other script
  /** @param {Entry} entry @param {Term[]} wanted */
  function worth(entry, wanted) {
    let whole = 0;
    for (const { own, any } of wanted) {
      let best = 0;
      entry.said.forEach((said, place) => {
        if (said.search(any) >= 0) best = Math.max(best, WORTH[place] * (own.test(said) ? 2 : 1));
      });
      if (!best) return 0;
      whole += best;
    }
    return whole;
  }

  /** @param {string} asked */
  function look(asked) {
    const wanted = terms(asked);
    /** @type {Found[][]} */
    const groups = store.groups.map(() => []);
    for (const entry of wanted.length ? entries : []) {
      const weight = worth(entry, wanted);
      if (weight) groups[entry.group].push({ entry, weight });
    }
    for (const group of groups) group.sort((a, b) => b.weight - a.weight);
    return { wanted, groups };
  }

  // Near spellings: words of the texts that differ by few letters, in Hangul by few of their parts.
  /** @type {Map<string, {word: string, count: number, letters: string[]}>} */
  const vocabulary = new Map();
  function allWords() {
    if (vocabulary.size) return vocabulary;
    /** @param {string} word */
    const add = (word) => {
      const key = squeezed(word);
      if (key.length < 2 || /^\p{N}/u.test(key)) return; // another number is no near spelling
      const known = vocabulary.get(key) ?? { word, count: 0, letters: [...key.normalize("NFD")] };
      known.count += 1;
      vocabulary.set(key, known);
    };
    /** @param {string} text */
    const split = (text) => (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ-]*/gu) ?? []).map((word) => word.replace(/['’]s$/, ""));
    for (const name of store.spellings.flat()) for (const word of [name, ...split(name)]) add(word);
    for (const { title, note, text, other } of entries) split(`${title} ${note} ${text} ${other}`).forEach(add);
    return vocabulary;
  }

  // Damerau and Levenshtein's distance, given up where it passes `most`.
  /** @param {string[]} mine @param {string[]} theirs @param {number} most */
  function distance(mine, theirs, most) {
    /** @type {number[]} */
    let before = [];
    let row = [...mine.keys(), mine.length];
    for (let down = 1; down <= theirs.length; down += 1) {
      const next = [down];
      for (let at = 1; at <= mine.length; at += 1) {
        const change = mine[at - 1] === theirs[down - 1] ? 0 : 1;
        next[at] = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + change);
        const turned = at > 1 && down > 1 && mine[at - 1] === theirs[down - 2] && mine[at - 2] === theirs[down - 1];
        if (turned) next[at] = Math.min(next[at], before[at - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[mine.length];
  }

  /** @param {string} asked */
  function nearWords(asked) {
    const letters = [...asked.normalize("NFD")];
    const most = Math.min(3, Math.max(1, Math.floor(letters.length / 3)));
    const found = [];
    for (const [key, { word, count, letters: theirs }] of allWords()) {
      if (key === asked || Math.abs(theirs.length - letters.length) > most) continue;
      const far = distance(letters, theirs, most);
      if (far <= most) found.push({ word, far, count });
    }
    return found.sort((a, b) => a.far - b.far || b.count - a.count).slice(0, 3).map(({ word }) => word);
  }

  // What to ask instead: words that are nowhere replaced by near ones, or each word alone.
  /** @param {Term[]} wanted @return {{lead: string, asked: string[]}} */
  function instead(wanted) {
    const nowhere = wanted.filter((term) => !entries.some((entry) => worth(entry, [term])));
    /** @param {(term: Term) => string | undefined} change */
    const said = (change) => wanted.map((term) => change(term) ?? term.parts.join(" ")).join(" ");
    if (!nowhere.length) return { lead: SAID.apart, asked: [...new Set(wanted.map(({ parts }) => parts.join(" ")))] };
    const [first, ...others] = nowhere;
    const rest = new Map(others.map((term) => [term, nearWords(term.parts.join(""))[0]]));
    const asked = nearWords(first.parts.join("")).map((word) => said((term) => (term === first ? word : rest.get(term))));
    return { lead: SAID.near, asked: asked.filter((words) => look(words).groups.flat().length) };
  }

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} [given] @param {(string | Node)[]} held
   */
  const put = (tag, given = {}, ...held) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...held);
    return made;
  };
  /** @param {string} said @param {Record<string, string | number>} values */
  const filled = (said, values) => said.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  // Text with what was found marked: of a long one the part around the first mark.
  /** @param {string} text @param {Term[]} wanted @param {boolean} [cut] */
  function marked(text, wanted, cut) {
    /** @type {number[]} */
    const places = [];
    const said = folded(text, places);
    const marks = wanted.flatMap(({ any }) => [...said.matchAll(any)])
      .map((found) => [places[found.index], places[found.index + found[0].length]])
      .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let [from, to] = [0, text.length];
    if (cut) {
      const first = marks[0]?.[0] ?? 0;
      if (first > ROUND) from = text.lastIndexOf(" ", first - ROUND) + 1 || first - ROUND;
      const end = Math.max(first + ROUND, from + 2 * ROUND);
      if (text.length > end) to = text.indexOf(" ", end) < 0 ? text.length : text.indexOf(" ", end);
      if (to > end + ROUND) to = end;
    }
    /** @type {(string | Node)[]} */
    const parts = from ? ["… "] : [];
    let at = from;
    for (const [start, end] of marks) {
      if (start < at || end > to) continue;
      parts.push(text.slice(at, start), put("mark", {}, text.slice(start, end)));
      at = end;
    }
    parts.push(text.slice(at, to), to < text.length ? " …" : "");
    return parts;
  }

  /** @param {string} text */
  const tongue = (text) => (HANGUL.test(text) ? "ko" : "en");
  /** @param {Found} found @param {Term[]} wanted */
  function shown({ entry }, wanted) {
    const { href, title, note, text, other, said } = entry;
    /** @param {number} place */
    const has = (place) => wanted.some(({ any }) => said[place].search(any) >= 0);
    const item = put("li", {}, put("a", { href, lang: tongue(title) }, ...marked(title, wanted)));
    if (note) item.append(" ", put("span", { className: "quiet" }, ...marked(note, wanted)));
    if (other && has(3) && !has(0)) item.append(put("p", { className: "quiet", lang: tongue(other) }, ...marked(other, wanted, true)));
    if (text) item.append(put("p", {}, ...marked(text, wanted, true)));
    return item;
  }

  /** @param {Found[]} group @param {string} name @param {Term[]} wanted @param {number} number */
  function listed(group, name, wanted, number) {
    const list = put("ol", {}, ...group.slice(0, FIRST).map((found) => shown(found, wanted)));
    const heading = put("h2", { id: `found-${number}` }, `${name} `, put("span", { className: "quiet" }, String(group.length)));
    const section = put("section", {}, heading, list);
    section.setAttribute("aria-labelledby", heading.id);
    if (group.length > FIRST) {
      const more = put("button", { type: "button" }, filled(SAID.all, { count: group.length }));
      more.addEventListener("click", () => {
        list.append(...group.slice(FIRST).map((found) => shown(found, wanted)));
        more.remove();
        list.children[FIRST].querySelector("a")?.focus();
      });
      section.append(more);
    }
    return section;
  }

  const form = part(".search-page form");
  /** @type {HTMLInputElement} */
  const field = part("#search-words");
  const results = part("[data-found]");
  const status = part("[data-status]");

  /** @param {string} asked */
  function answer(asked) {
    const said = asked.length > 40 ? `${asked.slice(0, 40)}…` : asked;
    /** @param {string} words @param {Record<string, string | number>} [values] */
    const say = (words, values) => { status.textContent = filled(words, { words: said, ...values }); };
    results.replaceChildren();
    status.textContent = "";
    if (!asked) return;
    if (asked.length > LONGEST) return say(SAID.long);
    const { wanted, groups } = look(asked);
    if (!wanted.length) return say(SAID.signs);
    const counts = groups.map((group, number) => (group.length ? `${store.groups[number]} ${group.length}` : "")).filter(Boolean);
    const count = groups.reduce((sum, group) => sum + group.length, 0);
    groups.forEach((group, number) => {
      if (group.length) results.append(listed(group, store.groups[number], wanted, number));
    });
    if (count) return say(SAID.found, { count, groups: counts.join(", ") });
    say(SAID.none);
    const { lead, asked: others } = instead(wanted);
    if (others.length) {
      status.textContent += ` ${lead} ${others.join(", ")}`;
      const ways = others.map((words) => put("li", {}, put("a", { href: addressOf(words), lang: tongue(words) }, words)));
      results.append(put("p", {}, lead), put("ul", { className: "near" }, ...ways));
    }
    if (tongue(asked) !== document.documentElement.lang) {
      const { href } = /** @type {HTMLAnchorElement} */ (part("a[data-language]"));
      results.append(put("p", {}, put("a", { href }, filled(SAID.elsewhere, { words: said }))));
    }
    return undefined;
  }

  // The address always says what is looked for; whoever comes by it finds the same.
  /** @param {string} asked */
  function addressOf(asked) {
    const address = new URLSearchParams(location.search);
    address.delete("q");
    if (asked) address.set("q", asked);
    return String(address) ? `?${address}` : location.pathname;
  }
  function search() {
    const asked = field.value.normalize("NFC").trim();
    const address = addressOf(asked.slice(0, LONGEST));
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers let a page from a disk write no address.
    }
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-language]"))) {
      const other = new URL(link.href);
      if (asked) other.searchParams.set("q", asked.slice(0, LONGEST));
      else other.searchParams.delete("q");
      link.href = other.href;
    }
    answer(asked);
  }

  /** @type {ReturnType<typeof setTimeout>} */
  let typing;
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(search, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    search();
  });
  // Arrow keys go from the field through the results and back; Escape returns to the field.
  part(".search-page").addEventListener("keydown", (event) => {
    /** @type {(Element | null)[]} */
    const stops = [field, ...results.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const to = new Map([["ArrowDown", at + 1], ["ArrowUp", at - 1], ["Escape", 0]]).get(event.key);
    if (at < 0 || to === undefined || event.isComposing || (event.key === "Escape" && !at)) return;
    event.preventDefault();
    const stop = stops[Math.min(Math.max(to, 0), stops.length - 1)];
    if (stop instanceof HTMLElement) stop.focus();
  });

  // Whether the key / leads here (slash.js).
  /** @type {HTMLInputElement} */
  const slash = part("[data-slash]");
  try {
    slash.checked = localStorage.getItem("slash") !== "off";
  } catch {
    slash.disabled = true; // storage is closed to this page
  }
  slash.addEventListener("change", () => localStorage.setItem("slash", slash.checked ? "on" : "off"));

  for (const hidden of document.querySelectorAll("[data-search-part]")) hidden.removeAttribute("hidden");
  const given = new URLSearchParams(location.search).get("q") ?? "";
  field.removeAttribute("maxlength"); // what is too long is said rather than cut off
  field.value = given;
  search();
  if (!given) field.focus();
}
