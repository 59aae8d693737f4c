//! Where to go after signing in: a path of this site and nothing else.

/// `text` if it is a path of this site (RFC 3986 `path-absolute` with an optional query):
/// `//host`, `/\host` and anything with a scheme, a control character or a backslash are not.
pub fn local(text: &str) -> Option<&str> {
    let is_path = text.starts_with('/') && !text.starts_with("//");
    let is_clean = text.len() <= 512 && text.bytes().all(|b| b > b' ' && b != b'\\' && b < 0x7f);
    (is_path && is_clean).then_some(text)
}

/// `text` if it is a path of this site to go on to after signing in. A visitor's address
/// (`/@acme`) is none: it is a business's own, and its links lead wherever that business likes.
pub fn onward(text: &str) -> Option<&str> {
    local(text).filter(|path| !path.contains("/@"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_leads_elsewhere_passes(text in r"[/\\]{0,3}[ -~\t\r\né]{0,20}") {
            if let Some(path) = local(&text) {
                prop_assert_eq!(path, &text);
                prop_assert!(path.starts_with('/') && !path[1..].starts_with(['/', '\\']));
                prop_assert!(!path.contains(|c: char| c.is_control() || c == '\\' || c == ' '));
            }
        }
    }

    #[test]
    fn only_paths_of_this_site_pass() {
        for good in ["/", "/links?new=1", "/@acme", "/a/b#c"] {
            assert_eq!(local(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\nb",
            "/\t/evil",
            "links",
            "/é",
        ] {
            assert_eq!(local(bad), None, "{bad}");
        }
    }

    #[test]
    fn nobody_is_led_on_to_the_links_of_a_business() {
        for good in ["/home", "/links?new=1", "/settings#name"] {
            assert_eq!(onward(good), Some(good));
        }
        for bad in ["/@acme", "/@acme/go/lnk_1", "/x/../@acme/go/lnk_1", "/./@acme", "//evil.example"] {
            assert_eq!(onward(bad), None, "{bad}");
        }
    }
}
