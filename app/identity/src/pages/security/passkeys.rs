use super::Desk;
use crate::{
    pages::{browser_passkey, sending::Sending},
    passkey::{
        PasskeyView, begin::begin_passkey, name, register::register_passkey, remove::remove_passkey,
        rename::rename_passkey,
    },
    recovery::FreshCodes,
};
use kernel::{AppError, AppResult};
use leptos::{ev::SubmitEvent, prelude::*};
use std::sync::Arc;
use ui::{Button, ButtonKind, Card, Glyph, Icon, Menu, MenuItem, RelativeTime, TextField, use_step_up, use_toasts};

/// The passkeys, and adding one.
#[component]
pub fn Passkeys(
    passkeys: Vec<PasskeyView>,
    /// What a new one is called unless the person says otherwise.
    this_device: String,
    desk: Desk,
) -> impl IntoView {
    let is_empty = passkeys.is_empty();
    view! {
        <Card
            flush=true
            title="Passkeys"
            text="Sign in with your finger, your face or the PIN of your device, and without a password. Nobody can guess one, or steal it by mail."
        >
            {(!is_empty).then(|| view! {
                <ul class="sessions">
                    {passkeys.into_iter().map(|passkey| view! { <Row passkey desk/> }).collect_view()}
                </ul>
            })}
            <div class="security-add"><Add is_first=is_empty this_device desk/></div>
        </Card>
    }
    .into_any()
}

async fn add(name: String) -> AppResult<Option<FreshCodes>> {
    let credential = browser_passkey::create(&begin_passkey().await?).await?;
    register_passkey(name, credential).await
}

#[component]
fn Add(is_first: bool, this_device: String, desk: Desk) -> impl IntoView {
    let (called, sending, toasts) = (RwSignal::new(this_device), Sending::new(), use_toasts());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Err(words) = name(&called.get_untracked()) {
            return sending.refuse(AppError::invalid("name", words));
        }
        sending.send(
            move || add(called.get_untracked()),
            move |codes| {
                toasts.show("The passkey is added.");
                desk.changed(codes);
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {sending.fault("/account/security")}
            <TextField
                label="Name of the new passkey"
                name="name"
                id="passkey-name"
                value=called
                error=sending.of_field("name")
                max_length=60
                autocomplete="off"
            />
            <Button
                kind=if is_first { ButtonKind::Primary } else { ButtonKind::Quiet }
                icon=Glyph::Plus
                submit=true
                busy=sending.busy
            >
                "Add passkey"
            </Button>
        </form>
    }
    .into_any()
}

#[component]
fn Row(passkey: PasskeyView, desk: Desk) -> impl IntoView {
    let (busy, toasts, step_up) = (RwSignal::new(false), use_toasts(), use_step_up());
    let renaming = RwSignal::new(false);
    let remove = {
        let id = passkey.id.clone();
        move || {
            let id = id.clone();
            step_up.guard(busy, Arc::new(move || Box::pin(remove_passkey(id.clone()))), move |answer: AppResult<()>| {
                match answer {
                    Ok(()) => {
                        toasts.show("The passkey is removed. Delete it from your device too.");
                        desk.changed(None);
                    }
                    Err(AppError::NotFound) => desk.changed(None),
                    Err(error) => toasts.fail(error.to_string()),
                }
            });
        }
    };
    let items = vec![
        MenuItem::press("Rename", Glyph::Edit, move || renaming.set(true)),
        MenuItem::press("Remove", Glyph::Trash, remove).danger(),
    ];
    let PasskeyView { id, name, created_at, last_used_at } = passkey;
    let menu = format!("passkey-{id}");
    let used = last_used_at.map(|at| view! { " · Last used " <RelativeTime at=at.millis()/> });
    view! {
        <li class="session">
            <Icon name=Glyph::Lock/>
            <span class="session-text">
                <b>{name.clone()}</b>
                <small>"Added " <RelativeTime at=created_at.millis()/> {used}</small>
            </span>
            <Menu id=menu label=format!("More for {name}") items=Signal::stored(items)/>
            {move || renaming.get().then(|| view! { <Rename id=id.to_string() name=name.clone() renaming desk/> })}
        </li>
    }
    .into_any()
}

#[component]
fn Rename(id: String, name: String, renaming: RwSignal<bool>, desk: Desk) -> impl IntoView {
    let (called, sending) = (RwSignal::new(name), Sending::new());
    let field = format!("rename-{id}");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let id = id.clone();
        let rename = move || {
            let (id, name) = (id.parse(), called.get_untracked());
            async move { rename_passkey(id.map_err(|_| AppError::NotFound)?, name).await }
        };
        sending.send(rename, move |()| {
            renaming.set(false);
            desk.changed(None);
        });
    };
    let wrong = move || sending.failed.with(|error| error.as_ref().map(ToString::to_string));
    view! {
        <form class="rename" on:submit=submit novalidate>
            <TextField label="Name" name="name" id=field value=called error=Signal::derive(wrong) max_length=60 autofocus=true/>
            <Button kind=ButtonKind::Primary submit=true busy=sending.busy>"Save name"</Button>
            <Button kind=ButtonKind::Plain on_press=move |()| renaming.set(false)>"Cancel"</Button>
        </form>
    }
    .into_any()
}
