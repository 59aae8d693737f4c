use super::editing::Editing;
use crate::workspace::settings::WorkspaceSettings;
use leptos::prelude::*;
use ui::{Button, Notice, Tone};

/// Somebody else saved while one was typing: what is saved now, and what one can do.
#[component]
pub fn StaleNotice(editing: Editing) -> impl IntoView {
    move || {
        let now = editing.theirs.get()?;
        let differences = differences(editing, &now);
        let take = move |()| editing.show(&now);
        Some(view! {
            <Notice tone=Tone::Warn>
                <div class="stack tight">
                    <p>"Somebody changed these settings while you did. What you typed is still here."</p>
                    {differences}
                    <p>"Save again to keep yours."</p>
                    <div><Button on_press=take>"Take what is saved"</Button></div>
                </div>
            </Notice>
        })
    }
}

/// What is saved, where it is not what was typed.
fn differences(editing: Editing, now: &WorkspaceSettings) -> AnyView {
    let typed = editing.typed();
    let settings = [
        ("Saved name: ", typed.name, now.name.clone()),
        ("Saved address: ", typed.slug, now.slug.clone()),
        ("Saved time zone: ", typed.time_zone, now.time_zone.clone()),
        ("Saved currency: ", typed.currency, now.currency.code().to_owned()),
        ("Saved language: ", typed.locale, now.locale.tag().to_owned()),
    ];
    let lines = settings
        .into_iter()
        .filter(|(_, mine, saved)| mine.trim() != saved)
        .map(|(label, _, saved)| view! { <li>{label} <b>{saved}</b></li> })
        .collect_view();
    view! { <ul>{lines}</ul> }.into_any()
}
