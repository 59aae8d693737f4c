//! docs/map.txt is what `server map` draws.
#![allow(clippy::unwrap_used, reason = "a test that can't look has failed")]

use std::path::Path;

#[test]
fn the_map_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/map.txt");
    let drawn = server::map::draw();
    if std::env::var_os("UPDATE_MAP").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, drawn, "UPDATE_MAP=1 cargo test -p server --test map brings docs/map.txt up to date");
}
