mod address;
mod branding;
mod danger;
mod editing;
mod form;
pub(super) mod frame;
mod security;
mod sheet;
mod stale;

use crate::workspace::settings::{WorkspaceSettings, show_settings};
use frame::{Section, SettingsFrame};
use kernel::{Asked, Currency};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};
use ui::{Bone, Faces, PageHeader, Skeleton};

/// `/settings` and its sections.
#[derive(Debug)]
pub struct SettingsPage;

#[lazy_route]
impl LazyRoute for SettingsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let section = use_location().pathname.with_untracked(|path| Section::at(path));
        let settings = Asked::new(show_settings);
        let skeleton = || {
            view! { <Skeleton bones=[Bone::Title, Bone::Row, Bone::Row, Bone::Title, Bone::Row, Bone::Row]/> }
        };
        view! {
            <Title text=section.title()/>
            <PageHeader title=section.title() text=section.text() crumbs=section.crumbs()/>
            <SettingsFrame section>
                <Faces from=settings skeleton=skeleton children=move |settings| panel(section, settings)/>
            </SettingsFrame>
        }
        .into_any()
    }
}

fn panel(section: Section, settings: WorkspaceSettings) -> AnyView {
    match section {
        Section::Danger => view! { <danger::DangerZone settings/> }.into_any(),
        Section::Security => view! { <security::SecuritySettings/> }.into_any(),
        _ if !settings.manageable => view! { <sheet::SettingsSheet settings/> }.into_any(),
        Section::Address => view! { <address::AddressSettings settings/> }.into_any(),
        Section::Branding => view! { <branding::BrandSettings settings/> }.into_any(),
        Section::All | Section::General | Section::Activity => view! { <form::SettingsForm settings/> }.into_any(),
    }
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
