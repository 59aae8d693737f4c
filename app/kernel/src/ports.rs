//! What one system may ask of another when the answer is needed now. Each trait has one
//! implementation, wired in `server/src/systems.rs`.

mod open_id;

pub use open_id::{OpenId, OpenIdCallback, OpenIdClaims, OpenIdFlow};

use crate::{
    Access, AppResult, Declared, Platform, SessionId, Timestamp, Tx, UserId, WorkspaceId, mail::Mail,
    transaction::TxResult,
};
use async_trait::async_trait;
use std::sync::Arc;

/// The implementations.
#[derive(Clone)]
pub struct Ports {
    pub sessions: Arc<dyn Sessions>,
    pub memberships: Arc<dyn Memberships>,
    pub mailer: Arc<dyn Mailer>,
    /// What roles may be given, of all systems.
    pub permissions: Arc<Vec<Declared>>,
    /// Where people may sign in besides here.
    pub open_id: Option<Arc<dyn OpenId>>,
}

/// A session that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveSession {
    pub id: SessionId,
    pub user: UserId,
    /// The workspace that the person works in, last chosen on this device.
    pub workspace: Option<WorkspaceId>,
    /// `Firefox on Windows`.
    pub device: String,
    /// When the person last showed who they are.
    pub confirmed_at: Timestamp,
    /// Whether they showed it with two factors, or with a passkey.
    pub second_factor: bool,
}

/// Answered by identity.
#[async_trait]
pub trait Sessions: Send + Sync + 'static {
    /// The session that `token` (as it stands in the cookie) opens, if it is in force.
    async fn of_token(&self, platform: &Platform, token: &str) -> AppResult<Option<ActiveSession>>;

    /// From now on the session works in `workspace`.
    async fn enter_workspace(&self, platform: &Platform, session: &SessionId, workspace: &WorkspaceId)
    -> AppResult<()>;

    /// The person's name and address.
    async fn person(&self, platform: &Platform, user: &UserId) -> AppResult<Option<Person>>;

    /// Those of `users` who have an account, in no order.
    async fn people(&self, platform: &Platform, users: &[UserId]) -> AppResult<Vec<Person>>;

    /// Gives each session of the user a new token with its next document: what they may do has
    /// changed.
    async fn rotate(&self, tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()>;
}

/// Who a user is, for other systems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub user: UserId,
    pub name: String,
    pub email: String,
    /// Whether signing in takes them more than a password.
    pub has_second_factor: bool,
}

/// A workspace, as every system sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceCard {
    pub id: WorkspaceId,
    pub name: String,
    pub slug: String,
    /// An IANA name, `Europe/Lisbon`.
    pub time_zone: String,
}

/// A user's place in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub user: UserId,
    pub access: Access,
    pub workspace: WorkspaceCard,
    /// Whether the workspace lets in only who has a second factor.
    pub needs_second_factor: bool,
}

/// Answered by workspaces.
#[async_trait]
pub trait Memberships: Send + Sync + 'static {
    /// The user's membership in `workspace`; without one named, in the one joined first.
    async fn of_user(
        &self,
        platform: &Platform,
        user: &UserId,
        workspace: Option<&WorkspaceId>,
    ) -> AppResult<Option<Membership>>;

    /// All memberships of the user, for the file with their data.
    async fn all_of_user(&self, _platform: &Platform, _user: &UserId) -> AppResult<Vec<Membership>> {
        Ok(Vec::new())
    }

    /// The workspaces that would have no owner left without the user.
    async fn sole_ownerships(&self, platform: &Platform, user: &UserId) -> AppResult<Vec<WorkspaceCard>>;
}

/// Answered by an adapter: SMTP, or in development a log that `/dev/mail` shows.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    async fn deliver(&self, mail: &Mail) -> AppResult<()>;

    /// Whether mails go nowhere and are read where they are queued.
    fn is_for_show(&self) -> bool {
        false
    }
}
