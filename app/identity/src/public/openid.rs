//! The way to an issuer and back.

use super::{
    entrance::{alert, message, page},
    step_up,
};
use crate::{
    arrival::Arrival,
    cookies,
    openid::{
        arrive::{Arrived, Returned, arrive},
        leave::{Leave, leave},
        store,
    },
};
use kernel::{
    AppError, AppResult, Platform, SignedIn, answer,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink};

/// `Google`; there are no such pages where no issuer is configured.
fn label(platform: &Platform) -> AppResult<String> {
    let issuer = platform.ports().open_id.as_ref().ok_or(AppError::NotFound)?;
    Ok(issuer.label().to_owned())
}

/// `/auth/continue`: leads to the issuer at once, or with a click where the browser does not go by
/// itself. A page and no redirect, because browsers hold the redirects of a form to `form-action`.
pub async fn go(visit: Visit) -> AppResult<VisitorAnswer> {
    let (platform, arrival) = Arrival::of_request()?;
    let label = label(&platform)?;
    Ok(match leave(&platform, &arrival, visit.query("flow")).await? {
        Leave::To(address) => {
            answer::add_header(http::header::REFRESH, &format!("0; url={address}"));
            leaving(&label, address)
        }
        Leave::Over => over(&label),
        Leave::Away => away(&label),
    })
}

fn leaving(label: &str, address: String) -> VisitorAnswer {
    let title = format!("Continue with {label}");
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">"You sign in there and come back."</p>
        <ButtonLink kind=ButtonKind::Primary wide=true href=address>{format!("Go to {label}")}</ButtonLink>
        <p class="aside"><a href="/sign-in">"Sign in another way"</a></p>
    };
    page(&title, "", None, body)
}

/// `/auth/callback`: the browser comes back.
pub async fn come_back(visit: Visit) -> AppResult<VisitorAnswer> {
    let (platform, arrival) = Arrival::of_request()?;
    let label = label(&platform)?;
    let signed_in = SignedIn::find().await?;
    let session = signed_in.as_ref().map(SignedIn::session);
    let value = |name: &str| visit.query(name).to_owned();
    let issuer = visit.query.get("iss").cloned();
    let returned = Returned { state: value("state"), code: value("code"), error: value("error"), issuer };
    let arrived = arrive(&platform, &arrival, session, &returned).await?;
    Ok(arrived_at(&platform, &label, arrived))
}

fn arrived_at(platform: &Platform, label: &str, arrived: Arrived) -> VisitorAnswer {
    match arrived {
        Arrived::In { entry, go_to } => VisitorAnswer::SeeOther(entry.keep(platform, &go_to)),
        Arrived::Confirmed { token, go_to } => {
            cookies::keep_session(platform, &token);
            VisitorAnswer::SeeOther(go_to)
        }
        Arrived::Linked => VisitorAnswer::SeeOther("/account".to_owned()),
        Arrived::HasAccount => has_account(label),
        Arrived::Over => over(label),
        Arrived::Away => away(label),
        Arrived::Cancelled => cancelled(label),
        Arrived::Refused => refused(label),
        Arrived::Unverified => unverified(label),
        Arrived::Taken => taken(label),
        Arrived::LinkedAlready => linked_already(label),
        Arrived::NotAnew => not_anew(label),
        Arrived::SomebodyElse => somebody_else(label),
    }
}

fn has_account(label: &str) -> VisitorAnswer {
    let text = format!(
        "An account with this address exists. Sign in with your password or a passkey, and link {label} to it: from \
         then on either gets you in."
    );
    message(200, "You have an account already", text, ("Sign in and link", "/sign-in?return_to=%2Fauth%2Flink"), None)
}

fn over(label: &str) -> VisitorAnswer {
    let text = format!(
        "This way through {label} was used, was begun in another browser, or took longer than 10 minutes. Nothing \
         has changed."
    );
    message(403, "This did not get through", text, BEGIN_AGAIN, None)
}

