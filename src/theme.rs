//! Light, dark, or as the system says.

use crate::storage;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The value of `data-theme`, which the style sheets look at.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The theme that was chosen, kept and shown.
pub(crate) fn provide() {
    let kept = storage::load(storage::THEME).and_then(|name| Theme::from_name(&name));
    let theme = RwSignal::new(kept.unwrap_or_default());
    provide_context(theme);
    Effect::new(move || {
        let name = theme.get().name();
        storage::save(storage::THEME, name);
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", name);
        }
    });
}

/// What `provide` has; a part that is mounted alone has the default.
pub(crate) fn theme() -> RwSignal<Theme> {
    use_context().unwrap_or_default()
}
