/* Keeps what is typed: saves by itself, holds it on this machine while the line or the server is away, tells the later
   of two. Without it the forms are ordinary ones with a button.

   form[data-keep="name"]  sent as it is by fetch; the answer is {version, said}, or the page again: 409 two have saved,
                           422 faults. The name is the place it is held under: whose, and what.
   [data-kept]             where the state is said, in words of its own data attributes
   "kept" on the body      tells the other parts of the page to read themselves again */
"use strict";
(() => {
  const PAUSE = 1200, AGAIN = 8000;
  const clock = () => new Date().toTimeString().slice(0, 5);

  const keep = (form) => {
    const place = `parindex ${form.dataset.keep}`;
    const told = form.querySelector("[data-kept]") || document.querySelector("[data-kept]");
    let saved, timer, since = "", sending = false, leaving = false, held = false;

    const typed = () => {
      const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "version");
      return JSON.stringify(fields);
    };
    const say = (state, words) => {
      if (!told) return;
      told.dataset.state = state;
      told.textContent = words;
    };
    const store = () => {
      held = true;
      try { localStorage.setItem(place, JSON.stringify({ fields: typed(), version: form.elements.version.value })); } catch { /* full or forbidden: the page still holds it */ }
    };
    const forget = () => {
      held = false;
      try { localStorage.removeItem(place); } catch { /* as above */ }
    };
    const away = () => {
      since ||= clock();
      store();
      say("offline", told?.dataset.offline.replace("{time}", since) || "");
      clearTimeout(timer);
      timer = setTimeout(send, AGAIN);
    };

    const answered = async (response, sent) => {
      if (response.status >= 500) return away();
      since = "";
      const kind = response.headers.get("Content-Type") || "";
      if (response.ok && kind.includes("json")) {
        const answer = await response.json();
        form.elements.version.value = answer.version;
        saved = sent;
        say("kept", answer.said);
        document.getElementById("faults")?.remove();
        if (typed() === saved) forget(); else later();
        document.body.dispatchEvent(new Event("kept"));
        return;
      }
      if (response.status === 409 || response.status === 422) return shown(response);
      store();
      say("fault", told?.dataset.refused || "");
    };

    /* the same page comes back: of two savings, as a whole; of faults, only what they say, so that the cursor stays */
    const shown = async (response) => {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      say("fault", response.status === 422 ? told?.dataset.fault || "" : "");
      document.getElementById("faults")?.remove();
      if (response.status === 422) {
        store();
        const faults = page.getElementById("faults");
        if (faults) form.before(document.adoptNode(faults));
        return;
      }
      forget();
      saved = typed();
      const place_ = document.getElementById("leaf-entry"), other = page.getElementById("leaf-entry");
      if (!place_ || !other) return location.reload();
      place_.replaceWith(document.adoptNode(other));
      // the buttons of the form that is gone
      document.querySelectorAll(`[form="${form.id}"]`).forEach((button) => { button.hidden = true; });
      document.querySelector("#leaf-entry [role=alert]")?.scrollIntoView({ block: "center" });
    };

    /* a sum of which a part is still to be typed is no fault yet: it waits until the cursor leaves it */
    const half = () => {
      const sum = document.activeElement?.closest("[data-together]");
      return sum && form.contains(sum) && [...sum.querySelectorAll("input")].some((field) => !field.value);
    };

    async function send() {
      clearTimeout(timer);
      const sent = typed();
      if (leaving || half() || sent === saved) return;
      if (sending) return later();
      sending = true;
      if (!since) say("saving", told?.dataset.saving || "");
      try {
        const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Keep": "1" }, redirect: "manual", keepalive: true });
        await answered(response, sent);
      } catch {
        away();
      } finally {
        sending = false;
      }
    }
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE);
    };

    const fill = (fields) => {
      for (const box of form.querySelectorAll("input[type=checkbox], input[type=radio]")) box.checked = false;
      for (const [name, value] of fields) {
        const field = form.elements[name];
        if (!field) continue;
        if (field.type === "checkbox") field.checked = true;
        else field.value = value;
      }
    };
    saved = typed();
    try {
      const found = JSON.parse(localStorage.getItem(place));
      if (found && found.fields !== saved) {
        fill(JSON.parse(found.fields));
        // what stood when it was typed: if somebody saved since, the server says so and the person chooses
        form.elements.version.value = found.version;
        say("offline", told?.dataset.found || "");
        later();
      } else if (found) forget();
    } catch { /* nothing readable is held */ }

    form.addEventListener("input", later);
    form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(send, 60); });
    form.addEventListener("focusout", () => { if (typed() !== saved) later(); });
    form.addEventListener("submit", () => { leaving = true; store(); });
    addEventListener("online", send);
    addEventListener("pageshow", () => { leaving = false; });
    addEventListener("beforeunload", (event) => { if (!leaving && !held && document.contains(form) && typed() !== saved) { store(); event.preventDefault(); } });
  };

  document.querySelectorAll("form[data-keep]").forEach(keep);
})();
