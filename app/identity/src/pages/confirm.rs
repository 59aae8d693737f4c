//! The dialog that asks who one is, before a weighty act.

use super::{account::issuer::leave, browser_passkey};
use crate::{
    openid::confirm::confirm_openid,
    passkey::challenge::challenge_passkey,
    session::{Ways, confirm::confirm_session, ways::ways_to_confirm},
    sign_in_methods::list::list_sign_in_methods,
};
use kernel::{AppError, AppResult, Asked};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use ui::{
    Bone, Button, ButtonKind, Faces, Glyph, Notice, Skeleton, TextField, Tone, fault_of_field, focus_first_error,
    use_step_up,
};

/// Password, code or passkey: what the person has. Runs on with what was wanted once it is right.
#[component]
pub fn ConfirmForm() -> impl IntoView {
    let ways = Asked::new(ways_to_confirm);
    view! {
        <p class="hint">"What you are about to do matters, so show once more that it is you."</p>
        <Faces from=ways skeleton=|| view! { <Skeleton bones=[Bone::Line, Bone::Block]/> } let:ways>
            <WaysList ways/>
        </Faces>
    }
    .into_any()
}

/// The dialog's state.
#[derive(Clone, Copy)]
struct Proof {
    password: RwSignal<String>,
    code: RwSignal<String>,
    error: RwSignal<Option<AppError>>,
    busy: RwSignal<bool>,
}

impl Proof {
    fn new() -> Self {
        Self {
            password: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn problem(self, field: &'static str) -> Signal<Option<String>> {
        fault_of_field(self.error, field)
    }

    /// What belongs to no field.
    fn trouble(self) -> Option<String> {
        let error = self.error.get()?;
        let of_a_field = ["password", "code"].into_iter().any(|field| error.of_field(field).is_some());
        (!of_a_field).then(|| error.to_string())
    }

    fn send(self, answer: impl Future<Output = AppResult<()>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let step_up = use_step_up();
        spawn_local(async move {
            let answer = answer.await;
            // The dialog may be closed by now.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => step_up.done(),
                Err(error) => {
                    self.error.set(Some(error));
                    focus_first_error();
                }
            }
        });
    }
}

impl Proof {
    /// Leaves for where the answer leads.
    fn leave_for(self, answer: impl Future<Output = AppResult<String>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(path) => leave(&path),
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}

async fn by_passkey() -> AppResult<()> {
    let credential = browser_passkey::get(&challenge_passkey().await?).await?;
    confirm_session(String::new(), String::new(), credential).await
}

#[component]
fn WaysList(ways: Ways) -> impl IntoView {
    let proof = Proof::new();
    let is_quiet = ways.passkey;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (password, code) = (proof.password.get_untracked(), proof.code.get_untracked());
        proof.send(async move { confirm_session(password, code, String::new()).await });
    };
    view! {
        <div class="ways">
            {move || proof.trouble().map(|words| view! { <Notice tone=Tone::Bad>{words}</Notice> })}
            {ways.passkey.then(|| view! {
                <Button kind=ButtonKind::Primary wide=true icon=Glyph::Lock busy=proof.busy on_press=move |()| proof.send(by_passkey())>
                    "Use your passkey"
                </Button>
            })}
            {(ways.password || ways.has_second_factor()).then(|| view! {
                <form on:submit=submit novalidate>
                    {fields(ways, proof)}
                    <Button
                        kind=if is_quiet { ButtonKind::Quiet } else { ButtonKind::Primary }
                        submit=true
                        wide=true
                        busy=proof.busy
                    >
                        "Confirm"
                    </Button>
                </form>
            })}
            {(ways == Ways::default()).then(|| view! { <ByIssuer proof/> })}
        </div>
    }
    .into_any()
}

/// Who has nothing to show here shows it where they sign in, and does afterwards what they wanted to.
#[component]
fn ByIssuer(proof: Proof) -> impl IntoView {
    let methods = Asked::new(list_sign_in_methods);
    let go = move |()| proof.leave_for(async move { Ok(confirm_openid(here()).await?.path) });
    view! {
        <Faces from=methods skeleton=|| view! { <Skeleton bones=[Bone::Block]/> } let:known>
            {known.openid.filter(|method| method.linked.is_some()).map(|method| view! {
                <p class="hint">"You come back to this page, and do it once more."</p>
                <Button kind=ButtonKind::Primary wide=true busy=proof.busy on_press=go>
                    {format!("Continue with {}", method.label)}
                </Button>
            })}
        </Faces>
    }
    .into_any()
}

/// The path of the screen that the dialog stands on.
fn here() -> String {
    let place = window().location();
    place.pathname().unwrap_or_default() + &place.search().unwrap_or_default()
}

/// The password where there is one; else a code, of the app or of the paper.
fn fields(ways: Ways, proof: Proof) -> AnyView {
    if ways.password {
        view! {
            <TextField
                label="Password"
                name="password"
                id="confirm-password"
                input_type="password"
                autocomplete="current-password"
                value=proof.password
                error=proof.problem("password")
                autofocus=!ways.passkey
            />
        }
        .into_any()
    } else {
        view! {
            <TextField
                label="Code"
                name="code"
                id="confirm-code"
                autocomplete="one-time-code"
                value=proof.code
                error=proof.problem("code")
                help="From your authenticator app, or a recovery code."
            />
        }
        .into_any()
    }
}
