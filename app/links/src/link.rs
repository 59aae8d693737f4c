//! One link of the page.

pub mod add;
pub mod edit;
pub mod r#move;
pub mod remove;
pub mod restore;
pub mod show;
pub mod target;

use crate::text;
use kernel::{AppError, FieldError, UserId, id};
use serde::{Deserialize, Serialize};
use target::TargetProblem;
use text::TextProblem;

id!(
    /// One link, for as long as its clicks are counted.
    LinkId,
    "lnk"
);

/// The longest title of a link, in characters.
pub const LONGEST_TITLE: u32 = 80;

/// A link: what it says, where it leads, and whether visitors see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub id: LinkId,
    pub title: String,
    pub target: String,
    pub shown: bool,
    /// Who added it: a role may reach the links of its member only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_by: Option<UserId>,
}

/// Title and target as they were accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub title: String,
    pub target: String,
}

/// What keeps a title or a target from being accepted; either may be fine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelProblems {
    pub title: Option<TextProblem>,
    pub target: Option<TargetProblem>,
}

/// The label of a link, as both sides check it.
pub fn label(title: &str, target: &str) -> Result<Label, LabelProblems> {
    match (text::one_line(title, LONGEST_TITLE), target::accept(target)) {
        (Ok(title), Ok(target)) => Ok(Label { title, target }),
        (title, target) => Err(LabelProblems { title: title.err(), target: target.err() }),
    }
}

impl From<LabelProblems> for AppError {
    fn from(problems: LabelProblems) -> Self {
        let title = problems.title.map(|problem| FieldError::new("title", problem.to_string()));
        let target = problems.target.map(|problem| FieldError::new("target", problem.to_string()));
        AppError::Invalid(title.into_iter().chain(target).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let error: AppError = label(" ", "javascript:alert(1)").unwrap_err().into();
        assert_eq!(error.of_field("title"), Some("Write something here."));
        assert!(error.of_field("target").is_some_and(|why| why.contains("code")));
        let error: AppError = label("Shop", "").unwrap_err().into();
        assert_eq!(error.of_field("title"), None);
        assert!(error.of_field("target").is_some());
    }
}
