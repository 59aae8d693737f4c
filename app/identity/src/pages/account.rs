//! `/account`: who one is, how one gets in, where one is signed in, and one's data.

mod data;
mod deletion;
mod devices;
mod email;
pub mod issuer;
mod password;
mod profile;
mod sheet;
mod strength;
mod ways;

use crate::{
    account::{Overview, overview::show_account},
    session::list::list_sessions,
};
use data::YourData;
use devices::{Devices, SignOut};
use issuer::LinkedAccounts;
use kernel::Asked;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use profile::ProfileForm;
use ui::{Bone, Card, Faces, PageHeader, Skeleton};
use ways::WaysIn;

pub struct AccountPage;

#[lazy_route]
impl LazyRoute for AccountPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let overview = Asked::new(show_account);
        let sessions = Asked::new(list_sessions);
        let everywhere =
            || view! { <SignOut action="/api/identity/sessions/sign_out_everywhere" words="Sign out everywhere"/> };
        view! {
            <Title text="Account"/>
            <PageHeader title="Account" text="Who you are, how you sign in, and what we keep about you."/>
            <div class="stack loose reading">
                <Faces from=overview skeleton=skeleton let:overview_now>
                    <About overview_now on_changed=move |()| overview.refetch()/>
                </Faces>
                <LinkedAccounts/>
                <Card flush=true title="Devices" text="A device that you do not use for 30 days is signed out." actions=everywhere>
                    <Faces from=sessions skeleton=|| view! { <Skeleton bones=[Bone::Row, Bone::Row]/> } let:devices>
                        <Devices devices on_changed=move |()| sessions.refetch()/>
                    </Faces>
                </Card>
            </div>
        }
        .into_any()
    }
}

fn skeleton() -> AnyView {
    view! {
        <Card title="Profile"><Skeleton bones=[Bone::Row, Bone::Row, Bone::Row]/></Card>
        <Card title="Signing in"><Skeleton bones=[Bone::Row, Bone::Row, Bone::Row]/></Card>
        <Card title="Your data"><Skeleton bones=[Bone::Row, Bone::Row]/></Card>
    }
    .into_any()
}

/// All of the screen that comes with one answer.
#[component]
fn About(
    overview_now: Overview,
    /// What is shown is no longer so.
    #[prop(into)]
    on_changed: Callback<()>,
) -> impl IntoView {
    let (name, email, export) = (overview_now.name.clone(), overview_now.email.clone(), overview_now.export);
    let (has_password, new_email) = (overview_now.has_password, overview_now.new_email.clone());
    view! {
        <div class="stack loose">
            <ProfileForm overview=overview_now/>
            <WaysIn name email new_email has_password on_changed/>
            <YourData export on_changed/>
        </div>
    }
    .into_any()
}
