//! What a person sees and does.

mod compose;
mod pictures;
mod run;
mod session;
