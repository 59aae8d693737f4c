//! A device with a passkey, as far as WebAuthn 3 asks for one: ES256, no attestation.

use super::{House, from, signed_in};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use identity::{
    arrival::Arrival,
    passkey::{begin::begin, register::register},
    second_factor::Added,
};
use kernel::{AppResult, Token};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 4;
const HAS_KEY: u8 = 64;

pub struct SoftPasskey {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    handle: String,
    /// How often it was used; grows by one with each answer.
    pub counter: u32,
    /// The page that it believes to be on.
    pub origin: String,
    /// The host that it answers for.
    pub host: String,
    /// Whether the finger was the right one.
    pub verified: bool,
}

impl SoftPasskey {
    /// Makes a passkey as it is asked to; gives its answer too.
    pub fn make(options: &str) -> (Self, String) {
        let options: Value = serde_json::from_str(options).unwrap();
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let id = digest(&SHA256, key.public_key().as_ref()).as_ref()[..16].to_vec();
        let options = &options["publicKey"];
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        let passkey = Self {
            key,
            id,
            handle: options["user"]["id"].as_str().unwrap().to_owned(),
            counter: 0,
            origin: "http://localhost:3000".to_owned(),
            host: options["rp"]["id"].as_str().unwrap().to_owned(),
            verified: true,
        };
        let credential = passkey.introduce(options["challenge"].as_str().unwrap());
        (passkey, credential)
    }

    fn introduce(&self, challenge: &str) -> String {
        let mut data = self.data(HAS_KEY);
        data.extend([0; 16]);
        data.extend((self.id.len() as u16).to_be_bytes());
        data.extend(&self.id);
        // A COSE key: kty EC2, alg ES256, crv P-256, x, y.
        let point = self.key.public_key().as_ref();
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..]);
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let response = json!({
            "attestationObject": BASE64.encode(object),
            "clientDataJSON": BASE64.encode(self.client_data("webauthn.create", challenge)),
        });
        self.wrapped(response)
    }

    /// Answers what the browser asks it.
    pub fn answer(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let challenge = options["publicKey"]["challenge"].as_str().unwrap();
        self.counter += 1;
        let (data, client_data) = (self.data(0), self.client_data("webauthn.get", challenge));
        let signed = [data.as_slice(), digest(&SHA256, client_data.as_bytes()).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        let response = json!({
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(client_data),
            "signature": BASE64.encode(signature.as_ref()),
            "userHandle": self.handle,
        });
        self.wrapped(response)
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let verified = if self.verified { USER_VERIFIED } else { 0 };
        let mut data = digest(&SHA256, self.host.as_bytes()).as_ref().to_vec();
        data.push(flags | USER_PRESENT | verified);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, challenge: &str) -> String {
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string()
    }

    fn wrapped(&self, response: Value) -> String {
        let id = BASE64.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} }).to_string()
    }
}

/// A browser that was asked for a passkey's answer.
pub fn asked(challenge: &Token) -> Arrival {
    Arrival { challenge: Some(challenge.clone()), ..from(1) }
}

impl House {
    /// Adds a passkey to the account of the session.
    pub async fn add_passkey(&self, session: &Token) -> (SoftPasskey, Added) {
        let active = self.session(session).await.unwrap();
        let asked = begin(self.platform(), &active.user).await.unwrap();
        let (passkey, credential) = SoftPasskey::make(&asked.options);
        let arrival = Arrival { challenge: Some(asked.token), ..signed_in(session) };
        let added = register(self.platform(), &arrival, &active, "Phone", &credential).await.unwrap();
        (passkey, added)
    }

    /// Signs in with the passkey alone.
    pub async fn sign_in_with(&self, passkey: &mut SoftPasskey) -> AppResult<Token> {
        let offered = identity::passkey::offer::offer(self.platform(), &from(1)).await?;
        let credential = passkey.answer(&offered.options);
        let opened = identity::passkey::sign_in::sign_in(self.platform(), &asked(&offered.token), &credential).await?;
        Ok(opened.session)
    }
}
