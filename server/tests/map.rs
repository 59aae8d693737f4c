//! docs/map.txt is what `server map` draws.

use std::path::Path;

#[test]
fn the_map_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/map.txt");
    let drawn = server::map::draw();
    if std::env::var_os("UPDATE_MAP").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, drawn, "UPDATE_MAP=1 cargo nextest run -p server map:: brings docs/map.txt up to date");
}
