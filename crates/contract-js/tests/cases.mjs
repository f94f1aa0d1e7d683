// What the package must do, under Node and in a browser alike.
const VALID = '{"script_version_id":1,"account_id":1000,"execute_target":{"host_id_list":[9223372036854775807]}}';

export const cases = (core, equal) => ({
  "a good request"() {
    equal(core.check(VALID), { valid: true, findings: [] });
  },
  "every problem at once, in both languages"() {
    for (const [lang, words] of [["en", "1 to 86400 seconds"], ["zh-CN", "86400"], [undefined, "1 to 86400 seconds"]]) {
      const { valid, findings } = core.check('{"timeout": 0}', lang);
      equal(valid, false);
      const codes = findings.map((finding) => `${finding.pointer} ${finding.code}`);
      equal(codes.includes("/timeout timeout_out_of_range"), true);
      equal(codes.includes("/account_id account_missing"), true);
      const timeout = findings.find((finding) => finding.pointer === "/timeout");
      equal(timeout.message.includes(words), true);
      equal([timeout.line, timeout.column, timeout.severity], [1, 13, "error"]);
    }
  },
  "anything is an answer"() {
    for (const text of ["", "{", "\u0000", "\ud800", "[".repeat(100_000), new Uint8Array([0xff, 0x00]), new Uint8Array()]) {
      const { valid, findings } = core.check(text);
      equal([valid, findings.length], [false, 1]);
      equal(findings[0].code, "json_syntax");
    }
    equal(core.check(new TextEncoder().encode(VALID)).valid, true);
  },
  "plans"() {
    equal(core.plan("10", 25), { batches: [10, 10, 5] });
    equal(core.plan("1", 501), { error: "too_many_batches" });
    equal(core.plan(" 1", 5), { error: "syntax" });
    equal(core.plan("100%", Number.MAX_SAFE_INTEGER), { batches: [Number.MAX_SAFE_INTEGER] });
    for (const count of [-1, 1.5, NaN, 2 ** 53, "5"]) {
      let thrown;
      try {
        core.plan("1", count);
      } catch (error) {
        thrown = error;
      }
      equal(thrown instanceof RangeError, true);
    }
  },
  "readings"() {
    equal(typeof core.reading("5 10%"), "string");
    equal(core.reading("5 10%", "zh-CN") === core.reading("5 10%", "en"), false);
    equal(core.reading("x"), undefined);
  },
  "a schema"() {
    equal(core.schema().title, "fast_execute_script");
  },
});
