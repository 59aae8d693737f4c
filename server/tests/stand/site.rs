//! A built site as small as one can be.

use std::path::{Path, PathBuf};

/// A folder of its own, removed with this.
pub struct Site(PathBuf);

const FILES: [(&str, &str); 9] = [
    ("sw.js", "const BUILD = \"__BUILD__\";\nconst PRECACHE = __PRECACHE__;\n"),
    ("pwa.js", "document.documentElement.dataset.pwa = '';\n"),
    ("entrance.js", "document.documentElement.dataset.entrance = '';\n"),
    ("passkey.js", "globalThis.mewayzPasskey = {};\n"),
    ("offline.html", "<!doctype html><title>Offline</title><style>body{margin:0}</style><p>You are offline.</p>\n"),
    ("favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"),
    ("manifest.webmanifest", "{}\n"),
    ("pkg/mewayz.0123abcd.js", "export default async function start() {}\nexport function hydrate() {}\n"),
    ("pkg/mewayz.0123abcd.wasm", "\0asm\u{1}\0\0\0"),
];

impl Site {
    pub fn build() -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("site-{}", super::random_name()));
        std::fs::create_dir_all(root.join("pkg")).unwrap();
        for (name, text) in FILES {
            std::fs::write(root.join(name), text).unwrap();
        }
        Self(root)
    }

    pub fn root(&self) -> &Path {
        &self.0
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
