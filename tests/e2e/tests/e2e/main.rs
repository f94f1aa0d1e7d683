//! What a person sees and does.

mod axe;
mod compose;
mod editor;
mod pictures;
mod run;
mod session;
