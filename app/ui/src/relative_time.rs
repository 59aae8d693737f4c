use std::time::Duration;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// A moment, told as "3 hours ago" with the exact one on hover. The server, and the first paint, tell the day.
#[component]
pub fn RelativeTime(
    /// Milliseconds since 1970, UTC.
    at: i64,
) -> impl IntoView {
    let told = RwSignal::new(day_of(at));
    let exact = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        exact.set(tell_exactly(at));
        let tell = move || {
            if let Some(words) = tell_relatively(at) {
                _ = told.try_set(words);
            }
        };
        tell();
        if let Ok(every_minute) = set_interval_with_handle(tell, Duration::from_secs(60)) {
            on_cleanup(move || every_minute.clear());
        }
    });
    view! {
        <time datetime=moment_of(at) title=move || exact.get()>
            {move || told.get()}
        </time>
    }
    .into_any()
}

/// Year, month and day of a moment, by the proleptic Gregorian calendar.
fn civil(at: i64) -> (i64, i64, i64) {
    let days = at.div_euclid(86_400_000) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn day_of(at: i64) -> String {
    let (year, month, day) = civil(at);
    format!("{year:04}-{month:02}-{day:02}")
}

fn moment_of(at: i64) -> String {
    let seconds = at.div_euclid(1_000).rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", day_of(at), seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// How far away, in the largest unit that fits.
fn distance(milliseconds: i64) -> (i64, &'static str) {
    const UNITS: [(i64, &str); 6] = [
        (365 * 86_400, "year"),
        (30 * 86_400, "month"),
        (7 * 86_400, "week"),
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
    ];
    let seconds = milliseconds / 1_000;
    UNITS
        .into_iter()
        .find(|(length, _)| seconds.abs() >= *length)
        .map_or((0, "second"), |(length, unit)| (seconds / length, unit))
}

fn locale() -> JsValue {
    let language = document().document_element().and_then(|root| root.get_attribute("lang"));
    language.map_or(JsValue::UNDEFINED, |language| JsValue::from_str(&language))
}

fn options(pairs: [(&str, &str); 2]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        _ = Reflect::set(&options, &name.into(), &value.into());
    }
    options
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds stay far below 2^53")]
fn tell_relatively(at: i64) -> Option<String> {
    let (count, unit) = distance(at - Date::now() as i64);
    let options = options([("numeric", "auto"), ("style", "long")]);
    let format = Intl::RelativeTimeFormat::new(&Array::of1(&locale()), &options);
    let words = Reflect::get(&format, &"format".into()).ok()?.dyn_into::<Function>().ok()?;
    words.call2(&format, &JsValue::from_f64(count as f64), &unit.into()).ok()?.as_string()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds stay far below 2^53")]
fn tell_exactly(at: i64) -> Option<String> {
    let options = options([("dateStyle", "long"), ("timeStyle", "long")]);
    let date = Date::new(&JsValue::from_f64(at as f64));
    let words = Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into::<Function>().ok()?;
    words.call2(&date, &locale(), &options).ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::{distance, moment_of};

    #[test]
    fn moments_are_written_as_iso_8601() {
        assert_eq!(moment_of(0), "1970-01-01T00:00:00Z");
        assert_eq!(moment_of(1_709_208_245_678), "2024-02-29T12:04:05Z");
        assert_eq!(moment_of(-1), "1969-12-31T23:59:59Z");
        assert_eq!(moment_of(4_102_444_799_000), "2099-12-31T23:59:59Z");
    }

    #[test]
    fn the_largest_unit_that_fits_is_told() {
        assert_eq!(distance(-30_000), (0, "second"));
        assert_eq!(distance(-60_000), (-1, "minute"));
        assert_eq!(distance(-3_599_000), (-59, "minute"));
        assert_eq!(distance(2 * 86_400_000), (2, "day"));
        assert_eq!(distance(-400 * 86_400_000), (-1, "year"));
    }
}
