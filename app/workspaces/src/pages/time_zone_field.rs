use crate::time_zone;
use leptos::prelude::*;
use ui::{Select, TextField};

/// A time zone: typed by its name until the browser has told which zones it knows, then chosen
/// from its list.
#[component]
pub fn TimeZoneField(value: RwSignal<String>, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    const HELP: &str = "Dates and times of this workspace are shown in it.";
    let zones = RwSignal::new(Vec::new());
    Effect::new(move |_| zones.set(time_zone::all_of_browser(&value.get_untracked())));
    move || {
        let zones = zones.get();
        if zones.is_empty() {
            view! { <TextField label="Time zone" name="time_zone" value=value help=HELP error=error/> }.into_any()
        } else {
            let options: Vec<_> = zones.into_iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect();
            view! { <Select label="Time zone" name="time_zone" value=value options=options help=HELP error=error/> }
                .into_any()
        }
    }
}
