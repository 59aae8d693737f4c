//! Where a test is that a row names.

use crate::source::{Source, files, packages::packages, rust_files};
use std::collections::BTreeMap;

/// The folder of each package, the Rust files and the browser journeys.
pub struct Proofs {
    folders: BTreeMap<String, String>,
    rust: BTreeMap<String, Source>,
    journeys: BTreeMap<String, Source>,
}

impl Proofs {
    pub fn read() -> Self {
        let by_path = |files: Vec<Source>| files.into_iter().map(|file| (file.path.clone(), file)).collect();
        Self {
            folders: packages().into_iter().map(|package| (package.name, package.folder)).collect(),
            rust: by_path(rust_files()),
            journeys: by_path(files(&["end2end/tests"], ".spec.ts")),
        }
    }

    /// Whether there is a test of this name: `server::doors a_test` is in
    /// `server/tests/doors.rs`, `links text::tests::a_test` in `app/links/src/text.rs`.
    /// `end2end::pwa a title` is a browser's journey.
    pub fn has_test(&self, proof: &str) -> bool {
        let Some((place, test)) = proof.split_once(' ') else { return false };
        match place.split_once("::") {
            Some(("end2end", file)) => self.has_journey(file, test),
            Some((package, file)) => self
                .folder(package)
                .is_some_and(|folder| is_test_of(self.rust.get(&format!("{folder}/tests/{file}.rs")), test)),
            None => self.folder(place).is_some_and(|folder| self.has_unit_test(folder, test)),
        }
    }

    fn folder(&self, package: &str) -> Option<&str> {
        self.folders.get(package).map(String::as_str)
    }

    fn has_unit_test(&self, folder: &str, path: &str) -> bool {
        let Some((modules, test)) = path.rsplit_once("::tests::") else { return false };
        let modules = modules.replace("::", "/");
        [format!("{folder}/src/{modules}.rs"), format!("{folder}/src/{modules}/tests.rs")]
            .iter()
            .any(|file| is_test_of(self.rust.get(file), test))
    }

    fn has_journey(&self, file: &str, title: &str) -> bool {
        let journey = self.journeys.get(&format!("end2end/tests/{file}.spec.ts"));
        journey.is_some_and(|file| file.text.contains(&format!("test('{title}'")))
    }
}

/// Whether the file has `fn test` right below `#[test]` or `#[tokio::test]`, or, in `proptest!`, too.
fn is_test_of(file: Option<&Source>, test: &str) -> bool {
    let Some(file) = file else { return false };
    let mut is_marked = false;
    for line in file.text.lines().map(str::trim) {
        let names = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
        if is_marked && names.and_then(|rest| rest.strip_prefix(test)).is_some_and(|rest| rest.starts_with('(')) {
            return true;
        }
        is_marked =
            line.starts_with("#[test]") || line.starts_with("#[tokio::test") || (is_marked && line.starts_with("#["));
    }
    false
}
