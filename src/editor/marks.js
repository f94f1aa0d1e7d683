// Ranges that the page wants underlined, each with what it says of them: `data-marks` is `[[start, end, message], …]`.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

export const setMarks = StateEffect.define();

export const marksOf = (area) => JSON.parse(area.dataset.marks || "[]");

export const marks = (first) =>
  StateField.define({
    create: (state) => decorate(first, state.doc.length),
    update: (value, { changes, effects, newDoc }) => {
      const set = effects.findLast((effect) => effect.is(setMarks));
      return set ? decorate(set.value, newDoc.length) : value.map(changes);
    },
    provide: (field) => EditorView.decorations.from(field),
  });

const decorate = (marks, length) =>
  Decoration.set(
    marks
      .filter(([start, end]) => start < end && end <= length)
      .map(([start, end, title]) => Decoration.mark({ class: "editor-mark", attributes: { title } }).range(start, end)),
    true,
  );
