// The key / leads to the search field, unless the reader has turned that off on the page of the
// search: a screen reader or a voice may mean something else by it (WCAG 2.1.4).
{
  const off = () => {
    try {
      return localStorage.getItem("slash") === "off";
    } catch {
      return false; // storage is closed to some pages
    }
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const within = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (within || off()) return;
    const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=q]"));
    const field = [...fields].find((item) => item.checkVisibility());
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
