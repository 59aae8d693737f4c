//! Colours that people choose, and whether others can read them. What is sent to a browser is made
//! of three numbers, so nothing that somebody typed reaches a style sheet.

use serde::{Deserialize, Serialize};

/// `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// A text that is not a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Write the colour as six digits, such as #4f5bd5.")]
pub struct NoColour;

impl Colour {
    pub const BLACK: Self = Self([0, 0, 0]);
    pub const WHITE: Self = Self([255, 255, 255]);

    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Relative luminance (WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    fn luminance(self) -> f64 {
        let linear = self.0.map(|channel| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// From 1 to 21 (WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Black or white, whichever is easier to read on it: 4.58 at least, on any colour, and text
    /// needs 4.5 (WCAG 2.2, 1.4.3 AA).
    pub fn text_on(self) -> Self {
        if self.contrast(Self::BLACK) >= self.contrast(Self::WHITE) { Self::BLACK } else { Self::WHITE }
    }
}

impl std::str::FromStr for Colour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| NoColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl TryFrom<String> for Colour {
    type Error = NoColour;
    fn try_from(text: String) -> Result<Self, NoColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.to_string()
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The two colours of a business: what its public pages stand on, and what its buttons are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    pub accent: Colour,
    pub background: Colour,
}

/// The two colours can't be told apart well enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Buttons in this colour are hard to see on this background. Choose a lighter or a darker one.")]
pub struct TooClose;

impl Brand {
    /// What tells a control from what is around it (WCAG 2.2, 1.4.11 AA).
    pub const LEAST: f64 = 3.0;

    /// The two, if people can tell a button from the page. Text is black or white by itself, so
    /// that it can always be read.
    pub fn new(accent: Colour, background: Colour) -> Result<Self, TooClose> {
        if accent.contrast(background) >= Self::LEAST { Ok(Self { accent, background }) } else { Err(TooClose) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colours() -> impl Strategy<Value = Colour> {
        any::<[u8; 3]>().prop_map(Colour)
    }

    proptest! {
        #[test]
        fn text_can_be_read_on_any_colour(colour in colours()) {
            prop_assert!(colour.contrast(colour.text_on()) >= 4.5);
        }

        #[test]
        fn contrast_is_mutual_and_between_one_and_twenty_one(one in colours(), two in colours()) {
            let contrast = one.contrast(two);
            prop_assert!((contrast - two.contrast(one)).abs() < 1e-9);
            prop_assert!((1.0..=21.000_001).contains(&contrast));
            prop_assert!((one.contrast(one) - 1.0).abs() < 1e-9);
        }

        #[test]
        fn a_colour_survives_text(colour in colours()) {
            prop_assert_eq!(colour.to_string().parse(), Ok(colour));
        }

        #[test]
        fn whatever_is_read_is_written_as_seven_harmless_signs(text in "\\PC{0,12}") {
            if let Ok(colour) = text.parse::<Colour>() {
                let written = colour.to_string();
                prop_assert!(written.len() == 7 && written[1..].bytes().all(|sign| sign.is_ascii_hexdigit()));
            }
        }

        #[test]
        fn a_brand_is_two_colours_that_can_be_told_apart(accent in colours(), background in colours()) {
            prop_assert_eq!(Brand::new(accent, background).is_ok(), accent.contrast(background) >= 3.0);
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let grey: Colour = "#767676".parse().unwrap();
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        assert!((grey.contrast(Colour::WHITE) - 4.54).abs() < 0.01, "{}", grey.contrast(Colour::WHITE));
        assert_eq!("4F5BD5".parse::<Colour>().unwrap().to_string(), "#4f5bd5");
        for wrong in ["", "#fff", "#12345g", "red", "#1234567", "#12345", "#+12345", "expression(1)"] {
            assert_eq!(wrong.parse::<Colour>(), Err(NoColour), "{wrong}");
        }
    }
}
