//! What the documents say of the repository holds.

use crate::source::{assert_none, files, root};
use std::collections::BTreeSet;

#[test]
fn every_path_that_the_architecture_names_exists() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let named: BTreeSet<&str> = page.split('`').skip(1).step_by(2).filter(|text| is_path(text)).collect();
    assert!(named.len() > 10, "only {} paths are named: has their form changed?", named.len());
    let gone = named.into_iter().filter(|path| !paths_of(path).iter().all(|path| root().join(path).exists()));
    assert_none("ARCHITECTURE.md names what is not there:", gone.map(str::to_owned).collect());
}

/// `app/kernel/src/id.rs`, `bin/run`, `app/booking/`: from one of our folders, with a slash.
fn is_path(text: &str) -> bool {
    let folders = ["app/", "bench/", "bin/", "docs/", "end2end/", "frontend/", "public/", "server/", "style/"];
    folders.iter().any(|folder| text.starts_with(folder)) && !text.contains([' ', '<', '*', '…', '('])
}

/// `a/{b,c}.rs` is two paths.
fn paths_of(text: &str) -> Vec<String> {
    match text.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        Some((before, (inside, after))) => {
            inside.split(',').map(|one| format!("{before}{}{after}", one.trim())).collect()
        }
        None => vec![text.to_owned()],
    }
}

#[test]
fn every_decision_is_numbered_once() {
    let decisions = files(&["docs"], ".md").into_iter().filter(|file| file.is_in("docs/decisions/"));
    let names: Vec<String> = decisions.map(|file| file.path.trim_start_matches("docs/decisions/").to_owned()).collect();
    let numbers: BTreeSet<&str> = names.iter().map(|name| name.split('-').next().unwrap()).collect();
    assert_eq!(numbers.len(), names.len(), "{names:?}");
    assert!(
        numbers.iter().all(|number| number.len() == 4 && number.bytes().all(|digit| digit.is_ascii_digit())),
        "{names:?}"
    );
}
