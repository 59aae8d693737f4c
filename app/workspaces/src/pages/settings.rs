mod editing;
mod form;
mod sheet;
mod stale;

use crate::workspace::settings::{WorkspaceSettings, show_settings};
use form::SettingsForm;
use kernel::{Asked, Currency};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use sheet::SettingsSheet;
use ui::{Bone, Faces, PageHeader, Skeleton};

/// `/settings`
#[derive(Debug)]
pub struct SettingsPage;

#[lazy_route]
impl LazyRoute for SettingsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let settings = Asked::new(show_settings);
        let skeleton = || {
            view! { <Skeleton bones=[Bone::Title, Bone::Row, Bone::Row, Bone::Title, Bone::Row, Bone::Row]/> }
        };
        let full = |settings: WorkspaceSettings| match settings.manageable {
            true => view! { <SettingsForm settings/> }.into_any(),
            false => view! { <SettingsSheet settings/> }.into_any(),
        };
        view! {
            <Title text="Settings"/>
            <PageHeader title="Settings" text="What people see of this workspace, and how it counts time and money."/>
            <Faces from=settings skeleton=skeleton children=full/>
        }
        .into_any()
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
