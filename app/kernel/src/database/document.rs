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
    fn a_moment_is_a_date_in_the_database_and_comes_back() {
        let moments = Moments { at: Timestamp::from_millis(1_767_603_600_000), until: None };
        let document = to_document(&moments).unwrap();
        let date = Bson::DateTime(bson::DateTime::from_millis(1_767_603_600_000));
        assert_eq!(document, doc! { "at": date, "until": null });
        assert_eq!(from_document::<Moments>(&document).unwrap(), moments);
    }
}
