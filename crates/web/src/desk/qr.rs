//! A text as a QR code: a drawing of squares, dark on white in either theme, without any style of its own.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Modules of quiet around the code (ISO/IEC 18004).
const QUIET: usize = 4;

/// A code as `desk/qr.html` draws it.
pub struct Qr {
    /// Width and height with the quiet around it, in modules.
    pub size: usize,
    /// Path of the dark modules.
    pub dark: String,
    /// What it says to who does not see it.
    pub label: String,
}

/// The code of a text; none for one that is too long (2,331 bytes).
pub fn code(text: &str, label: String) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut dark = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            write!(dark, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET).expect("a String takes any text");
        }
    }
    Some(Qr { size: width + 2 * QUIET, dark, label })
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_code_is_squares_with_room_around() {
        let drawn = code("otpauth://totp/One:Maya?secret=ABC", String::new()).unwrap();
        let dark = |x: usize, y: usize| drawn.dark.contains(&format!("M{x} {y}h1v1h-1z"));
        // The finder in the corner: seven dark modules, a light ring, a dark heart.
        assert!((4..11).all(|x| dark(x, 4)) && !dark(11, 4) && !dark(5, 5) && dark(6, 6));
        assert!((0..drawn.size).all(|at| (0..4).all(|quiet| !dark(at, quiet) && !dark(quiet, at))));
        assert!(code(&"x".repeat(4000), String::new()).is_none());
    }
}
