//! Signs that nobody sees and that change how their neighbours are read: no name and no title has
//! them, because with one a text can pose as another.

/// Controls, breaks, the marks that turn the direction of what follows (Unicode UAX #9), and signs
/// of no width or of blank paper. The marks that join or part letters are none: Persian and emoji
/// need them.
pub fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}'
            | '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::is_hidden;

    #[test]
    fn what_turns_or_breaks_a_text_is_hidden_and_what_joins_letters_is_not() {
        assert!(['\0', '\n', '\u{85}', '\u{2028}', '\u{202e}', '\u{2067}', '\u{feff}'].into_iter().all(is_hidden));
        assert!(['\u{ad}', '\u{200b}', '\u{2060}', '\u{3164}'].into_iter().all(is_hidden));
        assert!(!['a', ' ', 'é', 'م', '\u{200c}', '\u{200d}', '👩'].into_iter().any(is_hidden));
    }
}
