use super::currency_name;
use crate::workspace::settings::WorkspaceSettings;
use leptos::prelude::*;
use ui::{Card, Notice};

/// The settings for a member who may see them and not change them.
#[component]
pub fn SettingsSheet(settings: WorkspaceSettings) -> impl IntoView {
    let rows = [
        ("Name", settings.name),
        ("Address", format!("{}{}", settings.address_prefix, settings.slug)),
        ("Time zone", settings.time_zone.replace('_', " ")),
        ("Currency", currency_name(settings.currency).to_owned()),
        ("Language", settings.locale.name().to_owned()),
    ];
    let rows = rows.map(|(label, value)| view! { <div><dt class="hint">{label}</dt><dd>{value}</dd></div> });
    view! {
        <div class="stack">
            <Notice>"Owners and admins of the workspace change these settings."</Notice>
            <Card>
                <dl class="stack">{rows.collect_view()}</dl>
            </Card>
        </div>
    }
    .into_any()
}
