use super::entrance::{alert, page};
use crate::{
    arrival::Arrival,
    deletion::Deletion,
    session, time_zone,
    user::{self, User},
};
use kernel::{
    AppResult,
    page::{Visit, VisitorAnswer},
};
use leptos::prelude::*;
use ui::{Button, ButtonKind};

/// The person of this browser, if their account waits for its end.
pub async fn of_request() -> AppResult<Option<(User, Deletion)>> {
    let (platform, arrival) = Arrival::of_request()?;
    let Some(token) = arrival.session else { return Ok(None) };
    let Some(session) = session::store::leaving_of_token(&platform, &token).await? else { return Ok(None) };
    let user = user::store::of_id(&platform, &session.user_id).await?;
    Ok(user.and_then(|user| user.deletion.clone().map(|deletion| (user, deletion))))
}

pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    let Some((user, deletion)) = of_request().await? else {
        return Ok(VisitorAnswer::SeeOther("/sign-in".to_owned()));
    };
    let day = time_zone::day(deletion.due_at, user.time_zone.as_deref(), user.language);
    let heading = format!("Your account will be deleted on {day}");
    let workspaces = match deletion.workspaces.len() {
        0 => String::new(),
        1 => " One workspace goes with it.".to_owned(),
        count => format!(" {count} workspaces go with it."),
    };
    let body = view! {
        <h1>{heading.clone()}</h1>
        <p class="lead">"Nothing is lost yet." {workspaces} " Keep it, and everything is as it was."</p>
        {alert(&visit.returned)}
        <form method="post" action="/api/identity/deletions/keep">
            <Button kind=ButtonKind::Primary submit=true wide=true>"Keep my account"</Button>
        </form>
        <form method="post" action="/api/identity/sessions/sign_out">
            <Button submit=true wide=true>"Sign out, and let it go"</Button>
        </form>
    };
    Ok(page(&heading, "Keep your account, or let it go.", None, body))
}
