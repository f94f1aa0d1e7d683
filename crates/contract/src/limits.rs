//! Every limit of the contract, once: value, unit, source.

use std::ops::RangeInclusive;

/// Seconds. Contract, body table.
pub const TIMEOUT: RangeInclusive<i64> = 1..=86_400;

/// Seconds. JOB's document of v4.
pub const TIMEOUT_V4: RangeInclusive<i64> = 1..=259_200;

/// Seconds. Contract, body table.
pub const TIMEOUT_DEFAULT: u32 = 7_200;

/// Bytes after decoding: what JOB's column holds (MEDIUMTEXT).
pub const SCRIPT_CONTENT_MAX_BYTES: usize = 16_777_215;

/// Bytes after decoding: what JOB's column holds (TEXT).
pub const SCRIPT_PARAM_MAX_BYTES: usize = 65_535;

/// Bytes after decoding: encrypted, a parameter grows; 47 KiB still fit the column.
pub const SCRIPT_PARAM_SENSITIVE_MAX_BYTES: usize = 48_128;

/// Characters.
pub const TASK_NAME_MAX_CHARS: usize = 512;

/// Host ids and container ids together, each counted once.
pub const EXPLICIT_IDS_MAX: usize = 50_000;

/// Batches of one rolling run. Known only when the number of targets is.
pub const BATCHES_MAX: usize = 500;

/// Characters.
pub const CALLBACK_URL_MAX_CHARS: usize = 1_024;

/// Characters. BlueKing's API gateway.
pub const APP_CODE_MAX_CHARS: usize = 32;

/// Characters. BlueKing's API gateway.
pub const APP_SECRET_MAX_CHARS: usize = 128;
