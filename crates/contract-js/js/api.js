// What the package offers, over the WebAssembly that the entry has loaded.
import * as core from "./core.js";

const encoder = new TextEncoder();

export function check(text, lang = "en") {
  return JSON.parse(core.check(typeof text === "string" ? write(text) : copy(text), lang));
}

// Puts a text into the memory of the core, without a copy in between; how many bytes it took.
function write(text) {
  let { read, written } = encoder.encodeInto(text, room(text.length));
  if (read < text.length) {
    // Not all of it is ASCII, and no character takes more than three bytes a unit.
    ({ written } = encoder.encodeInto(text, room(text.length * 3)));
  }
  return written;
}

function copy(bytes) {
  room(bytes.length).set(bytes);
  return bytes.length;
}

function room(length) {
  // First the room, which may make the memory grow, and then the memory.
  const address = core.room(length);
  return new Uint8Array(core.buffer(), address, length);
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
