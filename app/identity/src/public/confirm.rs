use super::entrance::{alert, page, problem, way_past};
use crate::{
    arrival::Arrival,
    registration::{record::Registration, store},
};
use kernel::{
    AppResult,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink, TextField};

const TITLE: &str = "Look into your mail";

pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    if let Some(elsewhere) = way_past(&visit).await? {
        return Ok(elsewhere);
    }
    let (platform, arrival) = Arrival::of_request()?;
    let Some(token) = arrival.registration else {
        return Ok(VisitorAnswer::SeeOther("/register".to_owned()));
    };
    let body = match store::find(&platform, &token).await? {
        Some(registration) => form(&visit, &registration).into_any(),
        None => expired().into_any(),
    };
    Ok(page(TITLE, "Enter the code that we mailed to you.", None, body))
}

/// The same words whether the address had an account before or not.
fn form(visit: &Visit, registration: &Registration) -> impl IntoView + use<> {
    let returned = &visit.returned;
    let sent_again = visit.query("sent") == "again" && returned.error.is_none();
    let notice = sent_again
        .then(|| view! { <p class="notice" role="status">"We have sent another mail. Only its code counts now."</p> });
    view! {
        <h1>{TITLE}</h1>
        <p class="lead">
            "We have sent a mail to " <b>{registration.email.to_string()}</b> ". Enter the 6-digit code from it within 30 minutes."
        </p>
        {alert(returned)}
        {notice}
        <form method="post" action="/api/identity/registrations/confirm">
            <TextField
                label="Code"
                name="code"
                autocomplete="one-time-code"
                inputmode="numeric"
                required=true
                autofocus=true
                error=problem(returned, "code")
            />
            <Button kind=ButtonKind::Primary submit=true wide=true>"Confirm"</Button>
        </form>
        <form method="post" action="/api/identity/registrations/resend">
            <Button submit=true wide=true>"Send another mail"</Button>
        </form>
        <p class="aside">"Another address? " <a href="/register">"Start again"</a></p>
    }
}

fn expired() -> impl IntoView {
    view! {
        <h1>"This code is no longer valid"</h1>
        <p class="lead">"It was used, or 30 minutes have gone by. Nothing is lost but the code."</p>
        <ButtonLink kind=ButtonKind::Primary wide=true href="/register">"Create the account again"</ButtonLink>
        <p class="aside">"Have an account? " <a href="/sign-in">"Sign in"</a></p>
    }
}
