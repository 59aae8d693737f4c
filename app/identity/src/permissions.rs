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
    door("/api/identity/openid/begin", Authority::Anyone, "return_to=%2Flinks"),
    door("/api/identity/openid/confirm", Authority::SignedIn, "return_to=%2Flinks"),
    door("/api/identity/openid/confirm_link", Authority::Confirmed, ""),
    door("/api/identity/openid/link", Authority::Confirmed, ""),
    door("/api/identity/openid/unlink", Authority::Confirmed, ""),
    door("/api/identity/sign_in_methods/list", Authority::SignedIn, ""),
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
    door("/api/identity/account/me", Authority::SignedIn, ""),
];
