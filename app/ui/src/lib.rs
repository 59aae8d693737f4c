//! The design system. Components take values and callbacks: none of them knows a business noun or a server.
//!
//! The first HTML of a component is the same on the server and in the browser, and carries neither `style`
//! attributes nor inline handlers: the content security policy would refuse them.

mod avatar;
mod badge;
mod button;
mod card;
mod copy;
mod dialog;
mod empty;
mod error_state;
mod faces;
mod fault;
mod field;
mod field_choice;
mod focus;
mod gallery;
mod gallery_fields;
mod gallery_lists;
mod gallery_overlays;
mod icon;
mod menu;
mod notice;
mod online;
mod page_header;
mod palette;
mod relative_time;
mod reorder;
mod reorder_drag;
mod reorder_hand;
mod sheet_grip;
mod skeleton;
mod table;
mod tabs;
mod theme;
mod toast;
mod waiting;

pub use avatar::{Avatar, AvatarSize, initials};
pub use badge::{Badge, Tone};
pub use button::{Button, ButtonKind, ButtonLink, IconButton, IconLink};
pub use card::Card;
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use empty::EmptyState;
pub use error_state::ErrorState;
pub use faces::Faces;
pub use fault::Fault;
pub use field::{TextArea, TextField};
pub use field_choice::{Select, Toggle};
pub use focus::{focus_first_error, focus_unless_typing};
pub use gallery::Gallery;
pub use icon::{Glyph, Icon, IconInline, IconSprite};
pub use menu::{Menu, MenuItem};
pub use notice::Notice;
pub use online::use_online;
pub use page_header::{Crumb, PageHeader};
pub use palette::{Command, Finder, Palette};
pub use relative_time::RelativeTime;
pub use reorder::{Mover, Reorder};
pub use skeleton::{Bone, Skeleton};
pub use table::{Cell, Column, Sort, Table};
pub use tabs::Tabs;
pub use theme::{Theme, ThemeSwitch};
pub use toast::{ToastList, ToastStack, Toasts, provide_toasts, use_toasts};
pub use waiting::{Waiting, late};
