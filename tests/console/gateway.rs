//! `fetch`, answered by the test, so that states which a real gateway seldom has can be seen. The end-to-end tests
//! have the real one.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = r#"
let answers = [];
let requests = [];
let aborted = [];

// Each answer holds for the addresses that contain its text; the last one given wins.
const answered = async (input, init) => {
  const request = new Request(input, init);
  const path = request.url.slice(location.origin.length);
  requests.push(`${request.method} ${path} ${request.headers.get("idempotency-key") ?? "-"} ${await request.text()}`);
  const answer = answers.findLast(([text]) => path.includes(text));
  if (!answer || answer[1] === 0) throw new TypeError("unreachable");
  if (answer[1] === 1) return new Promise((_, reject) => {
    request.signal.addEventListener("abort", () => { aborted.push(path); reject(request.signal.reason); });
  });
  return new Response(answer[1] === 204 ? null : answer[2], { status: answer[1] });
};

// Not before the first test: the tests themselves are fetched.
export function forget() { window.fetch = answered; answers = []; requests = []; aborted = []; localStorage.clear(); sessionStorage.clear(); }
export function answer(text, status, body) { answers.push([text, status, body]); }
export function requests_to(text) { return requests.filter((it) => it.includes(text)); }
export function aborted_to(text) { return aborted.filter((it) => it.includes(text)).length; }
"#)]
extern "C" {
    /// A new gateway and a new browser.
    pub(crate) fn forget();
    /// Status 0 is a gateway that is not there, 1 one that never answers.
    pub(crate) fn answer(text: &str, status: u16, body: &str);
    /// `METHOD path idempotency-key body`
    pub(crate) fn requests_to(text: &str) -> Vec<String>;
    /// How many requests were given up.
    pub(crate) fn aborted_to(text: &str) -> usize;
}

pub(crate) const SUBMIT: &str = "/fast_execute_script";

/// A gateway in front of JOB, which knows the person by this: JSON.
pub(crate) fn in_front_of_job(identity: &str) {
    let upstream = format!(
        r#"{{"dialect":"v4","identity":{identity},"cluster_list":[],"namespace_list":[]}}"#
    );
    let session = format!(
        r#"{{"data":{{"user":"tester","gateway":"upstream","inventory":"upstream","version":"0","upstream":{upstream}}}}}"#
    );
    answer("/session", 200, &session);
}

/// A gateway that somebody is signed in to.
pub(crate) fn signed_in() {
    forget();
    answer(
        "/session",
        200,
        r#"{"data":{"user":"tester","gateway":"embedded","inventory":"demo","version":"0"}}"#,
    );
}
