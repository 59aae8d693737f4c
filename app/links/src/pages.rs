//! The console screens of this system.

pub mod builder;

mod add_button;
mod ask;
mod change;
mod desk;
mod link_form;
mod link_list;
mod link_row;
mod new_link;
mod page_form;
mod preview;
mod publish_bar;
mod view_switch;
