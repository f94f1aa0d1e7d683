//! One question however many ask it. An answer is good for a while; a question that is under way is waited for.

use super::trouble::Trouble;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// How long somebody waits for an answer that is not there. A browser has few connections, and other pages need
/// them too.
const PATIENCE: Duration = Duration::from_secs(4);

/// A question costs JOB so many times less than it is left alone afterwards.
const COST_FACTOR: u32 = 2;

/// After a failure; then twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(super) struct Polls<Q, A> {
    polls: Mutex<HashMap<Q, Arc<Poll<A>>>>,
    /// Bytes of answers that are kept at most, as `weigh` tells them.
    weight_max: usize,
    weigh: fn(&A) -> usize,
}

#[derive(Debug)]
struct Poll<A> {
    state: Mutex<State<A>>,
    /// Told when a question is answered.
    answered: Notify,
}

#[derive(Debug)]
struct State<A> {
    newest: Option<Answer<A>>,
    failure: Option<(Trouble, Instant)>,
    failures: u32,
    is_asking: bool,
    /// When answers of before stopped being good.
    changed: Option<Instant>,
    last_use: Instant,
}

#[derive(Debug)]
struct Answer<A> {
    what: Arc<A>,
    asked: Instant,
    good_until: Option<Instant>,
}

impl<Q, A> Polls<Q, A>
where
    Q: Clone + Eq + Hash + Send + 'static,
    A: Send + Sync + 'static,
{
    pub(super) fn new(weight_max: usize, weigh: fn(&A) -> usize) -> Polls<Q, A> {
        Polls { polls: Mutex::default(), weight_max, weigh }
    }

    /// The newest answer to a question. `age` says how long an answer is good, or for ever.
    pub(super) async fn ask<Asked>(
        &self,
        question: Q,
        age: fn(&A) -> Option<Duration>,
        ask: impl FnOnce() -> Asked,
    ) -> Result<Arc<A>, Trouble>
    where
        Asked: Future<Output = Result<A, Trouble>> + Send + 'static,
    {
        let poll = self.poll(question);
        let patience = tokio::time::Instant::now() + PATIENCE;
        let mut ask = Some(ask);
        loop {
            let answered = poll.answered.notified();
            tokio::pin!(answered);
            // Registered before the state is looked at, so that no answer is missed.
            answered.as_mut().enable();
            {
                let mut state = poll.lock();
                if let Some(known) = state.known() {
                    return known;
                }
                if !state.is_asking
                    && let Some(ask) = ask.take()
                {
                    state.is_asking = true;
                    // The question outlives the one who asks: others may be waiting too.
                    let asking = Asking { poll: Arc::clone(&poll), age, since: Instant::now() };
                    let asked = ask();
                    tokio::spawn(async move { asking.done(asked.await) });
                }
            }
            let waited = tokio::time::timeout_at(patience, answered).await;
            let state = poll.lock();
            match (state.known(), &state.newest) {
                (Some(known), _) => return known,
                // Asked before something changed: what it is now is asked for.
                _ if waited.is_ok() && ask.is_some() && state.is_outdated() => {}
                // Old, but all there is while the new one is under way.
                (None, Some(newest)) => return Ok(Arc::clone(&newest.what)),
                (None, None) if waited.is_err() => return Err(Trouble::slow()),
                (None, None) => {
                    let failure = state.failure.as_ref();
                    return Err(failure.map_or_else(Trouble::slow, |it| it.0.clone()));
                }
            }
        }
    }

    /// What was answered to a question, however long ago, unless something has changed since.
    pub(super) fn newest(&self, question: &Q) -> Option<Arc<A>> {
        let polls = self.polls.lock().unwrap_or_else(PoisonError::into_inner);
        let state = polls.get(question)?.lock();
        let newest = state.newest.as_ref().filter(|_| !state.is_outdated());
        newest.map(|newest| Arc::clone(&newest.what))
    }

    /// Answers to these questions are not good any more, nor those that are on their way.
    pub(super) fn expire(&self, is_old: impl Fn(&Q) -> bool) {
        let polls = self.polls.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, poll) in polls.iter().filter(|(question, _)| is_old(question)) {
            let mut state = poll.lock();
            state.failure = None;
            state.changed = Some(Instant::now());
            if let Some(newest) = &mut state.newest {
                newest.good_until = Some(Instant::now());
            }
        }
    }

    fn poll(&self, question: Q) -> Arc<Poll<A>> {
        let mut polls = self.polls.lock().unwrap_or_else(PoisonError::into_inner);
        if !polls.contains_key(&question) {
            self.make_room(&mut polls);
        }
        let poll = Arc::clone(polls.entry(question).or_default());
        poll.lock().last_use = Instant::now();
        poll
    }

    /// Forgets what was not asked for the longest time, when too much is kept.
    fn make_room(&self, polls: &mut HashMap<Q, Arc<Poll<A>>>) {
        /// An answer that is nearly empty takes room too.
        const OWN_WEIGHT: usize = 1024;
        let mut kept: Vec<(Instant, usize, Q)> = Vec::with_capacity(polls.len());
        for (question, poll) in polls.iter() {
            let state = poll.lock();
            let weight = state.newest.as_ref().map_or(0, |newest| (self.weigh)(&newest.what));
            // What is being asked is being waited for.
            if !state.is_asking {
                kept.push((state.last_use, weight + OWN_WEIGHT, question.clone()));
            }
        }
        kept.sort_unstable_by_key(|(last_use, ..)| *last_use);
        let mut total: usize = kept.iter().map(|(_, weight, _)| weight).sum();
        for (_, weight, question) in kept {
            if total <= self.weight_max {
                break;
            }
            total -= weight;
            polls.remove(&question);
        }
    }
}

