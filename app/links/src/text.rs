//! What people write on their page: titles of one line and a bio of several. Checked by the same
//! rules in the browser and on the server.

use kernel::hidden::is_hidden;

/// Why a text can't be shown as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    #[error("Write something here.")]
    Empty,
    #[error("Use at most {0} characters.")]
    TooLong(u32),
    #[error("This holds a hidden character. Type the text instead of pasting it.")]
    Hidden,
}

/// The text on one line, without space around it: neither empty nor longer than `most`.
pub fn one_line(text: &str, most: u32) -> Result<String, TextProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextProblem::Empty);
    }
    limited(text, most, |_| false)
}

/// The text, which may be empty and have several lines.
pub fn lines(text: &str, most: u32) -> Result<String, TextProblem> {
    let text = text.replace("\r\n", "\n");
    limited(text.trim(), most, |sign| sign == '\n')
}

fn limited(text: &str, most: u32, welcome: fn(char) -> bool) -> Result<String, TextProblem> {
    if text.chars().any(|sign| is_hidden(sign) && !welcome(sign)) {
        return Err(TextProblem::Hidden);
    }
    if text.chars().count() > most as usize {
        return Err(TextProblem::TooLong(most));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn space_around_a_text_is_not_part_of_it() {
        assert_eq!(one_line("  My shop \n", 60), Ok("My shop".into()));
        assert_eq!(lines(" a\r\nb \n", 60), Ok("a\nb".into()));
    }

    #[test]
    fn a_title_has_words_and_one_line() {
        assert_eq!(one_line(" \t", 60), Err(TextProblem::Empty));
        assert_eq!(one_line("a\nb", 60), Err(TextProblem::Hidden));
        assert_eq!(lines("", 60), Ok(String::new()));
    }

    #[test]
    fn signs_are_counted_not_bytes() {
        assert_eq!(one_line("çéü", 3), Ok("çéü".into()));
        assert_eq!(one_line("çéüx", 3), Err(TextProblem::TooLong(3)));
    }

    #[test]
    fn a_text_cannot_turn_the_direction_of_its_neighbours() {
        for hidden in ["a\u{202e}b", "a\u{2066}b", "a\0b", "\u{feff}a"] {
            assert_eq!(one_line(hidden, 60), Err(TextProblem::Hidden), "{hidden:?}");
        }
        assert!(one_line("متجر الكتب", 60).is_ok());
        assert!(one_line("👩🏽\u{200d}🚀", 60).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_accepted_once_stays_as_it_is(text in any::<String>()) {
            if let Ok(title) = one_line(&text, 60) {
                prop_assert_eq!(one_line(&title, 60), Ok(title));
            }
            if let Ok(bio) = lines(&text, 300) {
                prop_assert_eq!(lines(&bio, 300), Ok(bio));
            }
        }
    }
}
