//! The repository as its own laws see it: packages, files, functions, doors.

pub mod packages;
pub mod syntax;

use std::path::{Path, PathBuf};

/// The folder that everything is in.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A text file, by its path from the root.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The lines that are not comments, with their numbers.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// `path:line` of each line of code that has `word` in it.
    pub fn lines_with(&self, word: &str) -> Vec<String> {
        self.code().filter(|(_, line)| line.contains(word)).map(|(at, _)| format!("{}:{at}", self.path)).collect()
    }

    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    pub fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }
}

/// Every Rust file that we wrote.
pub fn rust_files() -> Vec<Source> {
    files(&["app", "frontend", "server", "style"], ".rs")
}

/// As [`rust_files`], without tests.
pub fn production_files() -> Vec<Source> {
    rust_files().into_iter().filter(|file| !file.is_test()).collect()
}

/// The files below `folders` whose names end in `ending`, in the order of their paths.
pub fn files(folders: &[&str], ending: &str) -> Vec<Source> {
    let (root, mut waiting) = (root(), Vec::new());
    waiting.extend(folders.iter().map(|folder| root.join(folder)));
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // What cargo builds; a module may well be called `target`.
            let is_built = name == "target" && !path.components().any(|part| part.as_os_str() == "src");
            if path.is_dir() && !is_built && name != "node_modules" {
                waiting.push(path);
            } else if name.ends_with(ending) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(Source { path: path.strip_prefix(&root).unwrap().display().to_string(), text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// Fails with all that breaks the law, and not only with the first.
#[track_caller]
pub fn assert_none(law: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "{law}\n  {}\n", broken.join("\n  "));
}

/// Holds a list of exemptions to what it is for: nothing else may break the law, and what no
/// longer breaks it leaves the list.
#[track_caller]
pub fn assert_only(law: &str, exempted: &[&str], breaking: &[String]) {
    let others = breaking.iter().filter(|path| !exempted.contains(&path.as_str())).cloned().collect();
    assert_none(law, others);
    let healed = exempted.iter().filter(|path| !breaking.iter().any(|one| one == **path));
    assert_none("this list only shrinks; these need no exemption any more:", healed.map(|s| (*s).to_owned()).collect());
}
