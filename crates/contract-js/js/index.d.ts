/** Language of messages. */
export type Lang = "zh-CN" | "en";

/** One problem of a request. */
export interface Finding {
  /** RFC 6901, into the request body. A missing field is pointed to where it would stand. */
  pointer: string;
  /** Stable, in snake_case; see docs/rules.md of fastexec. */
  code: string;
  /** An error refuses the request; a warning lets it run. */
  severity: "error" | "warning";
  message: string;
  /** The values that the message speaks of. Integers above 2^53 are exact in the message only. */
  params?: Record<string, string | number>;
  /** From 1. */
  line: number;
  /** From 1, in Unicode characters. */
  column: number;
}

export interface Report {
  /** No error; there may be warnings. */
  valid: boolean;
  /** In the order of the text. */
  findings: Finding[];
}

/** Checks the text of a request body. Any text or bytes are an answer; nothing is thrown. */
export function check(text: string | Uint8Array, lang?: Lang): Report;

/** Sizes of the batches that a rolling expression makes of so many targets. */
export type Plan = { batches: number[] } | { error: "syntax" | "too_many_batches" };

/**
 * @param count Hosts and containers, 0 to 2^53 - 1.
 * @throws RangeError for another count.
 */
export function plan(expression: string, count: number): Plan;

/** A rolling expression in one sentence; undefined when it is none. */
export function reading(expression: string, lang?: Lang): string | undefined;

/** The JSON Schema (draft 2020-12) of a request, which is weaker than `check`. */
export function schema(): object;
