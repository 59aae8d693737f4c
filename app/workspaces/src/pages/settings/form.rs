use super::{currency_name, editing::Editing, stale::StaleNotice};
use crate::{
    pages::{address_field::AddressField, form_fault::FormFault, time_zone_field::TimeZoneField},
    workspace::{LONGEST_NAME, settings::WorkspaceSettings, update::UpdateWorkspace},
};
use kernel::Currency;
use leptos::{prelude::*, server_fn::ServerFn as _};
use ui::{Button, ButtonKind, Card, Select, TextField};

/// The settings for a member who may change them.
#[component]
pub fn SettingsForm(settings: WorkspaceSettings) -> impl IntoView {
    let editing = Editing::of(&settings);
    editing.listen();
    view! {
        <form
            class="settings"
            id="workspace-settings"
            method="post"
            action=UpdateWorkspace::url()
            on:submit=move |event| editing.submit(&event)
        >
            <input
                type="hidden"
                name="version"
                value=settings.version.to_string()
                prop:value=move || editing.version.get().to_string()
            />
            {identity(editing, settings.address_prefix)}
            {time_and_money(editing)}
            <div class="stack">
                <FormFault error=editing.failed page="/settings"/>
                <StaleNotice editing/>
                <div class="cluster">
                    <Button
                        kind=ButtonKind::Primary
                        submit=true
                        busy=Signal::derive(move || editing.is_under_way())
                    >
                        "Save settings"
                    </Button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

fn identity(editing: Editing, prefix: String) -> AnyView {
    view! {
        <section class="setting">
            <div class="setting-about">
                <h2>"Workspace"</h2>
                <p>"What it is called, and where its link page is."</p>
            </div>
            <Card>
                <div class="form">
                    <TextField
                        label="Name"
                        name="name"
                        value=editing.name
                        error=Signal::derive(move || editing.name_error())
                        autocomplete="organization"
                        max_length=LONGEST_NAME as u32
                        on_leave=move |()| editing.name_left.set(true)
                    />
                    <AddressField
                        value=editing.slug
                        prefix=prefix
                        help="After a change the old address leads nowhere, also where it is printed."
                        own=editing.own_slug
                        left=editing.slug_left
                        refusal=Signal::derive(move || editing.refusal())
                    />
                </div>
            </Card>
        </section>
    }
    .into_any()
}

fn time_and_money(editing: Editing) -> AnyView {
    let currencies: Vec<_> = Currency::ALL
        .into_iter()
        .map(|currency| (currency.code().to_owned(), currency_name(currency).to_owned()))
        .collect();
    view! {
        <section class="setting">
            <div class="setting-about">
                <h2>"Time and money"</h2>
                <p>"How dates are shown, when a day begins, and what amounts are counted in."</p>
            </div>
            <Card>
                <div class="form">
                    <TimeZoneField
                        value=editing.time_zone
                        error=Signal::derive(move || editing.said_of("time_zone"))
                    />
                    <Select
                        label="Currency"
                        name="currency"
                        value=editing.currency
                        options=currencies
                        error=Signal::derive(move || editing.said_of("currency"))
                    />
                </div>
            </Card>
        </section>
    }
    .into_any()
}
