use super::settings::WorkspaceSettings;
use kernel::AppResult;
use leptos::prelude::*;

/// The code of the conflict with a change that somebody else made since `version`.
pub const STALE: &str = "stale";

/// Changes the settings that were shown as `version`; answers with them as they are now.
#[server(prefix = "/api", endpoint = "workspaces/workspace/update")]
pub async fn update_workspace(
    name: String,
    slug: String,
    time_zone: String,
    currency: String,
    version: i64,
) -> AppResult<WorkspaceSettings> {
    let member = kernel::Member::require(crate::permissions::MANAGE).await?;
    let change = Change::read(&member, &name, &slug, &time_zone, &currency, version)?;
    let workspace = apply(&member, change).await?;
    kernel::answer::go_to_from_form("/settings");
    Ok(super::settings::shown(&member, workspace))
}

#[cfg(feature = "ssr")]
pub use act::{Change, apply};

#[cfg(feature = "ssr")]
mod act {
    use super::STALE;
    use crate::{
        slug::{Slug, check},
        time_zone,
        workspace::{Workspace, read_name, store},
    };
    use kernel::{
        AppError, AppResult, Currency, FieldError, Member, Tx, events,
        facts::WorkspaceAddressChanged,
        transaction::{self, TxResult},
    };

    /// The settings as somebody wants them.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Change {
        pub name: String,
        pub slug: Slug,
        pub time_zone: String,
        pub currency: Currency,
        pub version: i64,
    }

    impl Change {
        /// Reads what a person typed; everything that is wrong is said at once. The address
        /// that the workspace already has is never refused.
        pub fn read(
            member: &Member,
            name: &str,
            slug: &str,
            time_zone: &str,
            currency: &str,
            version: i64,
        ) -> AppResult<Self> {
            let name = read_name(name);
            let own = Slug::read(slug).ok().filter(|slug| slug.as_str() == member.workspace().slug);
            let slug = own.map_or_else(|| Slug::read_open(slug), Ok);
            let slug = slug.map_err(|problem| FieldError::new("slug", problem.to_string()));
            let time_zone = time_zone::known(time_zone)
                .ok_or_else(|| FieldError::new("time_zone", "Choose a time zone by its name, such as Europe/Lisbon."));
            let currency =
                currency.parse().map_err(|_| FieldError::new("currency", "Choose one of the currencies in the list."));
            match (name, slug, time_zone, currency) {
                (Ok(name), Ok(slug), Ok(time_zone), Ok(currency)) => {
                    Ok(Self { name, slug, time_zone: time_zone.to_owned(), currency, version })
                }
                (name, slug, time_zone, currency) => {
                    let problems = [name.err(), slug.err(), time_zone.err(), currency.err()];
                    Err(AppError::Invalid(problems.into_iter().flatten().collect()))
                }
            }
        }

        fn applied_to(&self, workspace: &Workspace) -> Workspace {
            Workspace {
                name: self.name.clone(),
                slug_skeleton: self.slug.skeleton(),
                slug: self.slug.clone(),
                time_zone: self.time_zone.clone(),
                currency: self.currency,
                ..workspace.clone()
            }
        }
    }

    /// The workspace as it is afterwards; `Conflict("stale")` if it is not the version that the
    /// change was made from.
    pub async fn apply(member: &Member, change: Change) -> AppResult<Workspace> {
        let changed = transaction::run(member.platform().database(), |tx| {
            let (member, change) = (member.clone(), change.clone());
            Box::pin(async move { apply_in(tx, &member, &change).await })
        });
        match changed.await {
            Err(AppError::Conflict(code)) if code == "duplicate" => {
                Err(check::refusal(member.platform(), &change.slug, Some(&member.workspace().id)).await)
            }
            other => other,
        }
    }

    async fn apply_in(tx: &mut Tx, member: &Member, change: &Change) -> TxResult<Workspace> {
        let (platform, stale) = (member.platform(), || AppError::conflict(STALE));
        let found = store::get_version(tx, platform, &member.workspace().id, change.version).await?;
        let before = found.ok_or_else(stale)?;
        let mut next = change.applied_to(&before);
        if next == before {
            return Ok(before);
        }
        next.version += 1;
        if !store::put_next(tx, platform, &next).await? {
            return Err(stale().into());
        }
        if next.slug != before.slug || next.name != before.name {
            let (slug, name) = (next.slug.to_string(), next.name.clone());
            let fact = WorkspaceAddressChanged { slug, name, version: next.version };
            events::state(tx, platform, &next.id, &fact).await?;
        }
        Ok(next)
    }
}
