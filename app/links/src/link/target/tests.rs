use super::*;
use proptest::prelude::*;

#[test]
fn what_people_type_becomes_an_address() {
    for (typed, stored) in [
        ("example.com", "https://example.com"),
        ("  Example.COM/Shop?a=b#c \n", "https://example.com/Shop?a=b#c"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("//example.com/x", "https://example.com/x"),
        ("HTTP://example.com", "http://example.com"),
        ("https://example.com?q=1", "https://example.com?q=1"),
        ("https://example.com/a@b:c", "https://example.com/a@b:c"),
        ("https://example.com/?u=javascript:1", "https://example.com/?u=javascript:1"),
        ("https://example.com/café/%C3%A9", "https://example.com/caf%C3%A9/%C3%A9"),
        ("https://xn--mnchen-3ya.de/", "https://xn--mnchen-3ya.de/"),
        ("https://192.0.2.7:81/", "https://192.0.2.7:81/"),
        ("ada@example.com", "mailto:ada@example.com"),
        ("mailto:Ada.L+bio@Example.com?subject=Hi%20there", "mailto:Ada.L+bio@example.com?subject=Hi%20there"),
        ("tel:+351 912 345-678", "tel:+351912345678"),
        ("TEL:(030) 123.456", "tel:030123456"),
    ] {
        assert_eq!(accept(typed).as_deref(), Ok(stored), "{typed}");
    }
}

#[test]
fn hostile_and_broken_targets_are_refused_with_their_reason() {
    use TargetProblem::{
        Backslash, Credentials, Empty, ForeignHost, Hidden, Host, Mail, Phone, Port, Scheme, TooLong, Unsafe,
    };
    let long = format!("https://example.com/{}", "a".repeat(LONGEST));
    let long_label = format!("https://{}.com", "a".repeat(64));
    for (typed, problem) in [
        ("", Empty),
        (" \t\n", Empty),
        (long.as_str(), TooLong),
        ("javascript:alert(1)", Unsafe),
        ("JaVaScRiPt:alert(1)", Unsafe),
        ("javascript://example.com/%0aalert(1)", Unsafe),
        ("java\nscript:alert(1)", Hidden),
        ("\u{1}javascript:alert(1)", Hidden),
        ("java\u{200b}script:alert(1)", Hidden),
        ("data:text/html,<script>alert(1)</script>", Unsafe),
        ("vbscript:msgbox(1)", Unsafe),
        ("file:///etc/passwd", Unsafe),
        ("blob:https://example.com/1", Unsafe),
        ("intent://example.com#Intent;end", Scheme),
        ("ftp://example.com", Scheme),
        ("view-source:https://example.com", Scheme),
        ("https://user:pass@example.com", Credentials),
        ("https://example.com@evil.example/", Credentials),
        ("user:1@example.com", Scheme),
        ("https://example.com\\@evil.example", Backslash),
        ("https:\\\\evil.example", Host),
        ("https:example.com", Host),
        ("https:///example.com", Host),
        ("https://", Host),
        ("https://?a", Host),
        ("https://localhost", Host),
        ("shop", Host),
        ("/links", Host),
        ("https://a..b", Host),
        ("https://.example.com", Host),
        ("https://-a.com", Host),
        ("https://exam%70le.com", Host),
        ("https://[::1]/", Host),
        ("https://2130706433.1", Host),
        ("https://0x7f.1", Host),
        ("https://a.0x7f", Host),
        ("https://256.1.1.1", Host),
        ("https://01.2.3.4", Host),
        (long_label.as_str(), Host),
        ("https://münchen.de", ForeignHost),
        ("https://аpple.com", ForeignHost),
        ("https://example.com:0", Port),
        ("https://example.com:99999", Port),
        ("https://example.com:", Port),
        ("https://example.com:+8", Port),
        ("https://exa mple.com", Hidden),
        ("https://example.com/\u{202e}moc", Hidden),
        ("https://example.com/\u{0}", Hidden),
        ("https://example.com/a\r\nSet-Cookie: a=b", Hidden),
        ("mailto:", Mail),
        ("mailto:ada", Mail),
        ("mailto:a@b@example.com", Mail),
        ("mailto:a@example.com,b@example.com", Mail),
        ("tel:", Phone),
        ("tel:12", Phone),
        ("tel:+1\n234567", Phone),
        ("tel:javascript", Phone),
    ] {
        assert_eq!(accept(typed), Err(problem), "{typed:?}");
    }
}

/// The browser's parser has the last word: ours may be stricter, never laxer. Names of `xn--` are
/// left out: whether one spells anything is decided by tables that we do not carry, and one that
/// does not leads nowhere.
fn browser_agrees(target: &str) -> Result<(), TestCaseError> {
    if target.contains("xn--") {
        return Ok(());
    }
    let parsed = url::Url::parse(target).map_err(|error| TestCaseError::fail(format!("{target}: {error}")))?;
    prop_assert!(matches!(parsed.scheme(), "http" | "https" | "mailto" | "tel"), "{}", target);
    prop_assert!(parsed.username().is_empty() && parsed.password().is_none(), "{}", target);
    if let Some(host) = parsed.host_str() {
        let after = target.split_once("://").map_or("", |(_, rest)| rest);
        prop_assert!(after.starts_with(host), "{} is read as {}", target, host);
    }
    Ok(())
}

fn check(typed: &str) -> Result<(), TestCaseError> {
    if let Ok(target) = accept(typed) {
        prop_assert!(target.bytes().all(|b| b.is_ascii_graphic()), "{}", target);
        prop_assert_eq!(accept(&target), Ok(target.clone()));
        browser_agrees(&target)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_text_that_is_accepted_is_an_address_and_stays_the_same(typed in any::<String>()) {
        check(&typed)?;
    }

    #[test]
    fn almost_addresses_that_are_accepted_are_addresses(
        typed in "(https?:|HTTPS:|mailto:|tel:|javascript:|[a-z]{1,5}:)?(//|/|\\\\)?([a-z0-9_.@:%é-]{0,12})(\\.[a-z0-9]{1,4}){0,3}(:[0-9]{0,6})?([/?#][ -~é]{0,16})?"
    ) {
        check(&typed)?;
    }

    #[test]
    fn every_plain_web_address_is_welcome(
        typed in "https?://[a-z][a-z0-9]{0,20}\\.[a-z]{2,6}(:[1-9][0-9]{0,3})?(/[a-zA-Z0-9._~!$&'()*+,;=:@%-]{0,20}){0,3}(\\?[a-z=&0-9]{0,20})?(#[a-z]{0,8})?"
    ) {
        prop_assert_eq!(accept(&typed), Ok(typed));
    }
}
