use kernel::AppResult;
use leptos::prelude::*;

/// Founds a workspace and goes there. Without an address it gets one made of its name; a time
/// zone that the browser could not tell is UTC. The same form sent twice founds one workspace.
#[server(prefix = "/api", endpoint = "workspaces/workspace/create")]
pub async fn create_workspace(
    name: String,
    #[server(default)] slug: String,
    #[server(default)] time_zone: String,
    #[server(default)] form_key: String,
) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    let draft = Draft::read(person.platform(), &name, &slug, &time_zone).await?;
    open(&person, draft, Form::sent(&form_key, [&name, &slug])).await?;
    kernel::answer::go_to_from_form("/home");
    Ok(())
}

#[cfg(feature = "ssr")]
use act::open;
#[cfg(feature = "ssr")]
pub use act::{Draft, Form, found, found_once};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        membership::{self, Membership},
        slug::{self, Slug, check},
        workspace::{Workspace, activity, read_name, store},
    };
    use kernel::{
        AppError, AppResult, FieldError, Platform, Role, SignedIn, UserId,
        audit::{self, Actor, Origin},
        events,
        facts::WorkspaceCreated,
        rate_limit::{self, Limit},
        time_zone, transaction,
    };
    use sha2::{Digest as _, Sha256};
    use std::time::Duration;

    /// Addresses are scarce: one person does not take them by the hundred.
    const FOUNDING: Limit = Limit { name: "workspaces.create", most: 20, window: Duration::from_secs(3_600) };

    /// What somebody wants to found.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Draft {
        pub name: String,
        pub slug: Slug,
        pub time_zone: String,
    }

    impl Draft {
        /// Reads what a person typed; everything that is wrong is said at once.
        pub async fn read(platform: &Platform, name: &str, slug: &str, time_zone: &str) -> AppResult<Self> {
            let name = read_name(name);
            let slug = match &name {
                Ok(name) if slug.trim().is_empty() => suggested(platform, name).await?,
                _ => Slug::read_open(slug).map_err(|problem| FieldError::new("slug", problem.to_string())),
            };
            let time_zone = time_zone::known(time_zone).unwrap_or(time_zone::UTC).to_owned();
            match (name, slug) {
                (Ok(name), Ok(slug)) => Ok(Self { name, slug, time_zone }),
                (name, slug) => Err(AppError::Invalid([name.err(), slug.err()].into_iter().flatten().collect())),
            }
        }
    }

    async fn suggested(platform: &Platform, name: &str) -> AppResult<Result<Slug, FieldError>> {
        let Ok(slug) = Slug::read(&slug::suggestion(name)) else {
            let words = "Choose an address: we could not make one of the name.";
            return Ok(Err(FieldError::new("slug", words)));
        };
        let free = match check::problem(platform, &slug, None).await? {
            None => Some(slug),
            Some(_) => check::first_free(platform, &slug).await?,
        };
        Ok(free.ok_or_else(|| FieldError::new("slug", "Choose an address: those near the name are taken.")))
    }

    /// A form that was sent: which one, and with what in it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Form(String);

    impl Form {
        /// Nothing for who sends no key. What was typed is part of it, by its hash: the form that
        /// is filled in anew founds another workspace.
        pub fn sent(key: &str, typed: [&str; 2]) -> Option<Self> {
            let is_ours = key.len() == 32 && key.bytes().all(|digit| digit.is_ascii_hexdigit());
            let sent = || Sha256::digest(typed.map(str::trim).join("\n").as_bytes());
            is_ours.then(|| Self(format!("{key}:{}", hex::encode(sent()))))
        }
    }

    /// Founds the workspace and enters it. Should the session not follow, the workspace is there
    /// all the same and one switch away: the person is not told of a failure.
    pub async fn open(person: &SignedIn, draft: Draft, form: Option<Form>) -> AppResult<()> {
        let (platform, session) = (person.platform(), person.session());
        rate_limit::attempt(platform, FOUNDING, person.user().as_str()).await?;
        let workspace = found_once(platform, person.user(), &person.actor(), draft, form).await?;
        let entered = platform.ports().sessions.enter_workspace(platform, &session.id, &workspace.id).await;
        if let Err(error) = entered {
            tracing::warn!(%error, workspace = %workspace.id, "the session did not enter the new workspace");
        }
        Ok(())
    }

    /// As [`found_once`], without a form and from nowhere.
    pub async fn found(platform: &Platform, owner: &UserId, draft: Draft) -> AppResult<Workspace> {
        let actor = Actor::User { id: owner.clone(), origin: Origin::default() };
        found_once(platform, owner, &actor, draft, None).await
    }

    /// The workspace, its owner's membership and the fact, or nothing of them. Does not ask
    /// whether the address is reserved: the demo has one. A form that has founded one already
    /// gets that one.
    pub async fn found_once(
        platform: &Platform,
        owner: &UserId,
        actor: &Actor,
        draft: Draft,
        form: Option<Form>,
    ) -> AppResult<Workspace> {
        let Draft { name, slug, time_zone } = draft;
        let mut workspace = Workspace::new(platform, owner, name, slug, time_zone);
        workspace.form_key = form.map(|form| form.0);
        match store_new(platform, &workspace, actor).await {
            Ok(()) => Ok(workspace),
            Err(AppError::Conflict(code)) if code == "duplicate" => earlier(platform, workspace).await,
            Err(error) => Err(error),
        }
    }

    async fn store_new(platform: &Platform, workspace: &Workspace, actor: &Actor) -> AppResult<()> {
        let membership = Membership::new(platform, &workspace.id, &workspace.created_by, Role::Owner);
        let fact = WorkspaceCreated { name: workspace.name.clone(), slug: workspace.slug.to_string() };
        transaction::run(platform.database(), |tx| {
            let (platform, workspace, actor) = (platform.clone(), workspace.clone(), actor.clone());
            let (membership, fact) = (membership.clone(), fact.clone());
            Box::pin(async move {
                membership::store::insert(tx, &platform, &membership).await?;
                events::state(tx, &platform, &workspace.id, &fact).await?;
                store::insert(tx, &platform, &workspace).await?;
                let act = activity::act(activity::CREATED, None, &workspace);
                audit::write(tx, &platform, &workspace.id, &actor, act).await
            })
        })
        .await
    }

    /// What the first press of the same form founded, or why the address can't be had.
    async fn earlier(platform: &Platform, refused: Workspace) -> AppResult<Workspace> {
        let founded = match &refused.form_key {
            Some(key) => store::of_form(platform, &refused.created_by, key).await?,
            None => None,
        };
        match founded {
            Some(workspace) => Ok(workspace),
            None => Err(check::refusal(platform, &refused.slug, None).await),
        }
    }
}
