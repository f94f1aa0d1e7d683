//! Where in the output the reader is. Rows are all of one height, so any row's place is known without drawing it.
//!
//! Browsers have no elements taller than some millions of pixels. A longer output has a canvas of that height, and a
//! pixel of its scroll bar stands for several; wheel and keys move by what they say all the same.

use super::draw::Drawn;
use super::{Log, UNWRAPPED};
use leptos::ev::{KeyboardEvent, WheelEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Pixels of a row, as `style/log.css` has it.
pub(super) const ROW: f64 = 18.0;
/// Pixels that every browser can do.
const CANVAS_MAX: f64 = 8_000_000.0;
/// Rows that are drawn beyond what is seen.
const MARGIN: usize = 8;
/// Pixels before the text: the number of the line.
const GUTTER: f64 = 84.0;

#[derive(Debug, Default)]
pub(super) struct Screen {
    pub(super) drawn: Vec<Drawn>,
    /// Pixels above what is seen, as if the canvas had no limit.
    top: f64,
    /// What the scroll bar was set to, or said last.
    scroll_top: i32,
    height: f64,
    /// Of the canvas, as it is set.
    canvas: f64,
    columns: usize,
    is_scheduled: bool,
}

/// Draws whenever something has changed, and listens to the reader.
pub(super) fn provide(log: Log) {
    Effect::new(move || {
        if log.scroller.get().is_some() && log.layer.get().is_some() {
            log.measure();
            let line = log.marked.get_untracked().map(|(first, _)| first);
            log.screen.update_value(|screen| screen.top = 0.0);
            if let Some(line) = line {
                wait_for_line(log, line);
            }
        }
    });
    Effect::new(move || {
        log.version.track();
        log.marked.track();
        schedule(log);
    });
    Effect::new(move || {
        log.is_wrapped.track();
        log.encoding.track();
        log.lay_out();
    });
    let resize = window_event_listener(leptos::ev::resize, move |_| {
        log.measure();
        log.lay_out();
    });
    on_cleanup(move || resize.remove());
}

/// The address names a line that may not have come yet.
fn wait_for_line(log: Log, line: u32) {
    let is_done = StoredValue::new(false);
    Effect::new(move || {
        let is_there = log.lines.get() >= line || log.progress.with(|progress| progress.is_loaded);
        if is_there && !is_done.get_value() {
            is_done.set_value(true);
            log.go_to_line(line);
        }
    });
}

fn schedule(log: Log) {
    let is_scheduled =
        log.screen.try_update_value(|screen| std::mem::replace(&mut screen.is_scheduled, true));
    if is_scheduled == Some(false) {
        request_animation_frame(move || {
            log.screen.try_update_value(|screen| screen.is_scheduled = false);
            log.draw();
        });
    }
}

impl Log {
    /// What came has been added to `rows`.
    pub(super) fn grown(self) {
        let Some(lines) = self.rows.try_with_value(fastexec_ansi::Rows::lines) else {
            return;
        };
        let before = self.lines.get_untracked();
        if lines != before {
            self.lines.set(lines);
        }
        let is_loaded = self.progress.with_untracked(|progress| progress.is_loaded);
        if is_loaded && !self.is_following.get_untracked() && lines > before {
            self.unseen.update(|unseen| *unseen += lines - before);
        }
        self.search_on();
        self.redraw();
    }

    /// Pixels of all rows.
    fn extent(self) -> f64 {
        self.rows.try_with_value(fastexec_ansi::Rows::len).unwrap_or(0) as f64 * ROW
    }

    /// Moves a reader, as if the canvas had no limit.
    fn set_top(self, top: f64) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let extent = self.extent();
        self.screen.update_value(|screen| {
            screen.height = f64::from(scroller.client_height());
            screen.top = top.clamp(0.0, (extent - screen.height).max(0.0));
            let scroll_top = screen.top / screen.scale(extent);
            scroller.set_scroll_top(scroll_top.round() as i32);
            screen.scroll_top = scroller.scroll_top();
        });
    }

    pub(super) fn scrolled(self) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let extent = self.extent();
        let now = scroller.scroll_top();
        let moved = self.screen.try_update_value(|screen| {
            let before = std::mem::replace(&mut screen.scroll_top, now);
            if now != before {
                screen.top = f64::from(now) * screen.scale(extent);
            }
            (now - before, screen.top + screen.height >= extent - ROW)
        });
        match moved {
            Some((0, _)) | None => {}
            Some((_, true)) => self.follow(),
            Some((..0, false)) => self.is_following.set(false),
            Some(_) => {}
        }
        self.draw();
    }

    /// A reader who goes up is not moved any more; one who reaches the end is.
    fn move_by(self, pixels: f64) {
        let top = self.screen.with_value(|screen| screen.top);
        self.set_top(top + pixels);
        let extent = self.extent();
        let is_at_end = self.screen.with_value(|screen| screen.top + screen.height >= extent - ROW);
        if is_at_end {
            self.follow();
        } else if pixels < 0.0 {
            self.is_following.set(false);
        }
        self.draw();
    }

    pub(super) fn wheeled(self, event: &WheelEvent) {
        let extent = self.extent();
        // The browser does it better where a pixel is a pixel.
        if self.screen.with_value(|screen| screen.scale(extent)) > 1.0 && !event.ctrl_key() {
            event.prevent_default();
            let unit = [1.0, ROW, 20.0 * ROW][event.delta_mode().min(2) as usize];
            self.move_by(event.delta_y() * unit);
        }
    }

    pub(super) fn moved_by_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let page = self.screen.with_value(|screen| (screen.height - ROW).max(ROW));
        let pixels = match event.key().as_str() {
            "ArrowUp" => -ROW,
            "ArrowDown" => ROW,
            "PageUp" => -page,
            "PageDown" => page,
            " " if event.shift_key() => -page,
            " " => page,
            "Home" => -self.extent(),
            "End" => self.extent(),
            _ => return,
        };
        event.prevent_default();
        self.move_by(pixels);
    }

    pub(super) fn go_to_row(self, row: usize) {
        self.is_following.set(false);
        let (top, height) = self.screen.with_value(|screen| (screen.top, screen.height));
        let place = row as f64 * ROW;
        // What is seen already doesn't jump.
        if place < top || place + ROW > top + height {
            self.set_top(place - height / 3.0);
        }
        self.redraw();
    }

    pub(super) fn go_to_line(self, line: u32) {
        let row = self.rows.with_value(|rows| rows.row_of_line(line));
        self.go_to_row(row);
    }

    /// The first byte that is seen.
    pub(super) fn top_byte(self) -> usize {
        let top = self.screen.with_value(|screen| screen.top);
        self.rows.with_value(|rows| rows.range((top / ROW).ceil() as usize).start)
    }

    /// How much fits.
    fn measure(self) {
        let (Some(scroller), Some(layer)) =
            (self.scroller.get_untracked(), self.layer.get_untracked())
        else {
            return;
        };
        let Ok(probe) = document().create_element("span") else {
            return;
        };
        probe.set_text_content(Some(&"0".repeat(100)));
        let _ = layer.append_child(&probe);
        let width = probe.get_bounding_client_rect().width() / 100.0;
        probe.remove();
        let room = f64::from(scroller.client_width()) - GUTTER - ROW;
        self.screen.update_value(|screen| {
            screen.height = f64::from(scroller.client_height());
            screen.columns = if width > 0.0 { (room / width) as usize } else { 80 };
        });
    }

    /// Cuts rows anew, and leaves the reader where he was.
    fn lay_out(self) {
        let columns = match self.is_wrapped.get_untracked() {
            true => self.screen.with_value(|screen| screen.columns).max(20),
            false => UNWRAPPED,
        };
        let encoding = self.encoding.get_untracked();
        let before = self.top_byte();
        self.rows.update_value(|rows| rows.lay_out(columns, encoding));
        self.screen.update_value(|screen| screen.canvas = -1.0);
        let row = self.rows.with_value(|rows| rows.row_of_byte(before));
        self.fit_canvas();
        self.set_top(row as f64 * ROW);
        self.redraw();
    }

    /// Makes the canvas as high as the rows are.
    fn fit_canvas(self) {
        let Some(canvas) = self.layer.get_untracked().and_then(|layer| layer.parent_element())
        else {
            return;
        };
        let height = self.extent().min(CANVAS_MAX);
        self.screen.update_value(|screen| {
            if screen.canvas.total_cmp(&height).is_ne() {
                screen.canvas = height;
                let canvas: HtmlElement = canvas.unchecked_into();
                let _ = canvas.style().set_property("height", &format!("{}px", height as u64));
            }
        });
    }

    fn draw(self) {
        if self.layer.try_get_untracked().flatten().is_none() || self.rows.is_disposed() {
            return;
        }
        self.fit_canvas();
        if self.is_following.get_untracked() {
            self.set_top(self.extent());
        }
        let (top, scroll_top, height) =
            self.screen.with_value(|screen| (screen.top, screen.scroll_top, screen.height));
        let rows = self.rows.with_value(fastexec_ansi::Rows::len);
        let first = ((top / ROW) as usize).saturating_sub(MARGIN);
        let last = (((top + height) / ROW).ceil() as usize + MARGIN).min(rows);
        self.draw_rows(first.min(last)..last);
        let place = (f64::from(scroll_top) - top + first as f64 * ROW).round() as i64;
        if let Some(layer) = self.layer.get_untracked() {
            let layer: HtmlElement = layer.unchecked_into();
            let _ = layer.style().set_property("transform", &format!("translateY({place}px)"));
        }
    }
}

impl Screen {
    /// Pixels of rows for each of the canvas.
    fn scale(&self, extent: f64) -> f64 {
        if extent <= CANVAS_MAX {
            return 1.0;
        }
        (extent - self.height).max(1.0) / (CANVAS_MAX - self.height).max(1.0)
    }
}
