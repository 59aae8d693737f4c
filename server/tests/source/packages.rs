//! The workspace's packages, as cargo tells of them.

use super::root;
use serde_json::Value;
use std::process::Command;

pub struct Package {
    pub name: String,
    /// From the root, `app/links`.
    pub folder: String,
    pub dependencies: Vec<Dependency>,
}

pub struct Dependency {
    pub name: String,
    /// Whether it is one of our packages.
    pub is_ours: bool,
    /// Whether only tests have it.
    pub is_for_tests: bool,
}

impl Package {
    /// A business system: a package below `app/` that is neither the kernel nor the design system.
    pub fn is_system(&self) -> bool {
        self.folder.starts_with("app/") && !matches!(self.name.as_str(), "kernel" | "ui")
    }

    /// The manifest as text.
    pub fn manifest(&self) -> String {
        std::fs::read_to_string(root().join(&self.folder).join("Cargo.toml")).unwrap()
    }
}

pub fn packages() -> Vec<Package> {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().iter().map(read).collect()
}

fn read(package: &Value) -> Package {
    let manifest = package["manifest_path"].as_str().unwrap();
    let folder = manifest.strip_suffix("/Cargo.toml").unwrap().strip_prefix(&*root().display().to_string()).unwrap();
    let dependencies = package["dependencies"].as_array().unwrap().iter().map(|dependency| Dependency {
        name: dependency["name"].as_str().unwrap().to_owned(),
        is_ours: dependency["path"].is_string(),
        is_for_tests: dependency["kind"] == "dev",
    });
    Package {
        name: package["name"].as_str().unwrap().to_owned(),
        folder: folder.trim_start_matches('/').to_owned(),
        dependencies: dependencies.collect(),
    }
}
