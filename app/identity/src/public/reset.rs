use super::entrance::{alert, page, problem, secret, secret_fields};
use crate::{password_reset::store, user};
use kernel::{
    AppResult, Platform, Token,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink, TextField};

const TITLE: &str = "Choose a new password";

/// Looking at it uses nothing up: scanners of mail follow links too.
pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    let platform = Platform::current()?;
    let body = match secret(&visit) {
        Some(token) => match person(&platform, &token).await? {
            Some(person) => form(&visit, &token, person).into_any(),
            None => expired().into_any(),
        },
        None => expired().into_any(),
    };
    Ok(page(TITLE, "Choose a new password for your account.", None, body))
}

struct Person {
    name: String,
    email: String,
}

async fn person(platform: &Platform, token: &Token) -> AppResult<Option<Person>> {
    let reset = store::find(platform, token).await?;
    let Some(id) = reset.and_then(|reset| reset.user_id) else { return Ok(None) };
    let user = user::store::of_id(platform, &id).await?;
    Ok(user.map(|user| Person { name: user.name, email: user.email.to_string() }))
}

/// The address stands in a field, so that a password manager keeps the two together.
fn form(visit: &Visit, token: &Token, person: Person) -> impl IntoView + use<> {
    let returned = &visit.returned;
    view! {
        <h1>{TITLE}</h1>
        <p class="lead">"For the account of " <b>{person.email.clone()}</b> ". Every device will be signed out."</p>
        {alert(returned)}
        <form method="post" action="/api/identity/password_resets/complete">
            {secret_fields(visit, token)}
            <input type="email" name="email" value=person.email autocomplete="username" hidden=true readonly=true/>
            <input type="hidden" name="name" value=person.name/>
            <TextField
                label="New password"
                name="password"
                input_type="password"
                autocomplete="new-password"
                required=true
                autofocus=true
                help="At least 8 characters. Four words in a row are a good one."
                error=problem(returned, "password")
            />
            <Button kind=ButtonKind::Primary submit=true wide=true>"Save the password"</Button>
        </form>
    }
}

fn expired() -> impl IntoView {
    view! {
        <h1>"This link is no longer valid"</h1>
        <p class="lead">"It was used, a newer mail took its place, or 30 minutes have gone by."</p>
        <ButtonLink kind=ButtonKind::Primary wide=true href="/forgot">"Ask for a new link"</ButtonLink>
        <p class="aside">"Know your password? " <a href="/sign-in">"Sign in"</a></p>
    }
}
