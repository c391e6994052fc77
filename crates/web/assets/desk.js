// What makes the pages handier where scripts run. Everything works without it.
(() => {
  "use strict";
  // A form whose repeated parts carry data-repeat lets parts be added and taken away without a round trip.
  const renumber = (part, place) => {
    for (const element of part.querySelectorAll("[name],[id],[for],[aria-describedby]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(/([.-])\d+([.-]|$)/, `$1${place}$2`));
      }
    }
    for (const word of part.querySelectorAll("[data-ordinal]")) word.textContent = String(place + 1);
  };
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]");
    if (add) {
      const box = document.getElementById(add.dataset.add);
      const parts = box ? box.querySelectorAll(":scope > [data-part]") : [];
      if (!parts.length) return;
      event.preventDefault();
      const fresh = parts[parts.length - 1].cloneNode(true);
      for (const field of fresh.querySelectorAll("input,textarea,select")) {
        if (field.type === "checkbox" || field.type === "radio") field.checked = field.defaultChecked = false;
        else if (field.tagName === "SELECT") field.selectedIndex = 0;
        else field.value = "";
      }
      for (const fault of fresh.querySelectorAll(".fault")) fault.remove();
      for (const wrong of fresh.querySelectorAll(".wrong")) wrong.classList.remove("wrong");
      renumber(fresh, parts.length);
      parts[parts.length - 1].after(fresh);
      for (const file of fresh.querySelectorAll("input[type=file]")) file.dispatchEvent(new Event("change", { bubbles: true }));
      fresh.querySelector("input,textarea,select")?.focus();
    }
    const drop = event.target.closest("[data-drop]");
    if (drop) {
      const part = drop.closest("[data-part]");
      const box = part?.parentElement;
      if (!box || box.querySelectorAll(":scope > [data-part]").length < 2) return;
      event.preventDefault();
      part.remove();
      box.querySelectorAll(":scope > [data-part]").forEach(renumber);
    }
    if (event.target.closest("[data-print]")) {
      event.preventDefault();
      window.print();
    }
  });
  // A part that belongs to one choice shows only while that choice is made: data-when="field=value other".
  const shown = () => {
    for (const part of document.querySelectorAll("[data-when]")) {
      const [field, values] = part.dataset.when.split("=");
      const form = part.closest("form");
      const chosen = form ? [...new FormData(form).getAll(field)].map(String) : [];
      part.hidden = !values.split(" ").some((value) => chosen.includes(value));
    }
  };
  document.addEventListener("change", shown);
  document.addEventListener("htmx:afterSwap", shown);
  shown();
  // A file field says in Chinese what was chosen, whatever language the browser speaks.
  const picked = (input) => {
    const box = document.createElement("span");
    box.className = "picked";
    const button = document.createElement("span");
    button.className = "btn little";
    button.textContent = input.multiple ? "选择文件（可以多选）" : "选择文件";
    button.setAttribute("aria-hidden", "true");
    const names = document.createElement("span");
    names.className = "soft";
    input.replaceWith(box);
    box.append(input, button, names);
  };
  const tell = (input) => {
    const names = input.closest(".picked").lastElementChild;
    names.textContent = input.files.length ? [...input.files].map((file) => file.name).join("、") : "还没有选择文件";
  };
  // A part that is added is a copy of one that stands, its file field dressed already: listening on the page reaches it too.
  const dress = () => {
    for (const input of document.querySelectorAll("input[type=file]")) {
      if (!input.closest(".picked")) picked(input);
      tell(input);
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches(".picked input[type=file]")) tell(event.target);
  });
  document.addEventListener("htmx:afterSwap", dress);
  dress();
  // What was typed is not lost by a slip; nothing is sent twice.
  let touched = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[method=post]")) touched = true;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    touched = false;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  window.addEventListener("beforeunload", (event) => {
    if (touched) event.preventDefault();
  });
})();
