/* Sends files one after another, each with its progress: chosen, dropped, or pasted. Without it the forms are ordinary ones.

   form[data-upload]     where files go; data-list names the list that tells of them, data-reload that the page shows them
   [data-drop="form id"] where files may be dropped;  [data-pick="form id"]  what opens the chooser */
"use strict";
(() => {
  const waiting = [];
  let busy = false;

  const line = (form, file) => {
    const row = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "uploads__name", textContent: file.name });
    const state = Object.assign(document.createElement("span"), { className: "uploads__state", textContent: form.dataset.waiting });
    const bar = Object.assign(document.createElement("progress"), { max: file.size || 1, value: 0 });
    bar.setAttribute("aria-label", file.name);
    row.append(name, state, bar);
    document.getElementById(form.dataset.list).append(row);
    return { row, state, bar };
  };

  const tell = (shown, taken, words) => {
    shown.row.className = taken ? "ok" : "bad";
    shown.state.remove();
    shown.bar.remove();
    shown.row.append(Object.assign(document.createElement("span"), { className: "uploads__why", textContent: words }));
  };

  const answer = (form, shown, request) => {
    try {
      for (const file of JSON.parse(request.responseText).files) {
        tell(shown, file.taken, file.said);
        if (file.taken && !file.known) shown.row.dataset.shown = ""; // the page itself shows it in a moment
      }
    } catch {
      tell(shown, false, form.dataset.refused);
    }
  };

  const send = ({ form, file, shown }) =>
    new Promise((done) => {
      const body = new FormData();
      for (const field of form.querySelectorAll("input[type=hidden]")) body.append(field.name, field.value);
      body.append("files", file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      shown.state.textContent = form.dataset.sending;
      request.upload.onprogress = (event) => {
        shown.bar.max = event.total || 1;
        shown.bar.value = event.loaded;
        if (event.loaded === event.total) shown.state.textContent = form.dataset.checking;
      };
      request.onload = () => { answer(form, shown, request); done(); };
      request.onerror = () => { tell(shown, false, form.dataset.lost); done(); };
      request.send(body);
    });

  const finish = (form) => {
    const panel = document.querySelector("[data-panel]");
    if (panel && panel.dataset.drop === form.id && window.htmx) {
      for (const row of document.querySelectorAll(`#${form.dataset.list} [data-shown]`)) row.remove();
      window.htmx.ajax("GET", panel.dataset.panel, { target: panel, swap: "outerHTML" });
    } else if ("reload" in form.dataset) {
      const list = document.getElementById(form.dataset.list);
      if (!list.querySelector(".bad")) { location.reload(); return; }
      const again = Object.assign(document.createElement("a"), { href: location.href, textContent: form.dataset.shown });
      list.append(Object.assign(document.createElement("li"), {}));
      list.lastElementChild.append(again);
    }
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    let last = null;
    while (waiting.length) {
      const next = waiting.shift();
      last = next.form;
      await send(next);
    }
    busy = false;
    if (last) finish(last);
  };

  const take = (form, files) => {
    for (const file of files) waiting.push({ form, file, shown: line(form, file) });
    form.reset();
    form.closest("details")?.removeAttribute("open");
    work();
  };

  const formOf = (element) => {
    const at = element?.closest?.("[data-drop]");
    return at ? document.getElementById(at.dataset.drop) : null;
  };

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (event.target.type === "file" && form && "upload" in form.dataset && event.target.files.length) take(form, [...event.target.files]);
  });
  document.addEventListener("submit", (event) => {
    const chosen = event.target.querySelector("input[type=file]");
    if ("upload" in event.target.dataset && chosen.files.length) { event.preventDefault(); take(event.target, [...chosen.files]); }
  });
  document.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (!pick) return;
    event.preventDefault();
    document.getElementById(pick.dataset.pick).querySelector("input[type=file]").click();
  });
  document.addEventListener("dragover", (event) => {
    const form = event.dataTransfer?.types.includes("Files") && formOf(event.target);
    for (const place of document.querySelectorAll(".over")) place.classList.remove("over");
    if (form) { event.preventDefault(); event.target.closest("[data-drop]").classList.add("over"); }
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) for (const place of document.querySelectorAll(".over")) place.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    const form = formOf(event.target);
    for (const place of document.querySelectorAll(".over")) place.classList.remove("over");
    if (form && event.dataTransfer.files.length) { event.preventDefault(); take(form, [...event.dataTransfer.files]); }
  });
  document.addEventListener("paste", (event) => {
    const form = document.querySelector("form[data-upload]");
    const files = [...(event.clipboardData?.files ?? [])];
    if (!form || !files.length) return;
    event.preventDefault();
    const at = new Date().toTimeString().slice(0, 8).replaceAll(":", "");
    take(form, files.map((file, number) => (file.name && file.name !== "image.png" ? file : new File([file], `${form.dataset.pasted} ${at}${number ? `-${number}` : ""}.png`, { type: file.type }))));
  });
})();
