// What the ways into an account gain where scripts run: they say how good a new password is while
// it is typed, and tell the time zone by which a person recognises a device. Nothing here is needed.
(() => {
  "use strict";

  // ---- the time zone, for the session that may begin here

  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (timeZone) document.cookie = `time_zone=${encodeURIComponent(timeZone)}; path=/; max-age=3600; samesite=lax${secure}`;

  // ---- the strength of a new password

  const field = document.querySelector("input[autocomplete=new-password]");
  if (!field) return;
  const SCALE = ["Very weak", "Weak", "Not enough yet", "Good", "Strong"];
  const PAUSE = 300;
  const context = (name) => field.form.querySelector(`input[name=${name}]`)?.value ?? "";

  const strength = document.createElement("div");
  strength.className = "strength";
  strength.hidden = true;
  const bar = document.createElement("span");
  bar.className = "strength-bar";
  bar.setAttribute("aria-hidden", "true");
  const words = document.createElement("p");
  words.className = "strength-words field-help";
  words.setAttribute("role", "status");
  strength.append(bar, words);
  field.closest(".field").append(strength);

  let waiting;
  let asked = 0;

  async function judge() {
    const turn = ++asked;
    const body = new URLSearchParams({ password: field.value, email: context("email"), name: context("name") });
    const headers = { Accept: "application/json" };
    const answer = await fetch("/api/identity/passwords/judge", { method: "POST", body, headers }).catch(() => null);
    // An answer about what is no longer there says nothing.
    if (turn !== asked || !field.value) return;
    if (!answer?.ok) return hide();
    const { score, sentence } = await answer.json();
    if (turn !== asked || !field.value) return;
    strength.dataset.score = score;
    bar.style.setProperty("--score", `${8 + 23 * score}%`);
    words.textContent = `${SCALE[score]}. ${sentence}`;
    strength.hidden = false;
  }

  function hide() {
    strength.hidden = true;
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (!field.value) {
      asked++;
      return hide();
    }
    waiting = setTimeout(judge, PAUSE);
  });
})();
