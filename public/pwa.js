// What the console and the way into it gain where scripts run: the service worker, the offline
// mark, the update that keeps what was typed, installing. Nothing here is needed to work.
(() => {
  "use strict";
  const root = document.documentElement;
  const worker = navigator.serviceWorker;
  const isConsole = root.dataset.document === "console";
  const KEPT = "kept-fields";
  const KEPT_FOR = 10 * 60_000;

  // ---- offline

  let servedFromDevice = root.hasAttribute("data-offline");
  let offline = false;
  let probe;

  function setOffline(value) {
    if (value === offline) return;
    offline = value;
    root.toggleAttribute("data-offline", offline);
    document.dispatchEvent(new Event(offline ? "mewayz:offline" : "mewayz:online"));
    dress();
    clearTimeout(probe);
    if (offline) probeIn(5000);
    else if (servedFromDevice) notify("You are back online.", "Refresh", reload);
  }

  function probeIn(delay) {
    probe = setTimeout(async () => {
      const worthAsking = !document.hidden && navigator.onLine;
      const answer = worthAsking && (await fetch("/health/live", { cache: "no-store" }).catch(() => null));
      if (answer?.ok) setOffline(false);
      else if (offline) probeIn(Math.min(delay * 1.5, 30_000));
    }, delay);
  }

  addEventListener("offline", () => setOffline(true));
  addEventListener("online", () => {
    clearTimeout(probe);
    probeIn(0);
  });

  // Offline is for reading: what would change something is stopped before the app hears of it.
  function hold(event) {
    const { type, key, target } = event;
    if (!offline || (type === "keydown" && key !== " " && key !== "Enter")) return;
    const changes = type === "submit" ? !target.matches("[method=get],[method=dialog]") : target.closest?.("[data-write]");
    if (!changes) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (type !== "pointerdown") notify("You are offline. Nothing was changed; try again when you are back.");
  }
  for (const type of ["submit", "click", "pointerdown", "keydown"]) addEventListener(type, hold, true);

  // ---- toast

  let toast;
  function notify(text, label, act) {
    toast?.remove();
    toast = made("div", "toast");
    toast.append(made("span", "toast-text", text));
    if (act) toast.append(button(label, act));
    toast.append(button("Dismiss", () => toast.remove()));
    place().append(toast);
    if (!act) setTimeout((shown) => shown.remove(), 6000, toast);
  }

  // Among the app's own toasts, or in a stack like theirs where there is no app.
  function place() {
    const there = document.querySelector(".toasts");
    if (there) return there;
    const stack = made("div", "toasts");
    stack.setAttribute("role", "status");
    document.body.append(stack);
    return stack;
  }

  function button(label, act) {
    const button = made("button", "toast-undo", label);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  function made(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  // ---- what was typed survives a reload

  const typed = new Set();
  const fieldsOfAForm = "input,textarea,select";
  const unkept = "[type=password],[type=hidden],[type=file],[autocomplete=one-time-code],[role=switch],[data-private],[data-private] *";
  const mayBeKept = (field) => field.form && field.matches(fieldsOfAForm) && !field.matches(unkept);
  const typing = ({ isTrusted, target }) => isTrusted && mayBeKept(target) && typed.add(target);
  addEventListener("input", typing, true);

  function nameOf(field) {
    const { form } = field;
    const twins = [...form.elements].filter((other) => other.name === field.name);
    const formName = form.dataset.keep || form.id || form.getAttribute("action") || "";
    return [formName, field.name || field.id, twins.indexOf(field)].join(" ");
  }

  function reload() {
    const there = [...typed].filter((field) => field.isConnected && field.form);
    const fields = there.map((field) => ({
      name: nameOf(field),
      value: field.value,
      checked: field.checked,
      focus: field === document.activeElement,
      dialog: field.closest("dialog[open]")?.id,
    }));
    if (fields.length) sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, at: Date.now(), fields }));
    location.reload();
  }

  let waiting = [];
  const waitingAt = location.pathname;
  function recall() {
    const { path, at, fields } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    sessionStorage.removeItem(KEPT);
    if (path !== waitingAt || Date.now() - at > KEPT_FOR) return;
    waiting = fields;
    putBack();
    const dialog = waiting.find((field) => field.dialog)?.dialog;
    if (dialog) reopen(dialog, 5);
  }

  // More than once: its screen may still be on the way.
  function reopen(dialog, attempts) {
    if (!attempts || document.getElementById(dialog)?.open) return;
    const openers = document.querySelectorAll(`[aria-controls="${CSS.escape(dialog)}"]`);
    [...openers].find((opener) => opener.checkVisibility())?.click();
    setTimeout(reopen, 700, dialog, attempts - 1);
  }

  // A field that is not there yet (a dialog still closed) is filled when it appears.
  function putBack() {
    if (!waiting.length || location.pathname !== waitingAt) return;
    const fields = [...document.querySelectorAll(fieldsOfAForm)].filter(mayBeKept);
    const there = new Map(fields.map((field) => [nameOf(field), field]));
    waiting = waiting.filter((kept) => {
      const field = there.get(kept.name);
      if (!field) return true;
      const property = /^(checkbox|radio)$/.test(field.type) ? "checked" : "value";
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), property).set.call(field, kept[property]);
      for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
      typed.add(field);
      if (kept.focus) field.focus();
      return false;
    });
  }

  if (!isConsole || root.hasAttribute("data-hydrated")) recall();
  else {
    const fallback = setTimeout(recall, 8000);
    const hydrated = () => {
      clearTimeout(fallback);
      recall();
    };
    document.addEventListener("mewayz:hydrated", hydrated, { once: true });
  }

  // ---- install

  let invitation;
  const isApple = /iP(hone|ad|od)/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    invitation = event;
    dress();
  });
  addEventListener("appinstalled", () => {
    invitation = undefined;
    dress();
  });
  addEventListener("click", async (event) => {
    if (!invitation || !event.target.closest?.("[data-install]")) return;
    await invitation.prompt();
    invitation = undefined;
    dress();
  });

  function dress() {
    const show = (selector, shown) => document.querySelectorAll(selector).forEach((element) => (element.hidden = !shown));
    show("[data-offline-banner]", offline);
    show("[data-install]", invitation);
    show("[data-install-ios]", isApple && navigator.standalone === false);
  }

  let drawn;
  new MutationObserver(() => {
    drawn ??= requestAnimationFrame(() => {
      drawn = undefined;
      dress();
      putBack();
    });
  }).observe(document.body, { childList: true, subtree: true });

  if (servedFromDevice || !navigator.onLine) setOffline(true);
  dress();

  // ---- service worker

  if (!worker) return;
  let registration;
  let asked = false;

  worker.register("/sw.js", { scope: "/", updateViaCache: "none" }).then((made) => {
    if (!made) return;
    registration = made;
    if (made.waiting && worker.controller) offerUpdate();
    made.addEventListener("updatefound", () => {
      const coming = made.installing;
      coming.addEventListener("statechange", () => {
        if (coming.state === "installed" && worker.controller) offerUpdate();
      });
    });
    setInterval(checkForUpdate, 60_000);
  }, () => {});
  addEventListener("visibilitychange", checkForUpdate);

  function checkForUpdate() {
    if (!document.hidden && !offline) registration?.update().catch(() => {});
  }

  function offerUpdate() {
    notify("A new version is ready.", "Reload", () => {
      if (!registration?.waiting) return reload();
      asked = true;
      registration.waiting.postMessage({ type: "SKIP_WAITING" });
    });
  }

  const controlledBefore = Boolean(worker.controller);
  worker.addEventListener("controllerchange", () => {
    if (asked) reload();
    else if (controlledBefore) offerUpdate();
    else warmSoon();
  });

  worker.addEventListener("message", ({ data }) => {
    if (data.type === "MISSING") offerUpdate();
    if (data.type === "WROTE") warmSoon();
    if (data.type === "SIGNING_OUT") leave();
    if (data.type === "ACCOUNT" && isConsole && data.account !== root.dataset.account) {
      notify("You switched workspace in another tab.", "Reload", reload);
    }
    if (data.type === "SERVED") {
      servedFromDevice ||= data.from === "device";
      setOffline(data.from !== "network");
      if (data.from === "network") warmSoon();
      if (data.from === "nowhere") reopenSoon();
    }
    if (data.type === "REOPEN" && offline && location.pathname === data.path) reload();
  });
  worker.startMessages();

  // A screen reached inside this document whose answer is not on this device, while its page may be.
  let moved = false;
  let reopening;
  function reopenSoon() {
    clearTimeout(reopening);
    reopening = setTimeout(() => {
      if (moved) worker.controller?.postMessage({ type: "REOPEN", url: location.href });
    }, 300);
  }

  // The copy of this screen for offline: after moving inside the app and after what changed on it.
  let warming;
  let leaving = false;
  function warmSoon() {
    clearTimeout(warming);
    if (!isConsole || leaving || navigator.connection?.saveData) return;
    warming = setTimeout(() => {
      if (!offline) worker.controller?.postMessage({ type: "WARM", url: location.href });
    }, 1500);
  }

  if (isConsole) {
    for (const method of ["pushState", "replaceState"]) {
      const original = history[method];
      history[method] = function (...entry) {
        original.apply(this, entry);
        moved ||= method === "pushState";
        warmSoon();
      };
    }
    addEventListener("popstate", () => {
      moved = true;
      warmSoon();
    });
  }

  // ---- signed out from elsewhere: one tab of this browser listens for all

  if (isConsole && navigator.locks && !root.hasAttribute("data-offline")) {
    const listening = () => navigator.locks.request("live", () => new Promise(listen));
    setTimeout(listening, 2000);
  }

  function listen(done) {
    const live = new EventSource("/live");
    live.addEventListener("signed-out", () => {
      live.close();
      done();
      tabs.postMessage("ended");
      ended();
    });
    live.addEventListener("error", () => live.readyState === EventSource.CLOSED && setTimeout(done, 30_000));
  }

  function ended() {
    // Who signs out by themselves is led to the sign-in page, and not back to where they were.
    const patience = leaving ? 5000 : 0;
    leave();
    setTimeout(() => location.reload(), patience);
  }

  // ---- sign-out: the other tabs follow once the server has answered, with the sign-in page

  const tabs = new BroadcastChannel("mewayz");
  tabs.addEventListener("message", ({ data }) => {
    if (data === "ended" && isConsole) ended();
    if (data === "signed-out" && isConsole && leaving) location.replace("/sign-in");
  });
  if (location.pathname === "/sign-in") tabs.postMessage("signed-out");

  function leave() {
    leaving = true;
    clearTimeout(warming);
    typed.clear();
    sessionStorage.removeItem(KEPT);
  }

  // Before the worker tells it, and before the session is over.
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (!defaultPrevented && target.matches("[action*='/sessions/sign_out']")) leave();
  });

  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && isConsole) reload();
  });
})();
