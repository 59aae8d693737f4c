//! Who is asking. A door gets its data from one of these and from nowhere else; each can only
//! be had by passing the check in its name.

mod caller;

pub use caller::{Caller, session_cookie};

use crate::{
    Access, AppError, AppResult, Permission, Platform, PlatformDb, Reach, TenantDb, Timestamp, UserId,
    audit::{Actor, Origin},
    database::document::from_document,
    ports::{ActiveSession, Membership, WorkspaceCard},
    published::{self, Published},
    request,
};
use leptos::prelude::use_context;
use serde::de::DeserializeOwned;
use std::{sync::Arc, time::Duration};

/// For how long somebody who showed who they are is not asked again before a weighty act.
pub const STEP_UP_AGE: Duration = Duration::from_secs(10 * 60);

/// A person with a session, in no particular workspace.
#[derive(Clone)]
pub struct SignedIn {
    platform: Platform,
    session: ActiveSession,
}

impl SignedIn {
    /// Answers `SignIn` to anybody without a session in force.
    pub async fn require() -> AppResult<Self> {
        Self::find().await?.ok_or(AppError::SignIn)
    }

    /// As [`Self::require`]; `StepUp` to whoever has not shown for a while who they are.
    pub async fn confirmed() -> AppResult<Self> {
        let signed_in = Self::require().await?;
        if signed_in.is_confirmed() { Ok(signed_in) } else { Err(AppError::StepUp) }
    }

    /// Whether they have shown lately who they are.
    pub fn is_confirmed(&self) -> bool {
        self.now().since(self.session.confirmed_at) <= STEP_UP_AGE
    }

    /// The person, if one is signed in.
    pub async fn find() -> AppResult<Option<Self>> {
        let platform = Platform::current()?;
        let caller = use_context::<Caller>().unwrap_or_default();
        let session = caller.session(&platform).await?;
        Ok(session.map(|session| Self { platform, session }))
    }

    /// What opens of the workspace that they work in.
    pub async fn standing(&self) -> AppResult<Standing> {
        let caller = use_context::<Caller>().unwrap_or_default();
        Ok(match caller.membership(&self.platform, &self.session).await? {
            None => Standing::NoWorkspace,
            Some(place) if place.needs_second_factor && !self.session.second_factor => Standing::OwesSecondFactor,
            Some(_) => Standing::Member,
        })
    }

    pub fn user(&self) -> &UserId {
        &self.session.user
    }

    pub fn session(&self) -> &ActiveSession {
        &self.session
    }

    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    pub fn platform_db(&self) -> PlatformDb {
        self.platform.platform_db()
    }

    pub fn now(&self) -> Timestamp {
        self.platform.now()
    }

    /// Who acts, for the audit log.
    pub fn actor(&self) -> Actor {
        Actor::User { id: self.user().clone(), origin: origin(&self.session) }
    }
}

/// Where a person stands with the workspace that they work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    NoWorkspace,
    /// It lets in only who has a second factor, and the session has passed none.
    OwesSecondFactor,
    Member,
}

/// From where the current request comes.
fn origin(session: &ActiveSession) -> Origin {
    let network = request::head().map(|head| request::network(request::client_address(&head)));
    Origin { network: network.unwrap_or_default(), device: session.device.clone() }
}

/// A member of the workspace that their session works in, whose role carried the permission
/// that was asked for.
#[derive(Clone)]
pub struct Member {
    platform: Platform,
    membership: Membership,
    origin: Origin,
    reach: Reach,
}

impl Member {
    /// Answers `SignIn` without a session, `NotFound` without a membership (a foreign
    /// workspace looks like none), `SecondFactor` where the workspace asks for one that the
    /// session has not passed, and `Forbidden` without the permission.
    pub async fn require(permission: Permission) -> AppResult<Self> {
        Self::admit(SignedIn::require().await?, permission).await
    }

    /// As [`Self::require`]; `StepUp` to whoever has not shown for a while who they are.
    pub async fn confirmed(permission: Permission) -> AppResult<Self> {
        let member = Self::require(permission).await?;
        SignedIn::confirmed().await?;
        Ok(member)
    }

    async fn admit(signed_in: SignedIn, permission: Permission) -> AppResult<Self> {
        let caller = use_context::<Caller>().unwrap_or_default();
        let membership = caller.membership(&signed_in.platform, &signed_in.session).await?.ok_or(AppError::NotFound)?;
        if membership.needs_second_factor && !signed_in.session.second_factor {
            return Err(AppError::SecondFactor);
        }
        let reach = membership.access.reach(permission).ok_or(AppError::Forbidden)?;
        Ok(Self { origin: origin(&signed_in.session), platform: signed_in.platform, membership, reach })
    }

