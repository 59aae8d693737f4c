//! What a person says of themselves.

pub mod save;

use kernel::hidden::is_hidden;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 80;

/// What is wrong with a name, if anything is.
pub fn name_problem(name: &str) -> Option<&'static str> {
    let name = name.trim();
    if name.is_empty() {
        return Some("Enter your name.");
    }
    let fits = name.chars().count() <= LONGEST_NAME && !name.chars().any(is_hidden);
    (!fits).then_some("Use a name of at most 80 characters, on one line.")
}

#[cfg(test)]
mod tests {
    use super::name_problem;

    #[test]
    fn a_name_is_one_line_without_hidden_signs() {
        for good in ["Ada", " Zoë K. ", "مريم", "李", &"x".repeat(80)] {
            assert_eq!(name_problem(good), None, "{good}");
        }
        for bad in ["", "  ", "Ada\nBcc", "Ada\u{202e}", &"x".repeat(81)] {
            assert!(name_problem(bad).is_some(), "{bad:?}");
        }
    }
}
