// The theme, before anything is drawn: as the system, light or dark.
"use strict";
window.exmcTheme = {
  names: ["system", "light", "dark"],
  get now() { return localStorage.getItem("exmc-theme") ?? "system"; },
  set(name) {
    localStorage.setItem("exmc-theme", name);
    document.documentElement.dataset.theme = name;
  },
};
document.documentElement.dataset.theme = window.exmcTheme.now;
