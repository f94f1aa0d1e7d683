//! A text file, chosen or dropped.

use crate::lang::{Words, word, words};
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenedFile {
    pub(crate) name: String,
    /// Byte for byte what the file holds.
    pub(crate) text: String,
}

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Refusal {
    TooLong { name: String, max_bytes: usize },
    NotUtf8 { name: String, at: usize },
    Unreadable { name: String },
}

/// Takes files that are dropped on the children, and has a button to choose one. What can't be opened is told here.
#[component]
pub(crate) fn FileDrop(
    max_bytes: usize,
    on_open: Callback<OpenedFile>,
    children: Children,
) -> impl IntoView {
    let words = words();
    let input = NodeRef::<html::Input>::new();
    let refusal = RwSignal::new(None::<Refusal>);
    let is_over = RwSignal::new(false);
    // Of two files the one that was chosen last counts, whichever is read first.
    let asked = StoredValue::new(0_u32);
    let open = move |files: Option<FileList>| {
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        spawn_local(async move {
            let opened = read(file, max_bytes).await;
            if asked.try_get_value() != Some(number) {
                return;
            }
            match opened {
                Ok(file) => {
                    refusal.set(None);
                    on_open.run(file);
                }
                Err(reason) => refusal.set(Some(reason)),
            }
        });
    };
    let drag = move |event: DragEvent| {
        if has_files(&event) {
            event.prevent_default();
            is_over.set(true);
        }
    };
    let drop = move |event: DragEvent| {
        is_over.set(false);
        if has_files(&event) {
            event.prevent_default();
            open(event.data_transfer().and_then(|it| it.files()));
        }
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            open(input.files());
            // The same file can be chosen again.
            input.set_value("");
        }
    };
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let sentence = move || refusal.with(|refusal| refusal.as_ref().map(|it| told(it, words.get())));
    view! {
        <div
            class="file-drop"
            class:is-over=is_over
            on:dragover=drag
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            {children()}
            <input type="file" hidden=true node_ref=input on:change=choose />
            <button type="button" class="link-button file-drop-button" on:click=press>
                {word(|w| w.open_file)}
            </button>
            <p class="message-error" role="alert">
                {sentence}
            </p>
        </div>
    }
}

fn has_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|it| it.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}

async fn read(file: File, max_bytes: usize) -> Result<OpenedFile, Refusal> {
    let name = file.name();
    // A large file is not worth reading first.
    if file.size() > max_bytes as f64 {
        return Err(Refusal::TooLong { name, max_bytes });
    }
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
        return Err(Refusal::Unreadable { name });
    };
    match String::from_utf8(js_sys::Uint8Array::new(&buffer).to_vec()) {
        Ok(text) => Ok(OpenedFile { name, text }),
        Err(error) => Err(Refusal::NotUtf8 { name, at: error.utf8_error().valid_up_to() }),
    }
}

fn told(refusal: &Refusal, words: &Words) -> String {
    match refusal {
        Refusal::TooLong { name, max_bytes } => (words.file_too_long)(name, *max_bytes),
        Refusal::NotUtf8 { name, at } => (words.file_not_utf8)(name, *at),
        Refusal::Unreadable { name } => (words.file_unreadable)(name),
    }
}
