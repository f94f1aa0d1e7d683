// Starts the application that the page names. In a file of its own, because the page allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  const application = await import(js);
  await application.default({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  const text = document.createElement("p");
  text.className = "notice";
  text.textContent =
    "The page could not start. Reload it; if that doesn't help, update the browser. · " +
    "页面无法启动，请重新加载；如仍失败，请升级浏览器。 " + error;
  document.body.append(text);
}
