// The languages that are coloured; others are plain text.
import { StreamLanguage } from "@codemirror/language";
import { perl } from "@codemirror/legacy-modes/mode/perl";
import { powerShell } from "@codemirror/legacy-modes/mode/powershell";
import { python } from "@codemirror/legacy-modes/mode/python";
import { shell } from "@codemirror/legacy-modes/mode/shell";

const languages = {
  shell: StreamLanguage.define(shell),
  perl: StreamLanguage.define(perl),
  python: StreamLanguage.define(python),
  powershell: StreamLanguage.define(powerShell),
};

export const languageOf = (name) => languages[name] ?? [];
