//! Values as BSON documents, by way of the bytes that the driver reads and writes. Without the
//! detour `bson` passes for a human-readable format, in which a [`crate::Timestamp`] is a number:
//! it would be stored as one, and neither be read back nor be seen by a TTL index.

use super::store_error::StoreError;
use bson::Document;
use serde::{Serialize, de::DeserializeOwned};

pub fn to_document<T: Serialize>(value: &T) -> Result<Document, StoreError> {
    let bytes = bson::serialize_to_vec(value).map_err(other)?;
    Document::from_reader(bytes.as_slice()).map_err(other)
}

pub fn from_document<T: DeserializeOwned>(document: &Document) -> Result<T, StoreError> {
    let bytes = bson::serialize_to_vec(document).map_err(other)?;
    bson::deserialize_from_slice(&bytes).map_err(other)
}

/// What differs between two states of a record, as it was and as it is: for the audit log. What is
/// absent from one of them is absent from its side; a side without anything is nothing.
pub fn differences(before: &Document, after: &Document) -> (Option<Document>, Option<Document>) {
    let only = |one: &Document, other: &Document| {
        let kept: Document = one
            .iter()
            .filter(|(key, value)| other.get(*key) != Some(*value))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        (!kept.is_empty()).then_some(kept)
    };
    (only(before, after), only(after, before))
}

fn other(error: impl std::fmt::Display) -> StoreError {
    StoreError::Other(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use bson::{Bson, doc};

    #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Moments {
        at: Timestamp,
        until: Option<Timestamp>,
    }

    #[test]
    fn only_what_changed_is_told_of_a_change() {
        let (before, after) = (doc! { "a": 1, "b": "x", "gone": true }, doc! { "a": 1, "b": "y", "new": 2 });
        let told = (Some(doc! { "b": "x", "gone": true }), Some(doc! { "b": "y", "new": 2 }));
        assert_eq!(differences(&before, &after), told);
        assert_eq!(differences(&after, &after), (None, None));
        assert_eq!(differences(&doc! {}, &doc! { "a": 1 }), (None, Some(doc! { "a": 1 })));
    }

    #[test]
    fn a_moment_is_a_date_in_the_database_and_comes_back() {
        let moments = Moments { at: Timestamp::from_millis(1_767_603_600_000), until: None };
        let document = to_document(&moments).unwrap();
        let date = Bson::DateTime(bson::DateTime::from_millis(1_767_603_600_000));
        assert_eq!(document, doc! { "at": date, "until": null });
        assert_eq!(from_document::<Moments>(&document).unwrap(), moments);
    }
}
