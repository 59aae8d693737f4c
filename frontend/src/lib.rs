//! Brings the server's HTML to life in the browser, and nothing else.

/// Called by the console document once the WASM has loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::console::hydrate();
}

/// Lies in no chunk. The splitter lays each chunk's constants out anew within the length they have
/// together; a byte too few, and it leaves the constants of every chunk in the main module.
#[used]
static ROOM: [u8; 16_384] = [1; 16_384];
