//! What only a developer sees: the mails that were sent, at `/dev/mail`.

use crate::{notice, state::AppState, visitor};
use axum::{
    extract::{Request, State},
    response::Response,
};
use bson::doc;
use kernel::{AppResult, Job, mail};

/// The last 50 mails, newest first. A mail that a server took is in its mailbox and nowhere else.
pub async fn mail(State(state): State<AppState>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    match sent(&state).await {
        Ok(mails) => {
            let mut response = visitor::respond(&state, || app::visitor::mails::draw(mails));
            crate::api::no_store(response.headers_mut());
            response
        }
        Err(error) => notice::page(&state, &error, &head),
    }
}

async fn sent(state: &AppState) -> AppResult<Vec<mail::Mail>> {
    let mut jobs = state.platform.platform_db().of::<Job>();
    let readable = doc! { "kind": mail::SEND, "payload.to": { "$exists": true } };
    let newest = jobs.find(readable, doc! { "created_at": -1, "_id": -1 }, 50).await?;
    newest.iter().map(Job::read).collect()
}
