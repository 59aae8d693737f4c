//! The secret and the codes made of it: RFC 6238 with SHA-1, 30 s and six digits, which every app
//! understands.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{Platform, Timestamp};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// As long as the hash (RFC 4226, 4: 160 bits are recommended).
const BYTES: usize = 20;
const STEP_MILLIS: i64 = 30_000;
/// How many steps a clock may be off, either way (RFC 6238, 5.2).
const DRIFT: i64 = 1;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Not `Debug`, so that it is in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; BYTES]);

impl Secret {
    pub fn generate(platform: &Platform) -> Self {
        Self(platform.random())
    }

    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// In base 32 (RFC 4648, 6): 32 signs, none of them to be filled up.
    pub fn base32(&self) -> String {
        let signs = self.0.chunks_exact(5).flat_map(|chunk| {
            let wide = chunk.iter().fold(0_u64, |wide, byte| (wide << 8) | u64::from(*byte));
            (0..8).rev().map(move |place| char::from(ALPHABET[((wide >> (place * 5)) & 31) as usize]))
        });
        signs.collect()
    }

    /// In groups of four, to be typed.
    pub fn groups(&self) -> String {
        let text = self.base32();
        let groups: Vec<&str> = (0..text.len()).step_by(4).filter_map(|at| text.get(at..at + 4)).collect();
        groups.join(" ")
    }

    /// What an app reads from the QR code
    /// (<https://github.com/google/google-authenticator/wiki/Key-Uri-Format>).
    pub fn uri(&self, account: &str) -> String {
        let account: String = form_urlencoded::byte_serialize(account.as_bytes()).collect();
        let secret = self.base32();
        format!("otpauth://totp/Mewayz:{account}?secret={secret}&issuer=Mewayz&algorithm=SHA1&digits=6&period=30")
    }

    /// The six digits of a step (RFC 4226, 5.3).
    pub fn code(&self, step: i64) -> String {
        // The length of an HMAC key can't be wrong.
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let at = usize::from(digest[digest.len() - 1] & 15);
        let word = digest[at..at + 4].iter().fold(0_u32, |word, byte| (word << 8) | u32::from(*byte));
        format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
    }

    /// The step, around now and later than `after`, whose code this is.
    pub fn step_of(&self, code: &str, now: Timestamp, after: i64) -> Option<i64> {
        let today = step(now);
        let steps = (today - DRIFT..=today + DRIFT).filter(|step| *step > after);
        let mut matching = steps.filter(|step| bool::from(self.code(*step).as_bytes().ct_eq(code.as_bytes())));
        matching.next()
    }
}

/// The number of the half minute.
pub fn step(now: Timestamp) -> i64 {
    now.millis().div_euclid(STEP_MILLIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_the_rfc() -> Secret {
        Secret(*b"12345678901234567890")
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_rfc() {
        let seconds = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000];
        let codes = seconds.map(|second| of_the_rfc().code(step(Timestamp::from_millis(second * 1_000))));
        assert_eq!(codes, ["287082", "081804", "050471", "005924", "279037", "353130"]);
    }

    #[test]
    fn a_clock_may_be_off_by_one_step_and_no_more() {
        let (secret, now) = (of_the_rfc(), Timestamp::from_millis(1_767_603_600_000));
        let today = step(now);
        let accepted: Vec<i64> =
            (-3..=3).filter(|off| secret.step_of(&secret.code(today + off), now, 0).is_some()).collect();
        assert_eq!(accepted, [-1, 0, 1]);
    }

    #[test]
    fn a_step_that_was_used_and_all_before_it_are_over() {
        let (secret, now) = (of_the_rfc(), Timestamp::from_millis(1_767_603_600_000));
        let today = step(now);
        assert_eq!(secret.step_of(&secret.code(today), now, today), None);
        assert_eq!(secret.step_of(&secret.code(today - 1), now, today), None);
        assert_eq!(secret.step_of(&secret.code(today + 1), now, today), Some(today + 1));
    }

    #[test]
    fn a_secret_is_written_in_base_32_in_groups_of_four() {
        assert_eq!(of_the_rfc().base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(of_the_rfc().groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn an_address_does_not_change_what_the_uri_says() {
        let uri = of_the_rfc().uri("a&secret=x?@b.co");
        assert!(uri.starts_with("otpauth://totp/Mewayz:a%26secret%3Dx%3F%40b.co?secret=GEZD"), "{uri}");
    }
}