    /// A member as the domain's tests need one.
    #[cfg(feature = "testing")]
    pub fn for_test(platform: Platform, membership: Membership) -> Self {
        Self { platform, membership, origin: Origin::default(), reach: Reach::All }
    }

    /// As [`Self::for_test`], with a permission that reaches only the member's own records.
    #[cfg(feature = "testing")]
    pub fn for_test_with_own(platform: Platform, membership: Membership) -> Self {
        Self { platform, membership, origin: Origin::default(), reach: Reach::Own }
    }

    /// A member named on the command line of the machine: whoever runs it holds the database
    /// anyway. The architecture test lists who may call it.
    pub fn named_by_operator(platform: Platform, membership: Membership) -> Self {
        let origin = Origin { network: String::new(), device: "Command line".to_owned() };
        Self { platform, membership, origin, reach: Reach::All }
    }

    pub fn user(&self) -> &UserId {
        &self.membership.user
    }

    pub fn access(&self) -> &Access {
        &self.membership.access
    }

    /// Whether the member may do this too, to some records at least.
    pub fn may(&self, permission: Permission) -> bool {
        self.membership.access.grants(permission)
    }

    /// How far the permission goes that opened this door.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Whether the permission that opened this door reaches a record that `maker` made.
    pub fn reaches(&self, maker: Option<&UserId>) -> bool {
        self.reach == Reach::All || maker == Some(self.user())
    }

    /// Who acts, for the audit log.
    pub fn actor(&self) -> Actor {
        Actor::User { id: self.membership.user.clone(), origin: self.origin.clone() }
    }

    pub fn workspace(&self) -> &WorkspaceCard {
        &self.membership.workspace
    }

    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    pub fn now(&self) -> Timestamp {
        self.platform.now()
    }

    pub fn tenant(&self) -> TenantDb {
        self.platform.tenant(self.membership.workspace.id.clone())
    }
}

/// Published pages as this process saw them last, by their address.
#[derive(Clone)]
pub struct LastSeen(pub Arc<Look>);

/// Finds a page by its address.
pub type Look = dyn Fn(&str) -> Option<Published> + Send + Sync;

/// Anybody at a public address. The address names the workspace; input never does.
#[derive(Clone)]
pub struct Visitor {
    platform: Platform,
    published: Published,
}

impl Visitor {
    /// Enters the page that is published at `address` (`/@acme`), in one round trip. While the
    /// database is away, the page as it was last seen here, if that is not long ago.
    pub async fn enter(address: &str) -> AppResult<Self> {
        let platform = Platform::current()?;
        match Self::enter_on(platform.clone(), address).await {
            Err(AppError::Unavailable) => {
                let seen = use_context::<LastSeen>().and_then(|last| (last.0)(address));
                seen.map(|published| Self { platform, published }).ok_or(AppError::Unavailable)
            }
            other => other,
        }
    }

    /// As [`Self::enter`], outside of a reactive context.
    pub async fn enter_on(platform: Platform, address: &str) -> AppResult<Self> {
        let published = published::find(&platform, address).await?.ok_or(AppError::NotFound)?;
        Ok(Self { platform, published })
    }

    /// What the page shows, as its system published it.
    pub fn page<T: DeserializeOwned>(&self) -> AppResult<T> {
        Ok(from_document(&self.published.body)?)
    }

    pub fn published(&self) -> &Published {
        &self.published
    }

    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    pub fn now(&self) -> Timestamp {
        self.platform.now()
    }

    pub fn tenant(&self) -> TenantDb {
        self.platform.tenant(self.published.workspace_id.clone())
    }
}

/// One of us, for the platform's own tools. There is no way to become staff from the outside:
/// the list is the environment's, and it is empty until somebody is named.
#[derive(Clone)]
pub struct Staff {
    signed_in: SignedIn,
}

/// The addresses that are staff, as the environment names them.
#[derive(Clone, Default)]
pub struct StaffList(pub Arc<Vec<String>>);

impl Staff {
    /// Answers `NotFound` to everybody else: staff doors do not show that they exist.
    pub async fn require() -> AppResult<Self> {
        let signed_in = SignedIn::find().await?.ok_or(AppError::NotFound)?;
        let list = use_context::<StaffList>().unwrap_or_default();
        let person = signed_in.platform.ports().sessions.person(&signed_in.platform, signed_in.user()).await?;
        match person {
            Some(person) if list.0.contains(&person.email) => Ok(Self { signed_in }),
            _ => Err(AppError::NotFound),
        }
    }

    pub fn platform_db(&self) -> PlatformDb {
        self.signed_in.platform_db()
    }

    pub fn platform(&self) -> &Platform {
        &self.signed_in.platform
    }
}
