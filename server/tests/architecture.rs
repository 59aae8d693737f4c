//! The laws of ARCHITECTURE.md that can be read off the source.

use crate::source::{
    Source, assert_none, assert_only, files,
    packages::{Package, packages},
    production_files, rust_files,
    syntax::{doors, outline},
};
use kernel::Authority;
use std::collections::BTreeMap;

/// Services of the outside world, and drivers: the package that may use each.
const OUTSIDE: [(&str, &str); 4] =
    [("mongodb", "kernel"), ("lettre", "server"), ("openidconnect", "server"), ("reqwest", "server")];
/// Where global data may be asked for; the rest sees one workspace at a time.
const USE_GLOBAL_DATA: [&str; 5] =
    ["app/kernel/", "app/identity/", "app/workspaces/", "server/src/assets/archive.rs", "server/src/development.rs"];
/// The only files whose HTML is not escaped: both set a constant of ours.
const SET_HTML: [&str; 2] = ["app/src/visitor.rs", "app/ui/src/icon.rs"];
const MOST_LINES: usize = 300;
const MOST_STATEMENTS_OF_A_DOOR: usize = 5;

/// Which of our packages a package may build on.
fn may_import(package: &Package, other: &Package) -> bool {
    match package.name.as_str() {
        "kernel" | "style" => false,
        "ui" => other.name == "kernel",
        "app" => !matches!(other.name.as_str(), "frontend" | "server"),
        "frontend" => !matches!(other.name.as_str(), "style" | "server"),
        "server" => other.name != "frontend",
        _ if package.is_system() => matches!(other.name.as_str(), "kernel" | "ui"),
        _ => false,
    }
}

#[test]
fn imports_run_one_way_and_systems_never_import_systems() {
    let all = packages();
    let broken = all.iter().flat_map(|package| {
        let ours =
            package.dependencies.iter().filter(|dependency| dependency.is_ours && dependency.name != package.name);
        let wrong = ours
            .filter(|dependency| !all.iter().any(|other| other.name == dependency.name && may_import(package, other)));
        wrong.map(|dependency| format!("{} imports {}", package.name, dependency.name)).collect::<Vec<_>>()
    });
    assert_none("kernel <- ui <- systems <- app <- {frontend, server}:", broken.collect());
}

#[test]
fn the_outside_world_is_known_to_one_package_each() {
    let all = packages();
    let broken = all.iter().flat_map(|package| {
        let known = package.dependencies.iter().filter(|dependency| !dependency.is_for_tests);
        let wrong = known.filter(|dependency| {
            OUTSIDE.iter().any(|(outside, home)| *outside == dependency.name && *home != package.name)
        });
        wrong.map(|dependency| format!("{} depends on {}", package.name, dependency.name)).collect::<Vec<_>>()
    });
    assert_none("an outside service is used by its own package only:", broken.collect());
}

#[test]
fn mail_leaves_through_the_adapter_alone() {
    let elsewhere = production_files().into_iter().filter(|file| !file.is_in("server/src/adapters/"));
    assert_none("lettre is for server/src/adapters:", elsewhere.flat_map(|file| file.lines_with("lettre")).collect());
}

#[test]
fn other_servers_are_asked_by_the_adapters_alone() {
    let elsewhere = || production_files().into_iter().filter(|file| !file.is_in("server/src/adapters/"));
    for outside in ["reqwest", "openidconnect"] {
        assert_none("for server/src/adapters:", elsewhere().flat_map(|file| file.lines_with(outside)).collect());
    }
}

#[test]
fn the_database_driver_is_named_in_the_kernels_database_alone() {
    let elsewhere = production_files().into_iter().filter(|file| !file.is_in("app/kernel/src/database"));
    assert_none(
        "mongodb is for app/kernel/src/database:",
        elsewhere.flat_map(|file| file.lines_with("mongodb::")).collect(),
    );
}

#[test]
fn global_data_is_asked_for_in_a_few_places() {
    let named = |line: &&str| line.contains("platform_db()") || line.contains("PlatformDb");
    let asking = production_files().into_iter().filter(|file| file.code().any(|(_, line)| named(&line)));
    let elsewhere = asking.filter(|file| !USE_GLOBAL_DATA.iter().any(|place| file.is_in(place)));
    assert_none("these see the data of all workspaces:", elsewhere.map(|file| file.path).collect());
}

