//! Brings the server's HTML to life in the browser, and nothing else.

/// Called by the console document once the WASM has loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::console::hydrate();
}
