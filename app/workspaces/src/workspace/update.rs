use super::settings::WorkspaceSettings;
use kernel::AppResult;
use leptos::prelude::*;

/// The code of the conflict with a change that somebody else made since `version`.
pub const STALE: &str = "stale";

/// Changes the settings that were shown as `version`; answers with them as they are now. Without
/// a language that stays as it is.
#[server(prefix = "/api", endpoint = "workspaces/workspace/update")]
pub async fn update_workspace(
    name: String,
    slug: String,
    time_zone: String,
    currency: String,
    #[server(default)] locale: String,
    version: i64,
) -> AppResult<WorkspaceSettings> {
    let member = kernel::Member::require(crate::permissions::MANAGE).await?;
    let typed = Typed { name: &name, slug: &slug, time_zone: &time_zone, currency: &currency, locale: &locale };
    let workspace = apply(&member, Change::read(&member, typed, version)?).await?;
    kernel::answer::go_to_from_form("/settings");
    Ok(super::settings::shown(&member, workspace))
}

#[cfg(feature = "ssr")]
pub use act::{Change, Typed, apply};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        slug::{Slug, check},
        workspace::{Workspace, activity, change, read_name},
    };
    use kernel::{
        AppError, AppResult, Currency, FieldError, Locale, Member, Timestamp, Tx, events,
        facts::{WorkspaceAddressChanged, WorkspaceLookChanged},
        time_zone,
        transaction::TxResult,
    };

    /// The settings as somebody typed them.
    #[derive(Debug, Clone, Copy)]
    pub struct Typed<'a> {
        pub name: &'a str,
        pub slug: &'a str,
        pub time_zone: &'a str,
        pub currency: &'a str,
        /// Empty leaves it as it is.
        pub locale: &'a str,
    }

    /// The settings as somebody wants them.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Change {
        pub name: String,
        pub slug: Slug,
        pub time_zone: String,
        pub currency: Currency,
        pub locale: Option<Locale>,
        pub version: i64,
    }

    impl Change {
        /// Reads what a person typed; everything that is wrong is said at once. The address
        /// that the workspace already has is never refused.
        pub fn read(member: &Member, typed: Typed<'_>, version: i64) -> AppResult<Self> {
            let name = read_name(typed.name);
            let own = Slug::read(typed.slug).ok().filter(|slug| slug.as_str() == member.workspace().slug);
            let slug = own.map_or_else(|| Slug::read_open(typed.slug), Ok);
            let slug = slug.map_err(|problem| FieldError::new("slug", problem.to_string()));
            let time_zone = time_zone::known(typed.time_zone)
                .ok_or_else(|| FieldError::new("time_zone", "Choose a time zone by its name, such as Europe/Lisbon."));
            let currency = typed.currency.parse();
            let currency =
                currency.map_err(|_| FieldError::new("currency", "Choose one of the currencies in the list."));
            let locale = Some(typed.locale).filter(|tag| !tag.is_empty()).map(str::parse::<Locale>).transpose();
            let locale = locale.map_err(|problem| FieldError::new("locale", problem.to_string()));
            match (name, slug, time_zone, currency, locale) {
                (Ok(name), Ok(slug), Ok(time_zone), Ok(currency), Ok(locale)) => {
                    Ok(Self { name, slug, time_zone: time_zone.to_owned(), currency, locale, version })
                }
                (name, slug, time_zone, currency, locale) => {
                    let problems = [name.err(), slug.err(), time_zone.err(), currency.err(), locale.err()];
                    Err(AppError::Invalid(problems.into_iter().flatten().collect()))
                }
            }
        }

        fn applied_to(&self, workspace: &Workspace, now: Timestamp) -> AppResult<Workspace> {
            let mut next = workspace.clone();
            if self.slug != workspace.slug
                && !workspace.holds(&self.slug, now)
                && workspace.may_move_from(now).is_some()
            {
                return Err(AppError::invalid("slug", TOO_MANY));
            }
            next.name.clone_from(&self.name);
            next.time_zone.clone_from(&self.time_zone);
            next.currency = self.currency;
            next.locale = self.locale.unwrap_or(workspace.locale);
            next.move_to(self.slug.clone(), now);
            Ok(next)
        }
    }

    const TOO_MANY: &str = "This workspace had five other addresses within 90 days. \
        Take one of those again, or wait until the oldest is free.";

    /// The workspace as it is afterwards; `Conflict("stale")` if it is not the version that the
    /// change was made from.
    pub async fn apply(member: &Member, wanted: Change) -> AppResult<Workspace> {
        let (now, version, slug) = (member.now(), wanted.version, wanted.slug.clone());
        let change = move |workspace: &Workspace| wanted.applied_to(workspace, now);
        match change::of_version(member, activity::CHANGED, version, change).await {
            Err(AppError::Conflict(code)) if code == "duplicate" => {
                Err(check::refusal(member.platform(), &slug, Some(&member.workspace().id)).await)
            }
            other => other,
        }
    }

    /// Tells the other systems what they need to know of a change.
    pub async fn state(tx: &mut Tx, member: &Member, before: &Workspace, next: &Workspace) -> TxResult<()> {
        let (platform, version) = (member.platform(), next.version);
        let (name, slug) = (next.name.clone(), next.slug.to_string());
        if next.locale != before.locale || next.brand != before.brand {
            let (name, slug) = (name.clone(), slug.clone());
            let fact = WorkspaceLookChanged { name, slug, locale: next.locale, brand: next.brand, version };
            events::state(tx, platform, &next.id, &fact).await?;
        }
        if next.slug != before.slug || next.name != before.name {
            events::state(tx, platform, &next.id, &WorkspaceAddressChanged { slug, name, version }).await?;
        }
        Ok(())
    }
}

#[cfg(feature = "ssr")]
pub(crate) use act::state;
