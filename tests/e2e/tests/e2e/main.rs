//! What a person sees and does.

mod axe;
mod compose;
mod compose_once;
mod compose_targets;
mod compose_text;
mod editor;
mod pictures;
mod run;
mod session;
