use leptos::prelude::*;

/// How large an avatar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    Small,
    #[default]
    Medium,
    Large,
}

/// The initials of a person or a workspace, which is square. Its name stands beside it.
#[component]
pub fn Avatar(
    /// Whose initials.
    #[prop(into)]
    name: Signal<String>,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
    /// For a workspace.
    #[prop(optional)]
    square: bool,
) -> impl IntoView {
    let class = match (size, square) {
        (AvatarSize::Small, false) => "avatar small",
        (AvatarSize::Medium, false) => "avatar",
        (AvatarSize::Large, false) => "avatar large",
        (AvatarSize::Small, true) => "avatar small square",
        (AvatarSize::Medium, true) => "avatar square",
        (AvatarSize::Large, true) => "avatar large square",
    };
    view! { <span class=class aria-hidden="true">{move || initials(&name.get())}</span> }.into_any()
}

/// The first letters of the first and the last word, in capitals; one sign only where letters have no case or
/// where the name begins with a picture. An accent, a skin tone or a flag is never cut in two.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| {
        let start = word.find(counts)?;
        Some(first_sign(&word[start..]))
    });
    let Some(first) = words.next() else { return String::from("?") };
    let cased = |sign: &str| upper(sign) != sign || lower(sign) != sign;
    let mut initials = upper(first);
    if cased(first)
        && let Some(last) = words.next_back().filter(|last| cased(last))
    {
        initials.push_str(&upper(last));
    }
    initials
}

/// Whether a name may begin with it: letters, digits and pictures, and not the marks around them.
fn counts(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, 'ª' | 'µ' | 'º') || (sign >= 'À' && !matches!(sign, '×' | '÷'))
}

#[cfg(not(target_family = "wasm"))]
fn upper(text: &str) -> String {
    text.to_uppercase()
}

#[cfg(not(target_family = "wasm"))]
fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The browser has Unicode's tables already.
#[cfg(target_family = "wasm")]
fn upper(text: &str) -> String {
    js_sys::JsString::from(text).to_upper_case().into()
}

#[cfg(target_family = "wasm")]
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// What a reader sees as the first sign of a text: enough of Unicode's grapheme rules for names, without their
/// tables, which would weigh more than the rest of this file's WASM a hundred times over.
fn first_sign(text: &str) -> &str {
    let mut joined = false;
    let mut flag = false;
    for (index, (at, sign)) in text.char_indices().enumerate() {
        let regional = ('\u{1f1e6}'..='\u{1f1ff}').contains(&sign);
        let goes_on = match index {
            0 => true,
            1 if flag && regional => true,
            _ => joined || extends(sign),
        };
        if !goes_on {
            return &text[..at];
        }
        flag = index == 0 && regional;
        joined = sign == '\u{200d}';
    }
    text
}

/// Whether a character belongs to the sign before it.
fn extends(sign: char) -> bool {
    let code = u32::from(sign);
    match code {
        0x0300..=0x036f
        | 0x0483..=0x0489
        | 0x0591..=0x05bd
        | 0x05bf
        | 0x05c1..=0x05c7
        | 0x0610..=0x061a
        | 0x064b..=0x065f
        | 0x0670
        | 0x06d6..=0x06ed
        | 0x0e31
        | 0x0e34..=0x0e3a
        | 0x0e47..=0x0e4e
        | 0x1160..=0x11ff
        | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff
        | 0x200d
        | 0x20d0..=0x20ff
        | 0xfe00..=0xfe0f
        | 0xfe20..=0xfe2f
        | 0x1f3fb..=0x1f3ff
        | 0xe0020..=0xe007f
        | 0xe0100..=0xe01ef => true,
        // The scripts of India share one layout: signs at the same places of each block.
        0x0900..=0x0dff => matches!(code & 0x7f, 0x00..=0x03 | 0x3a..=0x3c | 0x3e..=0x4f | 0x51..=0x57 | 0x62..=0x63),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn the_first_and_the_last_word_count() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("  jean-luc  van der picard "), "JP");
        assert_eq!(initials("Prince"), "P");
    }

    #[test]
    fn marks_around_a_name_do_not_count() {
        assert_eq!(initials("\"Studio\" (north)"), "SN");
        assert_eq!(initials("@demo"), "D");
    }

    #[test]
    fn a_name_of_nothing_is_a_question_mark() {
        assert_eq!(initials(""), "?");
        assert_eq!(initials(" - & -"), "?");
    }

    #[test]
    fn an_accent_stays_on_its_letter() {
        assert_eq!(initials("e\u{301}mile zola"), "E\u{301}Z");
        assert_eq!(initials("øyvind"), "Ø");
    }

    #[test]
    fn letters_without_case_stand_alone() {
        assert_eq!(initials("محمد علي"), "م");
        assert_eq!(initials("山田 太郎"), "山");
        assert_eq!(initials("किरण राव"), "कि");
    }

    #[test]
    fn pictures_are_not_cut() {
        assert_eq!(initials("👩🏽‍🚀 Space club"), "👩🏽‍🚀");
        assert_eq!(initials("🇵🇹🇧🇷 Samba"), "🇵🇹");
    }
}
