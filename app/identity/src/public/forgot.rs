use super::entrance::{alert, done, is_first_problem, page, problem};
use kernel::{
    AppResult,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, TextField};

const TITLE: &str = "Choose a new password";

/// Also for who is signed in: weighty acts ask for the password again.
pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    let body = match visit.query("sent") {
        "yes" if visit.returned.error.is_none() => sent().into_any(),
        _ => form(&visit).into_any(),
    };
    Ok(page(TITLE, "Ask for a link to choose a new password.", None, body))
}

fn form(visit: &Visit) -> impl IntoView + use<> {
    let returned = &visit.returned;
    let cancelled = (visit.query("done") == "cancelled").then(|| {
        done("The change is stopped and every device is signed out. Choose a new password before anything else.")
    });
    view! {
        <h1>{TITLE}</h1>
        <p class="lead">"We mail a link to the address of your account."</p>
        {alert(returned).or(cancelled)}
        <form method="post" action="/api/identity/password_resets/request">
            <TextField
                label="Email"
                name="email"
                input_type="email"
                autocomplete="email"
                required=true
                initial=returned.value("email")
                error=problem(returned, "email")
                autofocus=is_first_problem(returned, "email")
            />
            <Button kind=ButtonKind::Primary submit=true wide=true>"Send the link"</Button>
        </form>
        <p class="aside">"Remember it after all? " <a href="/sign-in">"Sign in"</a></p>
    }
}

/// The same words for every address.
fn sent() -> impl IntoView {
    view! {
        <h1>"Look into your mail"</h1>
        <p class="lead">
            "We have sent a mail to that address. If it has an account, the link in the mail leads to a new password. It is valid for 30 minutes."
        </p>
        <p class="aside">"Nothing there? Look into the spam folder, or " <a href="/forgot">"ask again"</a></p>
    }
}
