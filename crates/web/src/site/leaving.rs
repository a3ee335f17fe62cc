//! The page that "Leave this site" opens: an ordinary page about clouds, which does not say whose it is.

use crate::assets;
use crate::desk::render;
use crate::say::Words;
use askama::Template;

#[derive(Template)]
#[template(path = "site/leave.html")]
struct Leave<'a> {
    w: Words<'a>,
    sheet: &'static str,
    icon: &'static str,
    clouds: [(&'static str, &'static str, &'static str); 4],
}

/// The page in the language of `w`.
pub fn page(w: Words<'_>) -> String {
    render(&Leave {
        w,
        sheet: assets::address("more.css"),
        icon: assets::address("blank.svg"),
        clouds: [
            ("Cirrus", "leave-high", "leave-cirrus"),
            ("Cumulus", "leave-middle", "leave-cumulus"),
            ("Stratus", "leave-low", "leave-stratus"),
            ("Nimbostratus", "leave-middle", "leave-nimbostratus"),
        ],
    })
}