#[test]
fn an_authority_without_a_check_is_had_in_named_places() {
    let places: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("named_by_operator", ["app/kernel/src/authority.rs", "server/src/seed.rs"].as_slice()),
        ("for_test", &["app/kernel/src/authority.rs", "app/kernel/src/testing.rs"]),
        ("founder_of", &["app/kernel/src/authority.rs"]),
    ]);
    let broken = production_files().into_iter().flat_map(|file| {
        let wrong = places.iter().filter(|(_, allowed)| !allowed.contains(&file.path.as_str()));
        wrong.flat_map(|(name, _)| file.lines_with(&format!("{name}("))).collect::<Vec<_>>()
    });
    assert_none("no authority, no data:", broken.collect());
}

#[test]
fn nothing_changes_or_removes_what_the_audit_log_says() {
    let changing =
        [". update (", ". update_many (", ". upsert (", ". put (", ". change (", ". change_first (", ". delete ("];
    let functions = production_files().into_iter().flat_map(|file| outline(&file).functions);
    let about_entries = functions.filter(|function| function.body.contains("AuditEntry"));
    let broken = about_entries.filter(|function| {
        // In one expression: what is done to other records in the same function is its own affair.
        let uses = function.body.split(';').filter(|part| part.contains("AuditEntry"));
        uses.into_iter().any(|part| changing.iter().any(|change| part.contains(change)))
    });
    assert_none("entries are written once:", broken.map(|function| function.place()).collect());
}

#[test]
fn only_the_purge_of_a_deleted_workspace_removes_what_it_knows_no_type_of() {
    let purging = production_files().into_iter().filter(|file| !file.lines_with(".purge(").is_empty());
    assert_only(
        "these remove all of a workspace:",
        &["app/workspaces/src/jobs/purge.rs"],
        &purging.map(|file| file.path).collect::<Vec<_>>(),
    );
}

#[test]
fn every_package_is_held_to_the_workspaces_lints() {
    // The attribute #[wasm_bindgen] writes `unsafe`, which the workspace forbids beyond appeal.
    let own = packages().into_iter().filter(|package| !package.manifest().contains("[lints]\nworkspace = true"));
    assert_only("without the workspace's lints:", &["frontend"], &own.map(|package| package.name).collect::<Vec<_>>());
}

#[test]
fn no_file_is_longer_than_a_reader_holds_in_mind() {
    let long = rust_files().into_iter().filter(|file| file.text.lines().count() > MOST_LINES);
    assert_none("longer than 300 lines:", long.map(|file| file.path).collect());
}

#[test]
fn nothing_is_called_by_a_name_that_says_nothing() {
    let empty = ["utils", "util", "common", "helpers", "helper", "manager", "misc"];
    let broken = rust_files().into_iter().flat_map(|file| {
        let in_path = file.path.split(['/', '.']).any(|part| empty.contains(&part));
        let declared = outline(&file).modules.into_iter().filter(|name| empty.contains(&name.as_str()));
        let declared = declared.map(|name| format!("{} declares {name}", file.path));
        in_path.then(|| file.path.clone()).into_iter().chain(declared).collect::<Vec<_>>()
    });
    assert_none("find the noun that is hiding:", broken.collect());
}

#[test]
fn features_choose_modules_and_never_statements() {
    let functions = production_files().into_iter().flat_map(|file| outline(&file).functions);
    let chosen = functions.filter(|function| {
        ["cfg (feature", "cfg (not (feature", "cfg ! (feature"].iter().any(|choice| function.body.contains(choice))
    });
    assert_none("cfg(feature) inside of a body:", chosen.map(|function| function.place()).collect());
}

#[test]
fn unescaped_html_is_set_in_two_places() {
    let setting =
        production_files().into_iter().filter(|file| file.code().any(|(_, line)| line.contains("inner_html")));
    assert_only("HTML that nobody escapes:", &SET_HTML, &setting.map(|file| file.path).collect::<Vec<_>>());
}

#[test]
fn a_door_has_five_lines() {
    let wide = doors().into_iter().filter(|door| door.function.statements > MOST_STATEMENTS_OF_A_DOOR);
    let broken = wide.map(|door| format!("{}: {} statements", door.function.place(), door.function.statements));
    assert_none("authority, validate, act, answer; the thinking is elsewhere:", broken.collect());
}

