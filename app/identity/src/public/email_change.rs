//! The two pages that the mails about another address lead to. Looking at one changes nothing.

use super::entrance::{alert, keeping, page, secret, secret_fields};
use crate::email_change::store;
use kernel::{
    AppResult, Platform, SignedIn,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink};

/// For who is signed in to the account: a link that went to a wrong mailbox opens nothing.
pub async fn confirm(visit: Visit) -> AppResult<VisitorAnswer> {
    let token = secret(&visit);
    let Some(person) = SignedIn::find().await? else {
        return Ok(VisitorAnswer::SeeOther(keeping("/sign-in", &visit.path)));
    };
    let change = match &token {
        Some(token) => store::find(person.platform(), person.user(), token).await?,
        None => None,
    };
    let body = match (change, token) {
        (Some(change), Some(token)) => view! {
            <h1>"Confirm your new address"</h1>
            <p class="lead">
                "Your account has the address " <b>{change.old_email.to_string()}</b> ". From now on it will be "
                <b>{change.new_email.to_string()}</b> "."
            </p>
            {alert(&visit.returned)}
            <form method="post" action="/api/identity/email_changes/confirm">
                {secret_fields(&visit, &token)}
                <Button kind=ButtonKind::Primary submit=true wide=true>"Confirm this address"</Button>
            </form>
            <p class="aside"><a href="/account">"Not now"</a></p>
        }
        .into_any(),
        _ => spent(
            "It was used, taken back, belongs to another account, or 24 hours have gone by.",
            "/account",
            "Go to your account",
        ),
    };
    Ok(page("Confirm your address", "Confirm the new address of your account.", None, body))
}

/// For whoever reads the old mailbox, signed in or not.
pub async fn cancel(visit: Visit) -> AppResult<VisitorAnswer> {
    let platform = Platform::current()?;
    let token = secret(&visit);
    let change = match &token {
        Some(token) => store::find_to_cancel(&platform, token).await?,
        None => None,
    };
    let body = match (change, token) {
        (Some(change), Some(token)) => view! {
            <h1>"Stop the change of your address"</h1>
            <p class="lead">
                "The account keeps the address " <b>{change.old_email.to_string()}</b>
                ", and every device is signed out. After that you choose a new password."
            </p>
            {alert(&visit.returned)}
            <form method="post" action="/api/identity/email_changes/cancel">
                {secret_fields(&visit, &token)}
                <Button kind=ButtonKind::Danger submit=true wide=true>"This was not me"</Button>
            </form>
            <p class="aside">"If it was you, close this page."</p>
        }
        .into_any(),
        _ => {
            spent("The change was stopped already, or it is more than 7 days ago.", "/forgot", "Choose a new password")
        }
    };
    Ok(page("Stop the change", "Stop the change of your account's address.", None, body))
}

fn spent(why: &'static str, href: &'static str, words: &'static str) -> AnyView {
    view! {
        <h1>"This link is no longer valid"</h1>
        <p class="lead">{why}</p>
        <ButtonLink kind=ButtonKind::Primary wide=true href=href>{words}</ButtonLink>
    }
    .into_any()
}
