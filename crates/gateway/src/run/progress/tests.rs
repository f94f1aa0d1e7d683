use super::{Event, Next, NotAllowed, Operation, Progress};
use fastexec_contract::RollingMode;
use proptest::prelude::{any, proptest};

const GOOD: Event = Event::BatchEnded { succeeded: true };
const BAD: Event = Event::BatchEnded { succeeded: false };
const TERMINATE: Event = Event::Operation(Operation::Terminate);
const RETRY: Event = Event::Operation(Operation::RetryFailed);
const RETRY_ALL: Event = Event::Operation(Operation::RetryAll);
const IGNORE: Event = Event::Operation(Operation::IgnoreError);
const CONTINUE: Event = Event::Operation(Operation::Continue);

/// `job step [batches] next` after the events, the last of which is answered.
#[track_caller]
fn after(mode: i64, batches: usize, events: &[Event], expected: &str) {
    let mut progress = Progress::new(RollingMode::from_code(mode), batches);
    let mut next = Ok(Next::RunBatch);
    for event in events {
        let before = progress.clone();
        next = progress.apply(*event);
        if next.is_err() {
            assert_eq!(progress, before, "what is not allowed changes nothing");
        }
    }
    let batches: Vec<String> = progress.batches.iter().map(i64::to_string).collect();
    let next = match next {
        Ok(Next::RunBatch) => format!("run {}", progress.current + 1),
        Ok(Next::Stop) => "stop".to_owned(),
        Ok(Next::WaitForUser) => "wait".to_owned(),
        Ok(Next::Finish) => "finish".to_owned(),
        Err(NotAllowed) => "not allowed".to_owned(),
    };
    let is = format!("{} {} [{}] {next}", progress.job, progress.step, batches.join(" "));
    assert_eq!(is, expected, "mode {mode}, {events:?}");
}

#[test]
fn a_batch_succeeds() {
    after(1, 3, &[GOOD], "2 2 [3 2 1] run 2");
    after(2, 3, &[GOOD], "2 2 [3 2 1] run 2");
    after(3, 3, &[GOOD], "7 7 [3 1 1] wait");
    after(3, 3, &[GOOD, CONTINUE], "2 2 [3 2 1] run 2");
}

#[test]
fn a_batch_fails() {
    after(1, 3, &[BAD], "4 4 [4 1 1] finish");
    after(2, 3, &[BAD], "2 2 [6 2 1] run 2");
    after(3, 3, &[BAD], "4 4 [4 1 1] finish");
}

#[test]
fn the_last_batch() {
    after(1, 2, &[GOOD, GOOD], "3 3 [3 3] finish");
    after(2, 2, &[BAD, GOOD], "3 3 [6 3] finish");
    after(3, 2, &[GOOD, CONTINUE, GOOD], "3 3 [3 3] finish");
    after(1, 2, &[GOOD, BAD], "4 4 [3 4] finish");
    after(2, 2, &[GOOD, BAD], "3 6 [3 6] finish");
    after(3, 2, &[GOOD, CONTINUE, BAD], "4 4 [3 4] finish");
}

#[test]
fn without_rolling() {
    after(0, 1, &[GOOD], "3 3 [3] finish");
    after(0, 1, &[BAD], "4 4 [4] finish");
    after(0, 1, &[BAD, RETRY_ALL], "2 2 [2] run 1");
    after(0, 1, &[BAD, IGNORE], "3 6 [6] finish");
    after(0, 1, &[TERMINATE, BAD], "11 11 [11] finish");
}

#[test]
fn retry() {
    after(1, 3, &[GOOD, BAD, RETRY], "2 2 [3 2 1] run 2");
    after(1, 3, &[GOOD, BAD, RETRY_ALL, GOOD], "2 2 [3 3 2] run 3");
    after(3, 3, &[BAD, RETRY, GOOD], "7 7 [3 1 1] wait");
    after(2, 1, &[BAD, RETRY], "3 6 [6] not allowed");
    after(1, 1, &[GOOD, RETRY], "3 3 [3] not allowed");
    after(1, 2, &[RETRY_ALL], "2 2 [2 1] not allowed");
}

#[test]
fn ignore() {
    after(1, 2, &[BAD, IGNORE], "2 2 [6 2] run 2");
    after(3, 2, &[BAD, IGNORE], "7 7 [6 1] wait");
    after(3, 2, &[BAD, IGNORE, CONTINUE, BAD, IGNORE], "3 6 [6 6] finish");
    after(1, 2, &[IGNORE], "2 2 [2 1] not allowed");
}

#[test]
fn terminate() {
    after(1, 2, &[TERMINATE], "10 10 [10 1] stop");
    after(1, 2, &[TERMINATE, GOOD], "11 11 [11 1] finish");
    after(3, 2, &[GOOD, TERMINATE], "11 11 [3 1] finish");
    after(3, 2, &[BAD, IGNORE, TERMINATE], "11 11 [6 1] finish");
    after(1, 2, &[TERMINATE, TERMINATE], "10 10 [10 1] not allowed");
    after(1, 2, &[BAD, TERMINATE], "4 4 [4 1] not allowed");
    after(1, 1, &[GOOD, CONTINUE], "3 3 [3] not allowed");
}

proptest! {
    /// Whatever comes in whatever order, batches are run in order and a stopped run stays stopped.
    #[test]
    fn any_events(mode in 0_i64..4, batches in 1_usize..6, events in proptest::collection::vec(any::<u8>(), 0..40)) {
        let mut progress = Progress::new(RollingMode::from_code(mode), batches);
        for event in events {
            let event = [GOOD, BAD, TERMINATE, RETRY, RETRY_ALL, IGNORE, CONTINUE][usize::from(event % 7)];
            let (before, is_running) = (progress.clone(), matches!(progress.job, 2 | 10));
            if matches!(event, Event::BatchEnded { .. }) && !is_running {
                continue;
            }
            let _allowed = progress.apply(event);
            assert!(progress.current >= before.current && progress.current <= before.current + 1);
            assert!(progress.batches[progress.current + 1..].iter().all(|status| *status == 1));
            assert!(before.job != 11 || progress == before);
        }
    }
}