#[test]
fn a_doors_address_is_written_down_and_begins_with_its_system() {
    let broken = doors().into_iter().filter(|door| {
        let system = door.function.file.trim_start_matches("app/").split('/').next().unwrap();
        let endpoint = door.argument("endpoint").unwrap_or_default();
        door.argument("prefix") != Some("/api") || !endpoint.starts_with(&format!("{system}/"))
    });
    assert_none(
        "#[server(prefix = \"/api\", endpoint = \"system/noun/verb\")]:",
        broken.map(|d| d.function.place()).collect(),
    );
}

#[test]
fn a_doors_address_is_its_file() {
    let broken = doors().into_iter().filter_map(|door| {
        let endpoint = door.argument("endpoint")?.to_owned();
        let path =
            door.function.file.replace("/src/", "/").trim_start_matches("app/").trim_end_matches(".rs").to_owned();
        let plural = |text: &str| text.split('/').map(|part| part.trim_end_matches('s').to_owned()).collect::<Vec<_>>();
        (plural(&path) != plural(&endpoint)).then(|| format!("{endpoint} is in {}", door.function.file))
    });
    assert_none("a verb is a file beside its noun:", broken.collect());
}

#[test]
fn every_door_asks_who_is_there_before_anything_else() {
    let systems = server::systems::all();
    let broken = doors().into_iter().filter(|door| {
        let path = format!("/api/{}", door.argument("endpoint").unwrap_or_default());
        let registered = systems.iter().flat_map(|system| system.doors).find(|known| known.path == path);
        let asked: &[&str] = match registered.map(|known| known.authority) {
            Some(Authority::Anyone) => &["Platform :: current (", "Arrival ::"],
            // `asker` is the one of either, by what is asked for.
            Some(Authority::SignedIn) => &["SignedIn :: require (", "asker ("],
            Some(Authority::Confirmed) => &["SignedIn :: confirmed ("],
            Some(Authority::Member(_)) => &["Member :: require ("],
            Some(Authority::ConfirmedMember(_)) => &["Member :: confirmed ("],
            Some(Authority::Staff) => &["Staff :: require ("],
            None => &[],
        };
        let first = door.function.body.split(';').find(|part| !part.trim_start_matches(['{', ' ']).starts_with("use "));
        !first.is_some_and(|first| asked.iter().any(|authority| first.contains(authority)))
    });
    assert_none("no authority, no data:", broken.map(|door| door.function.place()).collect());
}

#[test]
fn money_is_never_a_float() {
    let money = production_files().into_iter().find(|file| file.path == "app/kernel/src/money.rs").unwrap();
    assert!(money.text.contains("#![deny(clippy::float_arithmetic)]"));
    let floats: Vec<String> = ["f32", "f64"].iter().flat_map(|float| money.lines_with(float)).collect();
    assert_none("minor units are integers:", floats);
}

#[test]
fn no_test_waits_by_the_clock_or_is_skipped_as_it_stands() {
    // Put together here, so that this file does not break the law itself.
    let in_rust = ["thread::", "sleep"].concat();
    // A test may be skipped where a device lacks what it is about.
    let in_browser = ["waitForTimeout", "test.skip('", "test.only(", "test.fixme(", "describe.only("];
    let rust = rust_files().into_iter().flat_map(|file| file.lines_with(&in_rust));
    let browser = files(&["end2end"], ".ts").into_iter();
    let browser = browser.flat_map(|file| in_browser.iter().flat_map(|word| file.lines_with(word)).collect::<Vec<_>>());
    assert_none("a test that waits and hopes, or does not run:", rust.chain(browser).collect());
}

#[test]
fn every_test_runs_with_the_others() {
    let ignored = ["#[", "ignore"].concat();
    assert_none("left out:", rust_files().into_iter().flat_map(|file| file.lines_with(&ignored)).collect());
}

#[test]
fn every_file_of_tests_is_in_its_packages_executable() {
    let all = rust_files();
    let left_out = all.iter().filter(|file| {
        let Some((package, Some(module))) = file.path.split_once("/tests/").map(|(p, f)| (p, f.strip_suffix(".rs")))
        else {
            return false;
        };
        let main = format!("{package}/tests/main.rs");
        let named = |main: &Source| main.text.lines().any(|line| line == format!("mod {module};"));
        module != "main" && !module.contains('/') && !all.iter().any(|file| file.path == main && named(file))
    });
    assert_none("no `mod` of it in tests/main.rs:", left_out.map(|file| file.path.clone()).collect());
}
