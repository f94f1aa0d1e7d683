// <code-editor> lays CodeMirror over the text area that stands in it, <long-list> does it when the text is long. The page
// goes on speaking to the text area, of which the value is the editor's then: what is typed arrives there as `input`,
// leaving as `blur`; what the page puts there it tells with `show`. So the page works the same before this file has
// loaded, and without it.
import "./styles.js";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { history } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { closeSearchPanel, openSearchPanel, search, searchPanelOpen } from "@codemirror/search";
import { classHighlighter } from "@lezer/highlight";
import { keys, listKeys } from "./keys.js";
import { languageOf } from "./languages.js";
import { marks, marksOf, setMarks } from "./marks.js";
import { phrasesOf } from "./phrases.js";

class CodeEditor extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    this.open();
  }

  disconnectedCallback() {
    this.observer?.disconnect();
    this.view?.destroy();
  }

  /** Not under the hands of somebody who is typing: then when they leave. */
  open = () => {
    if (!this.isConnected) return;
    if (document.activeElement === this.area) {
      // A window that is left for another keeps its focus, and this looks again.
      this.area.addEventListener("blur", () => setTimeout(this.open), { once: true });
    } else {
      this.build();
    }
  };

  build() {
    const { area } = this;
    const wasFocused = document.activeElement === area;
    const [anchor, head] = [area.selectionStart, area.selectionEnd];
    this.attributesPart = new Compartment();
    this.phrasesPart = new Compartment();
    this.name = area.id;
    this.label = area.labels[0];
    this.label.id ||= `${this.name}-label`;
    this.view = new EditorView({ state: this.fresh() });
    // From here on the name is the editor's: links and labels lead to it.
    area.removeAttribute("id");
    area.hidden = true;
    this.append(this.view.dom);
    this.lend();
    area.addEventListener("show", () => this.show());
    this.label.addEventListener("click", () => this.view.focus());
    this.observer = new MutationObserver(() => this.adapt());
    this.observer.observe(area, { attributes: true });
    this.observer.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
    if (wasFocused) {
      this.view.focus();
      this.view.dispatch({ selection: { anchor, head }, scrollIntoView: true });
    }
  }

  /** A text area lays out all that it holds, even while it is hidden: so it gets nothing to hold. */
  lend() {
    this.area.value = "";
    Object.defineProperty(this.area, "value", {
      get: () => this.given ?? this.view.state.doc.toString(),
      set: (text) => {
        this.given = text.replace(/\r\n?/g, "\n");
      },
    });
  }

  /** A state without a past: undoing must not lead to the text of another language. */
  fresh() {
    const { area } = this;
    this.language = area.dataset.language;
    this.documentLanguage = document.documentElement.lang;
    return EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        search({ top: true }),
        this.extensions(),
        // Files are the page's to open.
        EditorView.domEventHandlers({ drop: (event) => event.dataTransfer?.files.length > 0 }),
        this.phrasesPart.of(EditorState.phrases.of(phrasesOf(this.documentLanguage))),
        this.attributesPart.of(this.contentAttributes()),
        EditorView.updateListener.of((update) => this.tell(update)),
      ],
    });
  }

  /** What a script needs. */
  extensions() {
    return [
      highlightActiveLine(),
      highlightActiveLineGutter(),
      bracketMatching(),
      indentOnInput(),
      indentUnit.of("    "),
      syntaxHighlighting(classHighlighter),
      keymap.of(keys),
      languageOf(this.language),
      marks(marksOf(this.area)),
    ];
  }

  contentAttributes() {
    const attributes = { id: this.name, tabindex: "0", "aria-labelledby": this.label.id };
    for (const { name, value } of this.area.attributes) {
      if (name.startsWith("aria-")) attributes[name] = value;
    }
    // What its keys do is said of the editor, not of a plain text area.
    const hint = `${this.name}-keys`;
    if (document.getElementById(hint)) {
      attributes["aria-describedby"] = `${attributes["aria-describedby"] ?? ""} ${hint}`;
    }
    return EditorView.contentAttributes.of(attributes);
  }

  /** To the page. */
  tell(update) {
    if (update.docChanged && !this.isShowing) this.typed();
    if (update.focusChanged && !update.view.hasFocus) this.left();
  }

  typed() {
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  left() {
    this.area.dispatchEvent(new FocusEvent("blur"));
  }

  /** From the page: another text, or another language. */
  show() {
    const { area, view } = this;
    this.isShowing = true;
    if (area.dataset.language !== this.language) {
      view.setState(this.fresh());
    } else {
      const [was, is] = [view.state.doc.toString(), area.value];
      if (was !== is) view.dispatch({ changes: difference(was, is) });
    }
    this.given = undefined;
    this.isShowing = false;
  }

  /** From the page: attributes of the text area, or the language of the document. */
  adapt() {
    const { view } = this;
    const effects = [setMarks.of(marksOf(this.area)), this.attributesPart.reconfigure(this.contentAttributes())];
    const { lang } = document.documentElement;
    const isSearching = searchPanelOpen(view.state);
    if (lang === this.documentLanguage) {
      view.dispatch({ effects });
      return;
    }
    this.documentLanguage = lang;
    effects.push(this.phrasesPart.reconfigure(EditorState.phrases.of(phrasesOf(lang))));
    // The panel's words are those of its making.
    if (isSearching) closeSearchPanel(view);
    view.dispatch({ effects });
    if (isSearching) openSearchPanel(view);
  }
}

/** Characters from which on a text area is slow: it lays out all its lines at each key, the editor those in sight. */
const LONG = 20_000;

/** Ids, mostly one a line. */
class LongList extends CodeEditor {
  connectedCallback() {
    super.connectedCallback();
    for (const event of ["input", "show"]) this.area.addEventListener(event, this.open);
    // A chord may be the page's, and about this text.
    this.addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && this.hand(), true);
  }

  /** Even under the hands of somebody: a list gets long when it is pasted. */
  open = () => {
    if (this.isConnected && !this.view && this.area.value.length >= LONG) this.build();
  };

  extensions() {
    return keymap.of(listKeys);
  }

  /** The page reads all of the text, which takes a moment: when the key has been painted. */
  typed() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => setTimeout(this.hand));
  }

  hand = () => {
    if (!this.isDue) return;
    this.isDue = false;
    super.typed();
  };

  left() {
    this.hand();
    super.left();
  }
}

/** The one change that leads from a text to another, so that the cursor and what was marked stay where they are. */
function difference(was, is) {
  const shorter = Math.min(was.length, is.length);
  let start = 0;
  while (start < shorter && was[start] === is[start]) start++;
  let end = 0;
  while (end < shorter - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end++;
  return { from: start, to: was.length - end, insert: is.slice(start, is.length - end) };
}

customElements.define("code-editor", CodeEditor);
customElements.define("long-list", LongList);
