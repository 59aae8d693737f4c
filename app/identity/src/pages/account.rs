//! `/account`: who one is and where one is signed in.

use crate::{
    account::{Account, me::me},
    session::{SessionView, end::EndSession, list::list_sessions},
};
use kernel::Asked;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::{
    Avatar, AvatarSize, Badge, Bone, Button, ButtonKind, Card, Faces, Glyph, Icon, PageHeader, RelativeTime, Skeleton,
    Tone, use_toasts,
};

pub struct AccountPage;

#[lazy_route]
impl LazyRoute for AccountPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let account = Asked::new(me);
        let sessions = Asked::new(list_sessions);
        let everywhere =
            || view! { <SignOut action="/api/identity/sessions/sign_out_everywhere" words="Sign out everywhere"/> };
        view! {
            <Title text="Account"/>
            <PageHeader title="Account" text="Who you are, and where you are signed in."/>
            <div class="stack loose reading">
                <Card title="You">
                    <Faces from=account skeleton=|| view! { <Skeleton bones=[Bone::Disc, Bone::Line]/> } let:account>
                        <Person account/>
                    </Faces>
                </Card>
                <Card flush=true title="Devices" text="A device that you do not use for 30 days is signed out." actions=everywhere>
                    <Faces
                        from=sessions
                        skeleton=|| view! { <Skeleton bones=[Bone::Row, Bone::Row]/> }
                        let:devices
                    >
                        <ul class="sessions">
                            {devices
                                .into_iter()
                                .map(|session| view! { <Device session on_ended=move |()| sessions.refetch()/> })
                                .collect_view()}
                        </ul>
                    </Faces>
                </Card>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Person(account: Account) -> impl IntoView {
    view! {
        <div class="cluster">
            <Avatar name=account.name.clone() size=AvatarSize::Large/>
            <div class="session-text">
                <b>{account.name}</b>
                <small>{account.email}</small>
            </div>
        </div>
    }
    .into_any()
}

/// A form of the browser's own, so that the whole page is left and nothing private stays in it.
#[component]
fn SignOut(action: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <Button submit=true icon=Glyph::SignOut>{words}</Button>
        </form>
    }
    .into_any()
}

#[component]
fn Device(
    session: SessionView,
    /// The device is signed out now.
    #[prop(into)]
    on_ended: Callback<()>,
) -> impl IntoView {
    let glyph = if session.is_phone() { Glyph::Phone } else { Glyph::Monitor };
    let SessionView { id, device, last_used_at, this_device, .. } = session;
    let aside = if this_device {
        view! {
            <Badge tone=Tone::Good>"This device"</Badge>
            <SignOut action="/api/identity/sessions/sign_out" words="Sign out"/>
        }
        .into_any()
    } else {
        view! { <End id=id.to_string() device=device.clone() on_ended/> }.into_any()
    };
    view! {
        <li class="session">
            <Icon name=glyph/>
            <span class="session-text">
                <b>{device}</b>
                <small>"Last used " <RelativeTime at=last_used_at.millis()/></small>
            </span>
            {aside}
        </li>
    }
    .into_any()
}

/// Signs one other device out.
#[component]
fn End(id: String, device: String, on_ended: Callback<()>) -> impl IntoView {
    let (end, toasts) = (ServerAction::<EndSession>::new(), use_toasts());
    let which = format!(" {device}");
    Effect::new(move |_| match end.value().get() {
        Some(Ok(())) => {
            toasts.show(format!("{device} is signed out."));
            on_ended.run(());
        }
        // It was signed out elsewhere meanwhile: what was wanted is so.
        Some(Err(kernel::AppError::NotFound)) => on_ended.run(()),
        Some(Err(error)) => toasts.fail(error.to_string()),
        None => {}
    });
    view! {
        <ActionForm action=end>
            <input type="hidden" name="id" value=id/>
            <Button kind=ButtonKind::Quiet submit=true busy=end.pending()>
                "Sign out"
                <span class="visually-hidden">{which}</span>
            </Button>
        </ActionForm>
    }
    .into_any()
}
