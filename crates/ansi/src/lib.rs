//! Output of scripts as rows of coloured text.
//!
//! # Scope
//!
//! Bytes in, rows out: [`Rows`] keeps the bytes as they came, knows where each row begins, and gives the [`Piece`]s of
//! one row. SGR sequences become a [`Style`]; "erase the line" says nothing in a log and is left out; every other
//! control character is shown, not obeyed. It is no terminal: nothing moves a cursor, sets a title or hides text.
//!
//! [`colours`] makes a style readable on the page's two backgrounds, and [`Finder`] finds. No I/O, no allocation for
//! each row, no panic whatever the bytes.

mod contrast;
mod find;
mod rows;
mod sgr;
mod token;
mod width;

pub use contrast::{Colours, Rgb, THEMES, Theme, colours, contrast};
pub use find::Finder;
pub use rows::{Kind, Piece, Rows, Shows};
pub use sgr::{Colour, Style};
pub use token::Encoding;
