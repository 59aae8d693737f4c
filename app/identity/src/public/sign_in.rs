use super::entrance::{address, alert, is_first_problem, keeping, page, problem, return_to, way_past};
use kernel::{
    AppResult,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, TextField};

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
        {alert(returned)}
        <form method="post" action="/api/identity/sessions/sign_in">
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
                autocomplete="current-password"
                required=true
                error=problem(returned, "password")
                autofocus=is_first_problem(returned, "password")
            />
            <input type="hidden" name="return_to" value=return_to.clone()/>
            <Button kind=ButtonKind::Primary submit=true wide=true>"Sign in"</Button>
        </form>
        <p class="aside">"New here? " <a href=keeping("/register", &return_to)>"Create an account"</a></p>
    }
}
