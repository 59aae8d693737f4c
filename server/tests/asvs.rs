//! docs/security/asvs.csv: each requirement of OWASP's ASVS 5.0.0, levels 1 and 2, with what
//! proves it. The standard: <https://github.com/OWASP/ASVS/tree/v5.0.0/5.0>.

use crate::requirements::{Row, levels, proofs::Proofs, rows};
use crate::source::{assert_none, production_files, root};
use std::collections::{BTreeMap, BTreeSet};

/// Requirements that do not hold yet. The number only shrinks.
const OPEN: usize = 8;

#[test]
fn the_standard_is_whole() {
    let mut count = BTreeMap::<char, usize>::new();
    levels().into_values().for_each(|level| *count.entry(level).or_default() += 1);
    assert_eq!(count, BTreeMap::from([('1', 70), ('2', 183), ('3', 92)]));
}

#[test]
fn every_requirement_of_the_first_two_levels_has_one_row() {
    let (levels, rows) = (levels(), rows());
    let named: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(named.len(), rows.len(), "an id is there twice");
    let unknown = rows.iter().filter(|row| levels.get(&row.id).is_none_or(|level| row.level != level.to_string()));
    assert_none("not in the standard, or of another level:", unknown.map(|row| row.id.clone()).collect());
    let unmapped = levels.iter().filter(|(id, level)| **level != '3' && !named.contains(id.as_str()));
    assert_none("without a row:", unmapped.map(|(id, _)| id.clone()).collect());
}

#[test]
fn every_row_is_proved_or_says_why_not() {
    let (mut broken, proofs) = (Vec::new(), Proofs::read());
    for row in rows() {
        let wrong = match (row.status.as_str(), row.kind.as_str()) {
            _ if row.requirement.is_empty() || row.chapter.is_empty() => vec!["says nothing".to_owned()],
            ("applies", "test") => dangling(&row, |name| proofs.has_test(name)),
            ("applies", "evidence") => dangling(&row, |text| {
                text.split_once(": ").is_some_and(|(path, what)| !what.is_empty() && root().join(path).is_file())
            }),
            ("not_applicable" | "open", "") if row.proof.is_empty() && !row.reason.is_empty() => Vec::new(),
            (status, kind) => vec![format!("`{status}` with `{kind}`: a proof or a reason is missing")],
        };
        broken.extend(wrong.into_iter().map(|what| format!("{} {what}", row.id)));
    }
    assert_none("proofs that are not there:", broken);
}

/// What of the row's proofs is not there.
fn dangling(row: &Row, holds: impl Fn(&str) -> bool) -> Vec<String> {
    row.proof.split(" ; ").filter(|proof| !holds(proof)).map(|proof| format!("rests on `{proof}`")).collect()
}

#[test]
fn what_is_open_only_shrinks() {
    let open: Vec<String> = rows().into_iter().filter(|row| row.status == "open").map(|row| row.id).collect();
    assert_eq!(open.len(), OPEN, "fewer: lower OPEN; more: {open:?}");
}

#[test]
fn nothing_that_serves_starts_a_program() {
    let starting = production_files().into_iter().flat_map(|file| file.lines_with("process::Command"));
    assert_none("V1.2.5, a command line:", starting.collect());
}

#[test]
fn nothing_that_serves_calls_out_but_the_adapters() {
    let calling = ["TcpStream::connect", "reqwest", "ureq", "hyper::client", "legacy::Client"];
    // It asks its own `/health/live`, at the address that the operator set.
    let allowed = |path: &str| path.starts_with("server/src/adapters") || path == "server/src/health.rs";
    let elsewhere = production_files().into_iter().filter(|file| !allowed(&file.path));
    let broken = elsewhere.flat_map(|file| calling.iter().flat_map(|word| file.lines_with(word)).collect::<Vec<_>>());
    assert_none("V1.3.6, a call to an address that somebody may have named:", broken.collect());
}

#[test]
fn no_broken_hash_is_used() {
    let words = ["md5", "md-5", "sha1::", "Sha1", "crc32"];
    let broken = production_files().into_iter().flat_map(|file| {
        let lines = words.iter().flat_map(|word| file.lines_with(word)).collect::<Vec<_>>();
        lines.into_iter().filter(|line| !MADE_FOR_OTHERS.iter().any(|path| line.starts_with(path))).collect::<Vec<_>>()
    });
    assert_none("V11.4.1:", broken.collect());
}

/// Where a standard asks for SHA-1, which there is as strong as it must be: HMAC in TOTP (RFC 6238).
const MADE_FOR_OTHERS: [&str; 1] = ["app/identity/src/totp/"];

#[test]
fn the_image_leaves_the_repository_out() {
    let ignored = std::fs::read_to_string(root().join(".dockerignore")).unwrap();
    for kept_out in [".git", ".env", ".data"] {
        assert!(ignored.lines().any(|line| line == kept_out), "{kept_out} is not in .dockerignore");
    }
}
