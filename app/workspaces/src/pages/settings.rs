use super::{address_field::AddressField, form_fault::FormFault, time_zone_field::TimeZoneField};
use crate::{
    slug::Slug,
    switcher::MyWorkspaces,
    workspace::{
        LONGEST_NAME, read_name,
        settings::{WorkspaceSettings, show_settings},
        update::{STALE, UpdateWorkspace},
    },
};
use kernel::{AppError, AppResult, Currency};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn as _};
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::{
    Bone, Button, ButtonKind, Card, Faces, Notice, PageHeader, Select, Skeleton, TextField, Tone, focus_first_error,
    use_toasts,
};

/// `/settings`
#[derive(Debug)]
pub struct SettingsPage {
    settings: Resource<AppResult<WorkspaceSettings>>,
}

#[lazy_route]
impl LazyRoute for SettingsPage {
    fn data() -> Self {
        Self { settings: Resource::new(|| (), |()| show_settings()) }
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Title text="Settings"/>
            <PageHeader title="Settings" text="What people see of this workspace, and how it counts time and money."/>
            <Faces
                from=this.settings
                skeleton=|| view! { <Skeleton bones=[Bone::Title, Bone::Row, Bone::Row, Bone::Title, Bone::Row, Bone::Row]/> }
                children=|settings: WorkspaceSettings| match settings.manageable {
                    true => view! { <SettingsForm settings/> }.into_any(),
                    false => view! { <SettingsSheet settings/> }.into_any(),
                }
            />
        }
        .into_any()
    }
}

/// What is in the form, and the version of the settings that it was made from.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    slug: RwSignal<String>,
    time_zone: RwSignal<String>,
    currency: RwSignal<String>,
    version: RwSignal<i64>,
}

impl Fields {
    fn of(settings: &WorkspaceSettings) -> Self {
        Self {
            name: RwSignal::new(settings.name.clone()),
            slug: RwSignal::new(settings.slug.clone()),
            time_zone: RwSignal::new(settings.time_zone.clone()),
            currency: RwSignal::new(settings.currency.code().to_owned()),
            version: RwSignal::new(settings.version),
        }
    }

    fn show(self, settings: &WorkspaceSettings) {
        self.name.set(settings.name.clone());
        self.slug.set(settings.slug.clone());
        self.time_zone.set(settings.time_zone.clone());
        self.currency.set(settings.currency.code().to_owned());
        self.version.set(settings.version);
    }

    fn typed(self) -> UpdateWorkspace {
        UpdateWorkspace {
            name: self.name.get_untracked(),
            slug: self.slug.get_untracked(),
            time_zone: self.time_zone.get_untracked(),
            currency: self.currency.get_untracked(),
            version: self.version.get_untracked(),
        }
    }
}

