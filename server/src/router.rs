//! Which address goes where, in the order of who asks: machines, browsers' assets, doors,
//! visitors, members.

use crate::{
    api, assets, console, development, health, live, middleware, notice, published, serve::Peer, state::AppState,
    visitor,
};
use axum::{
    Router,
    body::Body,
    extract::Request,
    response::Response,
    routing::{any, get},
};
use std::{convert::Infallible, net::SocketAddr};
use tower::{Service, ServiceExt as _, service_fn};

pub fn build(state: AppState) -> Router {
    let mut router = Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/pkg/{*file}", get(assets::serve::hashed))
        .route("/live", get(live::stream))
        .route("/sw.js", get(assets::serve::service_worker))
        .route("/api/{*door}", any(api::call))
        .route("/@{slug}", get(published::page));
    for path in assets::PUBLIC_FILES {
        router = router.route(path, get(assets::serve::public));
    }
    for route in state.systems.iter().flat_map(|system| system.visitor_routes.clone()) {
        router = router.route(route.pattern, get(move |state, visit| visitor::answer(route, state, visit)));
    }
    router = router.route("/", get(visitor::landing));
    if !state.config.is_production() {
        router = router.route("/dev/mail", get(development::mail));
    }
    let router = console::mount(router, &state).fallback(notice::not_found);
    middleware::wrap(router, &state).with_state(state)
}

/// The router as one connection's service: each request knows its peer.
pub fn for_peer(
    router: Router,
    peer: SocketAddr,
) -> impl Service<Request<hyper::body::Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone {
    service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    })
}
