// A reference is copied whole by the button beside it, which says so.
addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  const held = button?.parentElement?.querySelector("pre, textarea");
  if (!(button instanceof HTMLElement) || !held || event.defaultPrevented) return;
  event.preventDefault();
  const field = held instanceof HTMLTextAreaElement ? held : null;
  try {
    await navigator.clipboard.writeText(field ? field.value : held.textContent);
  } catch {
    // Not every page may write there: what is selected can be copied in another way.
    if (field) field.select();
    else getSelection()?.selectAllChildren(held);
    document.execCommand("copy");
  }
  const said = button.nextElementSibling;
  if (!said) return;
  said.textContent = button.dataset.copy ?? "";
  setTimeout(() => { said.textContent = ""; }, 4000);
});
