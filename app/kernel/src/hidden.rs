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

/// Whether nothing of the text can be seen: spaces, hidden signs, and signs that show only with
/// others (joiners, variation selectors, fillers; Unicode's `Default_Ignorable_Code_Point`).
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|sign| {
        sign.is_whitespace()
            || is_hidden(sign)
            || matches!(sign,
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
                | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
    })
}

#[cfg(test)]
mod tests {
    use super::{is_blank, is_hidden};

    #[test]
    fn a_text_of_signs_without_width_is_blank_and_one_with_a_letter_is_not() {
        for blank in ["", " ", "\u{200b}\u{200d}", "\u{2800}", "\u{3164} \u{ad}", "\u{fe0f}\u{e0041}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["a\u{200b}", "👩🏽\u{200d}🚀", "م", "—"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn what_turns_or_breaks_a_text_is_hidden_and_what_joins_letters_is_not() {
        assert!(['\0', '\n', '\u{85}', '\u{2028}', '\u{202e}', '\u{2067}', '\u{feff}'].into_iter().all(is_hidden));
        assert!(['\u{ad}', '\u{200b}', '\u{2060}', '\u{3164}'].into_iter().all(is_hidden));
        assert!(!['a', ' ', 'é', 'م', '\u{200c}', '\u{200d}', '👩'].into_iter().any(is_hidden));
    }
}
