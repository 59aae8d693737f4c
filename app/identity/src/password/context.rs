//! The words that somebody who knows the person would try first.

/// We, as a guess.
const SITE: &str = "mewayz";
/// Shorter words are in too many others to mean anything.
const SHORTEST_WORD: usize = 3;

/// The person's name, the address with its parts, and our own name; in lower case, the longest
/// first.
pub fn words_of(email: &str, name: &str) -> Vec<String> {
    // More of a name or an address there is not.
    let cut = |text: &str| text.trim().chars().take(254).collect::<String>().to_lowercase();
    let (email, name) = (cut(email), cut(name));
    let (local, domain) = email.split_once('@').unwrap_or((email.as_str(), ""));
    let labels = domain.rsplit_once('.').map_or("", |(labels, _)| labels);
    let parts = |text: &str| text.split(|sign: char| !sign.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    let mut words: Vec<String> = [email.as_str(), local, domain, name.as_str(), SITE].map(str::to_owned).to_vec();
    words.extend([local, labels, &name].into_iter().flat_map(parts));
    words.retain(|word| word.chars().count() >= SHORTEST_WORD);
    words.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

/// Whether more than half of the password is such words.
pub fn is_mostly(password: &str, words: &[String]) -> bool {
    let lower = password.trim().to_lowercase();
    // A sign that no word has marks where one was, so that none is made of what remains.
    let rest = words.iter().fold(lower.clone(), |rest, word| rest.replace(word.as_str(), "\0"));
    let is_own = |sign: &char| !sign.is_alphanumeric();
    let all = lower.chars().filter(|sign| !is_own(sign)).count();
    let left = rest.chars().filter(|sign| !is_own(sign)).count();
    all > left && left * 2 < all
}

#[cfg(test)]
mod tests {
    use super::{is_mostly, words_of};

    #[test]
    fn a_person_is_known_by_the_parts_of_name_and_address() {
        let words = words_of("ada.b+news@mail.example.org", "Ada King");
        for word in ["ada.b+news@mail.example.org", "mail.example.org", "ada king", "news", "example", "king", "ada"] {
            assert!(words.iter().any(|known| known == word), "{word} in {words:?}");
        }
        assert!(!words.iter().any(|word| word == "b" || word == "org"), "{words:?}");
    }

    #[test]
    fn half_of_it_is_enough_to_tell() {
        let words = words_of("ada@example.org", "Ada");
        assert!(is_mostly("adaadax", &words));
        assert!(is_mostly("Example-99", &words));
        assert!(!is_mostly("ada on a bicycle", &words));
        assert!(!is_mostly("!!!!!!!!", &words));
    }
}
