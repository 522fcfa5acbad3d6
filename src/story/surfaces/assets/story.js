// Puts the story into the running app as it was printed, with the script that goes with it.
/** @type {Component<{ told: string, html: string }>} */
export default function ({ data: [data], parentElement }) {
  if (parentElement.dataset.told === data.told) return;
  parentElement.dataset.told = data.told;
  parentElement.innerHTML = data.html;
  begin();
}
