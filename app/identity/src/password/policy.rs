//! The rules: length, not being an obvious guess, and not being about the person. Rules of
//! composition make passwords worse (NIST SP 800-63B-4, 3.1.1.2), so there are none.

use super::{ENOUGH, LONGEST, SHORTEST, Verdict, blocklist, composed, context, words};

/// What is enough to judge by: what follows makes no password weaker, and the time that judging
/// takes grows with the square of the length.
const JUDGED: usize = 32;

/// What is wrong with a chosen password, if anything is, in words that say how to mend it.
pub fn problem(password: &str, email: &str, name: &str) -> Option<String> {
    let verdict = verdict(password, email, name);
    (!verdict.is_enough()).then_some(verdict.sentence)
}

/// How good the password is for the person of that address and name.
pub fn verdict(password: &str, email: &str, name: &str) -> Verdict {
    // Refused before it is composed, so that no one can make us compose megabytes.
    if password.len() > 16 * LONGEST {
        return too_long();
    }
    let password = composed(password);
    let length = password.chars().count();
    match length {
        0 => return Verdict::new(0, "Choose a password of at least 8 characters."),
        1..SHORTEST => return too_short(),
        _ if length > LONGEST => return too_long(),
        _ => {}
    }
    let own = context::words_of(email, name);
    if blocklist::is_common(&password) {
        return Verdict::new(0, "This password is one of the first that anybody tries. Choose another.");
    }
    if context::is_mostly(&password, &own) {
        return Verdict::new(
            1,
            "This password is mostly your own name or address, or ours. Choose one that nobody would try for you.",
        );
    }
    guessed(&password, &own)
}

fn guessed(password: &str, own: &[String]) -> Verdict {
    let judged: String = password.chars().take(JUDGED).collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let entropy = zxcvbn::zxcvbn(&judged, &own);
    let score = u8::from(entropy.score());
    match entropy.feedback().filter(|_| score < ENOUGH) {
        Some(feedback) => Verdict::new(score, words::why_weak(feedback)),
        None => Verdict::new(score, words::why_strong(score)),
    }
}

fn too_short() -> Verdict {
    Verdict::new(0, "This password is too short: use at least 8 characters. Four words in a row are a good one.")
}

fn too_long() -> Verdict {
    Verdict::new(0, "This password is too long: use at most 128 characters.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EMAIL: &str = "ada.lovelace@analytical.example.com";
    const NAME: &str = "Ada Lovelace";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_signs_of_a_fair_length_will_do(password in "\\PC{20,64}") {
            let signs: std::collections::BTreeSet<char> = password.to_lowercase().chars().collect();
            prop_assume!(signs.len() > 12);
            prop_assert_eq!(problem(&password, EMAIL, NAME), None);
        }

        #[test]
        fn nothing_makes_it_panic(password in any::<String>(), email in any::<String>(), name in any::<String>()) {
            let _ = problem(&password, &email, &name);
        }

        #[test]
        fn two_spellings_of_the_same_signs_are_judged_alike(password in "[a-zàéîõüñçåø ]{8,20}") {
            use unicode_normalization::UnicodeNormalization as _;
            let apart: String = password.nfd().collect();
            prop_assert_eq!(verdict(&apart, EMAIL, NAME), verdict(&password, EMAIL, NAME));
        }
    }

    #[test]
    fn signs_are_counted_and_not_bytes() {
        let signs = "Жяфьцщэюъё質問語学習慣れ水曜";
        let of = |length: usize| signs.chars().cycle().take(length).collect::<String>();
        assert!(problem(&of(7), EMAIL, NAME).is_some_and(|words| words.contains("too short")));
        assert_eq!(problem(&of(14), EMAIL, NAME), None);
        assert_eq!(problem(&of(128), EMAIL, NAME), None);
        assert!(problem(&of(129), EMAIL, NAME).is_some_and(|words| words.contains("too long")));
    }

    #[test]
    fn the_obvious_guesses_are_refused() {
        for obvious in [
            "password",
            "PassWord1",
            "12345678",
            "qwertyuiop",
            " iloveyou ",
            "aaaaaaaaaa",
            "........",
            "abcabcabcabc",
            "correct horse battery staple",
            "Summer2026",
            "P@ssw0rd!2026",
            "19051987",
            "drowssap1",
            "74019352",
        ] {
            assert!(problem(obvious, EMAIL, NAME).is_some(), "{obvious}");
        }
    }

    #[test]
    fn what_is_about_the_person_or_us_is_refused_also_in_disguise() {
        for own in [
            EMAIL,
            "Ada.Lovelace",
            "ADA LOVELACE",
            "ada.lovelace1815",
            "xLovelaceAda9",
            "analytical.example.com",
            "Analytical-2026",
            "mewayzmewayz",
            "Mewayz!2026",
            "my mewayz",
            "L0v3l4ce4d4",
        ] {
            assert!(problem(own, EMAIL, NAME).is_some(), "{own}");
        }
        let beside = "ada walks under seven bridges";
        assert_eq!(problem(beside, EMAIL, NAME), None, "a name in a long one gives nothing away");
    }

    #[test]
    fn no_rule_asks_for_kinds_of_signs() {
        for fine in [
            "four calm words here",
            "zwei blaue schafe",
            "84017 30592 7",
            "пароль на семь",
            "🐙🌊🍋🚲🎈🧦🌵🪁🐢🎻",
            "tangerine harbour 5f2a",
            "a window over the harbour",
            "seven green bottles",
            "a long enough one",
            "xkqpwzvm tjr",
        ] {
            assert_eq!(problem(fine, EMAIL, NAME), None, "{fine}");
        }
    }

    #[test]
    fn no_password_takes_long_to_judge() {
        let costly = ["4@8({[<369#!1|0$5+7%2z", "password", "p@ssw0rd!1", "qwertyuiop", "1 2 ", "abcdcba", "20261122"];
        for part in costly {
            let long: String = part.chars().cycle().take(LONGEST).collect();
            let began = std::time::Instant::now();
            let _ = verdict(&long, EMAIL, NAME);
            assert!(began.elapsed().as_millis() < 1_500, "{part}: {:?}", began.elapsed());
        }
    }

    #[test]
    fn words_say_why_and_a_score_goes_with_them() {
        let weak = verdict("qwertyuioplkjh", EMAIL, NAME);
        assert!(weak.score < ENOUGH && weak.sentence.ends_with('.'), "{weak:?}");
        let strong = verdict("four calm words here", EMAIL, NAME);
        assert!(strong.is_enough() && strong.sentence.ends_with('.'), "{strong:?}");
        assert_eq!(verdict("", EMAIL, NAME).score, 0);
    }
}
