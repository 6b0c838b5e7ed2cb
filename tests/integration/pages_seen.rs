//! Pages as people see them: each page of the examples in every print beside a stored picture.
//!
//! `REGIMEN_PICTURES=write cargo test --test integration pages_seen` stores them anew; look at
//! `tests/data/pages/` before you keep them.

use std::path::{Path, PathBuf};

use crate::render::pages::{Grey, Printed, greys, printed};

/// Dots for each point of the page: 24 for an inch. It shows what stands where, not each letter.
const SCALE: f32 = 24.0 / 72.0;
/// Pages side by side on a sheet.
const COLUMNS: usize = 8;
/// Sixteen greys keep the files small.
const GREYS: u8 = 16;
/// The most that a page's greys may differ on average, of 255: edges are drawn anew with every
/// version of the renderer.
const PAGE_MOST: f32 = 1.5;
/// The most that the greys of any square of [`TILE`] dots may differ on average: a word that is lost
/// or moved differs more.
const TILE_MOST: f32 = 40.0;
/// The side of a square: a third of an inch.
const TILE: usize = 8;
/// The part of a page's ink that may be black: more is dear and smears.
const INK_MOST: f32 = 0.08;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages")
}

fn writes() -> bool {
    std::env::var_os("REGIMEN_PICTURES").is_some_and(|value| value == "write")
}

/// The pages of a person in one print, on one sheet.
fn sheet(pages: &[Grey]) -> Grey {
    let (width, height) = (pages[0].width, pages[0].height);
    let rows = pages.len().div_ceil(COLUMNS);
    let mut sheet =
        Grey { width: width * COLUMNS.min(pages.len()), height: height * rows, pixels: Vec::new() };
    sheet.pixels = vec![u8::MAX; sheet.width * sheet.height];
    for (number, page) in pages.iter().enumerate() {
        let (left, top) = (number % COLUMNS * width, number / COLUMNS * height);
        for (y, row) in page.pixels.chunks(width).enumerate() {
            let start = (top + y) * sheet.width + left;
            sheet.pixels[start..start + width].copy_from_slice(row);
        }
    }
    sheet
}

/// The same picture with few greys.
fn coarse(mut picture: Grey) -> Grey {
    let step = u8::MAX / (GREYS - 1);
    for pixel in &mut picture.pixels {
        *pixel = pixel.saturating_add(step / 2) / step * step;
    }
    picture
}

fn write(path: &Path, picture: &Grey) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let file = std::fs::File::create(path).unwrap();
    let (width, height) = (picture.width as u32, picture.height as u32);
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_compression(png::Compression::High);
    let step = u8::MAX / (GREYS - 1);
    let nibbles = |row: &[u8]| -> Vec<u8> {
        let pair = |pair: &[u8]| (pair[0] / step) << 4 | pair.get(1).map_or(0, |p| p / step);
        row.chunks(2).map(pair).collect()
    };
    let data: Vec<u8> = picture.pixels.chunks(picture.width).flat_map(nibbles).collect();
    encoder.write_header().unwrap().write_image_data(&data).unwrap();
}

