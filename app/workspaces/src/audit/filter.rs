//! Which entries somebody wants to see.

use bson::{Document, doc};
use jiff::{civil::Date, tz::TimeZone};
use kernel::{AppError, FieldError, Timestamp, UserId};

/// Stands for the platform itself among those who acted.
pub const SYSTEM: &str = "system";
const LONGEST: usize = 80;

/// The filter as it was typed; an empty field filters nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    /// A user's id, or `system`.
    pub who: &'a str,
    /// An action, or what it begins with: `links.link`.
    pub kind: &'a str,
    /// A record's id.
    pub record: &'a str,
    /// Days in the workspace's time zone, `2026-11-22`; both are included.
    pub from: &'a str,
    pub to: &'a str,
}

/// The filter as the store reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter(Document);

impl Filter {
    /// # Errors
    /// Says of each field what is wrong with it.
    pub fn read(typed: Typed<'_>, time_zone: &str) -> Result<Self, AppError> {
        let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
        let (mut filter, mut problems) = (Document::new(), Vec::new());
        match typed.who {
            "" => {}
            SYSTEM => _ = filter.insert("actor.system", doc! { "$exists": true }),
            who => match who.parse::<UserId>() {
                Ok(user) => _ = filter.insert("actor.user.id", user.as_str()),
                Err(_) => problems.push(FieldError::new("who", "Choose one of the people in the list.")),
            },
        }
        match typed.kind {
            "" => {}
            kind if is_action(kind) => _ = filter.insert("$or", beginning(kind)),
            _ => problems.push(FieldError::new("kind", "Choose one of the acts in the list.")),
        }
        match typed.record.trim() {
            "" => {}
            record if record.len() <= LONGEST => _ = filter.insert("record", record),
            _ => problems.push(FieldError::new("record", "Write the id of one record.")),
        }
        let span = (day("from", typed.from, &zone, 0), day("to", typed.to, &zone, 1));
        match span {
            (Ok(from), Ok(to)) => _ = within(from, to).map(|at| filter.insert("at", at)),
            (from, to) => problems.extend([from.err(), to.err()].into_iter().flatten()),
        }
        if problems.is_empty() { Ok(Self(filter)) } else { Err(AppError::Invalid(problems)) }
    }

    /// The filter for the entries before this one, or for the newest.
    pub fn before(&self, seq: Option<i64>) -> Document {
        let mut filter = self.0.clone();
        if let Some(seq) = seq {
            filter.insert("seq", doc! { "$lt": seq });
        }
        filter
    }
}

fn is_action(text: &str) -> bool {
    text.len() <= LONGEST && text.bytes().all(|sign| sign.is_ascii_lowercase() || matches!(sign, b'.' | b'_'))
}

/// The action itself, and all below it. `/` is the sign after the dot.
fn beginning(kind: &str) -> Vec<Document> {
    let below = doc! { "$gte": format!("{kind}."), "$lt": format!("{kind}/") };
    vec![doc! { "action": kind }, doc! { "action": below }]
}

fn within(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<Document> {
    let mut at = Document::new();
    from.into_iter().for_each(|from| _ = at.insert("$gte", from));
    to.into_iter().for_each(|to| _ = at.insert("$lt", to));
    (!at.is_empty()).then_some(at)
}

/// The first moment of the day, `days` later, in the zone. A day whose midnight a change of the
/// clocks leaves out begins after it.
fn day(field: &str, text: &str, zone: &TimeZone, days: i64) -> Result<Option<Timestamp>, FieldError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let wrong = |_: jiff::Error| FieldError::new(field, "Write the day as 2026-11-22.");
    let day: Date = text.trim().parse().map_err(wrong)?;
    let day = day.checked_add(jiff::Span::new().days(days)).map_err(wrong)?;
    let begins = day.to_zoned(zone.clone()).map_err(wrong)?;
    Ok(Some(Timestamp::from_millis(begins.timestamp().as_millisecond())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(typed: Typed<'_>, zone: &str) -> Document {
        let filter = Filter::read(typed, zone).unwrap();
        filter.before(None).get_document("at").unwrap().clone()
    }

    fn moment(text: &str) -> Timestamp {
        Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_day_is_one_of_the_workspaces_time_zone_and_the_last_one_is_included() {
        let november = Typed { from: "2026-11-01", to: "2026-11-22", ..Typed::default() };
        let lisbon = doc! { "$gte": moment("2026-11-01T00:00:00Z"), "$lt": moment("2026-11-23T00:00:00Z") };
        assert_eq!(at(november, "Europe/Lisbon"), lisbon);
        let kolkata = doc! { "$gte": moment("2026-10-31T18:30:00Z"), "$lt": moment("2026-11-22T18:30:00Z") };
        assert_eq!(at(november, "Asia/Kolkata"), kolkata);
    }

    #[test]
    fn a_day_may_be_shorter_than_others_and_have_no_midnight() {
        let one = |day| Typed { from: day, to: day, ..Typed::default() };
        let short = doc! { "$gte": moment("2026-03-28T23:00:00Z"), "$lt": moment("2026-03-29T22:00:00Z") };
        assert_eq!(at(one("2026-03-29"), "Europe/Berlin"), short);
        // In Cairo the clocks went from 23:59:59 to 01:00 on this day.
        let cairo = at(one("2024-04-26"), "Africa/Cairo");
        assert_eq!(cairo.get("$gte"), Some(&moment("2024-04-25T22:00:00Z").into()));
    }

    #[test]
    fn what_is_no_filter_is_refused_field_by_field() {
        let wrong = Typed { who: "{\"$ne\":\"\"}", kind: "$where", record: "", from: "yesterday", to: "2026-02-30" };
        let error = Filter::read(wrong, "UTC").unwrap_err();
        assert!(["who", "kind", "from", "to"].iter().all(|field| error.of_field(field).is_some()), "{error:?}");
        assert_eq!(Filter::read(Typed::default(), "Mars/Olympus").unwrap().before(None), doc! {});
        assert_eq!(Filter::read(Typed::default(), "UTC").unwrap().before(Some(9)), doc! { "seq": { "$lt": 9_i64 } });
    }
}
