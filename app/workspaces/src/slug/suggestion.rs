//! An address made of a name.

use super::{LONGEST, SHORTEST, Slug};

/// What makes another address of one that can't be had; a word before a number.
const ENDINGS: [&str; 8] = ["hq", "studio", "co", "online", "2", "3", "4", "5"];

/// An address for a workspace of this name: valid and not reserved, or empty where the name's
/// letters do not say how to write them with a to z.
pub fn suggestion(name: &str) -> String {
    let words = cut(&in_ascii(name), LONGEST).to_owned();
    match Slug::read(&words) {
        Ok(slug) if !slug.is_reserved() => slug.into(),
        Ok(slug) => alternatives(&slug).first().map(ToString::to_string).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// Addresses near one that can't be had, the best first.
pub fn alternatives(slug: &Slug) -> Vec<Slug> {
    let ended = ENDINGS.iter().filter_map(|ending| {
        let start = cut(slug.as_str(), LONGEST - ending.len() - 1);
        Slug::read_open(&format!("{start}-{ending}")).ok()
    });
    ended.collect()
}

/// The start of an ASCII text: whole words if the first one fits.
fn cut(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let room = &text[..longest];
    let whole = if text.as_bytes()[longest] == b'-' { Some(longest) } else { room.rfind('-') };
    whole.filter(|end| *end >= SHORTEST).map_or(room, |end| &room[..end]).trim_end_matches('-')
}

/// Words of a–z and 0–9, joined by hyphens.
fn in_ascii(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match spelled(letter) {
            Some(spelled) => words.push_str(spelled),
            None if letter.is_ascii_alphanumeric() => words.push(letter),
            None if !words.is_empty() && !words.ends_with('-') => words.push('-'),
            None => {}
        }
    }
    words.trim_end_matches('-').to_owned()
}

/// How a letter of a Latin alphabet is written without its marks; signs that only modify the
/// letter before them, and apostrophes, are written as nothing.
fn spelled(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\'' | '’' | 'ʼ' | '\u{300}'..='\u{36f}' => "",
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ'..='ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_its_words() {
        for (name, slug) in [
            ("Acme", "acme"),
            ("  Ada's Café & Bar!  ", "adas-cafe-bar"),
            ("Łódź Straße Øresund", "lodz-strasse-oresund"),
            ("Phở Hà Nội", "pho-ha-noi"),
            ("Cafe\u{301} İzmir", "cafe-izmir"),
            ("山田 Studio", "studio"),
        ] {
            assert_eq!(suggestion(name), slug, "{name}");
        }
    }

    #[test]
    fn a_name_that_a_to_z_cannot_write_suggests_nothing() {
        for name in ["", "山田太郎", "محمد", "👩🏽‍🚀", "Al", "!!"] {
            assert_eq!(suggestion(name), "", "{name}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        assert_eq!(suggestion("The very long name of a small business"), "the-very-long-name-of-a-small");
        assert_eq!(suggestion("Donaudampfschifffahrtsgesellschaft"), "donaudampfschifffahrtsgesellsc");
    }

    #[test]
    fn a_reserved_name_gets_an_ending() {
        assert_eq!(suggestion("Support"), "support-hq");
        assert_eq!(suggestion("Mewayz"), "");
    }
}
