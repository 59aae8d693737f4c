use super::{
    entrance::{address, alert, done, elsewhere, is_first_problem, keeping, page, problem, return_to, way_past},
    passkey_form::{or, passkey_form},
};
use kernel::{
    AppResult,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, TextField};

pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    match way_past(&visit).await? {
        Some(elsewhere) => Ok(elsewhere),
        None => Ok(page("Sign in", "Sign in to your Mewayz workspace.", Some("/sign-in"), form(&visit))),
    }
}

fn form(visit: &Visit) -> impl IntoView + use<> {
    let (returned, return_to) = (&visit.returned, return_to(visit));
    view! {
        <h1>"Sign in"</h1>
        {alert(returned).or_else(|| news(visit))}
        {passkey_form(
            "/api/identity/passkeys/sign_in",
            "/api/identity/passkeys/offer",
            return_to.clone(),
            "Sign in with a passkey",
            (),
        )}
        {or()}
        <form method="post" action="/api/identity/sessions/sign_in">
            <TextField
                label="Email"
                name="email"
                input_type="email"
                autocomplete="username webauthn"
                required=true
                initial=address(visit)
                error=problem(returned, "email")
                autofocus=is_first_problem(returned, "email")
            />
            <TextField
                label="Password"
                name="password"
                input_type="password"
                autocomplete="current-password"
                required=true
                error=problem(returned, "password")
                autofocus=is_first_problem(returned, "password")
            />
            <input type="hidden" name="return_to" value=return_to.clone()/>
            <Button submit=true wide=true>"Sign in"</Button>
        </form>
        <p class="aside"><a href="/forgot">"Forgot your password?"</a></p>
        {elsewhere(&return_to)}
        <p class="aside">"New here? " <a href=keeping("/register", &return_to)>"Create an account"</a></p>
    }
}

/// What led here.
fn news(visit: &Visit) -> Option<AnyView> {
    Some(done(match visit.query("done") {
        "password" => "Your password is changed. Sign in.",
        "deletion" => "Your account will be deleted in 14 days. To keep it, sign in before then.",
        _ => return None,
    }))
}
