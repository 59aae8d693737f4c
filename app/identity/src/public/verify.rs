use super::{
    entrance::{alert, keeping, page, problem, return_to, way_past},
    passkey_form::{or, passkey_form},
};
use crate::{
    arrival::Arrival,
    second_step::store,
    session::{Ways, ways::ways},
};
use kernel::{
    AppResult,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink, TextField};

const TITLE: &str = "One more step";
const VERIFY: &str = "/api/identity/second_step/verify";

pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    if let Some(elsewhere) = way_past(&visit).await? {
        return Ok(elsewhere);
    }
    let (platform, arrival) = Arrival::of_request()?;
    let sign_in = keeping("/sign-in", &return_to(&visit));
    let Some(token) = arrival.second_step else {
        return Ok(VisitorAnswer::SeeOther(sign_in));
    };
    let body = match store::find(&platform, &token).await? {
        Some(step) => form(&visit, ways(&platform, &step.user_id).await?),
        None => expired(sign_in),
    };
    Ok(page(TITLE, "Show that it is you.", None, body))
}

fn form(visit: &Visit, ways: Ways) -> AnyView {
    let by_paper = visit.query("way") == "recovery" || !ways.app;
    let passkey = ways.passkey.then(|| {
        let asks = "/api/identity/second_step/challenge";
        view! {
            {passkey_form(VERIFY, asks, return_to(visit), "Use your passkey", remember(visit))}
            {or()}
        }
    });
    view! {
        <h1>{TITLE}</h1>
        <p class="lead">"Your password is right. Now show that it is you."</p>
        {alert(&visit.returned)}
        {passkey}
        {code_form(visit, by_paper)}
        {other_way(visit, ways, by_paper)}
    }
    .into_any()
}

fn code_form(visit: &Visit, by_paper: bool) -> AnyView {
    let error = problem(&visit.returned, "code");
    let field = if by_paper {
        view! {
            <TextField label="Recovery code" name="code" autocomplete="off" required=true error autofocus=true
                help="One of the ten that you kept, such as k7m2q-9xw4r. Each works once."/>
        }
        .into_any()
    } else {
        view! {
            <TextField label="Code from your authenticator app" name="code" autocomplete="one-time-code" inputmode="numeric"
                required=true error autofocus=true/>
        }
        .into_any()
    };
    view! {
        <form method="post" action=VERIFY>
            {field}
            {remember(visit)}
            <input type="hidden" name="return_to" value=return_to(visit)/>
            <Button kind=ButtonKind::Primary submit=true wide=true>"Sign in"</Button>
        </form>
    }
    .into_any()
}

fn remember(visit: &Visit) -> AnyView {
    let remember = !visit.returned.value("remember").is_empty();
    view! {
        <label class="check">
            <input type="checkbox" name="remember" value="on" checked=remember/>
            "Remember this device for 30 days"
        </label>
    }
    .into_any()
}

/// To the other kind of code, and back to the start.
fn other_way(visit: &Visit, ways: Ways, by_paper: bool) -> AnyView {
    let here = keeping("/sign-in/verify", &return_to(visit));
    let joined = if here.contains('?') { '&' } else { '?' };
    let other = match (by_paper, ways.app) {
        (false, _) => Some((format!("{here}{joined}way=recovery"), "Use a recovery code")),
        (true, true) => Some((here, "Use your authenticator app")),
        (true, false) => None,
    };
    view! {
        <p class="aside">
            {other.map(|(path, words)| view! { <a href=path>{words}</a> " · " })}
            <a href=keeping("/sign-in", &return_to(visit))>"Start again"</a>
        </p>
    }
    .into_any()
}

fn expired(sign_in: String) -> AnyView {
    view! {
        <h1>"Sign in again"</h1>
        <p class="lead">"This took longer than ten minutes, or it is done already."</p>
        <ButtonLink kind=ButtonKind::Primary wide=true href=sign_in>"Sign in"</ButtonLink>
    }
    .into_any()
}
