//! The one error that crosses from the server to the screen.

use leptos::{prelude::FromServerFnError, server_fn::codec::JsonEncoding, server_fn::error::ServerFnErrorErr};
use serde::{Deserialize, Serialize};

pub type AppResult<T> = Result<T, AppError>;

/// What is wrong with one field of a form, in words that say how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FieldError {
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

/// Closed on purpose: a screen can draw every one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// The input can't be accepted; says which fields and why.
    Invalid(Vec<FieldError>),
    /// Nobody is signed in, or no longer.
    SignIn,
    /// The act needs a fresh proof of who one is.
    StepUp,
    /// The workspace asks for a second factor, and the session has passed none.
    SecondFactor,
    /// The role does not carry the permission.
    Forbidden,
    /// There is no such thing, or not for this caller: the answer is the same.
    NotFound,
    /// The state changed meanwhile, or the name is taken; the code says which.
    Conflict(String),
    /// The plan's limit is used up.
    LimitReached(String),
    /// The plan does not include the feature.
    Locked(String),
    /// Too many attempts; seconds until the next one is welcome.
    TooMany(u32),
    /// We can't reach something we need; nothing was changed.
    Unavailable,
    /// Our fault; the id finds the cause in our logs.
    Internal(String),
}

impl AppError {
    /// One field is wrong.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }

    pub fn conflict(code: &str) -> Self {
        Self::Conflict(code.to_owned())
    }

    /// The HTTP status (RFC 9110) a door answers with.
    pub const fn status(&self) -> u16 {
        match self {
            AppError::Invalid(_) => 422,
            AppError::SignIn | AppError::StepUp => 401,
            AppError::Forbidden | AppError::SecondFactor => 403,
            AppError::NotFound => 404,
            AppError::Conflict(_) => 409,
            AppError::LimitReached(_) | AppError::Locked(_) => 402,
            AppError::TooMany(_) => 429,
            AppError::Unavailable => 503,
            AppError::Internal(_) => 500,
        }
    }

    /// The kind of error, for a program.
    pub const fn code(&self) -> &'static str {
        match self {
            AppError::Invalid(_) => "invalid",
            AppError::SignIn => "sign_in",
            AppError::StepUp => "step_up",
            AppError::SecondFactor => "second_factor",
            AppError::Forbidden => "forbidden",
            AppError::NotFound => "not_found",
            AppError::Conflict(_) => "conflict",
            AppError::LimitReached(_) => "limit_reached",
            AppError::Locked(_) => "locked",
            AppError::TooMany(_) => "too_many",
            AppError::Unavailable => "unavailable",
            AppError::Internal(_) => "internal",
        }
    }

    /// What is wrong with `field`, if this says.
    pub fn of_field(&self, field: &str) -> Option<&str> {
        match self {
            AppError::Invalid(fields) => fields.iter().find(|f| f.field == field).map(|f| f.message.as_str()),
            _ => None,
        }
    }
}

/// What happened and what to do, for a person.
impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AppError::Invalid(fields) => match fields.first() {
                Some(first) => f.write_str(&first.message),
                None => f.write_str("Something in the form needs another look."),
            },
            AppError::SignIn => f.write_str("You are signed out. Sign in to go on."),
            AppError::StepUp => f.write_str("Confirm that it is you to go on."),
            AppError::SecondFactor => {
                f.write_str("This workspace asks for two-step sign-in. Set it up in your account to go on.")
            }
            AppError::Forbidden => {
                f.write_str("Your role does not allow this. Ask an owner or admin of the workspace.")
            }
            AppError::NotFound => f.write_str("This does not exist, or no longer."),
            AppError::Conflict(_) => {
                f.write_str("This changed in the meantime. Look at it again, then repeat what you did.")
            }
            AppError::LimitReached(limit) => write!(f, "Your plan's limit is reached: {limit}."),
            AppError::Locked(feature) => write!(f, "Your plan does not include this: {feature}."),
            AppError::TooMany(seconds) if *seconds > 90 => {
                write!(f, "Too many attempts. Try again in {} minutes.", seconds.div_ceil(60))
            }
            AppError::TooMany(seconds) => write!(f, "Too many attempts. Try again in {seconds} seconds."),
            AppError::Unavailable => {
                f.write_str("We can't reach our database just now. In a moment, look whether your change is there, and try again if not.")
            }
            AppError::Internal(id) => {
                write!(f, "Something went wrong on our side. If it happens again, tell us this number: {id}.")
            }
        }
    }
}

impl std::error::Error for AppError {}

impl From<Vec<FieldError>> for AppError {
    fn from(fields: Vec<FieldError>) -> Self {
        AppError::Invalid(fields)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        AppError::while_reading(READ_HERE, error)
    }
}

/// What comes in over the network: requests to the server, answers to the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    Requests,
    Answers,
}

#[cfg(feature = "ssr")]
const READ_HERE: Read = Read::Requests;
#[cfg(not(feature = "ssr"))]
const READ_HERE: Read = Read::Answers;

impl AppError {
    /// What the transport itself can get wrong, in our words. An answer that is none of ours is the
    /// page of a proxy that does not reach us.
    fn while_reading(read: Read, error: ServerFnErrorErr) -> Self {
        match (error, read) {
            (ServerFnErrorErr::Request(_), _) | (ServerFnErrorErr::Deserialization(_), Read::Answers) => {
                AppError::Unavailable
            }
            (ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_), _) => {
                AppError::invalid("", "The request is not well-formed.")
            }
            (other, _) => AppError::from_transport(other),
        }
    }
}

#[cfg(not(feature = "ssr"))]
impl AppError {
    fn from_transport(_: ServerFnErrorErr) -> Self {
        AppError::Internal("transport".into())
    }
}

#[cfg(feature = "ssr")]
impl AppError {
    fn from_transport(error: ServerFnErrorErr) -> Self {
        AppError::internal(error)
    }

    /// Logs the cause once, under the id that the person is told.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let id = crate::request::trace_id();
        tracing::error!(trace_id = %id, %cause, "internal error");
        AppError::Internal(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::server_fn::{Bytes, Decodes as _};

    fn unreadable() -> ServerFnErrorErr {
        let page = Bytes::from_static(b"<html><h1>502 Bad Gateway</h1></html>");
        let read: Result<AppError, _> = JsonEncoding::decode(page);
        ServerFnErrorErr::Deserialization(read.unwrap_err().to_string())
    }

    #[test]
    fn the_page_of_a_proxy_in_place_of_an_answer_says_that_we_can_not_be_reached() {
        assert_eq!(AppError::while_reading(Read::Answers, unreadable()), AppError::Unavailable);
    }

    #[test]
    fn a_request_that_can_not_be_read_is_not_well_formed() {
        for error in [unreadable(), ServerFnErrorErr::Args("missing field".into())] {
            assert_eq!(AppError::while_reading(Read::Requests, error).status(), 422);
        }
    }
}
