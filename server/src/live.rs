//! `/live`: one open stream for a browser that is signed in. It ends, and says so, within a
//! second of the session's end, whichever device or server ended it.

use crate::{notice, state::AppState, visitor};
use axum::{
    extract::{Request, State},
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, stream};
use identity::session::{in_force::is_in_force, record::Session};
use kernel::{AppError, AppResult, Platform, SessionId, SignedIn, authority::Caller, database::changes::Change};
use std::{convert::Infallible, time::Duration};
use tokio::sync::broadcast::{self, Receiver, Sender, error::RecvError};

/// Proxies close what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(25);
/// How many ends of sessions a slow stream may be behind before it looks for itself.
const BACKLOG: usize = 256;

/// What open streams are told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum News {
    Ended(String),
    /// Some may have been missed.
    Unsure,
    /// The server stops.
    Closing,
}

/// The open streams of this server.
pub struct Streams(Sender<News>);

impl Default for Streams {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }
}

impl Streams {
    /// How many there are.
    pub fn open(&self) -> usize {
        self.0.receiver_count()
    }

    /// Has each look for itself whether its session goes on: some ends may have been missed.
    pub fn doubt(&self) {
        let _ = self.0.send(News::Unsure);
    }

    /// Ends all of them, so that none holds up the process that stops.
    pub fn close(&self) {
        let _ = self.0.send(News::Closing);
    }
}

/// Tells the streams which sessions end, until the future is dropped.
pub async fn follow(state: AppState) {
    let streams = state.streams.clone();
    let hear = move |change| {
        match change {
            // Nobody listening is no error.
            Change::Removed(session) => _ = streams.0.send(News::Ended(session)),
            Change::Missed => streams.doubt(),
            Change::Written(_) => {}
        }
    };
    state.platform.database().clone().tell_changes::<Session>(hear).await;
}

/// The stream of the session that asks.
pub async fn stream(State(state): State<AppState>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let news = state.streams.0.subscribe();
    match session(&state, &head).await {
        Ok(session) => {
            let open = Open { platform: state.platform, session, news };
            Sse::new(events(open)).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
        }
        // The session ended before its stream was there: a page that asks is to hear of it.
        Err(AppError::SignIn) => Sse::new(stream::iter([Ok::<_, Infallible>(signed_out())])).into_response(),
        Err(error) => notice::json(&error, &head),
    }
}

async fn session(state: &AppState, head: &http::request::Parts) -> AppResult<SessionId> {
    let asked = async { Ok(SignedIn::require().await?.session().id.clone()) };
    visitor::in_context_of(state, head.clone(), Caller::default(), asked).await.0
}

struct Open {
    platform: Platform,
    session: SessionId,
    news: Receiver<News>,
}

/// One event and the end.
fn events(open: Open) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(Some(open), |open| async move {
        let ended = ended(open?).await;
        ended.then(|| (Ok(signed_out()), None))
    })
}

/// With something in it: browsers keep an event without data to themselves
/// (<https://html.spec.whatwg.org/#dispatchMessage>).
fn signed_out() -> Event {
    Event::default().event("signed-out").data("now")
}

/// Waits for the end of the session (true) or of the server (false). The session is looked up by its
/// id: the token that the stream was opened with may have been exchanged since.
async fn ended(mut open: Open) -> bool {
    loop {
        match open.news.recv().await {
            Ok(News::Ended(session)) if session == open.session.as_str() => return true,
            Ok(News::Ended(_)) => {}
            Ok(News::Closing) | Err(RecvError::Closed) => return false,
            Ok(News::Unsure) | Err(RecvError::Lagged(_)) => {
                if is_in_force(&open.platform, &open.session).await == Ok(false) {
                    return true;
                }
            }
        }
    }
}
