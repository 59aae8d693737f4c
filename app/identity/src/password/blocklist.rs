//! The passwords that are tried first, as a list that comes with us.

use std::{collections::HashSet, sync::LazyLock};

/// One a line, in lower case and without spaces, in order.
const LIST: &str = include_str!("blocklist.txt");

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LIST.lines().collect());

/// Whether it is on the list, or one sign again and again.
pub fn is_common(password: &str) -> bool {
    let guess: String = password.to_lowercase().chars().filter(|sign| !sign.is_whitespace()).collect();
    let mut signs = guess.chars();
    let first = signs.next();
    signs.all(|sign| Some(sign) == first) || COMMON.contains(guess.as_str())
}

#[cfg(test)]
mod tests {
    use super::{LIST, is_common};
    use crate::password::SHORTEST;

    #[test]
    fn the_list_is_as_it_is_compared() {
        let lines: Vec<&str> = LIST.lines().collect();
        assert!((1_000..=10_000).contains(&lines.len()), "{}", lines.len());
        assert!(lines.is_sorted() && lines.windows(2).all(|pair| pair[0] != pair[1]));
        for line in lines {
            assert!(line.to_lowercase() == line && !line.contains(char::is_whitespace), "{line}");
            assert!(line.chars().count() >= SHORTEST, "{line}");
        }
    }

    #[test]
    fn capitals_and_spaces_do_not_hide_one() {
        for common in ["Password1", " q w e r t y u i o p ", "CorrectHorse BatteryStaple", "zzzzzzzz", "        "] {
            assert!(is_common(common), "{common:?}");
        }
        assert!(!is_common("four calm words here"));
    }
}
