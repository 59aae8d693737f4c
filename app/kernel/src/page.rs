//! A visitor screen: rendered on the server, without scripts.

use crate::{AppError, AppResult, Brand, authority::Visitor};
use futures::future::BoxFuture;
use leptos::prelude::AnyView;
use std::collections::BTreeMap;

/// A rendered visitor screen; the shell puts the document around it.
pub struct VisitorPage {
    pub title: String,
    pub description: String,
    /// The BCP 47 language of the content.
    pub language: &'static str,
    /// The sheet in `style/public/` that is inlined.
    pub sheet: &'static str,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// The path that search engines know it by, if it has one.
    pub canonical: Option<String>,
    pub status: u16,
    pub body: AnyView,
}

/// What a visitor's address answers with.
pub enum VisitorAnswer {
    Page(Box<VisitorPage>),
    /// 303 to a path of ours.
    SeeOther(String),
    /// A file to keep, for nobody but who asked.
    File {
        name: String,
        media_type: &'static str,
        bytes: Vec<u8>,
    },
    /// 302 to an address that an owner stored.
    Outside(String),
}

impl From<VisitorPage> for VisitorAnswer {
    fn from(page: VisitorPage) -> Self {
        VisitorAnswer::Page(Box::new(page))
    }
}

/// What a form was sent with when it could not be accepted; given back to the page that shows
/// it again. Passwords are never in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReturnedForm {
    pub error: Option<AppError>,
    pub values: BTreeMap<String, String>,
}

impl ReturnedForm {
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }

    /// What is wrong with the field.
    pub fn problem(&self, field: &str) -> Option<String> {
        self.error.as_ref().and_then(|error| error.of_field(field)).map(str::to_owned)
    }

    /// What is wrong with the form as a whole.
    pub fn summary(&self) -> Option<String> {
        match &self.error {
            Some(AppError::Invalid(fields)) => fields.iter().find(|f| f.field.is_empty()).map(|f| f.message.clone()),
            other => other.as_ref().map(ToString::to_string),
        }
    }
}

/// A visit, as a visitor screen sees it.
pub struct Visit {
    pub path: String,
    /// The parts of the path that its pattern names.
    pub params: BTreeMap<String, String>,
    pub query: BTreeMap<String, String>,
    pub returned: ReturnedForm,
}

impl Visit {
    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    pub fn query(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }
}

/// A visitor's address (an axum pattern, `/@{slug}/go/{link}`) and what answers there.
#[derive(Clone, Copy)]
pub struct VisitorRoute {
    pub pattern: &'static str,
    pub answer: fn(Visit) -> BoxFuture<'static, AppResult<VisitorAnswer>>,
}

/// How pages of one kind in `published` are drawn.
#[derive(Clone, Copy)]
pub struct PublishedKind {
    pub kind: &'static str,
    pub draw: fn(&Visitor) -> AppResult<VisitorPage>,
    /// The colours of the business that it belongs to, if it chose any.
    pub brand: fn(&Visitor) -> Option<Brand>,
}