fn away(label: &str) -> VisitorAnswer {
    let text = format!(
        "{label} does not answer just now. Nothing has changed. Try again in a moment, or sign in another way."
    );
    message(503, "Not reachable just now", text, BEGIN_AGAIN, None)
}

fn cancelled(label: &str) -> VisitorAnswer {
    let text = format!("You did not finish at {label}. Nothing has changed.");
    message(200, "Not signed in", text, BEGIN_AGAIN, None)
}

fn refused(label: &str) -> VisitorAnswer {
    let text = format!("What came back from {label} can't be trusted, so nobody was signed in. Begin again from here.");
    message(403, "This did not get through", text, BEGIN_AGAIN, None)
}

fn unverified(label: &str) -> VisitorAnswer {
    let text = format!(
        "{label} does not know yet whether your address is yours. Confirm it there and come back, or create an \
         account with a password."
    );
    message(403, "Your address is not confirmed", text, BEGIN_AGAIN, Some(("Create an account", "/register")))
}

fn taken(label: &str) -> VisitorAnswer {
    let text =
        format!("This {label} account gets somebody else in here. Sign in to that account and unlink it there first.");
    message(409, "Linked to another account", text, BACK, None)
}

fn linked_already(label: &str) -> VisitorAnswer {
    let text = format!("Your account is linked to another {label} account. Unlink that one first.");
    message(409, "Linked already", text, BACK, None)
}

fn somebody_else(label: &str) -> VisitorAnswer {
    let text = format!("Who came back from {label} is not who began. Nothing has changed.");
    message(403, "This did not get through", text, BACK, None)
}

fn not_anew(label: &str) -> VisitorAnswer {
    let text = format!(
        "{label} let you pass without asking who you are, so nothing is confirmed. Sign out here and in again: for \
         10 minutes after that you can set a password or add a passkey, and confirm with it from then on."
    );
    message(403, "This is still not confirmed", text, BACK, None)
}

const BEGIN_AGAIN: (&str, &str) = ("Back to sign-in", "/sign-in");
const BACK: (&str, &str) = ("Back to your account", "/account");

/// `/auth/link`: who has signed in to the account that the address has, says that the two are one.
pub async fn link(visit: Visit) -> AppResult<VisitorAnswer> {
    let (platform, arrival) = Arrival::of_request()?;
    let label = label(&platform)?;
    let Some(person) = SignedIn::find().await? else {
        return Ok(VisitorAnswer::SeeOther("/sign-in?return_to=%2Fauth%2Flink".to_owned()));
    };
    let waiting = match &arrival.openid {
        Some(browser) => store::waiting(&platform, browser).await?,
        None => None,
    };
    let Some(waiting) = waiting else { return Ok(over(&label)) };
    let owner = platform.ports().sessions.person(&platform, person.user()).await?.ok_or(AppError::SignIn)?;
    let answer = if person.is_confirmed() {
        form(&label)
    } else {
        let forms = step_up::forms(&visit, &person, &owner.email).await?;
        view! { <p>"You signed in a while ago. Show first that it is still you."</p> {forms} }.into_any()
    };
    Ok(question(&visit, &label, (waiting.email.as_str(), &owner.email), answer))
}

fn form(label: &str) -> AnyView {
    view! {
        <form method="post" action="/api/identity/openid/confirm_link">
            <Button kind=ButtonKind::Primary submit=true wide=true>{format!("Link {label}")}</Button>
        </form>
    }
    .into_any()
}

fn question(visit: &Visit, label: &str, (theirs, ours): (&str, &str), answer: AnyView) -> VisitorAnswer {
    let title = format!("Link {label}");
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">
            "Whoever signs in at " {label.to_owned()} " as " <b>{theirs.to_owned()}</b>
            " will get in here as " <b>{ours.to_owned()}</b> "."
        </p>
        {alert(&visit.returned)}
        {answer}
        <p class="aside"><a href="/home">"Not now"</a></p>
    };
    page(&title, "", None, body)
}
