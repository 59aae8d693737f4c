//! The console: signed-in screens, rendered whole on the server and hydrated.

use crate::{api, middleware::security_headers, notice, returned_form, state::AppState};
use app::console::ConsoleHead;
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{
    AppError, AppResult, SignedIn,
    answer::ToDocument,
    authority::{Caller, Standing},
    request::header as read_header,
};
use leptos::{nonce::Nonce, prelude::provide_context};
use ui::Theme;
use workspaces::workspace::list_deleted::has_any;

/// Says whose answer this is without saying who: another value is another person or workspace.
const ACCOUNT: HeaderName = HeaderName::from_static("x-account");

/// Mounts every console screen. `/ui`, the gallery, is there in development only.
pub fn mount(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let shown = |path: &str| !state.config.is_production() || path != "/ui";
    leptos_axum::generate_route_list(app::console::App)
        .iter()
        .map(|listing| listing.path().to_owned())
        .filter(|path| shown(path))
        .fold(router, |router, path| router.route(&path, get(screen)))
}

async fn screen(State(state): State<AppState>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let caller = Caller::default();
    let (admitted, cookies) = admit(&state, &caller, &head).await;
    let refused = match admitted {
        Ok(None) => None,
        Ok(Some(elsewhere)) => Some(elsewhere),
        Err(error) => Some(notice::page(&state, &error, &head)),
    };
    if let Some(refused) = refused {
        return with(refused, cookies);
    }
    let nonce = URL_SAFE_NO_PAD.encode(state.platform.random::<16>());
    let console = head_of(&state, &caller, &head);
    let returned = returned_form::read(&state, &head);
    let came_back = returned.is_some();
    let context = {
        let (state, caller, nonce) = (state.clone(), caller.clone(), nonce.clone());
        move || {
            state.provide(caller.clone());
            provide_context(returned.clone().unwrap_or_default());
            provide_context(Nonce::from_value(nonce.as_str()));
            provide_context(console.clone());
        }
    };
    let render = leptos_axum::render_app_async_with_context(context, app::console::document);
    let mut response = render(Request::from_parts(head, body)).await.into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&security_headers::console_policy(&nonce, state.assets.is_watched)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert("x-document", HeaderValue::from_static("console"));
    if let Some(account) = caller.account() {
        mark_account(headers, &account);
    }
    if came_back {
        returned_form::forget(&state, headers);
    }
    api::no_store(headers);
    with(response, cookies)
}

fn with(mut response: Response, cookies: Vec<(HeaderName, HeaderValue)>) -> Response {
    for (name, value) in cookies {
        response.headers_mut().append(name, value);
    }
    response
}

/// Where somebody is who asks for a screen.
enum Whereabouts {
    Outside,
    At(Standing),
    /// All that they have is deleted, and may be brought back.
    BesideDeleted,
    /// Their workspace is closed to them, and from now on they work in another.
    Moved,
}

/// Who has no session signs in first, who has no workspace makes one first or brings a deleted one
/// back, and who owes theirs a second factor sets it up first. Whoever was removed from the
/// workspace that they worked in finds themselves in another of theirs. With the cookies that the
/// way in sets: a new token for the session that is due for one.
async fn admit(
    state: &AppState,
    caller: &Caller,
    head: &Parts,
) -> (AppResult<Option<Response>>, Vec<(HeaderName, HeaderValue)>) {
    let known = crate::visitor::in_context_of(state, head.clone(), caller.clone(), async {
        provide_context(ToDocument);
        let Some(signed_in) = SignedIn::find().await? else { return Ok(Whereabouts::Outside) };
        match signed_in.standing().await? {
            Standing::NoWorkspace if enter_another(&signed_in).await? => Ok(Whereabouts::Moved),
            Standing::NoWorkspace if has_any(signed_in.platform(), signed_in.user()).await? => {
                Ok(Whereabouts::BesideDeleted)
            }
            standing => Ok(Whereabouts::At(standing)),
        }
    });
    let (known, cookies) = known.await;
    (known.map(|whereabouts| detour(head, whereabouts)), cookies)
}

fn detour(head: &Parts, whereabouts: Whereabouts) -> Option<Response> {
    let path = head.uri.path();
    let needs_workspace = !matches!(path, "/workspaces" | "/workspaces/new" | "/ui") && !is_of_account(path);
    match whereabouts {
        Whereabouts::Outside if path == "/ui" => None,
        Whereabouts::Outside => {
            let wanted = head.uri.path_and_query().map_or(path, |wanted| wanted.as_str());
            Some(see_other(&format!("/sign-in?return_to={}", encode(wanted))))
        }
        Whereabouts::At(Standing::NoWorkspace) if needs_workspace => Some(see_other("/workspaces/new")),
        Whereabouts::At(Standing::OwesSecondFactor) if needs_workspace => {
            Some(see_other("/account/security?required=1"))
        }
        Whereabouts::BesideDeleted if needs_workspace => Some(see_other("/workspaces")),
        Whereabouts::Moved if needs_workspace => Some(see_other("/home")),
        _ => None,
    }
}

/// Everybody's own, whatever they work in.
fn is_of_account(path: &str) -> bool {
    path == "/account" || path.starts_with("/account/")
}

/// Lets the session work in the workspace that the person joined first; whether there is one.
async fn enter_another(signed_in: &SignedIn) -> AppResult<bool> {
    let (platform, ports) = (signed_in.platform(), signed_in.platform().ports());
    let Some(place) = ports.memberships.of_user(platform, signed_in.user(), None).await? else { return Ok(false) };
    ports.sessions.enter_workspace(platform, &signed_in.session().id, &place.workspace.id).await?;
    Ok(true)
}

fn head_of(state: &AppState, caller: &Caller, head: &Parts) -> ConsoleHead {
    ConsoleHead {
        styles: state.assets.console_styles.clone(),
        pwa_script: state.assets.scripts.pwa.clone(),
        passkey_script: state.assets.scripts.passkey.clone(),
        script: state.assets.main_script.clone(),
        wasm: state.assets.main_wasm.clone(),
        account: caller.account().unwrap_or_default(),
        theme: Theme::from_cookies(&read_header(head, header::COOKIE, 4096)),
        options: state.assets.leptos.clone(),
    }
}

/// Adds `X-Account`, by which the service worker keeps one person's copies from the next one's.
pub fn mark_account(headers: &mut HeaderMap, account: &str) {
    if let Ok(value) = HeaderValue::from_str(account) {
        headers.insert(ACCOUNT, value);
    }
}

fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(location) => {
            let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
            api::no_store(response.headers_mut());
            response
        }
        Err(error) => {
            let error = AppError::internal(error);
            (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
        }
    }
}

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
