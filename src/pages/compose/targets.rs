//! Where it runs: five kinds of target, and what they stand for.

use super::field_name::{FieldName, Part};
use super::id_field::IdField;
use super::picker::{PickButton, Picking};
use super::resolve::Resolve;
use super::state::Form;
use super::text_field::TextArea;
use crate::lang::compose::{word, words};
use crate::parts;
use crate::ui::Disclosure;
use fastexec_draft::Targets as Named;
use leptos::prelude::*;

#[component]
pub(super) fn Targets(form: Form) -> impl IntoView {
    let words = words();
    let summary =
        move |count: fn(&Named) -> u64,
              say: fn(&crate::lang::compose::Words) -> fn(u64) -> String| {
            Signal::derive(move || {
                let count = form.judged.with(|judged| count(&judged.targets));
                if count == 0 { words.get().unused.to_owned() } else { say(words.get())(count) }
            })
        };
    let is_used = move |count: fn(&Named) -> u64, part: Part| {
        let has_error = form.has_shown_error(part);
        let has_items = Memo::new(move |_| form.judged.with(|judged| count(&judged.targets) > 0));
        Signal::derive(move || has_items.get() || has_error.get())
    };
    let has_nodes = is_used(|it| it.nodes as u64, Part::Nodes);
    let has_selectors = is_used(|it| it.selectors as u64, Part::Selectors);
    let (nodes_open, selectors_open) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <fieldset class="part" id="targets">
            <legend>{word(|w| w.targets)}</legend>
            <IdField
                form
                field=FieldName::HostIds
                picking=Picking::Hosts
                label=Signal::derive(move || words.get().host_ids.to_owned())
            />
            <Disclosure
                title=word(|w| w.groups)
                summary=summary(|it| it.groups as u64, |w| w.group_count)
                is_needed=is_used(|it| it.groups as u64, Part::Groups)
            >
                <TextArea
                    form
                    field=FieldName::Groups
                    label=Signal::derive(move || words.get().group_ids.to_owned())
                    hint=Signal::derive(move || words.get().group_ids_hint.to_owned())
                    rows="2"
                />
                <PickButton form picking=Picking::Groups label=word(|w| w.choose_groups) />
            </Disclosure>
            <Disclosure
                title=word(|w| w.nodes)
                summary=summary(|it| it.nodes as u64, |w| w.node_count)
                is_needed=has_nodes
                is_open=nodes_open
            >
                {parts::when_opened(move || nodes_open.get(), move || parts::nodes(form))}
            </Disclosure>
            <Disclosure
                title=word(|w| w.containers)
                summary=summary(|it| it.containers.count(), |w| w.container_count)
                is_needed=is_used(|it| it.containers.count(), Part::Containers)
            >
                <IdField
                    form
                    field=FieldName::ContainerIds
                    picking=Picking::Containers
                    label=Signal::derive(move || words.get().container_ids.to_owned())
                />
            </Disclosure>
            <Disclosure
                title=word(|w| w.selectors)
                summary=summary(|it| it.selectors as u64, |w| w.selector_count)
                is_needed=has_selectors
                is_open=selectors_open
            >
                {parts::when_opened(move || selectors_open.get(), move || parts::selectors(form))}
            </Disclosure>
            <Resolve form />
        </fieldset>
    }
    .into_any()
}
