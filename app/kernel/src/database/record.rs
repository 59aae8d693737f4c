//! What a stored type says of itself: its collection and its indexes.

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// A type that is stored. Its `Record` stands directly below the type. The id is `_id`.
pub trait Record: Serialize + DeserializeOwned + Send + Sync + 'static {
    const COLLECTION: &'static str;

    fn indexes() -> Vec<Index>;
}

/// A record of one workspace: it is stored with `workspace_id`, and so is every index.
pub trait Tenanted: Record {}

/// A record that belongs to no workspace.
pub trait Global: Record {}

/// An index, by its keys in order (1 ascending, -1 descending).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    pub(crate) keys: Vec<(&'static str, i32)>,
    pub(crate) unique: bool,
    pub(crate) only_where: Option<bson::Document>,
    pub(crate) expires_after: Option<Duration>,
}

impl Index {
    /// An ordinary index. Of a [`Tenanted`] record it is prefixed with `workspace_id` by itself.
    pub fn on(keys: &[(&'static str, i32)]) -> Self {
        Self { keys: keys.to_vec(), unique: false, only_where: None, expires_after: None }
    }

    /// No two records (of one workspace) may agree on the keys.
    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// Only documents that match are in the index.
    pub fn only_where(mut self, filter: bson::Document) -> Self {
        self.only_where = Some(filter);
        self
    }

    /// MongoDB removes the document this long after the date in the (single) key.
    pub fn expires_after(mut self, span: Duration) -> Self {
        self.expires_after = Some(span);
        self
    }

    /// The name it has in the database: what it is, so that a change of it is a new name.
    pub fn name(&self, tenanted: bool) -> String {
        let mut name: Vec<String> = self.full_keys(tenanted).iter().map(|(key, way)| format!("{key}_{way}")).collect();
        if self.unique {
            name.push("unique".into());
        }
        if let Some(span) = self.expires_after {
            name.push(format!("ttl_{}", span.as_secs()));
        }
        if let Some(filter) = &self.only_where {
            let digest = Sha256::digest(filter.to_string().as_bytes());
            let keys = filter.keys().cloned().collect::<Vec<_>>().join("_");
            name.push(format!("where_{keys}_{}", hex::encode(&digest[..4])));
        }
        name.join("_")
    }

    pub(crate) fn full_keys(&self, tenanted: bool) -> Vec<(&'static str, i32)> {
        let prefix = tenanted.then_some(("workspace_id", 1));
        prefix.into_iter().chain(self.keys.iter().copied()).collect()
    }
}

/// A collection and its indexes, apart from the Rust type: what `migrate` reconciles.
#[derive(Debug, Clone)]
pub struct Schema {
    pub collection: &'static str,
    pub tenanted: bool,
    pub indexes: Vec<Index>,
}

impl Schema {
    pub fn tenanted<R: Tenanted>() -> Self {
        Self { collection: R::COLLECTION, tenanted: true, indexes: R::indexes() }
    }

    pub fn global<R: Global>() -> Self {
        Self { collection: R::COLLECTION, tenanted: false, indexes: R::indexes() }
    }

    /// Whether its documents go when their workspace does: those of a tenant, and what is found by
    /// its workspace though it is global (a membership, a published page).
    pub fn goes_with_its_workspace(&self) -> bool {
        let by_workspace = |index: &Index| index.keys.first().is_some_and(|(key, _)| *key == "workspace_id");
        self.tenanted || self.indexes.iter().any(by_workspace)
    }
}
