use crate::{
    AppResult, Platform, WorkspaceId,
    ports::{ActiveSession, Membership},
    request,
};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The session cookie's name where people reach us over TLS: bound to this host and to `/`
/// by the browser (RFC 6265bis, `__Host-`).
const SESSION_COOKIE: &str = "__Host-session";
/// The name where that prefix can't be had: plain http on localhost.
const PLAIN_SESSION_COOKIE: &str = "session";

/// The session cookie's name on this platform.
pub fn session_cookie(platform: &Platform) -> &'static str {
    if platform.is_https() { SESSION_COOKIE } else { PLAIN_SESSION_COOKIE }
}

/// What has been found out about the caller of the current request: asked once, however many
/// doors a page opens.
#[derive(Clone, Default)]
pub struct Caller {
    session: Arc<OnceCell<Option<ActiveSession>>>,
    membership: Arc<OnceCell<Option<Membership>>>,
}

impl Caller {
    /// Names the person and the workspace without saying who they are: another value is
    /// another person or workspace. Empty-handed before anybody asked, or when signed out.
    pub fn account(&self) -> Option<String> {
        use sha2::{Digest as _, Sha256};
        let session = self.session.get()?.as_ref()?;
        let workspace = session.workspace.as_ref().map_or("", WorkspaceId::as_str);
        let digest = Sha256::digest(format!("account {} {workspace}", session.user));
        Some(hex::encode(&digest[..16]))
    }

    /// The workspace that a door was opened for; nothing before one was.
    pub fn workspace(&self) -> Option<&WorkspaceId> {
        Some(&self.membership.get()?.as_ref()?.workspace.id)
    }

    pub(super) async fn session(&self, platform: &Platform) -> AppResult<Option<ActiveSession>> {
        let found = self.session.get_or_try_init(|| async {
            let head = request::head()?;
            match request::cookie(&head, session_cookie(platform)) {
                Some(token) => platform.ports().sessions.of_token(platform, token).await,
                None => Ok(None),
            }
        });
        found.await.cloned()
    }

    pub(super) async fn membership(
        &self,
        platform: &Platform,
        session: &ActiveSession,
    ) -> AppResult<Option<Membership>> {
        let memberships = &platform.ports().memberships;
        let found = self
            .membership
            .get_or_try_init(|| memberships.of_user(platform, &session.user, session.workspace.as_ref()));
        found.await.cloned()
    }
}
