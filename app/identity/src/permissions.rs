//! Who may use identity's doors.

use kernel::{Authority, Door};

const fn door(path: &'static str, authority: Authority, sample: &'static str) -> Door {
    Door { path, authority, ids: &[], sample }
}

pub const DOORS: &[Door] = &[
    door(
        "/api/identity/registrations/begin",
        Authority::Anyone,
        "name=Ada&email=ada%40example.com&password=a%20long%20enough%20one&return_to=%2Flinks",
    ),
    door("/api/identity/registrations/confirm", Authority::Anyone, "code=123456"),
    door("/api/identity/registrations/resend", Authority::Anyone, ""),
    door(
        "/api/identity/sessions/sign_in",
        Authority::Anyone,
        "email=ada%40example.com&password=a%20long%20enough%20one&return_to=%2Flinks",
    ),
    // Whoever has no session is signed out already: the same answer, and the cookie goes.
    door("/api/identity/sessions/sign_out", Authority::Anyone, ""),
    door("/api/identity/sessions/sign_out_everywhere", Authority::SignedIn, ""),
    door("/api/identity/sessions/list", Authority::SignedIn, ""),
    Door {
        path: "/api/identity/sessions/end",
        authority: Authority::SignedIn,
        ids: &["id"],
        sample: "id=ses_00000000000000000000000000",
    },
    door("/api/identity/sessions/confirm", Authority::SignedIn, "password=not%20the%20right%20one"),
    door("/api/identity/sessions/ways", Authority::SignedIn, ""),
    // The cookie of a right password is what they ask for.
    door("/api/identity/second_step/verify", Authority::Anyone, "code=123456&remember=on&return_to=%2Flinks"),
    door("/api/identity/second_step/challenge", Authority::Anyone, ""),
    Door {
        path: "/api/identity/trusted_devices/forget",
        authority: Authority::SignedIn,
        ids: &["id"],
        sample: "id=dev_00000000000000000000000000",
    },
    door("/api/identity/totp/enrol", Authority::Confirmed, ""),
    door("/api/identity/totp/confirm", Authority::Confirmed, "code=123456"),
    door("/api/identity/totp/remove", Authority::Confirmed, ""),
    door("/api/identity/recovery/regenerate", Authority::Confirmed, ""),
    door("/api/identity/passkeys/offer", Authority::Anyone, ""),
    door("/api/identity/passkeys/sign_in", Authority::Anyone, "credential=%7B%7D&return_to=%2Flinks"),
    door("/api/identity/passkeys/challenge", Authority::SignedIn, ""),
    door("/api/identity/passkeys/begin", Authority::Confirmed, ""),
    door("/api/identity/passkeys/register", Authority::Confirmed, "name=Phone&credential=%7B%7D"),
    Door {
        path: "/api/identity/passkeys/rename",
        authority: Authority::SignedIn,
        ids: &["id"],
        sample: "id=psk_00000000000000000000000000&name=Phone",
    },
    Door {
        path: "/api/identity/passkeys/remove",
        authority: Authority::Confirmed,
        ids: &["id"],
        sample: "id=psk_00000000000000000000000000",
    },
    door("/api/identity/account/security", Authority::SignedIn, ""),
    door("/api/identity/account/me", Authority::SignedIn, ""),
];
