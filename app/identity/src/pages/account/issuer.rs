use crate::{
    openid::{link::LinkOpenid, unlink::UnlinkOpenid},
    sign_in_methods::{OpenIdMethod, list::list_sign_in_methods},
};
use kernel::{AppError, Asked};
use leptos::prelude::*;
use ui::{Button, Card, Faces, Glyph, Icon, use_step_up, use_toasts};

/// Signing in at an issuer, where one is configured: nothing is drawn otherwise.
#[component]
pub fn LinkedAccounts() -> impl IntoView {
    let methods = Asked::new(list_sign_in_methods);
    view! {
        <Faces from=methods skeleton=|| () let:known>
            {known.openid.map(|method| view! { <Issuer method on_change=move |()| methods.refetch()/> })}
        </Faces>
    }
    .into_any()
}

#[component]
fn Issuer(
    method: OpenIdMethod,
    /// It is linked, or no longer.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let OpenIdMethod { label, linked } = method;
    let state = linked.clone().unwrap_or_else(|| "Not linked".to_owned());
    let act = match linked {
        Some(_) => view! { <Unlink label=label.clone() on_change/> }.into_any(),
        None => view! { <Link label=label.clone()/> }.into_any(),
    };
    view! {
        <Card flush=true title="Linked accounts" text="Sign in there instead of with a password.">
            <ul class="sessions">
                <li class="session">
                    <Icon name=Glyph::Globe/>
                    <span class="session-text">
                        <b>{label}</b>
                        <small>{state}</small>
                    </span>
                    {act}
                </li>
            </ul>
        </Card>
    }
    .into_any()
}

/// Leads to the issuer; who comes back is linked.
#[component]
fn Link(label: String) -> impl IntoView {
    let (link, toasts, step_up) = (ServerAction::<LinkOpenid>::new(), use_toasts(), use_step_up());
    Effect::new(move |_| match link.value().get() {
        Some(Ok(leaving)) => leave(&leaving.path),
        Some(Err(AppError::StepUp)) => step_up.ask(move || {
            link.dispatch(LinkOpenid {});
        }),
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
pub fn leave(path: &str) {
    if let Err(error) = window().location().set_href(path) {
        leptos::logging::error!("{error:?}");
    }
}

#[component]
fn Unlink(label: String, on_change: Callback<()>) -> impl IntoView {
    let (unlink, toasts, step_up) = (ServerAction::<UnlinkOpenid>::new(), use_toasts(), use_step_up());
    let name = label.clone();
    Effect::new(move |_| match unlink.value().get() {
        Some(Ok(())) => {
            toasts.show(format!("{name} is unlinked."));
            on_change.run(());
        }
        Some(Err(AppError::StepUp)) => step_up.ask(move || {
            unlink.dispatch(UnlinkOpenid {});
        }),
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
