use super::entrance::{address, alert, elsewhere, is_first_problem, keeping, page, problem, return_to, way_past};
use kernel::{
    AppResult,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, TextField};

const ABOUT: &str = "Create a Mewayz account: your link page, contacts, bookings and invoices in one app.";

pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    match way_past(&visit).await? {
        Some(elsewhere) => Ok(elsewhere),
        None => Ok(page("Create an account", ABOUT, Some("/register"), form(&visit))),
    }
}

fn form(visit: &Visit) -> impl IntoView + use<> {
    let (returned, return_to) = (&visit.returned, return_to(visit));
    view! {
        <h1>"Create an account"</h1>
        {alert(returned)}
        <form method="post" action="/api/identity/registrations/begin">
            <TextField
                label="Your name"
                name="name"
                autocomplete="name"
                required=true
                initial=returned.value("name")
                error=problem(returned, "name")
                autofocus=is_first_problem(returned, "name")
            />
            <TextField
                label="Email"
                name="email"
                input_type="email"
                autocomplete="email"
                required=true
                initial=address(visit)
                error=problem(returned, "email")
                autofocus=is_first_problem(returned, "email")
            />
            <TextField
                label="Password"
                name="password"
                input_type="password"
                autocomplete="new-password"
                required=true
                help="At least 8 characters. Four words in a row are a good one."
                error=problem(returned, "password")
                autofocus=is_first_problem(returned, "password")
            />
            <input type="hidden" name="return_to" value=return_to.clone()/>
            <Button kind=ButtonKind::Primary submit=true wide=true>"Create account"</Button>
        </form>
        {elsewhere(&return_to)}
        <p class="aside">"Have an account? " <a href=keeping("/sign-in", &return_to)>"Sign in"</a></p>
    }
}
