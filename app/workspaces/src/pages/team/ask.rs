//! The doors that change the team, behind one function whose code comes after the screen's own:
//! nobody changes anything before they have seen it.

use crate::{
    invitation::{
        cancel::cancel_invitation, change_role::change_invited_role, link::link_invitation, resend::resend_invitation,
        send::send_invitation, send_many::Row, send_many::send_invitations,
    },
    membership::{
        change_role::change_role, leave::leave_workspace, reinstate::reinstate_member, remove::remove_member,
        suspend::suspend_member,
    },
    role::RoleKey,
    transfer::{
        TransferId, accept::accept_transfer, ask::ask_transfer, cancel::cancel_transfer, decline::decline_transfer,
    },
};
use kernel::{AppResult, InvitationId, MemberId};
use leptos::prelude::*;

/// What is asked of the server.
#[derive(Clone)]
pub enum Request {
    ChangeRole(MemberId, RoleKey),
    Suspend(MemberId),
    Reinstate(MemberId),
    Remove(MemberId),
    Leave,
    Invite { list: String, many: bool, role: RoleKey, message: String },
    Resend(InvitationId),
    ChangeInvitedRole(InvitationId, RoleKey),
    Link(InvitationId),
    Cancel(InvitationId),
    AskTransfer { to: MemberId, step_down: bool },
    AcceptTransfer(TransferId),
    DeclineTransfer(TransferId),
    CancelTransfer(TransferId),
}

/// What it said.
#[derive(Clone)]
pub enum Answer {
    Done,
    Link(String),
    Rows(Vec<Row>),
}

#[lazy]
pub async fn ask(request: Request) -> AppResult<Answer> {
    match request {
        Request::ChangeRole(member, role) => change_role(member, role).await?,
        Request::Suspend(member) => suspend_member(member).await?,
        Request::Reinstate(member) => reinstate_member(member).await?,
        Request::Remove(member) => remove_member(member).await?,
        Request::Leave => leave_workspace().await?,
        Request::Invite { list, many: true, role, message } => {
            return send_invitations(list, role, message).await.map(Answer::Rows);
        }
        Request::Invite { list, many: false, role, message } => {
            send_invitation(list.clone(), role, message).await?;
            return Ok(Answer::Rows(vec![Row { typed: list, sent: true, words: String::new() }]));
        }
        Request::Resend(invitation) => resend_invitation(invitation).await?,
        Request::ChangeInvitedRole(invitation, role) => change_invited_role(invitation, role).await?,
        Request::Link(invitation) => return link_invitation(invitation).await.map(Answer::Link),
        Request::Cancel(invitation) => cancel_invitation(invitation).await?,
        Request::AskTransfer { to, step_down } => drop(ask_transfer(to, step_down).await?),
        Request::AcceptTransfer(transfer) => accept_transfer(transfer).await?,
        Request::DeclineTransfer(transfer) => decline_transfer(transfer).await?,
        Request::CancelTransfer(transfer) => cancel_transfer(transfer).await?,
    }
    Ok(Answer::Done)
}

/// Fetches the code of [`ask`] now, so that the first change does not wait for it.
pub fn be_ready() {
    let _ = lazy_preload!(ask);
}
