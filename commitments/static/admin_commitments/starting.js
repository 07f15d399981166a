// Says what is being done while a file is sent and read.
const form = document.getElementById("import-start");
const progress = document.getElementById("progress");
form.addEventListener("submit", () => {
  progress.textContent = form.dataset.working;
  form.setAttribute("aria-busy", "true");
  setTimeout(() => { progress.textContent = form.dataset.reading; }, 1500);
});
addEventListener("pageshow", () => { progress.textContent = ""; form.removeAttribute("aria-busy"); });
