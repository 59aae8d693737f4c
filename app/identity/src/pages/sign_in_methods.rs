//! The card "Sign-in methods" of `/account`.

use crate::{
    openid::{link::LinkOpenid, unlink::UnlinkOpenid},
    sign_in_methods::{OpenIdMethod, SignInMethods, list::list_sign_in_methods},
};
use kernel::Asked;
use leptos::prelude::*;
use ui::{Badge, Bone, Button, Card, Faces, Glyph, Icon, Skeleton, Tone, use_toasts};

#[component]
pub fn SignInMethodsCard() -> impl IntoView {
    let methods = Asked::new(list_sign_in_methods);
    view! {
        <Card flush=true title="Sign-in methods" text="Each of them gets you in.">
            <Faces from=methods skeleton=|| view! { <Skeleton bones=[Bone::Row, Bone::Row]/> } let:methods_now>
                <Methods methods=methods_now on_change=move |()| methods.refetch()/>
            </Faces>
        </Card>
    }
    .into_any()
}

#[component]
fn Methods(
    methods: SignInMethods,
    /// They are others now.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let SignInMethods { password, openid } = methods;
    view! {
        <ul class="sessions">
            <li class="session">
                <Icon name=Glyph::Lock/>
                <span class="session-text">
                    <b>"Password"</b>
                    <small>{if password { "Set" } else { "None. Reset your password to set one." }}</small>
                </span>
                {password.then(|| view! { <Badge tone=Tone::Good>"On"</Badge> })}
            </li>
            {openid.map(|method| view! { <Issuer method on_change/> })}
        </ul>
    }
    .into_any()
}

#[component]
fn Issuer(method: OpenIdMethod, on_change: Callback<()>) -> impl IntoView {
    let OpenIdMethod { label, linked } = method;
    let state = linked.clone().unwrap_or_else(|| "Not linked".to_owned());
    let act = match linked {
        Some(_) => view! { <Unlink label=label.clone() on_change/> }.into_any(),
        None => view! { <Link label=label.clone()/> }.into_any(),
    };
    view! {
        <li class="session">
            <Icon name=Glyph::Globe/>
            <span class="session-text">
                <b>{label}</b>
                <small>{state}</small>
            </span>
            {act}
        </li>
    }
    .into_any()
}

/// Leads to the issuer; who comes back is linked.
#[component]
fn Link(label: String) -> impl IntoView {
    let (link, toasts) = (ServerAction::<LinkOpenid>::new(), use_toasts());
    Effect::new(move |_| match link.value().get() {
        Some(Ok(leaving)) => leave(&leaving.path),
        Some(Err(error)) => toasts.fail(error.to_string()),
        None => {}
    });
    view! {
        <ActionForm action=link>
            <Button submit=true busy=link.pending()>"Link" <span class="visually-hidden">{format!(" {label}")}</span></Button>
        </ActionForm>
    }
    .into_any()
}

/// Another document: the router of the console knows no such screen.
fn leave(path: &str) {
    if let Err(error) = window().location().set_href(path) {
        leptos::logging::error!("{error:?}");
    }
}

#[component]
fn Unlink(label: String, on_change: Callback<()>) -> impl IntoView {
    let (unlink, toasts) = (ServerAction::<UnlinkOpenid>::new(), use_toasts());
    let name = label.clone();
    Effect::new(move |_| match unlink.value().get() {
        Some(Ok(())) => {
            toasts.show(format!("{name} is unlinked."));
            on_change.run(());
        }
        Some(Err(error)) => toasts.fail(error.to_string()),
        None => {}
    });
    view! {
        <ActionForm action=unlink>
            <Button submit=true busy=unlink.pending()>
                "Unlink" <span class="visually-hidden">{format!(" {label}")}</span>
            </Button>
        </ActionForm>
    }
    .into_any()
}
