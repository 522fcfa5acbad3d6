// Sets each sheet of the handout as large as it fits; what does not fit at the least size runs on.
/** @type {NodeListOf<HTMLElement>} */
const sheets = document.querySelectorAll(".sheet");
for (const sheet of sheets) {
  let size = 10.4;
  do {
    size -= 0.1;
    sheet.style.fontSize = `${size}pt`;
  } while (sheet.scrollHeight > sheet.clientHeight + 1 && size > 6.4);
  sheet.classList.toggle("long", sheet.scrollHeight > sheet.clientHeight + 1);
}
