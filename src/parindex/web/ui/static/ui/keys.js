// Keys for people who work through a long list. An element says in data-key which key is its own: links and buttons are
// pressed, fields are focused. Nothing happens while somebody types, and single keys can be switched off for good
// (WCAG 2.1.4): the switch is #keys-on, kept on this computer.
"use strict";
(() => {
  const STORE = "parindex.keys";
  const TYPED = "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]";
  const kept = () => {
    try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
  };
  const keep = (on) => {
    try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* a closed store only means asking again */ }
  };
  const owner = (key) => {
    const marked = `[data-key="${CSS.escape(key)}"]`;
    return document.querySelector(`main ${marked}`) || document.querySelector(marked); // the page before its frame
  };

  function press(element) {
    const field = element.matches("label") ? element.querySelector("input") : element;
    if (field.disabled) return;
    if (field.matches("select, textarea, input[type=search]")) field.focus();
    else { if (field.type === "radio") field.focus(); field.click(); }
  }

  function turn(back) {
    const box = document.querySelector(".viewer__desk");
    if (!box) return;
    const room = back ? box.scrollTop : box.scrollHeight - box.clientHeight - box.scrollTop;
    if (room > 2) { box.scrollBy({ top: (back ? -0.9 : 0.9) * box.clientHeight }); return; }
    const on = document.querySelector(back ? ".viewer [rel=prev]" : ".viewer [rel=next]");
    if (on) on.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const save = owner("save");
      if (save) { event.preventDefault(); save.form.requestSubmit(save); }
      return;
    }
    const typing = event.target.closest && event.target.closest(TYPED);
    if (event.key === "Escape" && typing) { typing.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (!kept() && event.key !== "?") return;
    if (event.key === " ") {
      if (!document.querySelector(".viewer__desk") || event.target.closest("button, a, summary, label, input")) return;
      event.preventDefault();
      turn(event.shiftKey);
      return;
    }
    const element = owner(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (element) { event.preventDefault(); press(element); }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const what = document.getElementById(opener.dataset.opens);
      if (what instanceof HTMLDialogElement) what.showModal();
      else if (what) {
        what.open = true;
        const field = what.querySelector("textarea");
        if (field) { event.preventDefault(); field.focus(); }
      }
    }
    const phrase = event.target.closest("[data-insert]");
    if (phrase) {
      event.preventDefault();
      const field = document.getElementById(phrase.dataset.insert);
      const reason = document.getElementById("reason");
      field.value = phrase.value;
      if (reason && !reason.value && phrase.dataset.reason) reason.value = phrase.dataset.reason;
      phrase.closest("details").open = false;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  document.addEventListener("input", (event) => {
    const count = event.target.dataset && document.getElementById(event.target.dataset.counts);
    if (count) count.textContent = count.textContent.replace(/^\d+/, event.target.value.length);
  });

  // after going on, the hands are back on the single keys, and the row is in sight without the list moving otherwise
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "leaf" && !(event.detail.elt && event.detail.elt.id === "leaf")) return;
    const faults = document.getElementById("faults");
    const title = document.getElementById("leaf-title");
    if (faults) faults.focus();
    else if (title && document.activeElement !== title) title.focus({ preventScroll: true });
    const row = document.querySelector("#queue-list [aria-current]");
    if (row) row.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("keys-on");
    if (!box) return;
    const show = () => document.documentElement.toggleAttribute("data-keys-off", !box.checked);
    box.checked = kept();
    show();
    box.addEventListener("change", () => { keep(box.checked); show(); });
    const row = document.querySelector("#queue-list [aria-current]");
    if (row) row.scrollIntoView({ block: "nearest" });
  });
})();
