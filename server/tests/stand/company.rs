//! A workspace with its owner, a page with two links, and whoever is taken on.

use super::{Stand, ask::Ask, person::Person};
use axum::http::Method;
use identity::{
    passkey::{PasskeyId, record::StoredPasskey},
    trusted_device::record::TrustedDevice,
};
use kernel::{InvitationId, MemberId, Role, RoleId, Token, WorkspaceId, email::EmailAddress, transaction};
use links::page::LinkPage;
use workspaces::{
    invitation::Invitation,
    membership::{self, Membership},
    slug::Slug,
    transfer::{Transfer, TransferId},
    workspace::create::{Draft, found},
};

/// As the library writes one, of a device that is gone.
const CREDENTIAL: &str = r#"{"cred":{"cred_id":"flLTXaE4mUrnAGaQTk0DOg","cred":{"type_":"ES256","key":{"EC_EC2":{"curve":"SECP256R1","x":"CKon1HnH4OhY_dGCkoYrjHi0b4zobkrQwBTRLpW64F4","y":"IU_drEcj7IPPowsFH8KZc7pITE1-RhBlnZ5b_f-2Rug"}}},"counter":0,"transports":null,"user_verified":true,"backup_eligible":false,"backup_state":false,"registration_policy":"required","extensions":{"cred_protect":"Ignored","hmac_create_secret":"NotRequested","appid":"NotRequested","cred_props":"Ignored"},"attestation":{"data":"None","metadata":"None"},"attestation_format":"none"}}"#;

pub struct Company {
    pub workspace: WorkspaceId,
    pub slug: String,
    pub owner: Person,
    /// The ids of two links.
    pub links: [String; 2],
    /// The ids of the owner's passkey and remembered browser.
    pub passkey: String,
    pub trusted_device: String,
    /// A colleague's.
    pub member: MemberId,
    /// One that nobody has.
    pub role: RoleId,
    /// One that is open.
    pub invitation: InvitationId,
    /// One that waits for the owner.
    pub transfer: TransferId,
}

impl Company {
    pub async fn found(stand: &Stand, name: &str) -> Self {
        Self::found_at(stand, name, name).await
    }

    /// With an address that is not its name.
    pub async fn found_at(stand: &Stand, name: &str, slug: &str) -> Self {
        let owner = Person::register(stand, &format!("{name}-owner")).await;
        let draft = Draft { name: name.to_owned(), slug: Slug::read(slug).unwrap(), time_zone: "UTC".to_owned() };
        let workspace = found(stand.platform(), &owner.user, draft).await.unwrap().id;
        enter(stand, &owner, &workspace).await;
        let links = [add_link(stand, &owner, "Shop").await, add_link(stand, &owner, "Studio").await];
        let (passkey, trusted_device) = (give_passkey(stand, &owner).await, remembered(stand, &owner).await);
        let colleague = Person::register(stand, &format!("{name}-colleague")).await;
        let member = add_member(stand, &workspace, &colleague, Role::Editor).await;
        let made =
            Ask::call(&Method::POST, "/api/workspaces/role/create", "name=Assistant&grants=links.view").by(&owner);
        let role = stand.send(made).await.json();
        let invitation = add_invitation(stand, &workspace, &owner).await;
        let transfer = add_transfer(stand, &workspace, &owner, &member).await;
        Self {
            workspace,
            slug: slug.to_owned(),
            owner,
            links,
            passkey,
            trusted_device,
            member,
            role,
            invitation,
            transfer,
        }
    }

    /// A new member.
    pub async fn take_on(&self, stand: &Stand, role: Role) -> Person {
        self.take_on_as(stand, &format!("new-{role:?}").to_lowercase(), role).await
    }

    /// As [`Self::take_on`], by a name of their own.
    pub async fn take_on_as(&self, stand: &Stand, name: &str, role: Role) -> Person {
        let person = Person::register(stand, &format!("{}-{name}", self.slug)).await;
        add_member(stand, &self.workspace, &person, role).await;
        enter(stand, &person, &self.workspace).await;
        person
    }

    /// The id that a door of the team knows by this name.
    pub fn id_of_team(&self, name: &str) -> String {
        match name {
            "member" => self.member.to_string(),
            "id" | "as_role" => self.role.to_string(),
            "invitation" => self.invitation.to_string(),
            "transfer" => self.transfer.to_string(),
            other => panic!("say in company.rs which id `{other}` is"),
        }
    }

    pub async fn publish(&self, stand: &Stand) {
        let answer = stand.send(Ask::call(&Method::POST, "/api/links/page/publish", "").by(&self.owner)).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }

    /// Where visitors find it.
    pub fn address(&self) -> String {
        format!("/@{}", self.slug)
    }
}

async fn add_member(stand: &Stand, workspace: &WorkspaceId, person: &Person, role: Role) -> MemberId {
    let membership = Membership::new(stand.platform(), workspace, &person.user, role);
    transaction::run(stand.platform().database(), |tx| {
        let (platform, membership) = (stand.platform().clone(), membership.clone());
        Box::pin(async move { membership::store::insert(tx, &platform, &membership).await })
    })
    .await
    .unwrap();
    membership.id
}

async fn add_invitation(stand: &Stand, workspace: &WorkspaceId, by: &Person) -> InvitationId {
    let (platform, token) = (stand.platform(), Token::generate(stand.platform()));
    let wish = (EmailAddress::parse("guest@example.com").unwrap(), Role::Editor.into(), String::new());
    let invitation = Invitation::new(platform, workspace, &by.user, wish, &token);
    platform.platform_db().of::<Invitation>().insert(&invitation).await.unwrap();
    invitation.id
}

async fn add_transfer(stand: &Stand, workspace: &WorkspaceId, owner: &Person, member: &MemberId) -> TransferId {
    let transfer = Transfer::new(stand.platform(), workspace, &owner.user, (member, &owner.user));
    stand.platform().platform_db().of::<Transfer>().insert(&transfer).await.unwrap();
    transfer.id
}

async fn enter(stand: &Stand, person: &Person, workspace: &WorkspaceId) {
    let sessions = &stand.platform().ports().sessions;
    sessions.enter_workspace(stand.platform(), &person.session, workspace).await.unwrap();
}

/// The id of the new link.
pub async fn add_link(stand: &Stand, by: &Person, title: &str) -> String {
    let fields = format!("title={title}&target=https%3A%2F%2Fexample.com%2F{title}");
    let answer = stand.send(Ask::call(&Method::POST, "/api/links/link/add", &fields).by(by)).await;
    let page: LinkPage = answer.json();
    page.links.last().unwrap().id.to_string()
}

/// The id of a passkey that answers nothing: it is there to be renamed and removed.
async fn give_passkey(stand: &Stand, owner: &Person) -> String {
    let (platform, now) = (stand.platform(), stand.platform().now());
    let id = PasskeyId::generate(now, platform.random());
    let passkey = StoredPasskey {
        id: id.clone(),
        user_id: owner.user.clone(),
        credential_id: hex::encode(platform.random::<16>()),
        credential: CREDENTIAL.to_owned(),
        counter: 0,
        name: "Phone".to_owned(),
        created_at: now,
        last_used_at: None,
    };
    platform.platform_db().of::<StoredPasskey>().insert(&passkey).await.unwrap();
    id.to_string()
}

async fn remembered(stand: &Stand, owner: &Person) -> String {
    let token = Token::parse(&owner.device).unwrap();
    let devices = stand.platform().platform_db().of::<TrustedDevice>().get(&token.hash()).await;
    devices.unwrap().expect("the owner's browser").id.to_string()
}
