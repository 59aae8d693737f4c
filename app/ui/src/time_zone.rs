use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::{Select, TextField};

/// A time zone: typed by its name until the browser has told which zones it knows, then chosen
/// from its list.
#[component]
pub fn TimeZoneField(
    /// The zone, kept the same in both directions.
    value: RwSignal<String>,
    /// What is told in it.
    help: &'static str,
    /// What is wrong, with the fix.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let zones = RwSignal::new(Vec::new());
    Effect::new(move |_| zones.set(all_of_browser(&value.get_untracked())));
    move || {
        let zones = zones.get();
        if zones.is_empty() {
            return view! { <TextField label="Time zone" name="time_zone" value help error/> }.into_any();
        }
        let options: Vec<_> = zones.into_iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect();
        view! { <Select label="Time zone" name="time_zone" value options help error/> }.into_any()
    }
}

/// The zone that the browser is set to. Only in the browser.
pub fn time_zone_of_browser() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

/// In the browser's order, with UTC and `current` among them; nothing where it can't say.
fn all_of_browser(current: &str) -> Vec<String> {
    let mut zones = supported().unwrap_or_default();
    if !zones.is_empty() {
        for extra in ["UTC", current] {
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
