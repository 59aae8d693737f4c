//! An entry as people read it.

use super::{Difference, Entry, words};
use bson::{Bson, Document};
use jiff::{Zoned, tz::TimeZone};
use kernel::{
    Timestamp, UserId,
    audit::{Actor, AuditEntry},
    ports::Person,
};
use std::collections::BTreeSet;

/// The longest value that is shown whole, in characters.
const LONGEST: usize = 300;

/// Who the people are, and which zone moments are told in.
pub struct Telling {
    pub people: Vec<Person>,
    pub zone: TimeZone,
}

impl Telling {
    pub fn new(people: Vec<Person>, time_zone: &str) -> Self {
        Self { people, zone: TimeZone::get(time_zone).unwrap_or(TimeZone::UTC) }
    }

    pub fn entry(&self, entry: AuditEntry) -> Entry {
        let (who, origin) = match &entry.actor {
            Actor::User { id, origin } => (self.name_of(id), Some(origin)),
            Actor::Staff { origin, .. } => ("Mewayz staff".to_owned(), Some(origin)),
            Actor::System(_) => ("Mewayz".to_owned(), None),
        };
        Entry {
            seq: entry.seq,
            at: entry.at.millis(),
            exactly: self.moment(entry.at),
            who,
            what: words(&entry.action),
            label: entry.label,
            record: entry.record,
            changes: self.changes(entry.before.unwrap_or_default(), entry.after.unwrap_or_default()),
            network: origin.map(|origin| truncated(&origin.network)).unwrap_or_default(),
            device: origin.map(|origin| origin.device.clone()).unwrap_or_default(),
        }
    }

    pub fn name_of(&self, user: &UserId) -> String {
        let person = self.people.iter().find(|person| person.user == *user);
        person.map_or_else(|| "Deleted user".to_owned(), |person| person.name.clone())
    }

    /// `2026-11-22 13:04:05 Europe/Lisbon`.
    pub fn moment(&self, at: Timestamp) -> String {
        let moment = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default();
        let local: Zoned = moment.to_zoned(self.zone.clone());
        let zone = self.zone.iana_name().unwrap_or("UTC");
        format!("{} {zone}", local.strftime("%Y-%m-%d %H:%M:%S"))
    }

    fn changes(&self, before: Document, after: Document) -> Vec<Difference> {
        let fields: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let told = |side: &Document, field: &str| side.get(field).map(|value| self.value(value));
        let rows = fields.into_iter().map(|field| Difference {
            field: spoken(field),
            before: told(&before, field),
            after: told(&after, field),
        });
        rows.collect()
    }

    fn value(&self, value: &Bson) -> String {
        let text = match value {
            Bson::String(text) => text.clone(),
            Bson::Boolean(true) => "Yes".to_owned(),
            Bson::Boolean(false) => "No".to_owned(),
            Bson::Null => "None".to_owned(),
            Bson::DateTime(at) => self.moment(Timestamp::from_millis(at.timestamp_millis())),
            Bson::Array(values) => values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(", "),
            Bson::Document(fields) => {
                let all = fields.iter().map(|(field, value)| format!("{}: {}", spoken(field), self.value(value)));
                all.collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        };
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    }
}

/// `time_zone` as it is said: `Time zone`.
fn spoken(field: &str) -> String {
    let mut words = field.replace('_', " ");
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// Enough to tell the office from the café: an IPv4 address without its last number, an IPv6
/// network without its last group.
fn truncated(network: &str) -> String {
    if let Some((start, _)) = network.split_once("::/") {
        let kept: Vec<&str> = start.split(':').take(3).collect();
        return format!("{}:…", kept.join(":"));
    }
    network.rsplit_once('.').map_or_else(String::new, |(start, _)| format!("{start}.…"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bson::doc;

    #[test]
    fn a_network_is_told_without_what_finds_a_person() {
        assert_eq!(truncated("203.0.113.7"), "203.0.113.…");
        assert_eq!(truncated("2001:db8:1:2::/64"), "2001:db8:1:…");
        assert_eq!(truncated(""), "");
    }

    #[test]
    fn a_change_is_a_row_for_each_field_with_both_sides() {
        let telling = Telling::new(Vec::new(), "Asia/Kolkata");
        let until = Timestamp::from_millis(1_767_603_600_000);
        let rows = telling.changes(
            doc! { "time_zone": "UTC", "shown": true, "roles": ["a", { "b_c": 1 }] },
            doc! { "time_zone": "Asia/Kolkata", "until": until },
        );
        let told: Vec<_> =
            rows.iter().map(|row| (row.field.as_str(), row.before.as_deref(), row.after.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("Roles", Some("a, B c: 1"), None),
                ("Shown", Some("Yes"), None),
                ("Time zone", Some("UTC"), Some("Asia/Kolkata")),
                ("Until", None, Some("2026-01-05 14:30:00 Asia/Kolkata")),
            ]
        );
        assert!(telling.value(&Bson::String("é".repeat(400))).chars().count() == LONGEST + 1);
    }
}
