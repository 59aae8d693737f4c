//! What only a developer sees: the mails that were sent, at `/dev/mail`, and the components of the
//! design system, at `/ui`.

use crate::{middleware::security_headers, notice, state::AppState, visitor};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use bson::doc;
use kernel::{AppResult, Job, mail};
use leptos::prelude::Owner;
use ui::Theme;

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

/// Every component in every state, in the theme that this browser chose.
pub async fn gallery(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let cookies = headers.get(header::COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default();
    let (owner, theme) = (Owner::new(), Theme::from_cookies(cookies));
    let html = owner.with(|| app::gallery::document(state.assets.console_styles.clone(), theme));
    owner.cleanup();
    let mut response = Html(html).into_response();
    if let Ok(policy) = HeaderValue::from_str(&security_headers::still_policy()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    crate::api::no_store(response.headers_mut());
    response
}
