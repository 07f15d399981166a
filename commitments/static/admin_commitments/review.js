// The review of links by keyboard: presses the buttons of the page, and does nothing that they do not.
const form = document.getElementById("review");
const keys = document.getElementById("keys");
let sent = false;

// The letter on the key where the keyboard is Latin, else the one that stands there on a Latin one.
function keyOf(event) {
  if (event.key === "?") return "?";
  const digit = /^(?:Digit|Numpad)([1-7])$/.exec(event.code);
  if (digit) return digit[1];
  if (/^[a-zA-Z]$/.test(event.key)) return event.key.toLowerCase();
  return /^[\x00-\x7f]$/.test(event.key) ? "" : event.code.replace(/^Key/, "").toLowerCase();
}

function press(key) {
  if (key === "?" && keys) {
    keys.open = !keys.open;
    if (keys.open) keys.scrollIntoView({ block: "nearest" });
    return true;
  }
  const at = key && document.querySelector(`[data-key="${key}"]`);
  if (!at) return false;
  if (at.tagName === "TEXTAREA" || at.type === "radio") at.focus();
  if (at.tagName !== "TEXTAREA") at.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey || event.isComposing) return;
  const writing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (writing) {
    if (event.target.name !== "rationale") return;
    if (event.key === "Escape") {
      document.getElementById("end-1").focus();
    } else if (event.key === "Enter" && event.ctrlKey) {
      press("a");
    } else return;
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.repeat) return;
  if (press(keyOf(event))) event.preventDefault();
});

// A key pressed twice decides once.
document.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => { sent = false; });

if (form && !document.querySelector(".errornote, .messagelist .error")) document.getElementById("end-1").focus();
