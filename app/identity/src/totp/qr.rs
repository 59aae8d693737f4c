use super::QrDrawing;
use kernel::{AppError, AppResult};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

const QUIET: usize = 4;

/// Draws `text` as one path: a stroke for each row of dark squares that touch.
pub fn draw(text: &str) -> AppResult<QrDrawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(AppError::internal)?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                // Writing to memory does not fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len());
            }
            x += run.len();
        }
    }
    let size = u32::try_from(width + 2 * QUIET).map_err(AppError::internal)?;
    Ok(QrDrawing { size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_square_is_drawn_once_and_within_the_quiet_zone() {
        let text = "otpauth://totp/Mewayz:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mewayz";
        let drawing = draw(text).unwrap();
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        let mut drawn = 0;
        for stroke in drawing.path.split('z').filter(|stroke| !stroke.is_empty()) {
            let (from, run) = stroke.trim_start_matches('M').split_once('h').unwrap();
            let (x, y) = from.split_once(' ').unwrap();
            let run: usize = run.split('v').next().unwrap().parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            assert!(x >= QUIET && y >= QUIET && x + run + QUIET <= drawing.size as usize, "{stroke}");
            drawn += run;
        }
        assert_eq!(drawn, dark);
    }
}
