//! The built files: hashed ones under `/pkg/` for ever, a few under their own names, the
//! service worker with the list of what it keeps.

pub mod archive;
pub mod serve;

use crate::Failure;
use crate::config::Config;
use app::visitor::Scripts;
use axum::body::Bytes;
use kernel::{AppResult, Platform};
use leptos::config::LeptosOptions;
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// Files of `public/` that are served under their own names.
pub const PUBLIC_FILES: &[&str] = &[
    "/manifest.webmanifest",
    "/offline.html",
    "/favicon.svg",
    "/robots.txt",
    "/icons/{*file}",
    "/fonts/{*file}",
    "/screenshots/{*file}",
];

/// A text that we make ourselves, compressed in the background after the start.
pub struct Made {
    pub raw: Bytes,
    pub mime: &'static str,
    pub compressed: Arc<OnceLock<(Bytes, Bytes)>>,
}

impl Made {
    fn new(text: String, mime: &'static str) -> Self {
        let (raw, compressed) = (Bytes::from(text), Arc::new(OnceLock::new()));
        let (source, target) = (raw.clone(), compressed.clone());
        tokio::task::spawn_blocking(move || {
            let _ = target.set((brotli(&source, 11).into(), gzip(&source).into()));
        });
        Self { raw, mime, compressed }
    }
}

/// Where everything is and what it is called in this build.
pub struct Assets {
    pub root: PathBuf,
    /// Differs for every deploy.
    pub build: String,
    pub console_styles: String,
    pub scripts: Scripts,
    pub main_script: String,
    pub main_wasm: String,
    /// What we make ourselves, by its path.
    pub made: BTreeMap<String, Made>,
    pub service_worker: Made,
    pub offline_policy: String,
    pub leptos: LeptosOptions,
    /// Whether a watcher rebuilds the files under us (development).
    pub is_watched: bool,
}

impl Assets {
    /// Reads the names of the built files; an incomplete build is an error that says so.
    pub fn load(config: &Config) -> Result<Self, Failure> {
        let root = config.site_root.clone();
        let read = |name: &str| {
            std::fs::read_to_string(root.join(name))
                .map_err(|error| format!("{}: {error}; build the site first (bin/run does)", root.join(name).display()))
        };
        let (sw, pwa, offline) = (read("sw.js")?, read("pwa.js")?, read("offline.html")?);
        let (entrance, passkey) = (read("entrance.js")?, read("passkey.js")?);
        let mut files = hashed_files(&root)?;
        let (main_script, main_wasm) = main_files(&files)?;
        let console_styles = format!("/pkg/console.{}.css", digest(style::CONSOLE.as_bytes()));
        let scripts = Scripts {
            pwa: format!("/pkg/pwa.{}.js", digest(pwa.as_bytes())),
            entrance: format!("/pkg/entrance.{}.js", digest(entrance.as_bytes())),
            passkey: format!("/pkg/passkey.{}.js", digest(passkey.as_bytes())),
        };
        files.extend([console_styles.clone(), scripts.pwa.clone(), scripts.entrance.clone(), scripts.passkey.clone()]);
        files.sort();
        let build = digest(format!("{files:?}{sw}{offline}{}", config.build).as_bytes());
        let service_worker = service_worker(&sw, &build, &files, &root);
        let offline_policy = offline_policy(&offline);
        let made = BTreeMap::from([
            (console_styles.clone(), Made::new(style::CONSOLE.to_owned(), "text/css; charset=utf-8")),
            (scripts.pwa.clone(), Made::new(pwa, "text/javascript; charset=utf-8")),
            (scripts.entrance.clone(), Made::new(entrance, "text/javascript; charset=utf-8")),
            (scripts.passkey.clone(), Made::new(passkey, "text/javascript; charset=utf-8")),
        ]);
        Ok(Self {
            service_worker: Made::new(service_worker, "text/javascript; charset=utf-8"),
            leptos: leptos_options(&root),
            is_watched: std::env::var_os("LEPTOS_WATCH").is_some(),
            root,
            build,
            console_styles,
            scripts,
            main_script,
            main_wasm,
            made,
            offline_policy,
        })
    }

    /// Keeps this deploy's hashed files for tabs that stay open over the next two.
    pub async fn keep(&self, platform: &Platform) -> AppResult<()> {
        archive::keep(platform, &self.root, &self.build).await
    }
}

fn leptos_options(root: &Path) -> LeptosOptions {
    LeptosOptions::builder().output_name("mewayz").site_root(root.display().to_string()).site_pkg_dir("pkg").build()
}

/// Every file below `pkg/`, by its address, without the compressed twins.
fn hashed_files(root: &Path) -> std::io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![root.join("pkg")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(root) {
                found.push(format!("/{}", inside.display()));
            }
        }
    }
    found.retain(|path| ![".br", ".gz", ".json", ".ts"].iter().any(|ending| path.ends_with(ending)));
    found.sort();
    Ok(found)
}

/// The script and the WASM that a console page starts with: `mewayz.<hash>.js`.
fn main_files(files: &[String]) -> Result<(String, String), Failure> {
    let named = |ending: &str| {
        let mut matching = files.iter().filter(|path| path.starts_with("/pkg/mewayz") && path.ends_with(ending));
        matching.next().cloned().ok_or_else(|| format!("no /pkg/mewayz…{ending}: build the site first (bin/run does)"))
    };
    Ok((named(".js")?, named(".wasm")?))
}

fn service_worker(source: &str, build: &str, files: &[String], root: &Path) -> String {
    let fonts = std::fs::read_dir(root.join("fonts")).into_iter().flatten().flatten();
    let fonts =
        fonts.map(|font| format!("/fonts/{}", font.file_name().display())).filter(|path| path.ends_with(".woff2"));
    let own = ["/offline.html", "/favicon.svg", "/icons/icon-192.png"].map(str::to_owned);
    let list: Vec<String> = files.iter().cloned().chain(fonts).chain(own).collect();
    let list = serde_json::to_string(&list).unwrap_or_else(|_| "[]".into());
    source.replace("__BUILD__", build).replace("__PRECACHE__", &list)
}

fn offline_policy(html: &str) -> String {
    let sheet =
        html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |(sheet, _)| sheet);
    crate::middleware::security_headers::visitor_policy(sheet)
}

/// 16 characters of SHA-256: enough to tell versions apart.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)[..8])
}

pub fn brotli(bytes: &[u8], quality: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = ::brotli::CompressorWriter::new(&mut out, 4096, quality, 22);
    // Writing to memory does not fail.
    let _ = writer.write_all(bytes);
    drop(writer);
    out
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The media type by the file's ending.
pub fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "html" => "text/html; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
