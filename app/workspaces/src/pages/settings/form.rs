use super::{currency_name, editing::Editing, stale::StaleNotice};
use crate::workspace::{LONGEST_NAME, settings::WorkspaceSettings, update::UpdateWorkspace};
use kernel::{Currency, Locale};
use leptos::{prelude::*, server_fn::ServerFn as _};
use ui::{Button, ButtonKind, Card, FormFault, Select, TextField, TimeZoneField};

/// The general settings for a member who may change them.
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
            {version(editing)}
            <input type="hidden" name="slug" value=settings.slug prop:value=move || editing.slug.get()/>
            <section class="setting">
                <div class="setting-about">
                    <h2>"Workspace"</h2>
                    <p>"What it is called, and the language of its public pages."</p>
                </div>
                <Card>
                    <div class="form">{name(editing)} {language(editing)}</div>
                </Card>
            </section>
            {time_and_money(editing)}
            {ending(editing, "/settings/general", "Save settings")}
        </form>
    }
    .into_any()
}

/// The version that the settings were shown as.
pub fn version(editing: Editing) -> AnyView {
    let shown = editing.version.get_untracked().to_string();
    view! {
        <input type="hidden" name="version" value=shown prop:value=move || editing.version.get().to_string()/>
    }
    .into_any()
}

/// What went wrong, what somebody else saved meanwhile, and the button.
pub fn ending(editing: Editing, page: &'static str, save: &'static str) -> AnyView {
    view! {
        <div class="stack">
            <FormFault error=editing.failed page/>
            <StaleNotice editing/>
            <div class="cluster">
                <Button kind=ButtonKind::Primary submit=true busy=Signal::derive(move || editing.is_under_way())>
                    {save}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

fn name(editing: Editing) -> AnyView {
    view! {
        <TextField
            label="Name"
            name="name"
            value=editing.name
            error=Signal::derive(move || editing.name_error())
            autocomplete="organization"
            max_length=LONGEST_NAME as u32
            on_leave=move |()| editing.name_left.set(true)
        />
    }
    .into_any()
}

fn language(editing: Editing) -> AnyView {
    let languages: Vec<_> = Locale::all().map(|locale| (locale.tag().to_owned(), locale.name().to_owned())).collect();
    view! {
        <Select
            label="Language"
            name="locale"
            value=editing.locale
            options=languages
            help="Public pages say that they are in it, to screen readers and search engines. It does not translate them."
            error=Signal::derive(move || editing.said_of("locale"))
        />
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
                        help="Dates and times of this workspace are shown in it."
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
