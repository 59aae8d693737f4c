//! Who we are to a passkey: the host and the origin that people reach us at.

use kernel::{AppError, AppResult, Platform, UserId};
use url::Url;
use uuid::Uuid;
use webauthn_rs::{Webauthn, WebauthnBuilder};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An answer that was made for another host or origin is refused by it.
pub fn relying_party(platform: &Platform) -> AppResult<Webauthn> {
    let origin = Url::parse(platform.public_url()).map_err(AppError::internal)?;
    let host = origin.host_str().ok_or_else(|| AppError::internal("PUBLIC_URL names no host"))?.to_owned();
    let builder = WebauthnBuilder::new(&host, &origin).map_err(AppError::internal)?;
    builder.rp_name("Mewayz").build().map_err(AppError::internal)
}

/// The user as passkeys know them: the 128 bits of the id (WebAuthn 3, 14.6.1: nothing personal).
pub fn handle(user: &UserId) -> Uuid {
    let signs = user.as_str().bytes().skip_while(|sign| *sign != b'_').skip(1);
    let bits = signs.fold(0_u128, |bits, sign| {
        let place = ALPHABET.iter().position(|known| *known == sign).unwrap_or_default();
        (bits << 5) | place as u128
    });
    Uuid::from_u128(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Timestamp;

    #[test]
    fn every_user_has_a_handle_of_their_own() {
        let one = UserId::generate(Timestamp::from_millis(1), [0; 10]);
        assert_eq!(handle(&one).as_u128(), 1 << 80);
        let random = [1, 2, 3, 4, 5, 6, 7, 8, 9, 255];
        let other = UserId::generate(Timestamp::from_millis(0xffff_ffff_ffff), random);
        assert_eq!(handle(&other).as_bytes()[..6], [255; 6]);
        assert_eq!(handle(&other).as_bytes()[6..], random);
    }
}
