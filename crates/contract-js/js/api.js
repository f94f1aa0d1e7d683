// What the package offers, over the WebAssembly that the entry has loaded.
import * as core from "./core.js";

export function check(text, lang = "en") {
  const report = typeof text === "string" ? core.check_text(text, lang) : core.check_bytes(text, lang);
  return JSON.parse(report);
}

export function plan(expression, count) {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`count must be an integer from 0 to ${Number.MAX_SAFE_INTEGER}, not ${count}`);
  }
  return JSON.parse(core.plan(expression, BigInt(count)));
}

export function reading(expression, lang = "en") {
  return core.reading(expression, lang) || undefined;
}

export function schema() {
  return JSON.parse(core.schema());
}
