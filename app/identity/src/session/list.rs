use super::SessionView;
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// The devices that the person is signed in on, the last used first.
#[server(prefix = "/api", endpoint = "identity/sessions/list", input = GetUrl)]
pub async fn list_sessions() -> AppResult<Vec<SessionView>> {
    let person = kernel::SignedIn::require().await?;
    list(person.platform(), person.session()).await
}

#[cfg(feature = "ssr")]
pub use act::list;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        session::{SessionView, record::Session, store},
        time_zone,
    };
    use kernel::{AppResult, Platform, ports::ActiveSession};

    pub async fn list(platform: &Platform, asking: &ActiveSession) -> AppResult<Vec<SessionView>> {
        let sessions = store::of_user(platform, &asking.user).await?;
        Ok(sessions.into_iter().map(|session| seen(session, asking)).collect())
    }

    fn seen(session: Session, asking: &ActiveSession) -> SessionView {
        SessionView {
            this_device: session.id == asking.id,
            id: session.id,
            device: session.device,
            place: session.time_zone.as_deref().map(time_zone::place),
            created_at: session.created_at,
            last_used_at: session.last_used_at,
        }
    }
}
