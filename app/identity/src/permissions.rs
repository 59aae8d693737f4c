//! Who may use identity's doors.

use kernel::{Authority, Door};

const fn door(path: &'static str, authority: Authority, sample: &'static str) -> Door {
    Door { path, authority, ids: &[], sample }
}

const LINK: &str = "token=0000000000000000000000000000000000000000000000000000000000000000";
const RESET: &str =
    "token=0000000000000000000000000000000000000000000000000000000000000000&password=a%20long%20enough%20one";

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
    door("/api/identity/sessions/end_others", Authority::SignedIn, ""),
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
    door("/api/identity/account/overview", Authority::SignedIn, ""),
    door("/api/identity/profile/save", Authority::SignedIn, "name=Ada&language=en-GB&time_zone=Europe%2FLisbon"),
    door(
        "/api/identity/passwords/judge",
        Authority::Anyone,
        "password=a%20long%20enough%20one&email=ada%40example.com&name=Ada",
    ),
    door("/api/identity/passwords/change", Authority::Confirmed, "password=another%20long%20enough%20one"),
    door("/api/identity/password_resets/request", Authority::Anyone, "email=ada%40example.com"),
    door("/api/identity/password_resets/complete", Authority::Anyone, RESET),
    door("/api/identity/email_changes/request", Authority::Confirmed, "email=ada.new%40example.com"),
    // Whose link it is not, or no longer, hears of a field that is wrong: nothing is said of links.
    door("/api/identity/email_changes/confirm", Authority::SignedIn, LINK),
    door("/api/identity/email_changes/cancel", Authority::Anyone, LINK),
    door("/api/identity/email_changes/withdraw", Authority::SignedIn, ""),
    door("/api/identity/exports/request", Authority::Confirmed, ""),
    door("/api/identity/deletions/plan", Authority::SignedIn, ""),
    Door {
        path: "/api/identity/deletions/request",
        authority: Authority::Confirmed,
        ids: &["workspaces[0]"],
        sample: "workspaces[0]=wsp_00000000000000000000000000",
    },
    // Whoever is leaving has a session that opens this alone.
    door("/api/identity/deletions/keep", Authority::Anyone, ""),
];
