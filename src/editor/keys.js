// What keys do. Those of the page and of the browser are left to them: Ctrl+Enter, Ctrl+K, all F-keys, Alt with an arrow
// to the side.
import { historyKeymap, indentLess, indentMore, standardKeymap, toggleComment, toggleTabFocusMode } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";

const ofThePage = /^(Mod-Enter|Ctrl-k|F\d+|Mod-[diu]|Alt-u|Mod-Shift-l)$/;
const isOurs = (binding) => !ofThePage.test(binding.key ?? binding.mac ?? "");

/** Tab leaves the editor after Escape, which CodeMirror sees to itself. */
const indent = (view) => {
  const { state } = view;
  if (state.readOnly) return false;
  if (state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  const text = state.replaceSelection(state.facet(indentUnit));
  view.dispatch(state.update(text, { scrollIntoView: true, userEvent: "input" }));
  return true;
};

/** Of a list, where Tab goes on to the next field. */
export const listKeys = [...standardKeymap, ...historyKeymap, ...searchKeymap].filter(isOurs);

export const keys = [
  ...listKeys,
  { key: "Tab", run: indent, shift: indentLess },
  { key: "Mod-[", run: indentLess },
  { key: "Mod-]", run: indentMore },
  { key: "Mod-/", run: toggleComment },
  { key: "Ctrl-m", mac: "Shift-Alt-m", run: toggleTabFocusMode },
];
