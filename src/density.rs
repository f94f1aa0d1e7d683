//! How much stands on a screen.

use crate::storage;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Density {
    #[default]
    Comfortable,
    Compact,
}

impl Density {
    pub(crate) const ALL: [Density; 2] = [Density::Comfortable, Density::Compact];

    /// The value of `data-density`, which the style sheets look at.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Density::Comfortable => "comfortable",
            Density::Compact => "compact",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Density> {
        Density::ALL.into_iter().find(|density| density.name() == name)
    }
}

/// The density that was chosen, kept and shown.
pub(crate) fn provide() {
    let kept = storage::load(storage::DENSITY).and_then(|name| Density::from_name(&name));
    let density = RwSignal::new(kept.unwrap_or_default());
    provide_context(density);
    Effect::new(move || {
        let name = density.get().name();
        storage::save(storage::DENSITY, name);
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-density", name);
        }
    });
}

/// What `provide` has; a part that is mounted alone has the default.
pub(crate) fn density() -> RwSignal<Density> {
    use_context().unwrap_or_default()
}