#[component]
fn SettingsForm(settings: WorkspaceSettings) -> impl IntoView {
    let fields = Fields::of(&settings);
    let own = RwSignal::new(settings.slug.clone());
    let sent_slug = RwSignal::new(String::new());
    let (name_left, slug_left) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<AppError>);
    let theirs = RwSignal::new(None::<WorkspaceSettings>);
    let update = ServerAction::<UpdateWorkspace>::new();
    let look_again = Action::new(|(): &()| show_settings());
    let (toasts, switcher) = (use_toasts(), use_context::<MyWorkspaces>());

    Effect::new(move |_| match update.value().get() {
        Some(Ok(saved)) => {
            own.set(saved.slug.clone());
            theirs.set(None);
            fields.show(&saved);
            toasts.show("Settings saved");
            if let Some(switcher) = switcher {
                switcher.refetch();
            }
        }
        Some(Err(AppError::Conflict(code))) if code == STALE => _ = look_again.dispatch(()),
        Some(Err(error)) => {
            failed.set(Some(error));
            focus_first_error();
        }
        None => {}
    });
    Effect::new(move |_| match look_again.value().get() {
        Some(Ok(now)) => {
            // What was typed stays; saving again puts it over what is there now.
            own.set(now.slug.clone());
            fields.version.set(now.version);
            theirs.set(Some(now));
        }
        Some(Err(error)) => failed.set(Some(error)),
        None => {}
    });

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        name_left.set(true);
        slug_left.set(true);
        failed.set(None);
        let typed = fields.typed();
        let slug = Slug::read(&typed.slug);
        let slug_stands = slug.is_ok_and(|slug| own.with_untracked(|own| slug.as_str() == own) || !slug.is_reserved());
        if read_name(&typed.name).is_err() || !slug_stands {
            focus_first_error();
        } else if !update.pending().get_untracked() {
            sent_slug.set(typed.slug.clone());
            update.dispatch(typed);
        }
    };
    let name_error = Signal::derive(move || {
        let problem = fields.name.with(|name| read_name(name).err());
        problem.filter(|_| name_left.get()).map(|problem| problem.message)
    });
    let said_of = move |field: &'static str| {
        Signal::derive(move || failed.with(|error| error.as_ref()?.of_field(field).map(str::to_owned)))
    };
    let said_of_slug = said_of("slug");
    let refusal = Signal::derive(move || said_of_slug.get().filter(|_| sent_slug.get() == fields.slug.get()));
    let busy = Signal::derive(move || update.pending().get() || look_again.pending().get());
    let prefix = StoredValue::new(settings.address_prefix);
    view! {
        <form class="settings" id="workspace-settings" method="post" action=UpdateWorkspace::url() on:submit=submit>
            <input type="hidden" name="version" value=settings.version prop:value=move || fields.version.get().to_string()/>
            <section class="setting">
                <div class="setting-about">
                    <h2>"Workspace"</h2>
                    <p>"The name stands on your link page and in mails. The address is where the page is."</p>
                </div>
                <Card>
                    <div class="form">
                        <TextField
                            label="Name"
                            name="name"
                            value=fields.name
                            error=name_error
                            autocomplete="organization"
                            max_length=LONGEST_NAME as u32
                            on_leave=move |()| name_left.set(true)
                        />
                        {move || {
                            view! {
                                <AddressField
                                    value=fields.slug
                                    prefix=prefix.get_value()
                                    help="After a change the old address leads nowhere, also where it is printed."
                                    own=own.get()
                                    left=slug_left
                                    refusal=refusal
                                />
                            }
                        }}
                    </div>
                </Card>
            </section>
            <section class="setting">
                <div class="setting-about">
                    <h2>"Time and money"</h2>
                    <p>"How dates are shown, when a day begins, and what amounts are counted in."</p>
                </div>
                <Card>
                    <div class="form">
                        <TimeZoneField value=fields.time_zone error=said_of("time_zone")/>
                        <Select
                            label="Currency"
                            name="currency"
                            value=fields.currency
                            options=currencies()
                            error=said_of("currency")
                        />
                    </div>
                </Card>
            </section>
            <div class="stack">
                <FormFault error=failed page="/settings"/>
                <StaleNotice fields theirs/>
                <div class="cluster">
                    <Button kind=ButtonKind::Primary submit=true busy=busy>"Save settings"</Button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// Somebody else saved while one was typing: says what they changed, and what one can do.
#[component]
fn StaleNotice(fields: Fields, theirs: RwSignal<Option<WorkspaceSettings>>) -> impl IntoView {
    move || {
        theirs.get().map(|now| {
            let typed = fields.typed();
            let pairs = [
                ("Name", typed.name, now.name.clone()),
                ("Address", typed.slug, now.slug.clone()),
                ("Time zone", typed.time_zone, now.time_zone.clone()),
                ("Currency", typed.currency, now.currency.code().to_owned()),
            ];
            let differences = pairs
                .into_iter()
                .filter(|(_, mine, saved)| mine.trim() != saved)
                .map(|(label, _, saved)| view! { <li>{label} ": " {saved}</li> })
                .collect_view();
            let take = move |()| {
                fields.show(&now);
                theirs.set(None);
            };
            view! {
                <Notice tone=Tone::Warn>
                    <p>"Somebody changed these settings while you did. What you typed is still here; saved is now:"</p>
                    <ul>{differences}</ul>
                    <p>"Save again to keep yours."</p>
                    <Button on_press=take>"Take what is saved"</Button>
                </Notice>
            }
        })
    }
}

/// The settings as a member sees them who may not change them.
#[component]
fn SettingsSheet(settings: WorkspaceSettings) -> impl IntoView {
    let rows = [
        ("Name", settings.name),
        ("Address", format!("{}{}", settings.address_prefix, settings.slug)),
        ("Time zone", settings.time_zone.replace('_', " ")),
        ("Currency", currency_name(settings.currency).to_owned()),
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

fn currencies() -> Vec<(String, String)> {
    let option = |currency: Currency| (currency.code().to_owned(), currency_name(currency).to_owned());
    Currency::ALL.into_iter().map(option).collect()
}

const fn currency_name(currency: Currency) -> &'static str {
    match currency {
        Currency::Usd => "US dollar (USD)",
        Currency::Eur => "Euro (EUR)",
        Currency::Gbp => "Pound sterling (GBP)",
        Currency::Jpy => "Japanese yen (JPY)",
        Currency::Kwd => "Kuwaiti dinar (KWD)",
        Currency::Brl => "Brazilian real (BRL)",
    }
}
