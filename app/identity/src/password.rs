//! What may be a password, and how one is kept.

#[cfg(feature = "ssr")]
pub mod pool;

const SHORTEST: usize = 8;
const LONGEST: usize = 128;

/// What is wrong with a chosen password, if anything is, in words that say how to mend it.
/// Length and not being an obvious guess: rules of composition make passwords worse
/// (NIST SP 800-63B-4, 3.1.1.2).
pub fn problem(password: &str, email: &str, name: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length == 0 {
        return Some("Choose a password of at least 8 characters.");
    }
    if length < SHORTEST {
        return Some("This password is too short: use at least 8 characters. Four words in a row are a good one.");
    }
    if length > LONGEST {
        return Some("This password is too long: use at most 128 characters.");
    }
    let guess = password.trim().to_lowercase();
    let (email, name) = (email.trim().to_lowercase(), name.trim().to_lowercase());
    let local_part = email.split('@').next().unwrap_or_default();
    if [email.as_str(), local_part, name.as_str()].contains(&guess.as_str()) {
        return Some("This password is your own name or address. Choose one that nobody would try.");
    }
    is_common(&guess).then_some("This password is one of the first that anybody tries. Choose another.")
}

fn is_common(guess: &str) -> bool {
    let mut signs = guess.chars();
    let first = signs.next();
    signs.all(|sign| Some(sign) == first) || COMMON.contains(&guess)
}

/// Some two hundred of the commonest passwords of eight characters and more, in lower case.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "0123456789", "0987654321", "1029384756", "11223344", "1122334455", "112233445566", "12121212", "123123123",
    "12341234", "12344321", "1234512345", "123456123", "12345678", "123456789", "1234567890", "12345678910",
    "123456789a", "123456789q", "123456abc", "12345qwert", "1234qwer", "123654789", "123qweasd", "123qweasdzxc",
    "1357924680", "147258369", "159753456", "1q2w3e4r", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx", "1qaz2wsx3edc",
    "1qazxsw2", "741852963", "789456123", "87654321", "963852741", "987654321", "9876543210", "a1b2c3d4", "a1s2d3f4",
    "aa123456", "aa12345678", "abc12345", "abc123456", "abcd1234", "abcdefgh", "abcdefghi", "access14", "admin123",
    "admin1234", "admin12345", "administrator", "alexander", "asdasdasd", "asdf1234", "asdfasdf", "asdfghjk",
    "asdfghjkl", "babygirl", "barcelona", "baseball", "basketball", "butterfly", "changeme", "changeme123",
    "charlie1", "chocolate", "christian", "christopher", "computer", "consumer", "corvette", "cristina", "danielle",
    "december", "default1", "dragon123", "elephant", "elizabeth", "estrella", "family123", "favorite", "football",
    "football1", "forever1", "fuckyou1", "garfield", "gfhjkm123", "goodluck", "guitar123", "hallo123", "hello123",
    "hello1234", "hellokitty", "helloworld", "icecream", "iloveyou", "iloveyou1", "iloveyou2", "internet", "isabella",
    "jennifer", "jessica1", "jonathan", "jordan23", "letmein1", "letmein123", "liverpool", "liverpool1", "login123",
    "lovelove", "loveyou1", "master123", "maverick", "mercedes", "mewayz123", "michael1", "michelle", "midnight",
    "minecraft", "monkey123", "motdepasse", "mynoob123", "myspace1", "newyork1", "nicholas", "november", "november11",
    "opensesame", "p@55w0rd", "p@ssw0rd", "p@ssword", "pa55word", "pakistan", "parola123", "pass1234", "pass12345",
    "passw0rd", "password", "password!", "password0", "password1", "password1!", "password12", "password123",
    "password123!", "password1234", "password2", "password9", "passwort", "patricia", "pineapple", "pokemon1",
    "pokemon123", "princesa", "princess", "princess1", "q1w2e3r4", "q1w2e3r4t5", "q1w2e3r4t5y6", "qazwsx123",
    "qazwsxedc", "qwe123456", "qweasdzxc", "qwer1234", "qwerqwer", "qwert123", "qwert12345", "qwerty12", "qwerty123",
    "qwerty1234", "qwerty12345", "qwerty123456", "qwertyui", "qwertyuiop", "qwertyuiop123", "realmadrid", "rockyou1",
    "samantha", "samsung1", "sandra123", "secret123", "september", "servus123", "shadow123", "snickers", "spiderman",
    "starwars", "steelers", "summer123", "sunshine", "sunshine1", "superman", "superman1", "superstar", "swordfish",
    "tequiero", "test1234", "test12345", "testtest", "thomas123", "thunder1", "tinkerbell", "trustno1", "user1234",
    "valentina", "victoria", "welcome1", "welcome123", "welcome1234", "whatever", "whatever1", "william1", "wordpass",
    "yellow123", "zaq12wsx", "zaq1xsw2", "zxcvbnm1", "zxcvbnm123", "zxcvbnmm",
];

/// The one spelling in which a password is hashed: composed, so that two keyboards that write
/// the same signs write the same password. Nothing is trimmed and nothing cut off.
#[cfg(feature = "ssr")]
pub fn composed(password: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    password.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EMAIL: &str = "ada.lovelace@example.com";
    const NAME: &str = "Ada Lovelace";

    proptest! {
        #[test]
        fn any_signs_of_a_fair_length_will_do(password in "\\PC{20,128}") {
            let signs: std::collections::BTreeSet<char> = password.to_lowercase().chars().collect();
            prop_assume!(signs.len() > 1 && password.trim().len() > NAME.len() * 2);
            prop_assert_eq!(problem(&password, EMAIL, NAME), None);
        }

        #[test]
        fn signs_are_counted_and_not_bytes(length in 0usize..200) {
            let password: String = "äß".chars().cycle().take(length).collect();
            prop_assert_eq!(problem(&password, EMAIL, NAME).is_none(), (8..=128).contains(&length));
        }

        #[test]
        fn nothing_makes_it_panic(password in any::<String>(), email in any::<String>(), name in any::<String>()) {
            let _ = problem(&password, &email, &name);
        }
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
            EMAIL,
            "Ada.Lovelace",
            "ADA LOVELACE",
        ] {
            assert!(problem(obvious, EMAIL, NAME).is_some(), "{obvious}");
        }
    }

    #[test]
    fn no_rule_asks_for_kinds_of_signs() {
        for fine in
            ["correct horse battery staple", "zwei blaue schafe", "74019352", "пароль на семь", "🐙🌊🍋🚲🎈🧦🌵🪁"]
        {
            assert_eq!(problem(fine, EMAIL, NAME), None, "{fine}");
        }
    }

    #[test]
    fn the_common_ones_are_listed_as_they_are_compared() {
        assert!(COMMON.iter().all(|word| word.to_lowercase() == *word && word.chars().count() >= SHORTEST));
        assert!(COMMON.is_sorted());
    }
}
