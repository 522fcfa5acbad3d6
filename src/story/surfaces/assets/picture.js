// Shows a figure as a picture, which a phone need not draw: a tap on a mark goes to its words in the
// walk below, and chooses it where a figure lets choose.
/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/** @type {Component<{ svg: string, plot: string }>} */
export default function ({ data: [data], parentElement }) {
  const box = parentElement.querySelector(".picture-box") ?? document.createElement("div");
  if (shown.get(box) === data.svg) return;
  shown.set(box, data.svg);
  box.className = "picture-box";
  box.innerHTML = data.svg;
  parentElement.append(box);
  /** @type {NodeListOf<HTMLElement | SVGElement>} */
  const marks = box.querySelectorAll("[data-id]");
  for (const mark of marks) {
    const place = `[id^="${data.plot}-point-"][data-record="${CSS.escape(mark.dataset.id ?? "")}"]`;
    mark.addEventListener("click", () => {
      /** @type {HTMLElement | null} */
      const point = document.querySelector(place);
      point?.click();
    });
  }
}
