//! One key, one run.

use crate::served::{SUBMIT, Served, folder, shell};

#[test]
fn a_key_runs_once() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = shell("true", &[101]).to_string();
    let key = [("Idempotency-Key", "one")];
    let first = served.post(SUBMIT, &body, &key);
    assert_eq!(first.status, 200, "{}", first.text);
    let again = served.post(SUBMIT, &body, &key);
    assert_eq!((again.status, &again.text), (200, &first.text));
    let other = shell("false", &[101]).to_string();
    served.post(SUBMIT, &other, &key).is_error(422, "IDEMPOTENCY_KEY_REUSED");
    let second = served.post(SUBMIT, &body, &[("Idempotency-Key", "two")]);
    assert_ne!(second.text, first.text);
    served.post(SUBMIT, &body, &[("Idempotency-Key", "")]).is_error(400, "INVALID_ARGUMENT");
    let long = "x".repeat(300);
    served.post(SUBMIT, &body, &[("Idempotency-Key", &long)]).is_error(400, "INVALID_ARGUMENT");
}

#[test]
fn a_key_outlives_the_gateway() {
    let folder = folder();
    let body = shell("true", &[101]).to_string();
    let key = [("Idempotency-Key", "one")];
    let served = Served::start(folder.path());
    let first = served.post(SUBMIT, &body, &key);
    served.kill();
    let served = Served::start(folder.path());
    assert_eq!(served.post(SUBMIT, &body, &key).text, first.text);
}

#[test]
fn twenty_at_once_are_one_run() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = shell("true", &[101]).to_string();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let send = || served.post(SUBMIT, &body, &[("Idempotency-Key", "one")]);
        let threads: Vec<_> = (0..20).map(|_| scope.spawn(send)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let (runs, rest): (Vec<_>, Vec<_>) = answers.into_iter().partition(|it| it.status == 200);
    assert!(!runs.is_empty());
    assert!(runs.iter().all(|it| it.text == runs[0].text));
    for answer in rest {
        answer.is_error(409, "CONFLICT");
        assert_eq!(answer.header("retry-after"), "5");
    }
    // A job and its step take two numbers.
    assert_eq!(served.run(&shell("true", &[101])), 10_002);
}
