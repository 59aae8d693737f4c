//! What can go wrong between us and the database.

use crate::AppError;
use mongodb::error::{Error, ErrorKind, WriteFailure};

#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// A unique index refused the write; names the index.
    #[error("duplicate key in {0}")]
    Duplicate(String),
    /// The database can't be reached, or did not answer in time.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// Our own code asked for something a tenant may not do.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// A transaction met another one and may be tried again.
    #[error("transient: {0}")]
    Transient(String),
    #[error("database: {0}")]
    Other(String),
}

impl StoreError {
    pub fn is_duplicate(&self) -> bool {
        matches!(self, StoreError::Duplicate(_))
    }
}

/// Server codes that mean "no primary just now": not primary, shutting down, primary stepped
/// down, host unreachable, network timeout
/// (<https://www.mongodb.com/docs/manual/reference/error-codes/>).
const NO_PRIMARY: [i32; 13] = [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];
const DUPLICATE_KEY: i32 = 11000;

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        if let Some(message) = duplicate(&error) {
            let index = message.split("index: ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or("_id_");
            return StoreError::Duplicate(index.to_owned());
        }
        if error.contains_label("TransientTransactionError") {
            return StoreError::Transient(error.to_string());
        }
        let unreachable = match &*error.kind {
            ErrorKind::ServerSelection { .. }
            | ErrorKind::Io(_)
            | ErrorKind::ConnectionPoolCleared { .. }
            | ErrorKind::DnsResolve { .. } => true,
            ErrorKind::Command(command) => NO_PRIMARY.contains(&command.code),
            // Written, but not known to survive the primary.
            ErrorKind::Write(WriteFailure::WriteConcernError(_)) => true,
            _ => error.contains_label("RetryableWriteError"),
        };
        if unreachable { StoreError::Unavailable(error.to_string()) } else { StoreError::Other(error.to_string()) }
    }
}

fn duplicate(error: &Error) -> Option<String> {
    match &*error.kind {
        ErrorKind::Write(WriteFailure::WriteError(write)) if write.code == DUPLICATE_KEY => Some(write.message.clone()),
        ErrorKind::Command(command) if command.code == DUPLICATE_KEY => Some(command.message.clone()),
        ErrorKind::InsertMany(many) => {
            many.write_errors.iter().flatten().find(|w| w.code == DUPLICATE_KEY).map(|w| w.message.clone())
        }
        _ => None,
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate(_) => AppError::conflict("duplicate"),
            // Somebody holds the document: a server that died in a transaction, say. It passes.
            StoreError::Transient(cause) | StoreError::Unavailable(cause) => {
                tracing::warn!(%cause, "database unavailable");
                AppError::Unavailable
            }
            other => AppError::internal(other),
        }
    }
}
