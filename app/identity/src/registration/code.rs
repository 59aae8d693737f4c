//! The six digits that are mailed.

use kernel::Platform;

const DIGITS: usize = 6;

/// A code, with its leading zeros.
pub fn generate(platform: &Platform) -> String {
    let number = u64::from_be_bytes(platform.random()) % 10_u64.pow(DIGITS as u32);
    format!("{number:0DIGITS$}")
}

/// The code as typed or pasted, without the spaces and dashes that people put in.
pub fn read(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').take(DIGITS + 1).collect();
    (code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_code_is_read_however_it_was_pasted() {
        for typed in ["012345", " 012 345 ", "012-345", "0 1 2 3 4 5\n"] {
            assert_eq!(read(typed).as_deref(), Some("012345"), "{typed:?}");
        }
    }

    #[test]
    fn what_is_not_six_digits_is_no_code() {
        for typed in ["", "12345", "1234567", "12345a", "１２３４５６", "{\"$ne\":1}"] {
            assert_eq!(read(typed), None, "{typed:?}");
        }
    }
}
