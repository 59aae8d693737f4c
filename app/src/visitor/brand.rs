//! A business's own colours, as one rule after its page's sheet: the policy names the sheet with
//! them by its hash.

use kernel::Brand;
use std::fmt::Write as _;

pub fn rule(brand: Brand) -> String {
    let mut rule = String::from(":root{color-scheme:normal");
    for (name, value) in ui::brand_properties(brand) {
        // Writing to a String does not fail.
        _ = write!(rule, ";{name}:{value}");
    }
    rule.push('}');
    rule
}

#[cfg(test)]
mod tests {
    use super::rule;
    use kernel::{Brand, Colour};

    #[test]
    fn the_rule_is_one_and_ends_no_style() {
        let rule = rule(Brand::new(Colour::new(0x4f, 0x5b, 0xd5), Colour::WHITE).unwrap());
        assert!(rule.contains(";--page:#ffffff;") && rule.contains(";--button:#4f5bd5;"), "{rule}");
        assert!(!rule.contains('<') && !rule.contains("url("), "{rule}");
        assert_eq!((rule.matches('{').count(), rule.matches('}').count()), (1, 1));
    }
}
