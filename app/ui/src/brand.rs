//! A business's own colours, as the custom properties that its link page is drawn with
//! (`style/public/parts/link-page.css`). They are made of numbers: no word that somebody typed is
//! in them.

use kernel::Brand;

/// Names and values. Text is black or white, whichever can be read, so that every text of the page
/// meets WCAG 2.2, 1.4.3 AA.
#[must_use]
pub fn brand_properties(brand: Brand) -> [(&'static str, String); 11] {
    let Brand { accent, background } = brand;
    let (text, label) = (background.text_on().to_string(), accent.text_on().to_string());
    let (accent, background) = (accent.to_string(), background.to_string());
    [
        ("--page", background.clone()),
        ("--ground", background.clone()),
        ("--surface", background),
        ("--text", text.clone()),
        ("--text-2", text.clone()),
        ("--text-3", text.clone()),
        ("--accent-text", text.clone()),
        ("--line", text),
        ("--button", accent),
        ("--on-button", label),
        ("--glow", String::from("transparent")),
    ]
}

#[cfg(test)]
mod tests {
    use super::brand_properties;
    use kernel::{Brand, Colour};

    #[test]
    fn the_properties_are_two_colours_and_black_or_white() {
        let brand = Brand::new(Colour::new(0x4f, 0x5b, 0xd5), Colour::WHITE).unwrap();
        let of = |name: &str| brand_properties(brand).into_iter().find(|(known, _)| *known == name).unwrap().1;
        assert_eq!(
            [of("--page"), of("--text"), of("--button"), of("--on-button")],
            ["#ffffff", "#000000", "#4f5bd5", "#ffffff"]
        );
        let plain = |value: &String| value == "transparent" || value.len() == 7 && value.starts_with('#');
        assert!(brand_properties(brand).iter().all(|(_, value)| plain(value)));
    }
}