impl<A> Default for Poll<A> {
    fn default() -> Poll<A> {
        let state = State {
            newest: None,
            failure: None,
            failures: 0,
            is_asking: false,
            changed: None,
            last_use: Instant::now(),
        };
        Poll { state: Mutex::new(state), answered: Notify::new() }
    }
}

impl<A> Poll<A> {
    fn lock(&self) -> MutexGuard<'_, State<A>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<A> State<A> {
    /// The newest answer tells of a time before something changed.
    fn is_outdated(&self) -> bool {
        let asked = self.newest.as_ref().map(|newest| newest.asked);
        asked.zip(self.changed).is_some_and(|(asked, changed)| asked <= changed)
    }

    /// What can be said without asking.
    fn known(&self) -> Option<Result<Arc<A>, Trouble>> {
        let now = Instant::now();
        if let Some((trouble, until)) = &self.failure {
            if now >= *until {
                return None;
            }
            return Some(Err(trouble.clone()));
        }
        let newest = self.newest.as_ref()?;
        let is_good = newest.good_until.is_none_or(|until| now < until);
        is_good.then(|| Ok(Arc::clone(&newest.what)))
    }
}

/// A question that is under way. Whatever becomes of it, nobody waits for it for ever.
struct Asking<A> {
    poll: Arc<Poll<A>>,
    age: fn(&A) -> Option<Duration>,
    since: Instant,
}

impl<A> Asking<A> {
    fn done(self, answer: Result<A, Trouble>) {
        let now = Instant::now();
        let mut state = self.poll.lock();
        match answer {
            Ok(answer) => {
                let cost = now.duration_since(self.since) * COST_FACTOR;
                let good_until = (self.age)(&answer).map(|age| now + age.max(cost));
                let is_old = state.changed.is_some_and(|changed| self.since <= changed);
                let good_until = if is_old { Some(now) } else { good_until };
                state.newest =
                    Some(Answer { what: Arc::new(answer), asked: self.since, good_until });
                (state.failure, state.failures) = (None, 0);
            }
            Err(mut trouble) => {
                let pause = LONGEST_PAUSE.min(FIRST_PAUSE * (1 << state.failures.min(5)));
                let pause = trouble.retry_after.map_or(pause, |told| {
                    pause.max(Duration::from_secs(told.min(LONGEST_PAUSE.as_secs())))
                });
                trouble.retry_after = trouble.retry_after.max(Some(pause.as_secs()));
                state.failures += 1;
                state.failure = Some((trouble, now + pause));
            }
        }
    }
}

impl<A> Drop for Asking<A> {
    fn drop(&mut self) {
        self.poll.lock().is_asking = false;
        self.poll.answered.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::Polls;
    use std::sync::Arc;
    use tokio::sync::oneshot;

    /// A job is terminated while its state is being asked for: what comes is its state of before.
    #[tokio::test]
    async fn what_was_asked_before_a_change_is_no_answer_afterwards() {
        let polls = Arc::new(Polls::<&str, &str>::new(1 << 20, |_| 0));
        let (release, released) = oneshot::channel::<()>();
        let (begin, begun) = oneshot::channel::<()>();
        let early = tokio::spawn({
            let polls = Arc::clone(&polls);
            async move {
                let answer = || async move {
                    let _told = begin.send(());
                    let _ended = released.await;
                    Ok("running")
                };
                polls.ask("job", |_| None, answer).await
            }
        });
        begun.await.expect("asked");
        polls.expire(|_| true);
        let late = tokio::spawn({
            let polls = Arc::clone(&polls);
            async move { polls.ask("job", |_| None, || async { Ok("terminated") }).await }
        });
        // The one who asks late finds a question under way.
        tokio::task::yield_now().await;
        release.send(()).expect("waited for");
        assert_eq!(*early.await.expect("no panic").expect("an answer"), "running");
        assert_eq!(*late.await.expect("no panic").expect("an answer"), "terminated");
        assert_eq!(polls.newest(&"job").as_deref(), Some(&"terminated"));
        polls.expire(|_| true);
        assert_eq!(polls.newest(&"job"), None);
    }
}
