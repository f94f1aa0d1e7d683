//! What a person sees and does.

mod axe;
mod axe_compose;
mod compose;
mod compose_once;
mod compose_targets;
mod compose_text;
mod editor;
mod history;
mod inventory;
mod parts;
mod pictures;
mod run;
mod run_groups;
mod run_log;
mod run_measured;
mod run_pictures;
mod run_rolling;
mod runs;
mod session;
