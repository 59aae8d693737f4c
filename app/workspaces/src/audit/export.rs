use kernel::AppResult;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How many rows come at once: the browser asks on until it has them all, so that no answer is
/// larger than this makes it, however long the log.
pub const CHUNK: usize = 1_000;

/// Some rows of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    pub csv: String,
    /// Where the next rows begin; nothing after the last.
    pub next: Option<i64>,
}

/// The rows from before the one of number `before` on; without one the file's beginning. That
/// somebody took the log along is an act of its own, once for each file, so this is no GET.
#[server(prefix = "/api", endpoint = "workspaces/audit/export")]
pub async fn export_activity(
    #[server(default)] who: String,
    #[server(default)] kind: String,
    #[server(default)] record: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] before: Option<i64>,
) -> AppResult<Chunk> {
    let member = kernel::Member::confirmed(crate::permissions::EXPORT_AUDIT).await?;
    let typed = super::filter::Typed { who: &who, kind: &kind, record: &record, from: &from, to: &to };
    export(&member, typed, before).await
}

#[cfg(feature = "ssr")]
pub use act::export;

#[cfg(feature = "ssr")]
mod act {
    use super::{CHUNK, Chunk};
    use crate::audit::{
        csv,
        filter::{Filter, Typed},
        list::told,
        store,
    };
    use bson::Document;
    use kernel::{
        AppResult, Member,
        audit::{self, Act},
        transaction,
    };
    use std::time::Duration;

    pub const EXPORTED: &str = "workspaces.activity.exported";
    /// For how long the rows that follow are part of an export that has begun.
    const LASTS: Duration = Duration::from_secs(3_600);

    /// # Errors
    /// `Invalid` where the filter can't be read.
    pub async fn export(member: &Member, typed: Typed<'_>, before: Option<i64>) -> AppResult<Chunk> {
        let filter = Filter::read(typed, &member.workspace().time_zone)?;
        let found = store::find(&member.tenant(), &filter, before, CHUNK).await?;
        let next = if found.len() == CHUNK { found.last().map(|last| last.seq) } else { None };
        let rows = told(member, found).await?.into_iter().map(csv::line);
        let csv = match before {
            None => [csv::head()].into_iter().chain(rows).collect(),
            Some(_) => rows.collect(),
        };
        let asked = asked(typed);
        if before.is_none() || !has_begun(member, asked.as_ref()).await? {
            note(member, asked).await?;
        }
        Ok(Chunk { csv, next })
    }

    /// The filter, as the log keeps it.
    fn asked(typed: Typed<'_>) -> Option<Document> {
        let asked = [
            ("who", typed.who),
            ("kind", typed.kind),
            ("record", typed.record),
            ("from", typed.from),
            ("to", typed.to),
        ];
        let asked: Document = asked
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name.to_owned(), text.into()))
            .collect();
        (!asked.is_empty()).then_some(asked)
    }

    /// Whether these rows follow others: whoever begins in the middle takes the log along too.
    async fn has_begun(member: &Member, asked: Option<&Document>) -> AppResult<bool> {
        let since = member.now().before(LASTS);
        Ok(store::has_done(&member.tenant(), member.user(), EXPORTED, asked, since).await?)
    }

    async fn note(member: &Member, after: Option<Document>) -> AppResult<()> {
        let workspace = member.workspace();
        let act = Act {
            action: EXPORTED,
            record: workspace.id.to_string(),
            label: workspace.name.clone(),
            before: None,
            after,
        };
        transaction::run(member.platform().database(), |tx| {
            let (member, act) = (member.clone(), act.clone());
            Box::pin(
                async move { audit::write(tx, member.platform(), &member.workspace().id, &member.actor(), act).await },
            )
        })
        .await
    }
}
