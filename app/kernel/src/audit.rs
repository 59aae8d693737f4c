//! Who did what: written in the transaction of the change, never changed afterwards. The entries
//! of a workspace are a chain: each carries the hash of the one before it, and the head has the
//! last one's, so that an entry that was changed, taken out, put in or cut off shows.

use crate::{
    AppResult, Platform, StoreError, Timestamp, UserId, WorkspaceId,
    database::{
        document::to_document,
        record::{Index, Record, Tenanted},
        transaction::{Tx, TxError, TxResult},
    },
    id,
};
use bson::{Document, doc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

id!(
    /// One entry of the audit log.
    AuditId,
    "aud"
);

/// From where somebody acts: enough to recognise oneself, too little to be followed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// An IPv4 address or an IPv6 /64; empty where there was no network.
    pub network: String,
    /// `Firefox on Windows`.
    pub device: String,
}

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    User {
        id: UserId,
        origin: Origin,
    },
    /// Platform staff.
    Staff {
        id: UserId,
        origin: Origin,
    },
    /// The platform itself, by the job's name.
    System(String),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// `system.noun.verbed`, for example `links.page.published`.
    pub action: &'static str,
    /// The id of the record.
    pub record: String,
    /// What people call the record.
    pub label: String,
    /// The fields that changed, as they were; nothing for what is new.
    pub before: Option<Document>,
    /// The fields that changed, as they are; nothing for what is gone.
    pub after: Option<Document>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    #[serde(rename = "_id")]
    pub id: AuditId,
    /// 1 for the first of the workspace, and no gaps.
    pub seq: i64,
    pub at: Timestamp,
    pub actor: Actor,
    pub action: String,
    pub record: String,
    pub label: String,
    pub before: Option<Document>,
    pub after: Option<Document>,
    /// The hash of the entry before this one.
    pub prev: String,
    pub hash: String,
}

impl Record for AuditEntry {
    const COLLECTION: &'static str = "audit";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("seq", -1)]).unique(),
            Index::on(&[("record", 1), ("seq", -1)]),
            Index::on(&[("action", 1), ("seq", -1)]),
            Index::on(&[("actor.user.id", 1), ("seq", -1)]),
        ]
    }
}

impl Tenanted for AuditEntry {}

/// The last entry of a workspace. Its change is what makes writers of one workspace queue up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    /// The workspace's id.
    #[serde(rename = "_id")]
    pub id: WorkspaceId,
    pub seq: i64,
    pub hash: String,
}

impl Record for AuditHead {
    const COLLECTION: &'static str = "audit_heads";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[]).unique()]
    }
}

impl Tenanted for AuditHead {}

impl AuditEntry {
    /// SHA-256 of the entry as it is stored, without its own hash.
    fn computed_hash(&self) -> Result<String, StoreError> {
        let mut document = to_document(self)?;
        document.remove("hash");
        let bytes = bson::serialize_to_vec(&document).map_err(|error| StoreError::Other(error.to_string()))?;
        Ok(hex::encode(Sha256::digest(bytes)))
    }
}

/// Adds an entry to the workspace's chain, as part of the transaction.
pub async fn write(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId, actor: &Actor, act: Act) -> TxResult<()> {
    let tenant = platform.tenant(workspace.clone());
    let head = tx.of::<AuditHead>(&tenant).get(workspace.as_str()).await?;
    let (seq, prev) = head.as_ref().map_or((0, String::new()), |head| (head.seq, head.hash.clone()));
    let now = platform.now();
    let mut entry = AuditEntry {
        id: AuditId::generate(now, platform.random()),
        seq: seq + 1,
        at: now,
        actor: actor.clone(),
        action: act.action.to_owned(),
        record: act.record,
        label: act.label,
        before: act.before,
        after: act.after,
        prev,
        hash: String::new(),
    };
    entry.hash = entry.computed_hash()?;
    let next = AuditHead { id: workspace.clone(), seq: entry.seq, hash: entry.hash.clone() };
    let mut heads = tx.of::<AuditHead>(&tenant);
    match head {
        None => heads.insert(&next).await?,
        Some(_) => {
            let moved = heads.update(
                doc! { "_id": workspace.as_str(), "seq": seq },
                doc! { "$set": { "seq": next.seq, "hash": &next.hash } },
            );
            if !moved.await? {
                return Err(TxError::Store(StoreError::Transient("the audit log moved on".into())));
            }
        }
    }
    Ok(tx.of::<AuditEntry>(&tenant).insert(&entry).await?)
}

/// What a look at a whole chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub entries: i64,
    /// The first number at which the chain is not what was written.
    pub broken_at: Option<i64>,
}

const AT_A_TIME: i64 = 1_000;

/// Reads the workspace's chain from its first entry and compares it with what it says of itself.
pub async fn verify(platform: &Platform, workspace: &WorkspaceId) -> AppResult<Verified> {
    let tenant = platform.tenant(workspace.clone());
    let (mut seq, mut prev) = (0, String::new());
    let mut head = tenant.of::<AuditHead>().get(workspace.as_str()).await?;
    loop {
        let page = tenant.of::<AuditEntry>().find(doc! { "seq": { "$gt": seq } }, doc! { "seq": 1 }, AT_A_TIME).await?;
        for entry in &page {
            if entry.seq != seq + 1 || entry.prev != prev || entry.computed_hash()? != entry.hash {
                return Ok(Verified { entries: seq, broken_at: Some(seq + 1) });
            }
            (seq, prev) = (entry.seq, entry.hash.clone());
        }
        if page.is_empty() {
            // What was written meanwhile is read too: the end is where neither moves on.
            let now = tenant.of::<AuditHead>().get(workspace.as_str()).await?;
            if now == head {
                break;
            }
            head = now;
        }
    }
    let told = head.map_or((0, String::new()), |head| (head.seq, head.hash));
    Ok(Verified { entries: seq, broken_at: (told != (seq, prev)).then_some(seq + 1) })
}
