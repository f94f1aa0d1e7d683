// The page's policy allows no style elements, only sheets that scripts adopt. CodeMirror adopts its own where a root has
// no head, which it expects of shadow roots alone; so it is shown the document without one.
import { StyleModule } from "style-mod";

const headless = {
  ownerDocument: document,
  get adoptedStyleSheets() {
    return document.adoptedStyleSheets;
  },
  set adoptedStyleSheets(sheets) {
    document.adoptedStyleSheets = sheets;
  },
};
const { mount } = StyleModule;
StyleModule.mount = (_root, modules) => mount(headless, modules);
