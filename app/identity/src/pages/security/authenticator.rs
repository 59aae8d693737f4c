use super::Desk;
use crate::{
    pages::sending::Sending,
    totp::{Enrolment, QrDrawing, confirm::confirm_totp, enrol::enrol_totp, remove::remove_totp},
};
use kernel::{AppError, AppResult, Timestamp};
use leptos::{ev::SubmitEvent, prelude::*};
use std::sync::Arc;
use ui::{Badge, Button, ButtonKind, Card, CopyButton, RelativeTime, TextField, Tone, use_step_up, use_toasts};

/// An authenticator app: setting it up, or that it is set up.
#[component]
pub fn Authenticator(added_at: Option<Timestamp>, desk: Desk) -> impl IntoView {
    match added_at {
        Some(at) => view! { <SetUp at desk/> }.into_any(),
        None => view! { <SetItUp desk/> }.into_any(),
    }
}

#[component]
fn SetUp(at: Timestamp, desk: Desk) -> impl IntoView {
    let (busy, toasts, step_up) = (RwSignal::new(false), use_toasts(), use_step_up());
    let remove = move |()| {
        step_up.guard(busy, Arc::new(|| Box::pin(remove_totp())), move |answer| match answer {
            Ok(()) => {
                toasts.show("The authenticator app is removed.");
                desk.changed(None);
            }
            Err(error) => toasts.fail(error.to_string()),
        });
    };
    view! {
        <Card title="Authenticator app" actions=|| view! { <Badge tone=Tone::Good>"On"</Badge> }>
            <div class="cluster spread">
                <span class="muted">"Added " <RelativeTime at=at.millis()/></span>
                <Button kind=ButtonKind::Danger busy on_press=remove>"Remove app"</Button>
            </div>
        </Card>
    }
    .into_any()
}

#[component]
fn SetItUp(desk: Desk) -> impl IntoView {
    let (busy, toasts, step_up) = (RwSignal::new(false), use_toasts(), use_step_up());
    let enrolment = RwSignal::new(None::<Enrolment>);
    let begin = move |()| {
        step_up.guard(busy, Arc::new(|| Box::pin(enrol_totp())), move |answer: AppResult<Enrolment>| match answer {
            Ok(made) => enrolment.set(Some(made)),
            Err(AppError::Conflict(_)) => desk.changed(None),
            Err(error) => toasts.fail(error.to_string()),
        });
    };
    view! {
        <Card title="Authenticator app" text="An app on your phone shows six digits, new ones every half minute.">
            {move || match enrolment.get() {
                Some(enrolment) => view! { <Steps enrolment desk/> }.into_any(),
                None => view! { <Button busy on_press=begin>"Add authenticator app"</Button> }.into_any(),
            }}
        </Card>
    }
    .into_any()
}

#[component]
fn Steps(enrolment: Enrolment, desk: Desk) -> impl IntoView {
    let Enrolment { key, uri, qr } = enrolment;
    view! {
        <ol class="set-up">
            <li>
                <p>"Open your authenticator app and scan this code."</p>
                <Qr qr/>
                <p class="hint">
                    "On this phone? " <a href=uri>"Open the app"</a> ", or type this key into it:"
                </p>
                <p class="secret-key">{key.clone()}</p>
                <CopyButton text=key label="Copy key"/>
            </li>
            <li>
                <p>"Type the six digits that the app shows now."</p>
                <FirstCode desk/>
            </li>
        </ol>
    }
    .into_any()
}

#[component]
fn Qr(qr: QrDrawing) -> impl IntoView {
    let field = format!("0 0 {} {}", qr.size, qr.size);
    view! {
        <svg class="qr" viewBox=field role="img" aria-label="QR code for your authenticator app" shape-rendering="crispEdges">
            <path d=qr.path fill="currentColor"></path>
        </svg>
    }
    .into_any()
}

#[component]
fn FirstCode(desk: Desk) -> impl IntoView {
    let (code, sending, toasts) = (RwSignal::new(String::new()), Sending::new(), use_toasts());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        sending.send(
            move || confirm_totp(code.get_untracked()),
            move |codes| {
                toasts.show("Two-step sign-in is on.");
                desk.changed(codes);
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {sending.fault("/account/security")}
            <TextField
                label="Code"
                name="code"
                id="totp-code"
                autocomplete="one-time-code"
                inputmode="numeric"
                value=code
                error=sending.of_field("code")
            />
            <Button kind=ButtonKind::Primary submit=true busy=sending.busy>"Turn on"</Button>
        </form>
    }
    .into_any()
}
