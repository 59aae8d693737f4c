//! Visitor screens: asked of their system, rendered to a string, no scripts.

use crate::{api, middleware::security_headers, notice, returned_form, state::AppState};
use axum::{
    extract::{Path, Query, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse as _, Response},
};
use kernel::{
    AppError, AppResult, Brand,
    authority::Caller,
    page::{Visit, VisitorAnswer, VisitorPage, VisitorRoute},
};
use leptos::{prelude::*, reactive::computed::ScopedFuture};
use leptos_axum::ResponseOptions;
use std::{collections::BTreeMap, convert::Infallible};

/// A request to a visitor's address, taken apart.
pub struct VisitRequest {
    pub visit: Visit,
    pub head: Parts,
}

impl axum::extract::FromRequest<AppState> for VisitRequest {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        use axum::extract::FromRequestParts as _;
        let (mut head, _) = request.into_parts();
        let params = Path::<BTreeMap<String, String>>::from_request_parts(&mut head, state).await;
        let query = Query::<BTreeMap<String, String>>::from_request_parts(&mut head, state).await;
        let visit = Visit {
            path: head.uri.path().to_owned(),
            params: params.map(|Path(params)| params).unwrap_or_default(),
            query: query.map(|Query(query)| query).unwrap_or_default(),
            returned: returned_form::read(state, &head).unwrap_or_default(),
        };
        Ok(Self { visit, head })
    }
}

/// The page or the redirect that a system answers with.
pub async fn answer(route: VisitorRoute, State(state): State<AppState>, request: VisitRequest) -> Response {
    let VisitRequest { visit, head } = request;
    let came_back = visit.returned.error.is_some();
    // Drawn inside of the context: the signals that a page is made of live no longer.
    let drawn = async {
        Ok(match (route.answer)(visit).await? {
            VisitorAnswer::Page(page) => respond(&state, || *page),
            VisitorAnswer::SeeOther(path) => redirect(StatusCode::SEE_OTHER, &path),
            VisitorAnswer::File { name, media_type, bytes } => file(&name, media_type, bytes),
            VisitorAnswer::Outside(target) => redirect(StatusCode::FOUND, &target),
        })
    };
    let (answer, options) = in_context(&state, head.clone(), drawn).await;
    let mut response = answer.unwrap_or_else(|error| notice::page(&state, &error, &head));
    for (name, value) in &options {
        response.headers_mut().append(name, value.clone());
    }
    if came_back {
        returned_form::forget(&state, response.headers_mut());
    }
    api::no_store(response.headers_mut());
    response
}

/// `/`, the same for everybody; a member is shown the way in by the page itself.
pub async fn landing(State(state): State<AppState>) -> Response {
    let mut response = respond(&state, app::visitor::landing::draw);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Runs a visitor's answer with the request and the platform in the reactive context.
pub async fn in_context<T>(
    state: &AppState,
    head: Parts,
    work: impl Future<Output = AppResult<T>> + Send,
) -> (AppResult<T>, Vec<(HeaderName, HeaderValue)>)
where
    T: Send,
{
    in_context_of(state, head, Caller::default(), work).await
}

/// As [`in_context`], for a caller of whom something may be known already.
pub async fn in_context_of<T>(
    state: &AppState,
    head: Parts,
    caller: Caller,
    work: impl Future<Output = AppResult<T>> + Send,
) -> (AppResult<T>, Vec<(HeaderName, HeaderValue)>)
where
    T: Send,
{
    let owner = Owner::new();
    let options = ResponseOptions::default();
    let running = owner.with(|| {
        provide_context(head);
        provide_context(options.clone());
        state.provide(caller);
        ScopedFuture::new(work)
    });
    let result = running.await;
    owner.cleanup();
    let parts = options.0.read().map(|parts| parts.headers.clone()).unwrap_or_default();
    (result, parts.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// The page that is drawn and the document around it, as text, with its status and its policy; in
/// the colours of the business that it belongs to. What the page is made of is freed with it.
pub fn render<E>(
    state: &AppState,
    brand: Option<Brand>,
    draw: impl FnOnce() -> Result<VisitorPage, E>,
) -> Result<(String, u16, String), E> {
    let owner = Owner::new();
    let drawn = owner.with(|| {
        let page = draw()?;
        let status = page.status;
        let document = app::visitor::document(page, brand, &state.config.public_url, &state.assets.scripts);
        let policy = match document.ours {
            true => security_headers::visitor_policy(&document.sheet),
            false => security_headers::business_policy(&document.sheet),
        };
        Ok((document.html, status, policy))
    });
    owner.cleanup();
    drawn
}

/// The page as a response.
pub fn respond(state: &AppState, draw: impl FnOnce() -> VisitorPage) -> Response {
    let Ok((html, status, policy)) = render(state, None, || Ok::<_, Infallible>(draw()));
    let mut response = Html(html).into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert("x-document", HeaderValue::from_static("visitor"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn redirect(status: StatusCode, target: &str) -> Response {
    match HeaderValue::from_str(target) {
        Ok(location) => (status, [(header::LOCATION, location)]).into_response(),
        Err(error) => {
            let error = AppError::internal(error);
            (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
        }
    }
}

/// Downloaded and never shown: it is not a page of ours.
fn file(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let plain: String = name.chars().filter(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(*sign)).collect();
    let disposition = format!("attachment; filename=\"{plain}\"");
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_download_cannot_break_its_header() {
        for (name, told) in [("mewayz-data.json", "mewayz-data.json"), ("a\"; x=\r\n../é\\.csv", "ax...csv")] {
            let response = file(name, "text/csv", Vec::new());
            let disposition = response.headers().get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
            assert_eq!(disposition, format!("attachment; filename=\"{told}\""));
        }
    }
}
