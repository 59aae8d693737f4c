//! What a recovery code looks like: ten signs of 32, none of which looks like another.

use super::{COUNT, FreshCodes};
use kernel::Platform;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SIGNS: usize = 10;

pub fn generate(platform: &Platform) -> FreshCodes {
    FreshCodes((0..COUNT).map(|_| one(platform.random::<SIGNS>())).collect())
}

fn one(random: [u8; SIGNS]) -> String {
    let signs: String = random.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect();
    let (first, second) = signs.split_at(SIGNS / 2);
    format!("{first}-{second}")
}

/// The code as typed, in the one spelling that is hashed: without spaces and dashes, and with the
/// letters that were taken for digits put right. Nothing for what is not of its shape.
pub fn read(typed: &str) -> Option<String> {
    let signs = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').take(SIGNS + 1);
    let spelled: String = signs.map(|sign| meant(sign.to_ascii_lowercase())).collect();
    let is_shaped = spelled.len() == SIGNS && spelled.bytes().all(|byte| ALPHABET.contains(&byte));
    is_shaped.then_some(spelled)
}

fn meant(sign: char) -> char {
    match sign {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_two_groups_of_five() {
        let code = one([0, 31, 255, 32, 10, 1, 2, 3, 4, 5]);
        assert_eq!(code, "0zz0a-12345");
        assert_eq!(read(&code).as_deref(), Some("0zz0a12345"));
    }

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        for typed in ["0zz0a-12345", " OZZOA 12345\n", "0zz0al2345", "0ZZ0A-I2345"] {
            assert_eq!(read(typed).as_deref(), Some("0zz0a12345"), "{typed:?}");
        }
    }

    #[test]
    fn what_has_another_shape_is_no_recovery_code() {
        for typed in ["", "123456", "0zz0a-1234", "0zz0a-123456", "0zz0a-1234u", "{\"$ne\":\"\"}"] {
            assert_eq!(read(typed), None, "{typed:?}");
        }
    }
}
