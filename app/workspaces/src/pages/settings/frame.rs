use leptos::prelude::*;
use ui::{Crumb, Glyph, Icon};

/// A part of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// `/settings`: the list of them; beside it, where there is room, the first one.
    All,
    General,
    Address,
    Branding,
    Security,
    Activity,
    Danger,
}

/// In the order of the list.
const SECTIONS: [(Section, Glyph, &str); 6] = [
    (Section::General, Glyph::Settings, "Name, language, time and money"),
    (Section::Address, Glyph::Link, "Where people find this workspace"),
    (Section::Branding, Glyph::Eye, "The colours of its public pages"),
    (Section::Security, Glyph::Lock, "Who gets in, and how"),
    (Section::Activity, Glyph::Clock, "Who did what, and when"),
    (Section::Danger, Glyph::Alert, "Delete this workspace"),
];

impl Section {
    pub fn at(path: &str) -> Self {
        let named = SECTIONS.into_iter().map(|(section, ..)| section).find(|section| section.path() == path);
        named.unwrap_or(Self::All)
    }

    pub const fn path(self) -> &'static str {
        match self {
            Self::All => "/settings",
            Self::General => "/settings/general",
            Self::Address => "/settings/address",
            Self::Branding => "/settings/branding",
            Self::Security => "/settings/security",
            Self::Activity => "/settings/activity",
            Self::Danger => "/settings/danger",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::All => "Settings",
            Self::General => "General",
            Self::Address => "Address",
            Self::Branding => "Colours",
            Self::Security => "Security",
            Self::Activity => "Activity",
            Self::Danger => "Danger zone",
        }
    }

    pub const fn text(self) -> &'static str {
        match self {
            Self::All | Self::General => "What this workspace is called, and how it counts time and money.",
            Self::Address => "Where people find this workspace.",
            Self::Branding => "What its public pages look like.",
            Self::Security => "How members prove who they are.",
            Self::Activity => "Who did what to which record, and when.",
            Self::Danger => "What can't be done by accident.",
        }
    }

    pub fn crumbs(self) -> Vec<Crumb> {
        if self == Self::All { Vec::new() } else { vec![Crumb::new("Settings", "/settings")] }
    }
}

/// The list of sections beside the one that is open. On a phone the list is a screen of its own.
#[component]
pub fn SettingsFrame(section: Section, children: Children) -> impl IntoView {
    let shown = if section == Section::All { Section::General } else { section };
    let rows = SECTIONS.map(|(other, icon, text)| {
        view! {
            <a class="settings-row" href=other.path() aria-current=(other == shown).then_some("page")>
                <Icon name=icon/>
                <span class="settings-row-text">
                    <b>{other.title()}</b>
                    <small>{text}</small>
                </span>
                <Icon name=Glyph::ChevronRight small=true directional=true/>
            </a>
        }
    });
    view! {
        <div class=if section == Section::All { "settings-frame all" } else { "settings-frame" }>
            <nav class="settings-nav" aria-label="Settings">{rows.collect_view()}</nav>
            <div class="settings-panel">{children()}</div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_is_found_by_its_path() {
        for (section, ..) in SECTIONS {
            assert_eq!(Section::at(section.path()), section);
        }
        assert_eq!(Section::at("/settings"), Section::All);
        assert_eq!(Section::at("/settings/nothing"), Section::All);
    }
}
