/* Runs before the first paint: the chosen theme, so that nothing flashes. A classic script on purpose. */
(() => {
  try {
    const chosen = localStorage.getItem("console-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // storage is switched off: the system's preference rules
  }
})();
