//! Showing once more who one is, on a page without the console's dialog: plain forms that lead back
//! to the page on which they stand.

use super::{
    entrance::problem,
    passkey_form::{or, passkey_form},
};
use crate::session::{Ways, ways::to_confirm};
use kernel::{AppResult, SignedIn, page::Visit};
use leptos::prelude::*;
use ui::{Button, ButtonKind, TextField};

const CONFIRM: &str = "/api/identity/sessions/confirm";

/// By what the person has. Who has nothing to show here signs in again.
pub async fn forms(visit: &Visit, person: &SignedIn, email: &str) -> AppResult<AnyView> {
    let ways = to_confirm(person.platform(), person.session()).await?;
    let typed = ways.password || ways.has_second_factor();
    let passkey = ways.passkey.then(|| {
        view! {
            {passkey_form(CONFIRM, "/api/identity/passkeys/challenge", String::new(), "Use your passkey", ())}
            {or()}
        }
    });
    Ok(view! {
        {passkey}
        {if typed { by_heart(visit, ways, email.to_owned()) } else { again(visit) }}
    }
    .into_any())
}

/// The address stands in a field, so that a password manager finds the password.
fn by_heart(visit: &Visit, ways: Ways, email: String) -> AnyView {
    let field = if ways.password {
        let error = problem(&visit.returned, "password");
        view! {
            <input type="email" value=email autocomplete="username" hidden=true readonly=true/>
            <TextField label="Password" name="password" input_type="password" autocomplete="current-password"
                required=true error/>
        }
        .into_any()
    } else {
        let error = problem(&visit.returned, "code");
        view! {
            <TextField label="Code" name="code" autocomplete="one-time-code" required=true error
                help="From your authenticator app, or a recovery code."/>
        }
        .into_any()
    };
    view! {
        <form method="post" action=CONFIRM>
            {field}
            <Button kind=ButtonKind::Primary submit=true wide=true>"Confirm"</Button>
        </form>
    }
    .into_any()
}

fn again(visit: &Visit) -> AnyView {
    view! {
        <form method="post" action="/api/identity/sessions/sign_out">
            <input type="hidden" name="return_to" value=visit.path.clone()/>
            <Button kind=ButtonKind::Primary submit=true wide=true>"Sign in again"</Button>
        </form>
    }
    .into_any()
}
