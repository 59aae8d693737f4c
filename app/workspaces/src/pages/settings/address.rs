use super::{
    editing::Editing,
    form::{ending, version},
};
use crate::{
    pages::address_field::AddressField,
    workspace::{settings::WorkspaceSettings, update::UpdateWorkspace},
};
use leptos::{prelude::*, server_fn::ServerFn as _};
use ui::Card;

/// The address, for a member who may change it, and those that still lead to it.
#[component]
pub fn AddressSettings(settings: WorkspaceSettings) -> impl IntoView {
    let editing = Editing::of(&settings);
    editing.listen();
    let prefix = settings.address_prefix.clone();
    view! {
        <form
            class="settings"
            id="workspace-address"
            method="post"
            action=UpdateWorkspace::url()
            on:submit=move |event| editing.submit(&event)
        >
            {version(editing)}
            {others(&settings)}
            <section class="setting">
                <div class="setting-about">
                    <h2>"Address"</h2>
                    <p>"After a change the old address leads here for 90 days, printed codes too. Nobody else gets it meanwhile."</p>
                </div>
                <div class="stack">
                    <Card>
                        <div class="form">
                            <AddressField
                                value=editing.slug
                                prefix=settings.address_prefix.clone()
                                help="You can go back to an address that still leads here."
                                own=editing.own_slug
                                left=editing.slug_left
                                refusal=Signal::derive(move || editing.refusal())
                            />
                        </div>
                    </Card>
                    {former(prefix, settings.former.clone())}
                </div>
            </section>
            {ending(editing, "/settings/address", "Save address")}
        </form>
    }
    .into_any()
}

/// What the plain form sends as it is, beside the address.
fn others(settings: &WorkspaceSettings) -> AnyView {
    let kept = [
        ("name", settings.name.clone()),
        ("time_zone", settings.time_zone.clone()),
        ("currency", settings.currency.code().to_owned()),
        ("locale", settings.locale.tag().to_owned()),
    ];
    kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view().into_any()
}

fn former(prefix: String, former: Vec<(String, String)>) -> Option<AnyView> {
    (!former.is_empty()).then(|| {
        let rows = former.into_iter().rev().map(|(slug, until)| {
            let address = format!("{prefix}{slug}");
            view! {
                <li class="former-address">
                    <span dir="ltr">{address}</span>
                    <span class="hint">"until " {until}</span>
                </li>
            }
        });
        let rows = rows.collect_view();
        view! {
            <Card title="Still lead here" flush=true>
                <ul class="former-addresses">{rows}</ul>
            </Card>
        }
        .into_any()
    })
}
