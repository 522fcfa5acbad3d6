// Tells the server whether the window is a phone's, names the page's language for screen readers
// and search engines, and makes Back show the view its address names.
let path = window.location.pathname;

export default function ({ data, setStateValue }) {
  document.documentElement.lang = data.lang;
  path = window.location.pathname;

  const measure = () => {
    const narrow = window.innerWidth < data.breakpoint;
    if (narrow !== data.narrow) setStateValue("narrow", narrow);
  };
  // Choices live in the address; a reload reads them just as a copied link would.
  const back = () => {
    if (window.location.pathname === path) window.location.reload();
  };
  measure();
  window.addEventListener("resize", measure);
  window.addEventListener("popstate", back);
  return () => {
    window.removeEventListener("resize", measure);
    window.removeEventListener("popstate", back);
  };
}
