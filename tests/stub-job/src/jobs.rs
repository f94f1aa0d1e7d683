//! Jobs that go on by the clock.

use crate::answer::Wrong;
use crate::process::Process;
use crate::wire::Scope;
use fastexec_contract::rolling::Expression;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Above 2^53: what reads ids as floating point loses them.
const FIRST_ID: i64 = 9_007_199_254_740_993;

/// As the gateway numbers its own.
const FIRST_REAL_ID: i64 = 10_000;

#[derive(Debug)]
pub(crate) struct Jobs {
    list: Vec<Job>,
    /// How long a batch runs, unless scripts are run.
    pub(crate) pace: Duration,
    /// Scripts are run on this machine, and ids are small.
    pub(crate) is_real: bool,
}

#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) id: i64,
    pub(crate) scope: Scope,
    pub(crate) name: String,
    pub(crate) operator: String,
    /// Milliseconds, as all times.
    pub(crate) create_time: i64,
    pub(crate) end_time: Option<i64>,
    pub(crate) status: i64,
    pub(crate) step_status: i64,
    pub(crate) execute_count: usize,
    pub(crate) objects: Vec<Object>,
    /// The attempts before this one.
    pub(crate) earlier: Vec<Vec<Object>>,
    /// Sizes of batches; one without rolling.
    sizes: Vec<usize>,
    mode: Option<i64>,
    /// From 0.
    batch: usize,
    batch_start: i64,
    is_real: bool,
    pub(crate) order: Order,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    pub(crate) script: String,
    pub(crate) param: String,
    pub(crate) language: i64,
    pub(crate) timeout: i64,
    pub(crate) account_id: i64,
    pub(crate) script_version_id: Option<i64>,
    pub(crate) is_sensitive: bool,
    pub(crate) host_ids: Vec<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) is_container: bool,
    pub(crate) id: i64,
    /// From 1; 0 without rolling.
    pub(crate) batch: usize,
    pub(crate) status: i64,
    pub(crate) exit_code: i64,
    pub(crate) start_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
    process: Option<Process>,
}

impl Default for Jobs {
    fn default() -> Jobs {
        Jobs { list: Vec::new(), pace: Duration::from_millis(300), is_real: false }
    }
}

pub(crate) fn now() -> i64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

impl Jobs {
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn add(
        &mut self,
        scope: Scope,
        name: Option<String>,
        order: Order,
        objects: Vec<(bool, i64)>,
        rolling: Option<(&str, i64)>,
    ) -> Result<(i64, String), Wrong> {
        if objects.is_empty() {
            return Err(Wrong::precondition(1_244_028, "执行目标为空"));
        }
        if objects.len() > 50_000 {
            return Err(Wrong {
                status: 429,
                code: "RESOURCE_EXHAUSTED",
                number: 1_244_022,
                message: "执行对象过多".to_owned(),
            });
        }
        let sizes = match rolling {
            None => vec![objects.len()],
            Some((expression, _)) => {
                let expression = Expression::parse(expression)
                    .map_err(|_| Wrong::precondition(1_244_026, "滚动策略表达式不合法"))?;
                let sizes = expression.plan(objects.len() as u64);
                let sizes = sizes.map_err(|_| Wrong::precondition(1_244_027, "滚动批次过多"))?;
                sizes.iter().filter_map(|size| usize::try_from(*size).ok()).collect()
            }
        };
        let batches = sizes.iter().enumerate().flat_map(|(batch, size)| vec![batch + 1; *size]);
        let batches: Vec<usize> =
            if rolling.is_some() { batches.collect() } else { vec![0; objects.len()] };
        let first = if self.is_real { FIRST_REAL_ID } else { FIRST_ID };
        let id = first + 2 * i64::try_from(self.list.len()).unwrap_or_default();
        let now = now();
        let name = name
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| format!("API Quick execution script{now}"));
        let mut job = Job {
            id,
            scope,
            name: name.clone(),
            operator: "tester".to_owned(),
            create_time: now,
            end_time: None,
            status: 2,
            step_status: 2,
            execute_count: 0,
            objects: objects
                .into_iter()
                .zip(batches)
                .map(|((is_container, id), batch)| Object {
                    is_container,
                    id,
                    batch,
                    status: 5,
                    exit_code: 0,
                    start_time: None,
                    end_time: None,
                    process: None,
                })
                .collect(),
            earlier: Vec::new(),
            sizes,
            mode: rolling.map(|(_, mode)| mode),
            batch: 0,
            batch_start: now,
            is_real: self.is_real,
            order,
        };
        job.start_batch(now);
        self.list.push(job);
        Ok((id, name))
    }

    /// A job as it is by now.
    pub(crate) fn get(&mut self, scope: &Scope, id: i64) -> Result<&mut Job, Wrong> {
        let pace = i64::try_from(self.pace.as_millis()).unwrap_or(i64::MAX);
        let job = self.list.iter_mut().find(|job| job.id == id && job.scope == *scope);
        let job = job.ok_or_else(|| Wrong::not_found(1_244_006, "任务实例不存在"))?;
        job.advance(now(), pace);
        Ok(job)
    }

    /// The jobs of a scope as they are by now, newest first.
    pub(crate) fn all(&mut self, scope: &Scope) -> Vec<&Job> {
        let pace = i64::try_from(self.pace.as_millis()).unwrap_or(i64::MAX);
        let now = now();
        self.list.iter_mut().for_each(|job| job.advance(now, pace));
        self.list.iter().rev().filter(|job| job.scope == *scope).collect()
    }
}

