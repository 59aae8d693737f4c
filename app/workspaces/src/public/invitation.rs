//! The page behind the link in an invitation: who asks, to what, as what, and whether the account
//! that looks is the one that is meant. Looking changes nothing.

use crate::{
    invitation::look::{Invited, look},
    refusal,
};
use kernel::{
    AppResult, Platform, SignedIn,
    page::{Visit, VisitorAnswer, VisitorPage},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind};

pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    let platform = Platform::current()?;
    let signed_in = SignedIn::find().await?;
    let session = signed_in.as_ref().map(SignedIn::session);
    let problem = visit.returned.error.as_ref().map(refusal::reason);
    Ok(match look(&platform, visit.param("token"), session).await? {
        Some(invited) => page("Invitation", 200, invitation(visit.param("token"), invited, problem)),
        None => page("Invitation", 410, gone(signed_in.is_some())),
    })
}

pub async fn declined(_: Visit) -> AppResult<VisitorAnswer> {
    let body = view! {
        <h1>"You declined the invitation"</h1>
        <p class="lead">"Nothing else happens. If it was by mistake, ask for a new invitation."</p>
    };
    Ok(page("Invitation declined", 200, body.into_any()))
}

/// Not for search engines: the address is the secret.
fn page(title: &str, status: u16, body: AnyView) -> VisitorAnswer {
    let body = view! {
        <main class="door">
            <a class="wordmark" href="/">"Mewayz"</a>
            <section class="sheet">{body}</section>
        </main>
    };
    VisitorPage {
        title: format!("{title} · Mewayz"),
        description: "An invitation to a workspace on Mewayz.".to_owned(),
        language: "en",
        sheet: "identity",
        indexed: false,
        canonical: None,
        status,
        body: body.into_any(),
    }
    .into()
}

/// The same for a link that never was, has run out, was used, or was taken back.
fn gone(signed_in: bool) -> AnyView {
    let way = if signed_in { ("/home", "Go to your workspace") } else { ("/sign-in", "Sign in") };
    view! {
        <h1>"This invitation is no longer open"</h1>
        <p class="lead">
            "A link works once, for 7 days, and until the invitation is taken back. Ask whoever invited you for a new one."
        </p>
        <a class="button primary wide" href=way.0>{way.1}</a>
    }
    .into_any()
}

fn invitation(token: &str, invited: Invited, problem: Option<String>) -> AnyView {
    let path = format!("/invitations/{token}");
    let choices = match invited.signed_in_as.clone() {
        Some(account) if account == invited.email => answers(token, true),
        Some(account) => other_account(&path, token, account, &invited.email),
        None => way_in(&path, token, &invited.email),
    };
    view! {
        <h1>"Join " <span dir="auto">{invited.workspace.clone()}</span></h1>
        {problem.map(|words| view! { <p class="notice bad" role="alert">{words}</p> })}
        <p class="lead">{asking(&invited)}</p>
        <p>"Role: " <b dir="auto">{invited.role}</b></p>
        {(!invited.message.is_empty()).then(|| message(&invited.message))}
        {choices}
    }
    .into_any()
}

fn asking(invited: &Invited) -> AnyView {
    let by = match &invited.by {
        Some((name, email)) => view! { <b dir="auto">{name.clone()}</b> " (" {email.clone()} ")" }.into_any(),
        None => view! { "A member" }.into_any(),
    };
    view! { {by} " invites " <b>{invited.email.clone()}</b> " to join the workspace." }.into_any()
}

/// What the inviter wrote, as the lines that they wrote.
fn message(text: &str) -> AnyView {
    let lines = text.split('\n').enumerate().map(|(at, line)| {
        let apart = (at > 0).then(|| view! { <br/> });
        view! { {apart} {line.to_owned()} }
    });
    view! { <p class="notice" dir="auto">{lines.collect_view()}</p> }.into_any()
}

fn answers(token: &str, may_accept: bool) -> AnyView {
    let accept = may_accept.then(|| {
        view! {
            <form method="post" action="/api/workspaces/invitation/accept">
                <input type="hidden" name="token" value=token.to_owned()/>
                <Button kind=ButtonKind::Primary submit=true wide=true>"Accept"</Button>
            </form>
        }
    });
    view! {
        {accept}
        <form method="post" action="/api/workspaces/invitation/decline">
            <input type="hidden" name="token" value=token.to_owned()/>
            <Button submit=true wide=true>"Decline"</Button>
        </form>
    }
    .into_any()
}

fn way_in(path: &str, token: &str, email: &str) -> AnyView {
    let (back, address) = (encoded(path), encoded(email));
    view! {
        <a class="button primary wide" href=format!("/register?return_to={back}&email={address}")>"Create an account"</a>
        <a class="button wide" href=format!("/sign-in?return_to={back}&email={address}")>"Sign in"</a>
        {answers(token, false)}
    }
    .into_any()
}

fn other_account(path: &str, token: &str, account: String, email: &str) -> AnyView {
    view! {
        <p class="notice bad" role="status">
            "You are signed in as " <b>{account}</b> ", and this invitation is for " <b>{email.to_owned()}</b>
            ". Nothing has changed."
        </p>
        <form method="post" action="/api/identity/sessions/sign_out">
            <input type="hidden" name="return_to" value=path.to_owned()/>
            <Button kind=ButtonKind::Primary submit=true wide=true>"Sign out and use the other account"</Button>
        </form>
        {answers(token, false)}
    }
    .into_any()
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
