// Shows a figure as a picture, which a phone need not draw: a tap on a mark says its words beside
// it, and chooses it where a figure lets choose.
/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/** @type {Component<{ svg: string, plot: string }>} */
export default function ({ data: [data], parentElement }) {
  if (shown.get(parentElement) === data.svg) return;
  shown.set(parentElement, data.svg);
  parentElement.querySelector(".picture-box")?.remove();
  const box = document.createElement("div");
  box.className = "picture-box";
  box.innerHTML = data.svg;
  parentElement.append(box);
  box.addEventListener("click", (event) => {
    /** @type {NodeListOf<HTMLElement>} */
    const marks = box.querySelectorAll("[data-id]");
    const mark = markAt(event, [...marks]);
    const place = `[id^="${data.plot}-point-"][data-record="${CSS.escape(mark?.dataset.id ?? "")}"]`;
    /** @type {HTMLElement | null} */
    const point = mark ? document.querySelector(place) : null;
    point?.click();
  });
}