impl Job {
    pub(crate) fn step_id(&self) -> i64 {
        self.id + 1
    }

    pub(crate) fn is_finished(&self) -> bool {
        matches!(self.status, 3 | 4 | 6 | 11)
    }

    fn is_rolling(&self) -> bool {
        self.mode.is_some()
    }

    fn in_batch(&self, object: &Object) -> bool {
        !self.is_rolling() || object.batch == self.batch + 1
    }

    fn exit_code(&self) -> i64 {
        let code = self.order.script.lines().find_map(|line| line.trim().strip_prefix("exit "));
        code.and_then(|code| code.trim().parse().ok()).unwrap_or(0)
    }

    fn start_batch(&mut self, now: i64) {
        self.batch_start = now;
        (self.status, self.step_status, self.end_time) = (2, 2, None);
        for at in 0..self.objects.len() {
            if self.in_batch(&self.objects[at]) && self.objects[at].status == 5 {
                self.objects[at].status = 7;
                self.objects[at].start_time = Some(now);
                self.objects[at].process =
                    self.is_real.then(|| Process::start(&self.order, self.objects[at].id));
            }
        }
    }

    fn advance(&mut self, now: i64, pace: i64) {
        while self.status == 2 {
            let end = if self.is_real { now } else { self.batch_start + pace };
            for at in 0..self.objects.len() {
                let as_written = self.exit_code();
                let object = &mut self.objects[at];
                let exit_code = match &object.process {
                    Some(process) => process.exit_code(),
                    None => (now >= end).then_some(as_written),
                };
                if let (7, Some(exit_code)) = (object.status, exit_code) {
                    object.status = if exit_code == 0 { 9 } else { 104 };
                    object.exit_code = exit_code;
                    object.end_time = Some(end);
                }
            }
            if self.objects.iter().any(|object| object.status == 7) {
                return;
            }
            let failed = self.objects.iter().any(|it| self.in_batch(it) && it.status == 104);
            let is_last = self.batch + 1 == self.sizes.len();
            match (self.mode, failed, is_last) {
                (Some(2), _, false) | (Some(1), false, false) => {
                    self.batch += 1;
                    self.start_batch(end);
                }
                (Some(3), false, false) => (self.status, self.step_status) = (7, 7),
                (Some(2), true, true) => self.finish(3, 6, end),
                (_, true, _) => self.finish(4, 4, end),
                (_, false, _) => self.finish(3, 3, end),
            }
        }
    }

    fn finish(&mut self, status: i64, step: i64, at: i64) {
        (self.status, self.step_status, self.end_time) = (status, step, Some(at));
    }

    /// `false` for what the state doesn't allow.
    pub(crate) fn operate(&mut self, code: i64) -> bool {
        let now = now();
        match (code, self.step_status) {
            (1, 2 | 7) => {
                for object in self.objects.iter_mut().filter(|object| object.status == 7) {
                    if let Some(process) = &object.process {
                        process.kill();
                    }
                    object.status = 403;
                    object.end_time = Some(now);
                }
                self.finish(11, 11, now);
            }
            (2 | 8, 4) => {
                self.earlier.push(self.objects.clone());
                self.execute_count += 1;
                for at in 0..self.objects.len() {
                    if !self.in_batch(&self.objects[at]) {
                        continue;
                    }
                    let object = &mut self.objects[at];
                    if code == 2 && object.status == 9 {
                        object.status = 3;
                    } else {
                        object.status = 5;
                        object.exit_code = 0;
                        object.end_time = None;
                    }
                }
                self.start_batch(now);
            }
            (3, 4) if self.batch + 1 < self.sizes.len() => {
                self.batch += 1;
                self.start_batch(now);
            }
            (3, 4) => self.finish(3, 6, now),
            (13, 7) => {
                self.batch += 1;
                self.start_batch(now);
            }
            _ => return false,
        }
        true
    }

    /// What an object has printed by now.
    pub(crate) fn output(&self, object: &Object) -> String {
        if let Some(process) = &object.process {
            return process.output();
        }
        if object.start_time.is_none() {
            return String::new();
        }
        let param = if self.order.is_sensitive { "" } else { self.order.param.as_str() };
        let mut text = format!("主机 {} {param}\n", object.id);
        if object.end_time.is_some() {
            text.push_str("done\n");
        }
        text
    }
}