fn read(path: &Path) -> Option<Grey> {
    let file = std::fs::File::open(path).ok()?;
    let mut decoder = png::Decoder::new(std::io::BufReader::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    Some(Grey { width: info.width as usize, height: info.height as usize, pixels })
}

/// The pages of a sheet again.
fn cut(sheet: &Grey, page: &Grey, count: usize) -> Option<Vec<Grey>> {
    let columns = COLUMNS.min(count);
    let rows = count.div_ceil(COLUMNS);
    if (sheet.width, sheet.height) != (page.width * columns, page.height * rows) {
        return None;
    }
    let cut = |number: usize| {
        let (left, top) = (number % COLUMNS * page.width, number / COLUMNS * page.height);
        let rows = (top..top + page.height).map(|y| y * sheet.width + left);
        let pixels = rows.flat_map(|start| &sheet.pixels[start..start + page.width]);
        Grey { pixels: pixels.copied().collect(), ..*page }
    };
    Some((0..count).map(cut).collect())
}

/// How far two pictures of one size are apart: on average, and in the worst square.
fn apart(a: &Grey, b: &Grey) -> (f32, f32) {
    let tiles_wide = a.width.div_ceil(TILE);
    let mut tiles = vec![(0_u32, 0_u32); tiles_wide * a.height.div_ceil(TILE)];
    for (i, (one, other)) in a.pixels.iter().zip(&b.pixels).enumerate() {
        let tile = i / a.width / TILE * tiles_wide + i % a.width / TILE;
        tiles[tile].0 += u32::from(one.abs_diff(*other));
        tiles[tile].1 += 1;
    }
    let sum: u32 = tiles.iter().map(|(sum, _)| sum).sum();
    let worst = tiles.iter().map(|(sum, count)| *sum as f32 / *count as f32).fold(0.0, f32::max);
    (sum as f32 / a.pixels.len() as f32, worst)
}

/// The pages that do not look as stored.
fn changed(printed: &Printed) -> Vec<String> {
    let pages: Vec<Grey> = greys(&printed.pdf, SCALE).into_iter().map(coarse).collect();
    let name = &printed.name;
    let path = folder().join(format!("{name}.png"));
    if writes() {
        write(&path, &sheet(&pages));
    }
    let Some(stored) = read(&path) else { return vec![format!("{name}: no stored picture")] };
    let Some(stored) = cut(&stored, &pages[0], pages.len()) else {
        keep(name, &pages);
        return vec![format!("{name}: other pages than stored, now {}", pages.len())];
    };
    let mut changed = Vec::new();
    for (number, (page, stored)) in pages.iter().zip(&stored).enumerate() {
        let (mean, worst) = apart(page, stored);
        if mean > PAGE_MOST || worst > TILE_MOST {
            changed.push(format!("{name}: page {} by {mean:.2}, {worst:.0}", number + 1));
        }
    }
    if !changed.is_empty() {
        keep(name, &pages);
    }
    changed
}

/// Keeps what is seen now, to be looked at.
fn keep(name: &str, pages: &[Grey]) {
    write(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png")), &sheet(pages));
}

#[test]
fn pages_look_as_stored() {
    let changed: Vec<String> = printed().iter().flat_map(changed).collect();
    assert!(
        changed.is_empty(),
        "{}\nas they are now: {}\nif they are right, store them: \
         REGIMEN_PICTURES=write cargo test --test integration pages_seen",
        changed.join("\n"),
        env!("CARGO_TARGET_TMPDIR"),
    );
}

#[test]
fn stored_pictures_are_small() {
    let entries = std::fs::read_dir(folder()).unwrap();
    let bytes: u64 = entries.map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(bytes < 4_000_000, "{bytes} bytes");
}

/// A word that is lost or moved is seen, and the noise of another renderer is not.
#[test]
fn what_is_lost_is_seen() {
    let page = coarse(greys(&printed()[0].pdf, SCALE).swap_remove(0));
    let mut noisy = page.clone();
    for (i, pixel) in noisy.pixels.iter_mut().enumerate() {
        if i % 29 == 0 {
            *pixel ^= 0x10;
        }
    }
    let (mean, worst) = apart(&page, &noisy);
    assert!(mean < PAGE_MOST && worst < TILE_MOST, "{mean} {worst}");
    let ink = page.pixels.iter().position(|pixel| *pixel < 100).unwrap();
    let (x, y) = (ink % page.width, ink / page.width);
    let mut lost = page.clone();
    for row in y..(y + 6).min(page.height) {
        for column in x..(x + 30).min(page.width) {
            lost.pixels[row * page.width + column] = u8::MAX;
        }
    }
    assert!(apart(&page, &lost).1 > TILE_MOST, "{:?}", apart(&page, &lost));
}

/// The part of a page that is black, a grey by its darkness.
fn ink(page: &Grey) -> f32 {
    let ink = page.pixels.iter().map(|pixel| f32::from(u8::MAX - *pixel)).sum::<f32>();
    ink / (255.0 * page.pixels.len() as f32)
}

#[test]
fn pages_take_little_ink_and_leave_their_margins_white() {
    /// The margin at the sides that is always white, in dots.
    const SIDE: usize = 48;
    for printed in printed() {
        for (number, page) in greys(&printed.pdf, 1.0).iter().enumerate() {
            let mut part = ink(page);
            if part >= INK_MOST {
                // Hair lines are no thinner than a dot: a closer look tells.
                part = ink(&greys(&printed.pdf, 3.0)[number]);
            }
            assert!(part < INK_MOST, "{}: page {}: {part:.3}", printed.name, number + 1);
            for row in page.pixels.chunks(page.width) {
                let white = |pixels: &[u8]| pixels.iter().all(|pixel| *pixel > 250);
                let sides = white(&row[..SIDE]) && white(&row[page.width - SIDE..]);
                assert!(sides, "{}: page {}", printed.name, number + 1);
            }
        }
    }
}
