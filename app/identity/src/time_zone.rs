//! Time zones, and moments in them, in words.

use crate::language::Language;
use jiff::tz::TimeZone;
use kernel::Timestamp;

/// `Lisbon time`: what a zone says of where somebody is, without saying more.
pub fn place(zone: &str) -> String {
    match zone.rsplit('/').next() {
        Some(city) if zone.contains('/') && !zone.starts_with("Etc/") => format!("{} time", city.replace('_', " ")),
        _ => zone.to_owned(),
    }
}

/// `22 November 2026, 14:05 (Lisbon time)`.
pub fn moment(at: Timestamp, zone: Option<&str>, language: Language) -> String {
    let format = match language {
        Language::British => "%-d %B %Y, %H:%M",
        Language::American => "%B %-d, %Y, %-I:%M %p",
    };
    let zone = zone.unwrap_or("UTC");
    format!("{} ({})", written(at, zone, format), place(zone))
}

/// `22 November 2026`.
pub fn day(at: Timestamp, zone: Option<&str>, language: Language) -> String {
    let format = match language {
        Language::British => "%-d %B %Y",
        Language::American => "%B %-d, %Y",
    };
    written(at, zone.unwrap_or("UTC"), format)
}

/// `2026-12-31T17:30:00Z` (RFC 3339).
pub fn rfc3339(at: Timestamp) -> String {
    written(at, "UTC", "%Y-%m-%dT%H:%M:%SZ")
}

fn written(at: Timestamp, zone: &str, format: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let moment = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.to_zoned(zone).strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_tells_the_city_and_no_more() {
        assert_eq!(
            ["Europe/Lisbon", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+3"].map(place),
            ["Lisbon time", "Buenos Aires time", "UTC", "Etc/GMT+3"]
        );
    }

    #[test]
    fn a_moment_is_told_in_the_readers_zone_and_way() {
        let at = Timestamp::from_millis(1_798_738_200_000);
        assert_eq!(moment(at, None, Language::British), "31 December 2026, 17:30 (UTC)");
        assert_eq!(moment(at, Some("Asia/Kolkata"), Language::American), "December 31, 2026, 11:00 PM (Kolkata time)");
        assert_eq!(day(at, Some("Asia/Tokyo"), Language::British), "1 January 2027");
    }
}
