use super::Activity;
use kernel::AppResult;
use leptos::prelude::*;

/// Fifty entries, the newest first, from before the one of number `before` on.
#[server(prefix = "/api", endpoint = "workspaces/audit/list", input = leptos::server_fn::codec::GetUrl)]
pub async fn list_activity(
    #[server(default)] who: String,
    #[server(default)] kind: String,
    #[server(default)] record: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] before: Option<i64>,
) -> AppResult<Activity> {
    let member = kernel::Member::require(crate::permissions::AUDIT).await?;
    let typed = super::filter::Typed { who: &who, kind: &kind, record: &record, from: &from, to: &to };
    list(&member, typed, before).await
}

#[cfg(feature = "ssr")]
pub use act::{list, told};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        audit::{
            Activity, Choices, Entry, PAGE,
            filter::{Filter, SYSTEM, Typed},
            store,
            told::Telling,
            words,
        },
        permissions,
    };
    use kernel::{
        AppResult, Member, UserId,
        audit::{Actor, AuditEntry},
        ports::Person,
    };

    /// # Errors
    /// `Invalid` where the filter can't be read.
    pub async fn list(member: &Member, typed: Typed<'_>, before: Option<i64>) -> AppResult<Activity> {
        let time_zone = member.workspace().time_zone.clone();
        let filter = Filter::read(typed, &time_zone)?;
        let mut found = store::find(&member.tenant(), &filter, before, PAGE + 1).await?;
        let next = (found.len() > PAGE).then(|| found.truncate(PAGE)).and_then(|()| found.last()).map(|last| last.seq);
        let kinds = match before {
            None => store::kinds(&member.tenant()).await?,
            Some(_) => Vec::new(),
        };
        let users =
            kinds.iter().filter_map(|kind| kind.user.as_deref()?.parse().ok()).chain(found.iter().filter_map(user));
        let people = people(member, users.collect()).await?;
        let telling = Telling::new(people, &time_zone);
        Ok(Activity {
            choices: choices(&telling, kinds),
            entries: found.into_iter().map(|entry| telling.entry(entry)).collect(),
            next,
            time_zone,
            exportable: member.may(permissions::EXPORT_AUDIT),
        })
    }

    /// The entries as people read them.
    pub async fn told(member: &Member, entries: Vec<AuditEntry>) -> AppResult<Vec<Entry>> {
        let people = people(member, entries.iter().filter_map(user).collect()).await?;
        let telling = Telling::new(people, &member.workspace().time_zone);
        Ok(entries.into_iter().map(|entry| telling.entry(entry)).collect())
    }

    fn user(entry: &AuditEntry) -> Option<UserId> {
        match &entry.actor {
            Actor::User { id, .. } => Some(id.clone()),
            Actor::Staff { .. } | Actor::System(_) => None,
        }
    }

    /// All of them in one read.
    async fn people(member: &Member, mut users: Vec<UserId>) -> AppResult<Vec<Person>> {
        users.sort();
        users.dedup();
        member.platform().ports().sessions.people(member.platform(), &users).await
    }

    fn choices(telling: &Telling, kinds: Vec<store::Kind>) -> Choices {
        let mut people: Vec<(String, String)> = kinds
            .iter()
            .filter_map(|kind| kind.user.as_deref()?.parse::<UserId>().ok())
            .map(|user| (user.to_string(), telling.name_of(&user)))
            .collect();
        people.sort_by(|one, other| one.1.to_lowercase().cmp(&other.1.to_lowercase()).then(one.0.cmp(&other.0)));
        people.dedup();
        if kinds.iter().any(|kind| kind.user.is_none()) {
            people.push((SYSTEM.to_owned(), "Mewayz".to_owned()));
        }
        let mut kinds: Vec<(String, String)> =
            kinds.into_iter().map(|kind| (kind.action.clone(), words(&kind.action))).collect();
        kinds.dedup();
        Choices { people, kinds }
    }
}
