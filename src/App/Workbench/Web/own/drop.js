// Files dragged onto a form go into its file field; the form is sent by its own button, as without script.

export function start(root) {
  for (const form of root.querySelectorAll("form[data-drop]")) {
    if (form.dataset.dropped) continue;
    form.dataset.dropped = "true";
    const field = form.querySelector("input[type=file]");
    let depth = 0;
    const mark = change => {
      depth = change === 0 ? 0 : Math.max(0, depth + change);
      form.classList.toggle("over", depth > 0);
    };
    const holdsFiles = event => event.dataTransfer?.types.includes("Files");
    form.addEventListener("dragenter", event => holdsFiles(event) && (event.preventDefault(), mark(1)));
    form.addEventListener("dragleave", event => holdsFiles(event) && mark(-1));
    form.addEventListener("dragover", event => holdsFiles(event) && event.preventDefault());
    form.addEventListener("drop", event => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark(0);
      if (event.dataTransfer.files.length === 0) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
  }
}
