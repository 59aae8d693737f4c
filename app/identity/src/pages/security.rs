//! `/account/security`: two-step sign-in, passkeys, recovery codes, remembered devices.

mod authenticator;
mod codes;
mod devices;
mod passkeys;

use crate::account::{Security, security::account_security};
use crate::recovery::FreshCodes;
use authenticator::Authenticator;
use codes::{Codes, FreshCodesCard};
use devices::Devices;
use kernel::Asked;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};
use passkeys::Passkeys;
use ui::{Badge, Bone, Card, Crumb, Faces, Notice, PageHeader, Skeleton, Tone};

/// What the cards of the screen share.
#[derive(Clone, Copy)]
struct Desk {
    security: Asked<Security>,
    /// Codes that were just made: they are shown until the person has put them away.
    fresh: RwSignal<Option<FreshCodes>>,
}

impl Desk {
    /// Something changed; with codes, if it made some.
    fn changed(self, codes: Option<FreshCodes>) {
        if codes.is_some() {
            self.fresh.set(codes);
        }
        self.security.refetch();
    }
}

pub struct SecurityPage;

#[lazy_route]
impl LazyRoute for SecurityPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let desk = Desk { security: Asked::new(account_security), fresh: RwSignal::new(None) };
        let is_asked_for = use_query_map().with_untracked(|query| query.get("required").is_some());
        let skeleton = || view! { <Skeleton bones=[Bone::Block, Bone::Row, Bone::Row, Bone::Block]/> };
        view! {
            <Title text="Security"/>
            <PageHeader
                title="Security"
                text="How you sign in, and what keeps others out."
                crumbs=vec![Crumb::new("Account", "/account")]
            />
            <div class="stack loose reading">
                {move || desk.fresh.get().map(|codes| view! { <FreshCodesCard codes desk/> })}
                <Faces from=desk.security skeleton let:security>
                    <Cards security desk is_asked_for/>
                </Faces>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Cards(security: Security, desk: Desk, is_asked_for: bool) -> impl IntoView {
    let Security { ways, this_device, passed_both, app_added_at, recovery_codes_left, passkeys, devices } = security;
    let is_on = ways.has_second_factor();
    view! {
        {is_asked_for.then(|| asked_for(is_on, passed_both))}
        <TwoStep is_on/>
        <Passkeys passkeys this_device desk/>
        <Authenticator added_at=app_added_at desk/>
        {is_on.then(|| view! { <Codes left=recovery_codes_left desk/> })}
        {is_on.then(|| view! { <Devices devices desk/> })}
    }
    .into_any()
}

/// What a workspace that asks for two-step sign-in wants of the person now.
fn asked_for(is_on: bool, passed_both: bool) -> AnyView {
    match (is_on, passed_both) {
        (false, _) => view! {
            <Notice tone=Tone::Warn>
                "Your workspace asks for two-step sign-in. Add a passkey or an authenticator app, and you are back in it."
            </Notice>
        }
        .into_any(),
        (true, true) => view! {
            <Notice tone=Tone::Good>"Two-step sign-in is on. " <a href="/home">"Go on to your workspace"</a></Notice>
        }
        .into_any(),
        (true, false) => view! {
            <Notice tone=Tone::Warn>
                "Your workspace asks for two-step sign-in, and this device was signed in with one step. Sign out, and in again with both."
            </Notice>
        }
        .into_any(),
    }
}

#[component]
fn TwoStep(is_on: bool) -> impl IntoView {
    let (tone, state) = if is_on { (Tone::Good, "On") } else { (Tone::Neutral, "Off") };
    let text = if is_on {
        "Your password alone lets nobody in: a passkey, a code from your app or a recovery code is asked for too."
    } else {
        "Whoever learns your password is in. Add a passkey or an authenticator app, and a password alone is not enough."
    };
    view! {
        <Card title="Two-step sign-in" actions=move || view! { <Badge tone=tone>{state}</Badge> }>
            <p class="muted">{text}</p>
        </Card>
    }
    .into_any()
}
