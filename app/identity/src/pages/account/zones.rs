//! The time zones that the browser knows. Only in the browser.

use wasm_bindgen::JsCast as _;

/// In the browser's order, with UTC and `current` among them; nothing where it can't say. Asked
/// for by name, as older browsers lack `Intl.supportedValuesOf` and calling it would end the app.
pub fn of_browser(current: &str) -> Vec<String> {
    let mut zones = supported().unwrap_or_default();
    if zones.is_empty() {
        return zones;
    }
    for extra in ["UTC", current] {
        if !extra.is_empty() && !zones.iter().any(|zone| zone == extra) {
            zones.insert(0, extra.to_owned());
        }
    }
    zones
}

fn supported() -> Option<Vec<String>> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let function: js_sys::Function = js_sys::Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
    let zones: js_sys::Array = function.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()?;
    Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
}

/// The zone that the browser is set to.
pub fn here() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}
