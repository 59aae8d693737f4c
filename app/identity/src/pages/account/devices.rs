use crate::session::{SessionView, end::EndSession, end_others::EndOtherSessions};
use leptos::prelude::*;
use ui::{Badge, Button, ButtonKind, Glyph, Icon, RelativeTime, Tone, use_toasts};

/// Where one is signed in.
#[component]
pub fn Devices(
    devices: Vec<SessionView>,
    /// Some of them are signed out now.
    #[prop(into)]
    on_changed: Callback<()>,
) -> impl IntoView {
    let others = devices.len() > 1;
    view! {
        <ul class="sessions">
            {devices.into_iter().map(|session| view! { <Device session on_changed/> }).collect_view()}
            {others.then(|| view! { <Others on_changed/> })}
        </ul>
    }
    .into_any()
}

/// A form of the browser's own, so that the whole page is left and nothing private stays in it.
#[component]
pub fn SignOut(action: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <Button submit=true icon=Glyph::SignOut>{words}</Button>
        </form>
    }
    .into_any()
}

#[component]
fn Device(session: SessionView, on_changed: Callback<()>) -> impl IntoView {
    let glyph = if session.is_phone() { Glyph::Phone } else { Glyph::Monitor };
    let SessionView { id, device, place, last_used_at, this_device, .. } = session;
    let place = place.map(|place| format!("{place} · "));
    let aside = if this_device {
        view! {
            <Badge tone=Tone::Good>"This device"</Badge>
            <SignOut action="/api/identity/sessions/sign_out" words="Sign out"/>
        }
        .into_any()
    } else {
        view! { <End id=id.to_string() device=device.clone() on_changed/> }.into_any()
    };
    view! {
        <li class="session">
            <Icon name=glyph/>
            <span class="session-text">
                <b>{device}</b>
                <small>{place} "Last used " <RelativeTime at=last_used_at.millis()/></small>
            </span>
            {aside}
        </li>
    }
    .into_any()
}

/// Signs one other device out.
#[component]
fn End(id: String, device: String, on_changed: Callback<()>) -> impl IntoView {
    let (end, toasts) = (ServerAction::<EndSession>::new(), use_toasts());
    let which = format!(" {device}");
    Effect::new(move |_| match end.value().get() {
        Some(Ok(())) => {
            toasts.show(format!("{device} is signed out."));
            on_changed.run(());
        }
        // It was signed out elsewhere meanwhile: what was wanted is so.
        Some(Err(kernel::AppError::NotFound)) => on_changed.run(()),
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

/// Signs all other devices out.
#[component]
fn Others(on_changed: Callback<()>) -> impl IntoView {
    let (end, toasts) = (ServerAction::<EndOtherSessions>::new(), use_toasts());
    Effect::new(move |_| match end.value().get() {
        Some(Ok(_)) => {
            toasts.show("Your other devices are signed out.");
            on_changed.run(());
        }
        Some(Err(error)) => toasts.fail(error.to_string()),
        None => {}
    });
    view! {
        <li class="session">
            <span class="session-text"><small>"Something here that you do not know? Sign it out, then change your password."</small></span>
            <ActionForm action=end>
                <Button submit=true busy=end.pending()>"Sign out the others"</Button>
            </ActionForm>
        </li>
    }
    .into_any()
}
