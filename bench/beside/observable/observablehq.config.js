export default {
  root: "src", title: "Three figures", globalStylesheets: [], search: false, toc: false, sidebar: false, pager: false,
};
