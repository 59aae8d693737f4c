//! The hashed files of this deploy and the two before it, in the database: a tab that was
//! opened before a deploy still finds its chunks, at whichever server it asks.

use super::{brotli, mime, serve};
use crate::middleware::encoding::Accepted;
use axum::response::Response;
use bson::{Binary, doc, spec::BinarySubtype};
use kernel::{AppResult, Global, Index, Platform, Record, Timestamp, database::record::Schema};
use serde::{Deserialize, Serialize};
use std::{io::Read as _, path::Path};

/// Deploys whose files are kept, this one among them.
const DEPLOYS_KEPT: i64 = 3;

/// One hashed file; its content never changes.
#[derive(Serialize, Deserialize)]
pub struct ArchivedFile {
    #[serde(rename = "_id")]
    path: String,
    brotli: Binary,
    /// The builds that use it.
    builds: Vec<String>,
}

impl Record for ArchivedFile {
    const COLLECTION: &'static str = "asset_files";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("builds", 1)])]
    }
}

impl Global for ArchivedFile {}

/// A build that was started once.
#[derive(Serialize, Deserialize)]
pub struct Deploy {
    #[serde(rename = "_id")]
    build: String,
    at: Timestamp,
}

impl Record for Deploy {
    const COLLECTION: &'static str = "deploys";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("at", -1)])]
    }
}

impl Global for Deploy {}

pub fn schemas() -> Vec<Schema> {
    vec![Schema::global::<ArchivedFile>(), Schema::global::<Deploy>()]
}

/// Stores this build's files and lets go of those that only older builds use. Safe to repeat
/// and to run on several servers at once.
pub async fn keep(platform: &Platform, root: &Path, build: &str) -> AppResult<()> {
    let database = platform.platform_db();
    let mut files = database.of::<ArchivedFile>();
    for path in super::hashed_files(root).map_err(kernel::AppError::internal)? {
        let uses = doc! { "$addToSet": { "builds": build } };
        if files.update(doc! { "_id": &path }, uses).await? {
            continue;
        }
        let Ok(bytes) = compressed(root, &path).await else { continue };
        let file = ArchivedFile {
            path,
            brotli: Binary { subtype: BinarySubtype::Generic, bytes },
            builds: vec![build.to_owned()],
        };
        match files.insert(&file).await {
            Err(error) if !error.is_duplicate() => return Err(error.into()),
            _ => {}
        }
    }
    let mut deploys = database.of::<Deploy>();
    deploys.put(&Deploy { build: build.to_owned(), at: platform.now() }).await?;
    let kept: Vec<String> =
        deploys.find(doc! {}, doc! { "at": -1 }, DEPLOYS_KEPT).await?.into_iter().map(|deploy| deploy.build).collect();
    files.delete(doc! { "builds": { "$nin": &kept } }).await?;
    deploys.delete(doc! { "_id": { "$nin": &kept } }).await?;
    Ok(())
}

async fn compressed(root: &Path, path: &str) -> std::io::Result<Vec<u8>> {
    let file = root.join(path.trim_start_matches('/'));
    let mut twin = file.clone().into_os_string();
    twin.push(".br");
    match tokio::fs::read(twin).await {
        Ok(bytes) => Ok(bytes),
        Err(_) => {
            let raw = tokio::fs::read(file).await?;
            // Not precompressed: a quick one will do for a file that is rarely asked for.
            tokio::task::spawn_blocking(move || brotli(&raw, 5)).await.map_err(std::io::Error::other)
        }
    }
}

/// A file of an earlier deploy.
pub async fn find(platform: &Platform, path: &str) -> AppResult<Option<ArchivedFile>> {
    Ok(platform.platform_db().of::<ArchivedFile>().get(path).await?)
}

impl ArchivedFile {
    pub async fn into_response(self, accepted: Accepted) -> Response {
        let lasting = "public, max-age=31536000, immutable";
        if accepted == Accepted::Brotli {
            return serve::respond(mime(&self.path), Some("br"), lasting, self.brotli.bytes.into());
        }
        let compressed = self.brotli.bytes;
        let raw = tokio::task::spawn_blocking(move || unpacked(&compressed)).await.unwrap_or_default();
        serve::respond(mime(&self.path), None, lasting, raw.into())
    }
}

/// Our own archive can be read; a broken one gives an empty file rather than a panic.
fn unpacked(compressed: &[u8]) -> Vec<u8> {
    let mut raw = Vec::new();
    let _ = ::brotli::Decompressor::new(compressed, 4096).read_to_end(&mut raw);
    raw
}
